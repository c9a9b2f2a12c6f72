"""The gate: what a file is by its content, and whether it may be opened at all.

A file's name is not trusted. It must exist on this machine's disk (so `/vsi` paths and addresses never reach GDAL), be of an
allowed kind by its first bytes, and agree with its suffix.
"""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from geo.turkish import lower

Format = Literal["table", "geojson", "geopackage", "shapefile"]

# What a name promises; the content must keep it.
SUFFIXES: dict[str, Format | Literal["zip"]] = {
    ".csv": "table",
    ".tsv": "table",
    ".txt": "table",
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpkg": "geopackage",
    ".shp": "shapefile",
    ".zip": "zip",
}
_TITLES = {
    "table": Words("CSV/TSV tablosu", "a CSV/TSV table"),
    "geojson": Words("GeoJSON", "GeoJSON"),
    "geopackage": Words("GeoPackage", "GeoPackage"),
    "shapefile": Words("Shapefile", "Shapefile"),
    "zip": Words("zip arşivi", "a zip archive"),
    "pdf": Words("PDF", "PDF"),
    "xml": Words("XML/HTML", "XML/HTML"),
    "binary": Words("tanınmayan ikili veri", "unknown binary data"),
}
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"SQLite format 3\x00", "geopackage"),
    (b"\x00\x00\x27\x0a", "shapefile"),
)
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".xml"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken, and how much reading it may use; above it the file is refused."""

    file_bytes: int = 512 * 1024 * 1024
    zip_entries: int = 50
    zip_total_bytes: int = 1024 * 1024 * 1024
    # Text packs well: real shapefiles reach about 20, a bomb is far beyond.
    zip_ratio: int = 200
    # Of the reading process: its address space (libraries take some 0.7 GB of it), processor and elapsed time, files it writes.
    memory_bytes: int = 3 * 1024 * 1024 * 1024
    cpu_seconds: int = 120
    wall_seconds: int = 180
    scratch_bytes: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that passed: where to read it, what it is, and the name its user knows it by."""

    path: Path
    format: Format
    name: str


@contextmanager
def admit(path: Path, limits: Limits | None = None) -> Iterator[Admitted]:
    """Let a file in, unpacked if it is a zipped Shapefile, or raise RefusedError with the reason and the remedy."""
    limits = limits or Limits()
    name = path.name
    if not path.is_file():
        raise RefusedError(Issue("file-not-found", params={"file": str(path)}))
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise RefusedError(Issue("file-too-large", params={"file": name, "size": size, "limit": limits.file_bytes}))
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise RefusedError(Issue("empty-file", params={"file": name}))
    expected = SUFFIXES.get(lower(path.suffix))
    if expected is None:
        raise RefusedError(Issue("unknown-format", params={"file": name, "known": ", ".join(sorted(SUFFIXES))}))
    found = _sniff(head)
    if found != expected:
        raise RefusedError(Issue("wrong-content", params={"file": name, "expected": _TITLES[expected], "found": _TITLES[found]}))
    if expected == "zip":
        with tempfile.TemporaryDirectory(prefix="mahalle-") as folder:
            yield Admitted(_unzip_shapefile(path, Path(folder), limits), "shapefile", name)
    else:
        yield Admitted(path, expected, name)


def shapefile_parts(path: Path) -> list[Path]:
    """The .shp and the files that belong to it, in the order of their names."""
    return sorted(
        part
        for part in path.parent.iterdir()
        if part.stem == path.stem and lower(part.suffix) in _SHAPEFILE_PARTS and part.is_file()
    )


def _sniff(head: bytes) -> str:
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not utf16:
        return "binary"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"{", b"[")):
        return "geojson"
    if text.startswith(b"<"):
        return "xml"
    return "table"


def _unzip_shapefile(path: Path, folder: Path, limits: Limits) -> Path:
    def refuse(why_tr: str, why_en: str) -> RefusedError:
        return RefusedError(Issue("bad-zip", params={"file": path.name, "why_tr": why_tr, "why_en": why_en}))

    try:
        with zipfile.ZipFile(path) as archive:
            # macOS puts a shadow of each file beside it.
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and "__MACOSX/" not in entry.filename]
            if len(entries) > limits.zip_entries:
                raise refuse("içinde çok fazla dosya var", "it holds too many files")
            if sum(entry.file_size for entry in entries) > limits.zip_total_bytes:
                raise refuse("açılınca çok büyük", "it is too large when unpacked")
            if any(entry.file_size > limits.zip_ratio * max(1, entry.compress_size) for entry in entries):
                raise refuse("sıkıştırma oranı olağan dışı", "its compression ratio is not that of real data")
            if any(entry.compress_type not in _PACKINGS for entry in entries):
                raise refuse("içindekiler alışılmadık bir yöntemle sıkıştırılmış", "its files are packed in an unusual way")
            parts = [entry for entry in entries if lower(PurePosixPath(entry.filename).suffix) in _SHAPEFILE_PARTS]
            shapes = [entry for entry in parts if lower(PurePosixPath(entry.filename).suffix) == ".shp"]
            if len(shapes) != 1:
                raise refuse(
                    f"içinde {len(shapes)} .shp dosyası var, bir tane olmalı",
                    f"it holds {len(shapes)} .shp files, not one",
                )
            stem = PurePosixPath(shapes[0].filename).stem
            for entry in parts:
                inner = PurePosixPath(entry.filename)
                if inner.stem == stem:
                    # A fixed name: what the archive calls its entries never becomes a path.
                    with archive.open(entry) as packed, (folder / f"layer{lower(inner.suffix)}").open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise refuse("arşiv bozuk ya da şifreli", "the archive is damaged or encrypted") from error
    return folder / "layer.shp"
