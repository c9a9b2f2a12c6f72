"""`mahalle sketch`: reads centres, official areas and codes, and writes the sketched boundaries as GeoJSON."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import WGS84
from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.names import Gazetteer, Place, official_spelling, place_id, place_key
from geo.numbers import parse_column
from geo.sketch import sketch_boundaries
from layers.aliases import find_place
from layers.atlas import build_atlas
from layers.boundaries import SKETCH
from layers.export import ExportTable
from layers.export.geojson import write
from layers.importing import gazetteer as workspace_gazetteer
from layers.places import open_name_issue
from layers.population_headings import guess_fields as guess_population_fields
from layers.reading import TABLES
from layers.reading.gate import admit
from layers.reading.table import Table, heading_key, read_table
from layers.workspace import is_workspace, open_workspace

_LONGITUDE = frozenset({"boylam", "lon", "lng", "longitude", "x"})
_LATITUDE = frozenset({"enlem", "lat", "latitude", "y"})
_METHOD = "power diagram of centre points, cell areas equal to the official areas"


@dataclass(frozen=True, slots=True)
class SketchInputs:
    """The files of a sketch; areas and codes may stand in the table of centres itself."""

    centres: Path
    areas: Path | None = None
    codes: Path | None = None
    aliases: Path | None = None
    province: str | None = None
    district: str | None = None


def sketch_file(workspace: Path, inputs: SketchInputs, out: Path) -> list[Issue]:
    """Sketch boundaries and write them as GeoJSON; official areas come from the tables, else from the workspace."""
    centres, issues = _centres(inputs)
    known = _known_places(workspace, inputs)
    areas_km2 = _areas_km2(workspace, inputs, centres, known)
    missing = centres[areas_km2.isna()]
    if len(missing):
        names = ", ".join(missing["name"])
        raise RefusedError(Issue("sketch-without-area", params={"count": len(missing), "names": names}))
    scope = _scope(workspace, inputs)
    places = [known.match(name).place for name in centres["name"]]
    issues += [
        open_name_issue(known.match(name), name, row=None, column=None)
        for name, place in zip(centres["name"], places, strict=True)
        if place is None and known.places
    ]
    centres["code"] = [place.code if place else None for place in places]
    centres["name"] = [
        place.name if place else official_spelling(name) for name, place in zip(centres["name"], places, strict=True)
    ]
    centres.index = pd.Index(
        [place_id(*scope, name, code) for name, code in zip(centres["name"], centres["code"], strict=True)], name="id"
    )
    areas_km2.index = centres.index
    sketch = sketch_boundaries(centres, areas_km2 * 1e6)
    features = sketch.boundaries.sort_index()
    features["province"], features["district"] = scope
    features["official_area_km2"] = areas_km2.reindex(features.index)
    features["boundary_kind"] = SKETCH
    table = ExportTable(
        "boundaries",
        features,
        {
            "name": "text",
            "code": "text",
            "province": "text",
            "district": "text",
            "official_area_km2": "number",
            "boundary_kind": "text",
        },
        {"boundary_kind": SKETCH, "method": _METHOD, "note": "Taslak sınır: resmî sınır değildir. Not official."},
    )
    try:
        write(table, out)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(out), "why": error.strerror or ""})) from error
    return [*issues, *sketch.issues, Issue("sketched-boundary")]


def _centres(inputs: SketchInputs) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    table = _table(inputs.centres)
    keys = [heading_key(heading) for heading in table.headings]
    columns = {}
    for field, known, words in (
        ("longitude", _LONGITUDE, ("boylam", "the longitude")),
        ("latitude", _LATITUDE, ("enlem", "the latitude")),
    ):
        places = [place for place, key in enumerate(keys) if key in known]
        if len(places) != 1:
            raise _missing_column(table, field, *words)
        columns[field] = places[0]
    name_column = _column(table, "name")
    rows = [row for row in table.rows if row.cells[name_column]]
    # 36,149 could be 36149, but no coordinate in degrees is.
    numbers = {field: parse_column([row.cells[place] for row in rows], fallback="tr").numbers for field, place in columns.items()}
    issues = []
    for position, row in enumerate(rows):
        for field, place in columns.items():
            if numbers[field][position].value is None:
                heading = table.headings[place]
                text = row.cells[place]
                issues.append(Issue("malformed-number", row=row.line, column=heading, old=text))
    if issues:
        raise RefusedError(*issues)
    points = gpd.points_from_xy(
        [number.value for number in numbers["longitude"]], [number.value for number in numbers["latitude"]]
    )
    names = [row.cells[name_column] for row in rows]
    return gpd.GeoDataFrame({"name": names}, geometry=points, crs=WGS84), list(table.issues)


def _known_places(workspace: Path, inputs: SketchInputs) -> Gazetteer:
    """Who the centres may be: the places of the table of codes, else of the workspace, with their aliases."""
    if inputs.codes is None:
        if not is_workspace(workspace):
            return Gazetteer([])
        opened = open_workspace(workspace)
        return workspace_gazetteer(opened, opened.store())
    table = _table(inputs.codes)
    name_column, code_column = _column(table, "name"), _column(table, "code")
    places = [
        Place(row.cells[code_column], row.cells[name_column], "", row.cells[code_column])
        for row in table.rows
        if row.cells[code_column]
    ]
    aliases = {}
    if inputs.aliases is not None:
        known = Gazetteer(places)
        listed = _table(inputs.aliases)
        for row in listed.rows:
            aliases[place_key(row.cells[0])] = find_place(known, row.cells[1]).id
    return Gazetteer(places, aliases)


def _areas_km2(workspace: Path, inputs: SketchInputs, centres: gpd.GeoDataFrame, known: Gazetteer) -> pd.Series:
    """Official areas by row of `centres`: from the table of areas, else that of centres, else the workspace."""
    table = _table(inputs.areas or inputs.centres)
    if "area_km2" in guess_population_fields(table.headings).values():
        name_column, column = _column(table, "name"), _column(table, "area_km2")
        rows = [row for row in table.rows if row.cells[name_column]]
        numbers = parse_column([row.cells[column] for row in rows]).numbers
        values = {row.cells[name_column]: number.value for row, number in zip(rows, numbers, strict=True)}
    elif inputs.areas is None and is_workspace(workspace):
        atlas = build_atlas(open_workspace(workspace)).neighbourhoods
        values = dict(zip(atlas["name"], atlas["area_km2"].astype(float), strict=True))
    else:
        raise _missing_column(table, "area_km2", "resmî yüzölçümü (km²)", "the official area (km²)")

    def identity(name: str) -> str:
        place = known.match(name).place
        return place.id if place else place_key(name)

    by_identity = {identity(name): value for name, value in values.items()}
    return pd.Series([by_identity.get(identity(name)) for name in centres["name"]], index=centres.index, dtype="float64")


def _column(table: Table, field: str) -> int:
    places = [place for place, guessed in guess_population_fields(table.headings).items() if guessed == field]
    if len(places) != 1:
        words = {"name": ("mahalle adı", "the neighbourhood name"), "code": ("mahalle kodu", "the neighbourhood code")}
        raise _missing_column(table, field, *words.get(field, (field, field)))
    return places[0]


def _missing_column(table: Table, field: str, words_tr: str, words_en: str) -> RefusedError:
    headings = ", ".join(heading for heading in table.headings if heading)
    return RefusedError(
        Issue(
            "missing-column",
            params={
                "file": table.file,
                "field": field,
                "field_tr": words_tr,
                "field_en": words_en,
                "headings": headings,
            },
        )
    )


def _table(path: Path) -> Table:
    with admit(path) as admitted:
        if admitted.format not in TABLES:
            raise RefusedError(Issue("unknown-format", params={"file": path.name, "known": ".csv, .tsv"}))
        return read_table(admitted)


def _scope(workspace: Path, inputs: SketchInputs) -> tuple[str, str]:
    """Province and district: as given, else of the workspace."""
    if inputs.province and inputs.district:
        return inputs.province, inputs.district
    try:
        opened = open_workspace(workspace)
    except NotFoundError:
        return inputs.province or "", inputs.district or ""
    return inputs.province or opened.province, inputs.district or opened.district or ""
