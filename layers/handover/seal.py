"""The seal of a package: the SHA-256 of all its bytes before the seal, as the zip's comment at the very end.

Checksums of the files inside say nothing of the bytes between them, nor of the list of checksums itself. A seal is no signature:
it shows damage and careless edits, not forgery.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO, Final

_BEGINNING: Final = b"mahalle-sha256:"
_HEX_DIGITS: Final = 64
SEAL_ROOM: Final = _BEGINNING + b"0" * _HEX_DIGITS
_BLOCK_BYTES = 1 << 20


def sealed(path: Path) -> None:
    """Seal a zip that was written with `SEAL_ROOM` as its comment."""
    with path.open("r+b") as stream:
        digest = _digest(stream, path.stat().st_size - _HEX_DIGITS)
        stream.seek(-_HEX_DIGITS, 2)
        stream.write(digest)


def is_sealed(path: Path) -> bool:
    """Whether the seal is there and fits every byte before it."""
    size = path.stat().st_size
    if size < len(SEAL_ROOM):
        return False
    with path.open("rb") as stream:
        stream.seek(size - len(SEAL_ROOM))
        stated = stream.read()
        stream.seek(0)
        return stated.startswith(_BEGINNING) and stated.removeprefix(_BEGINNING) == _digest(stream, size - _HEX_DIGITS)


def _digest(stream: BinaryIO, length: int) -> bytes:
    found = hashlib.sha256()
    while length > 0 and (block := stream.read(min(length, _BLOCK_BYTES))):
        found.update(block)
        length -= len(block)
    return found.hexdigest().encode("ascii")
