"""A workspace: a folder with its description, the originals of every source, and the store."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers import LAYERS
from layers.reading.gate import shapefile_parts
from layers.store.geopackage import GeoPackageStore

_DESCRIPTION = "workspace.yaml"
_SOURCES = "sources"
_STORE = "mahalle.gpkg"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a municipality's data lie and what they are scoped to; `precedence` says per layer which source is shown first."""

    path: Path
    name: str
    province: str
    district: str | None
    precedence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source_titles: Mapping[str, str] = field(default_factory=dict)

    def source_title(self, source: str) -> str:
        """A source as a person reads it; its short name where nobody gave a title."""
        return self.source_titles.get(source, source)

    def store(self) -> GeoPackageStore:
        """The store, opened."""
        return GeoPackageStore(self.path / _STORE)

    def precedence_of(self, layer: str) -> tuple[str, ...]:
        """The declared order of sources of a layer, the workspace's own before the layer's."""
        return self.precedence.get(layer, LAYERS[layer].precedence)

    def keep_source(self, path: Path) -> tuple[str, Path]:
        """Keep the original under its SHA-256 and return the digest and where it lies; an equal file is kept once."""
        parts = shapefile_parts(path) if lower(path.suffix) == ".shp" else [path]
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part.read_bytes())
        folder = self.path / _SOURCES / digest.hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            if not (folder / part.name).exists():
                shutil.copyfile(part, folder / part.name)
        return digest.hexdigest(), folder / path.name

    def kept_source(self, sha256: str, name: str) -> Path:
        """Where the original of an import lies."""
        return self.path / _SOURCES / sha256 / name


def is_workspace(path: Path) -> bool:
    """Whether a folder is a workspace."""
    return (path / _DESCRIPTION).is_file()


def create_workspace(
    path: Path, *, name: str, province: str, district: str | None, source_titles: Mapping[str, str] | None = None
) -> Workspace:
    """Make an empty workspace; an existing one is never overwritten."""
    if is_workspace(path):
        raise RefusedError(Issue("workspace-exists", params={"path": str(path)}))
    titles = dict(source_titles or {})
    workspace = Workspace(path, name, province, district, source_titles=titles)
    description = {
        "name": name,
        "province": province,
        "district": district,
        "languages": ["tr", "en"],
        "precedence": {layer.name: list(layer.precedence) for layer in LAYERS.values()},
        "source_titles": titles,
    }
    try:
        (path / _SOURCES).mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(description, allow_unicode=True, sort_keys=False)
        (path / _DESCRIPTION).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(path), "why": error.strerror or ""})) from error
    workspace.store()
    return workspace


def open_workspace(path: Path) -> Workspace:
    """The workspace in a folder."""
    file = path / _DESCRIPTION
    if not is_workspace(path):
        raise NotFoundError(Issue("no-workspace", params={"path": str(path)}))
    try:
        described = yaml.safe_load(file.read_text(encoding="utf-8"))
        precedence = {
            str(layer): tuple(str(source) for source in sources) for layer, sources in (described.get("precedence") or {}).items()
        }
        titles = {str(source): str(title) for source, title in (described.get("source_titles") or {}).items()}
        district = str(described["district"]) if described.get("district") else None
        return Workspace(path, str(described["name"]), str(described["province"]), district, precedence, titles)
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, AttributeError, TypeError) as error:
        why = " ".join(str(error).split())
        raise RefusedError(Issue("bad-workspace", params={"path": str(file), "why": why})) from error
