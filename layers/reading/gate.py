"""The gate: what a file is by its content, and whether it may be opened at all.

A file's name is not trusted. It must exist on this machine's disk (so `/vsi` paths and addresses never reach GDAL), be of an
allowed kind by its first bytes, and agree with its suffix. What is opened is a copy under a name of ours, in a folder of its own.
"""

import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from geo.turkish import lower
from layers.reading import READERS
from layers.reading.base import Admitted, Format, Limits, Reader, unreadable
from layers.reading.guards import bad_zip, zip_entries
from layers.reading.json_kinds import json_kind
from layers.reading.netcad import SUFFIXES as NETCAD
from layers.reading.netcad import netcad_command, unpack_netcad
from layers.reading.zip_kinds import GZIP, ZIP

__all__ = ["SUFFIXES", "Admitted", "Format", "Limits", "admit", "shapefile_parts", "suffixes_of"]

_HEAD_BYTES = 65536
_COPY_BYTES = 1024 * 1024
_CONTAINERS = {".zip": Words("zip arşivi", "a zip archive"), ".gz": Words("gzip arşivi", "a gzip archive")}
# What a name promises; the content must keep it.
SUFFIXES: dict[str, tuple[Format, ...]] = {
    suffix: tuple(other.format for other in READERS.values() if suffix in other.suffixes)
    for reader in READERS.values()
    for suffix in reader.suffixes
}
_OTHERS = {
    "pdf": Words("PDF", "PDF"),
    "xml": Words("XML/HTML", "XML/HTML"),
    "json": Words("çizim içermeyen JSON", "JSON without features"),
    "zip": _CONTAINERS[".zip"],
    "gzip": _CONTAINERS[".gz"],
    "binary": Words("tanınmayan ikili veri", "unknown binary data"),
}
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".xml"})
# What a Shapefile is read with; indexes of other programs and their remarks are not.
_READ_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})


@contextmanager
def admit(path: Path, limits: Limits | None = None) -> Iterator[Admitted]:
    """Let a file in, as a copy and unpacked if it is an archive, or raise RefusedError with the reason and the remedy.

    A folder is let in if it holds one Shapefile.
    """
    limits = limits or Limits()
    name = path.name
    if path.is_dir():
        path = _only_shapefile(path)
    if not path.is_file():
        raise RefusedError(Issue("file-not-found", params={"file": str(path)}))
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise RefusedError(Issue("file-too-large", params={"file": name, "size": size, "limit": limits.file_bytes}))
    suffix = lower(path.suffix)
    if suffix not in {*SUFFIXES, *_CONTAINERS, *NETCAD}:
        known = ", ".join(sorted({*SUFFIXES, *_CONTAINERS}))
        raise RefusedError(Issue("unknown-format", params={"file": name, "known": known}))
    with tempfile.TemporaryDirectory(prefix="mahalle-") as folder:
        head = _head(path, name)
        if suffix == ".gz":
            _require(head.startswith(GZIP), name, _CONTAINERS[suffix], head)
            inner = _unpack_gzip(path, Path(folder), limits)
        elif suffix in {".zip", ".kmz"}:
            _require(head.startswith(ZIP), name, _CONTAINERS.get(suffix, READERS["kml"].title), head)
            inner = _unpack_zip(path, Path(folder), limits)
        elif suffix in NETCAD:
            inner = unpack_netcad(path, Path(folder), limits, command=netcad_command())
        else:
            inner = _copy(path, Path(folder), name)
        reader = _recognised(inner, name)
        reader.guard(inner, name, limits)
        issues = reader.prepare(inner, name) if reader.prepare is not None else []
        if suffix in NETCAD:
            issues.append(Issue("netcad-converted", params={"file": name}))
        yield Admitted(inner, reader.format, name, tuple(issues), limits)


def suffixes_of(formats: frozenset[Format]) -> list[str]:
    """The suffixes that files of these formats bear."""
    return [suffix for suffix, known in SUFFIXES.items() if formats & set(known)]


def shapefile_parts(path: Path) -> list[Path]:
    """The .shp and the files that belong to it, in the order of their names."""
    return sorted(
        part
        for part in path.parent.iterdir()
        if part.stem == path.stem and lower(part.suffix) in _SHAPEFILE_PARTS and part.is_file()
    )


def _head(path: Path, name: str) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise RefusedError(Issue("empty-file", params={"file": name}))
    return head


def _recognised(inner: Path, name: str) -> Reader:
    """The way of reading that the suffix promises and the first bytes confirm."""
    head = _head(inner, name)
    promised = [READERS[form] for form in SUFFIXES[lower(inner.suffix)]]
    for reader in promised:
        if reader.recognises(head):
            return reader
    _require(False, name, promised[0].title, head)
    raise AssertionError("unreachable")


def _require(holds: bool, name: str, expected: Words, head: bytes) -> None:
    if not holds:
        raise RefusedError(Issue("wrong-content", params={"file": name, "expected": expected, "found": _what_it_is(head)}))


def _what_it_is(head: bytes) -> Words:
    if head.startswith(b"%PDF"):
        return _OTHERS["pdf"]
    if head.startswith((ZIP, GZIP)):
        return _OTHERS["zip" if head.startswith(ZIP) else "gzip"]
    if json_kind(head) == "other":
        return _OTHERS["json"]
    for reader in READERS.values():
        if reader.recognises(head):
            return reader.title
    return _OTHERS["xml" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "binary"]


def _copy(path: Path, folder: Path, name: str) -> Path:
    target = folder / f"file{lower(path.suffix)}"
    if lower(path.suffix) != ".shp":
        shutil.copyfile(path, target)
        return target
    for part in shapefile_parts(path):
        if part.is_symlink() and part != path:
            # The parts are chosen by their names alone, so whoever lays a link beside a .shp would choose what is read.
            raise RefusedError(Issue("part-is-link", params={"file": name, "part": part.name}))
        if lower(part.suffix) in _READ_PARTS:
            shutil.copyfile(part, folder / f"file{lower(part.suffix)}")
    return target


def _only_shapefile(folder: Path) -> Path:
    shapes = sorted(part for part in folder.iterdir() if lower(part.suffix) == ".shp")
    if len(shapes) != 1:
        names = ", ".join(shape.name for shape in shapes)
        raise RefusedError(
            Issue("folder-without-shapefile", params={"folder": folder.name, "count": len(shapes), "names": names})
        )
    return shapes[0]


def _unpack_gzip(path: Path, folder: Path, limits: Limits) -> Path:
    inner = folder / f"file{lower(Path(path.stem).suffix)}"
    if inner.suffix not in SUFFIXES:
        raise bad_zip(path.name, "içindekinin biçimi adından anlaşılmıyor", "its name does not say what is in it")
    allowed = min(limits.zip_total_bytes, limits.zip_ratio * path.stat().st_size)
    try:
        with gzip.open(path) as packed, inner.open("wb") as unpacked:
            while piece := packed.read(_COPY_BYTES):
                if unpacked.tell() + len(piece) > allowed:
                    raise bad_zip(path.name, "açılınca çok büyük", "it is too large when unpacked")
                unpacked.write(piece)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise bad_zip(path.name, "arşiv bozuk", "the archive is damaged") from error
    return inner


def _unpack_zip(path: Path, folder: Path, limits: Limits) -> Path:
    """The one file in an archive that can be read, with its parts if it is a Shapefile."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = zip_entries(archive, path.name, limits)
            wanted = _wanted(entries, path)
            inner = PurePosixPath(wanted.filename)
            stem, suffix = str(inner.with_suffix("")), lower(inner.suffix)
            for entry in entries:
                part = PurePosixPath(entry.filename)
                belongs = str(part.with_suffix("")) == stem and lower(part.suffix) in _READ_PARTS
                if entry is wanted or (suffix == ".shp" and belongs):
                    # A fixed name: what the archive calls its entries never becomes a path.
                    with archive.open(entry) as packed, (folder / f"file{lower(part.suffix)}").open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise bad_zip(path.name, "arşiv bozuk ya da şifreli", "the archive is damaged or encrypted") from error
    except UnicodeError as error:
        raise unreadable(path.name) from error
    return folder / f"file{suffix}"


def _wanted(entries: list[zipfile.ZipInfo], path: Path) -> zipfile.ZipInfo:
    def with_suffix(*suffixes: str) -> list[zipfile.ZipInfo]:
        return [entry for entry in entries if lower(PurePosixPath(entry.filename).suffix) in suffixes]

    if lower(path.suffix) == ".kmz":
        documents = with_suffix(".kml")
        return (sorted(documents, key=lambda entry: entry.filename != "doc.kml") or [_none_in(path, 0)])[0]
    shapes = with_suffix(".shp")
    # Remarks beside a Shapefile (.txt, .xml) are not data of their own.
    candidates = shapes or with_suffix(*(suffix for suffix in SUFFIXES if suffix not in {".txt", ".xml"}))
    return candidates[0] if len(candidates) == 1 else _none_in(path, len(candidates))


def _none_in(path: Path, count: int) -> zipfile.ZipInfo:
    raise bad_zip(
        path.name,
        f"içinde okunabilecek {count} dosya var, bir tane olmalı",
        f"it holds {count} files that could be read, not one",
    )
