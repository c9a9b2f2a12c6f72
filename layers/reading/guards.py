"""What is refused before any library opens a file: nesting, entities, claims of size, archives that are bombs or climb out."""

import re
import stat
import xml.parsers.expat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers.reading.base import Limits, unreadable

_CHUNK_BYTES = 4 * 1024 * 1024
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_ARCHIVES = frozenset({".zip", ".kmz", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz", ".zst"})
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def guard_json(path: Path, name: str, limits: Limits) -> None:
    """Refuse brackets nested too deep: parsers of JSON call themselves for each level until the stack ends."""
    depth, in_text, rest = 0, False, b""
    for chunk in _chunks(path):
        text = rest + chunk
        # An escape cut in two by the end of the chunk waits for the next one.
        tail = len(text) - len(text.rstrip(b"\\"))
        rest = text[-1:] if tail % 2 else b""
        text = text[: len(text) - len(rest)]
        octets = np.frombuffer(_ESCAPED.sub(b"__", text) if b"\\" in text else text, dtype=np.uint8)
        quotes = np.cumsum(octets == ord('"')) + in_text
        outside = quotes % 2 == 0
        opens = ((octets == ord("{")) | (octets == ord("["))) & outside
        closes = ((octets == ord("}")) | (octets == ord("]"))) & outside
        depths = depth + np.cumsum(opens.astype(np.int64) - closes)
        if len(octets):
            if depths.max() > limits.nesting:
                raise RefusedError(Issue("nested-too-deep", params={"file": name, "limit": limits.nesting}))
            depth, in_text = int(depths[-1]), bool(quotes[-1] % 2)


def guard_xml(path: Path, name: str, limits: Limits) -> None:
    """Refuse what XML can be made to do: entities that grow or fetch, and elements nested too deep."""
    before = b""
    for chunk in _chunks(path):
        # In UTF-16 every other byte of a mark is zero.
        plain = before + chunk.replace(b"\x00", b"")
        if _DECLARES.search(plain):
            raise RefusedError(Issue("xml-entities", params={"file": name}))
        before = plain[-64:]
    depth = 0

    def enter(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            raise RefusedError(Issue("nested-too-deep", params={"file": name, "limit": limits.nesting}))

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declaration: object) -> None:
        raise RefusedError(Issue("xml-entities", params={"file": name}))

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in _chunks(path):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except xml.parsers.expat.ExpatError as error:
        raise unreadable(name) from error


def guard_claim(name: str, claimed: int, size: int) -> None:
    """Refuse a header that claims more bytes than the file has: a reader would make room for them."""
    if claimed > size:
        raise RefusedError(Issue("claims-too-much", params={"file": name, "claimed": claimed, "size": size}))


def bad_zip(name: str, why_tr: str, why_en: str) -> RefusedError:
    """The refusal of an archive."""
    return RefusedError(Issue("bad-zip", params={"file": name, "why_tr": why_tr, "why_en": why_en}))


def zip_entries(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of an archive that keeps the rules; macOS's shadows of files are left out."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and "__MACOSX/" not in entry.filename]
    if len(entries) > limits.zip_entries:
        raise bad_zip(name, "içinde çok fazla dosya var", "it holds too many files")
    if sum(entry.file_size for entry in entries) > limits.zip_total_bytes:
        raise bad_zip(name, "açılınca çok büyük", "it is too large when unpacked")
    if any(entry.file_size > limits.zip_ratio * max(1, entry.compress_size) for entry in entries):
        raise bad_zip(name, "sıkıştırma oranı olağan dışı", "its compression ratio is not that of real data")
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise bad_zip(name, "içindekiler alışılmadık bir yöntemle sıkıştırılmış", "its files are packed in an unusual way")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise bad_zip(name, "şifreli", "it is encrypted")
    for entry in entries:
        if _climbs(entry.orig_filename):
            raise bad_zip(name, "içindeki bir ad klasörün dışını gösteriyor", "a name in it points outside of its folder")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise bad_zip(name, "içinde başka bir dosyaya bağ var", "it holds a link to another file")
        if lower(PurePosixPath(entry.filename).suffix) in _ARCHIVES:
            raise bad_zip(name, "içinde bir arşiv daha var", "it holds another archive")
    return entries


def _climbs(name: str) -> bool:
    forward = name.replace("\\", "/")
    return (
        forward.startswith("/")
        or bool(PureWindowsPath(name).drive)
        or ".." in PurePosixPath(forward).parts
        or bool(_CONTROL.search(name))
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk
