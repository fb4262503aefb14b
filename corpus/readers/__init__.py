"""Readers: one module a file family, from the bytes of a file to its `Layout`."""

from corpus.readers.reading import read

__all__ = ["read"]
