"""A workspace: a folder with its description, the originals of every source, and the store."""

import hashlib
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers import LAYERS, LayerSpec
from layers.own import CodeAliases, code_aliases, own_layers
from layers.reading.gate import shapefile_parts
from layers.store.address import StoreAddress, open_store, schema_name
from layers.store.base import Store
from layers.store.shown import Shown, ShownStore

_DESCRIPTION = "workspace.yaml"
_SOURCES = "sources"
# Sites that were taken over from a run of that day (layers/accepting.py).
_SITING = re.compile(r"yer-secimi-([0-9]{4})([0-9]{2})([0-9]{2})-[0-9]+-([0-9a-f-]+)")


@dataclass(frozen=True, slots=True)
class PlannedPopulation:
    """The persons that a plan provides for in its last year, and where it says so."""

    year: int
    persons: int
    source: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new workspace knows beside its name and place; as in `Workspace`."""

    source_titles: Mapping[str, str] = field(default_factory=dict)
    plan: PlannedPopulation | None = None
    compared_years: tuple[int, int] | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a municipality's data lie and what they are scoped to; `precedence` says per layer which source is shown first.

    Without a `store_address` the store is the GeoPackage in the folder. `basemap_url` is the address of map tiles with {z}, {x}
    and {y} on a server of the office; without one the map has no background and asks nobody.
    """

    path: Path
    name: str
    province: str
    district: str | None
    precedence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source_titles: Mapping[str, str] = field(default_factory=dict)
    # By source, under which licence it may be passed on: its name or its address. A source that is not here states none.
    licences: Mapping[str, str] = field(default_factory=dict)
    store_address: StoreAddress | None = None
    basemap_url: str | None = None
    basemap_attribution: str = ""
    # How many people the plan provides for, and in which year.
    plan: PlannedPopulation | None = None
    # The years that pages compare where nobody asks for others; None compares the first with the last.
    compared_years: tuple[int, int] | None = None
    own_layers: Mapping[str, LayerSpec] = field(default_factory=dict)
    code_aliases: CodeAliases = field(default_factory=dict)
    # Made by code: every page says so.
    synthetic: bool = False
    # Whether somebody else than its authors must release a revision; without accounts nothing needs a release.
    two_pairs_of_eyes: bool = True
    # The address of the server that passes requests on to ours by https, and the names that it answers to.
    trusted_proxy: str | None = None
    host_names: tuple[str, ...] = ()
    # What an audience sees of the store (layers/releases.py); None is all of it, to be written to as well.
    shown: Shown | None = None

    @property
    def layers(self) -> Mapping[str, LayerSpec]:
        """All layers by name: ours, then those that this municipality added."""
        return {**LAYERS, **self.own_layers}

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the workspace and its place are called: what anybody would guess first."""
        return tuple(name for name in (self.name, self.district, self.province) if name)

    def layer(self, name: str) -> LayerSpec:
        """The layer of that name."""
        if name not in self.layers:
            raise NotFoundError(Issue("unknown-layer", params={"layer": name, "known": ", ".join(self.layers)}))
        return self.layers[name]

    def source_title(self, source: str) -> str:
        """A source as a person reads it; its short name where nobody gave a title.

        >>> place = Workspace(Path("w"), "Defne", "Hatay", "Defne", source_titles={"tuik": "TÜİK ADNKS"})
        >>> [place.source_title(source) for source in ("tuik", "plan", "yer-secimi-20261126-121935736430-7c39a7")]
        ['TÜİK ADNKS', 'plan', 'Yer seçimi, 26.11.2026 (7c39a7)']
        """
        run = _SITING.fullmatch(source)
        return self.source_titles.get(source, run.expand(r"Yer seçimi, \3.\2.\1 (\4)") if run else source)

    def store(self) -> Store:
        """The store, opened."""
        store = open_store(self.path, self.store_address)
        return store if self.shown is None else ShownStore(store, self.shown)

    def precedence_of(self, layer: str) -> tuple[str, ...]:
        """The declared order of sources of a layer, the workspace's own before the layer's."""
        return self.precedence.get(layer, self.layers[layer].precedence)

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
    path: Path,
    *,
    name: str,
    province: str,
    district: str | None,
    store: str | None = None,
    known: Beginning = Beginning(),
) -> Workspace:
    """Make an empty workspace; an existing one is never overwritten. `store` is the URL of a PostGIS, else a GeoPackage is made.

    Of one province, district and name there is one store in a database: a second workspace of these shares the first one's.
    """
    if is_workspace(path):
        raise RefusedError(Issue("workspace-exists", params={"path": str(path)}))
    address = None if store is None else StoreAddress(store, schema_name(province, district, name))
    workspace = Workspace(
        path,
        name,
        province,
        district,
        source_titles=known.source_titles,
        store_address=address,
        plan=known.plan,
        compared_years=known.compared_years,
        synthetic=known.synthetic,
    )
    description: dict[str, object] = {
        "name": name,
        "province": province,
        "district": district,
        "languages": ["tr", "en"],
        "basemap": None,
        "precedence": {layer.name: list(layer.precedence) for layer in LAYERS.values()},
        "source_titles": dict(known.source_titles),
    }
    if known.plan is not None:
        description["plan"] = asdict(known.plan)
    if known.compared_years is not None:
        description["compared_years"] = list(known.compared_years)
    if known.synthetic:
        description["synthetic"] = True
    if address is not None:
        description["store"] = {"url": address.url, "schema": address.schema}
    try:
        (path / _SOURCES).mkdir(parents=True, exist_ok=True)
        if address is not None:
            # A server may refuse: then there is no workspace.
            workspace.store()
        text = yaml.safe_dump(description, allow_unicode=True, sort_keys=False)
        private = address is not None and address.writes_out_a_password
        with open(path / _DESCRIPTION, "w", encoding="utf-8", opener=_for_me_alone if private else None) as file:
            file.write(text)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(path), "why": error.strerror or ""})) from error
    if address is None:
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
        licences = {str(source): str(licence) for source, licence in (described.get("licences") or {}).items()}
        titles = {str(source): str(title) for source, title in (described.get("source_titles") or {}).items()}
        district = str(described["district"]) if described.get("district") else None
        name, province = str(described["name"]), str(described["province"])
        address = _store_address(described.get("store"), schema_name(province, district, name))
        basemap = described.get("basemap") or {}
        url, attribution = basemap.get("url"), str(basemap.get("attribution") or "")
        basemap_url = str(url) if url else None
        server = described.get("server") or {}
        proxy, hosts = server.get("trusted_proxy"), tuple(str(name) for name in server.get("hosts") or ())
        said = described.get("plan")
        plan = PlannedPopulation(int(said["year"]), int(said["persons"]), str(said.get("source") or "")) if said else None
        years = _two_years(described.get("compared_years"))
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, AttributeError, TypeError, ValueError) as error:
        why = " ".join(str(error).split())
        raise RefusedError(Issue("bad-workspace", params={"path": str(file), "why": why})) from error
    own = own_layers(path, LAYERS)
    return Workspace(
        path,
        name,
        province,
        district,
        precedence=precedence,
        source_titles=titles,
        licences=licences,
        store_address=address,
        basemap_url=basemap_url,
        basemap_attribution=attribution,
        plan=plan,
        compared_years=years,
        own_layers=own,
        code_aliases=code_aliases(path, {**LAYERS, **own}),
        synthetic=described.get("synthetic") is True,
        two_pairs_of_eyes=described.get("two_pairs_of_eyes") is not False,
        trusted_proxy=str(proxy) if proxy else None,
        host_names=hosts,
    )


def _two_years(described: object) -> tuple[int, int] | None:
    if described is None:
        return None
    first, last = (int(year) for year in cast(Sequence[Any], described))
    return first, last


def _store_address(described: str | Mapping[str, str] | None, schema: str) -> StoreAddress | None:
    """`store:` is a URL, or a URL and a schema; the schema that `init` wrote down stays when the workspace gets another name."""
    if described is None:
        return None
    if isinstance(described, str):
        return StoreAddress(described, schema)
    return StoreAddress(str(described["url"]), str(described.get("schema") or schema))


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
