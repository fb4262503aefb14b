"""Zip packages (.docx, .odt): inflated once and counted meanwhile, before any library opens them."""

from __future__ import annotations

import io
import zipfile
import zlib

from corpus.errors import UnreadableDocument

# The limits of shared/reliability.md, where a 334 KB .docx grew to 2 GB and took 90 s.
MAX_ENTRIES = 2_000
MAX_INFLATED = 200 * 2**20
MAX_RATIO = 100
RATIO_COUNTS_FROM = 2**20
"""Below this inflated size any ratio is harmless; short documents of one repeated word have high ones."""

_CHUNK = 2**16


def names_in(content: bytes) -> frozenset[str]:
    """The names of a zip package's entries, once all of them were inflated within the limits.

    Raises UnreadableDocument when it is torn, encrypted or a bomb, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MAX_ENTRIES:
                raise UnreadableDocument(f"is a zip bomb: it has over {MAX_ENTRIES:,} entries")
            inflated = 0
            for each in entries:
                inflated = _inflate(package, each, inflated, len(content))
            return frozenset(each.filename for each in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(f"is torn: its zip package can't be inflated ({error})") from None
    except RuntimeError:  # what zipfile raises for an entry with a password
        raise UnreadableDocument("is encrypted: save it without a password") from None


def _inflate(package: zipfile.ZipFile, packed: zipfile.ZipInfo, inflated: int, size: int) -> int:
    """Reads an entry to its end; the number of bytes inflated so far, this entry's included."""
    is_xml = packed.filename.endswith((".xml", ".rels"))
    tail = b""
    with package.open(packed) as stream:
        while chunk := stream.read(_CHUNK):
            inflated += len(chunk)
            if inflated > MAX_INFLATED:
                raise UnreadableDocument(f"is a zip bomb: it inflates to over {MAX_INFLATED // 2**20} MB")
            if inflated > max(RATIO_COUNTS_FROM, MAX_RATIO * size):
                raise UnreadableDocument(f"is a zip bomb: it inflates to over {MAX_RATIO} times its size")
            if is_xml and b"<!ENTITY" in tail + chunk:
                raise UnreadableDocument(f"declares XML entities ({packed.filename}), as Office never does")
            tail = chunk[-8:]
    return inflated


def entry(content: bytes, name: str) -> bytes:
    """One entry of a package that `names_in` has passed, or nothing where it has no such entry."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name) if name in package.namelist() else b""
