"""Messages between the sandbox and its child: eight bytes of length, then that many; never pickle."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
MAX_FRAME = 2**29
"""Bytes. A file of 50 MB and its blocks come to less; a longer announcement is garbage."""


def write(stream: IO[bytes], payload: bytes) -> None:
    """Sends one message."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read(stream: IO[bytes]) -> bytes:
    """Takes one message; raises EOFError where the other side ended or sends no messages."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > MAX_FRAME:
        raise EOFError
    return _exactly(stream, length)


def packed(message: dict[str, Any]) -> bytes:
    """A message as UTF-8 JSON; lone surrogates, as in names that aren't UTF-8, are escaped."""
    return json.dumps(message).encode("ascii")


def unpacked(payload: bytes) -> dict[str, Any]:
    """A message from its JSON."""
    message: dict[str, Any] = json.loads(payload)
    return message


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
