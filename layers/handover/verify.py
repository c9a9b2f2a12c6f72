"""What a receiver can check of a package without anything but the file: that it is whole and as it was written."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import RefusedError
from geo.issues import Issue
from layers.handover.package import KIND, MANIFEST
from layers.handover.seal import is_sealed

# A package is a municipality's data; a few bytes that claim to be more are a trap.
_LARGEST_BYTES: Final = 8 << 30
_LARGEST_MANIFEST_BYTES: Final = 16 << 20
_BLOCK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Verified:
    """A package that is as it was written."""

    title: str
    created_at: str
    revisions: Mapping[str, int]
    files: int


def verify_package(path: Path) -> Verified:
    """Check a package.

    Raises
        RefusedError: it is no package, or not as it was written; every reason found.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path.name)
            faults = list(_faults(archive, manifest.files))
        if not is_sealed(path):
            faults.append(Issue("package-seal-broken", params={"file": path.name}))
    except FileNotFoundError as error:
        raise _unreadable(path.name, "dosya yok", "there is no such file") from error
    except zipfile.BadZipFile as error:
        raise _unreadable(path.name, "bozuk bir zip ya da zip değil", "it is a damaged zip, or none") from error
    except (OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _unreadable(path.name, "zip okunamadı", "the zip cannot be read") from error
    if faults:
        raise RefusedError(*faults)
    return Verified(manifest.title, manifest.created_at, manifest.revisions, len(manifest.files))


@dataclass(frozen=True, slots=True)
class _Manifest:
    title: str
    created_at: str
    revisions: Mapping[str, int]
    files: Mapping[str, str]


def _manifest(archive: zipfile.ZipFile, file: str) -> _Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise _unreadable(file, f"{MANIFEST} yok", f"it has no {MANIFEST}")
    entry = archive.getinfo(MANIFEST)
    if entry.file_size > _LARGEST_MANIFEST_BYTES or sum(item.file_size for item in archive.infolist()) > _LARGEST_BYTES:
        raise _unreadable(file, "bir paket için çok büyük", "it is too large for a package")
    try:
        document = json.loads(archive.read(entry))
        if document["kind"] != KIND:
            raise ValueError(document["kind"])
        revisions = {str(layer): int(number) for layer, number in document["revisions"].items()}
        files = {str(name): str(stated["sha256"]) for name, stated in document["files"].items()}
        return _Manifest(str(document["title"]), str(document["created_at"]), revisions, files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error, zipfile.BadZipFile) as error:
        raise _unreadable(file, f"{MANIFEST} bozuk", f"its {MANIFEST} is damaged") from error


def _faults(archive: zipfile.ZipFile, stated: Mapping[str, str]) -> Iterator[Issue]:
    """All that is not as the manifest says, in the order of the names."""
    found = archive.namelist()
    for name in sorted({*stated, *found} - {MANIFEST}):
        params = {"name": name}
        if name not in found:
            yield Issue("package-file-missing", params=params)
        elif name not in stated or found.count(name) > 1:
            yield Issue("package-file-extra", params=params)
        elif _digest(archive, name) != stated[name]:
            yield Issue("package-file-changed", params=params)


def _digest(archive: zipfile.ZipFile, name: str) -> str | None:
    """The SHA-256 of a file in the zip; None where it cannot even be unpacked."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while block := stream.read(_BLOCK_BYTES):
                digest.update(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return None
    return digest.hexdigest()


def _unreadable(file: str, why_tr: str, why_en: str) -> RefusedError:
    return RefusedError(Issue("package-unreadable", params={"file": file, "why_tr": why_tr, "why_en": why_en}))
