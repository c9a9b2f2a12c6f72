"""The boundaries layer: the neighbourhoods themselves, with their official names, codes and areas. All else joins to it."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import shapely

from geo.checks import check_coverage
from geo.crs import TURKIYE_BOUNDS_DEG, to_metric
from geo.errors import RefusedError
from geo.issues import Issue
from geo.names import official_spelling, place_id, place_key
from geo.repair import repair_polygons
from geo.slivers import close_slivers
from layers.base import Code, Field, LayerSpec, Quarantined, ReadContext, Reading
from layers.places import is_out_of_scope, open_name_issue
from layers.reading import DRAWINGS, TABLES
from layers.reading.attributes import Attributes
from layers.reading.gate import Admitted
from layers.reading.numbers import NumberColumn, column_issues, number_issue, parse_columns
from layers.reading.progress import tell
from layers.reading.table import assign_columns, guess_by_headings, ignored_columns
from layers.reading.vector import read_drawing, straighten_axes

# A property of our own sketches: how a boundary came to be. Boundaries of others are `imported`.
SKETCH = "sketch"
IMPORTED = "imported"

# About 20 km: a new neighbourhood lies nearer to the old ones, another district's file hardly ever.
_AWAY_DEG = 0.2

_HEADINGS = {
    "name": frozenset({"name", "ad", "adi", "mahalle", "mahalle adi", "mahalle ad", "neighbourhood"}),
    "code": frozenset({"code", "kod", "kodu", "mahalle kodu", "mahalle kod", "kimlikno", "uavt kodu", "tuik id"}),
    "district": frozenset({"district", "ilce", "ilce adi"}),
    "province": frozenset({"province", "il", "il adi"}),
    "official_area_km2": frozenset({"official area km2", "resmi alan km2", "yuzolcumu km2"}),
    "kind": frozenset({"boundary kind"}),
}
FIELD_OPTIONS = ("name", "code", "district", "province", "official_area_km2")


def guess_fields(headings: Sequence[str]) -> dict[int, str]:
    """What each attribute of a boundary file most likely is, by position.

    >>> guess_fields(["KOD", "İLÇE", "MAHALLE", "updated"])
    {0: 'code', 1: 'district', 2: 'name'}
    """
    return guess_by_headings(headings, _HEADINGS)


def read(file: Admitted, context: ReadContext) -> Reading:
    """Read a boundary file; every feature is stored, repaired and said, or set aside."""
    drawing = read_drawing(file, context.epsg, table=context.table, known=context.centres)
    attributes = Attributes(drawing.features)
    headings = attributes.headings
    columns = assign_columns(headings, guess_fields(headings), context.columns, FIELD_OPTIONS, file.name)
    if "name" not in columns:
        raise RefusedError(
            Issue(
                "missing-column",
                params={
                    "file": file.name,
                    "field": "name",
                    "field_tr": "mahalle adı",
                    "field_en": "the neighbourhood name",
                    "headings": ", ".join(headings),
                },
            )
        )
    blank = [""] * len(drawing.features)
    rows = pd.DataFrame(
        {field: attributes.column(columns[field]) if field in columns else blank for field in _HEADINGS},
        index=drawing.features.index,
        dtype=object,
    )
    issues = [*ignored_columns(headings, columns)]
    scopes = list(zip(rows["province"], rows["district"], strict=True))
    outside = {scope for scope in set(scopes) if is_out_of_scope(context, *scope)}
    in_scope = pd.Series([scope not in outside for scope in scopes], index=rows.index, dtype=bool)
    rows = rows[in_scope]
    quarantined: list[Quarantined] = []
    named = _named(rows, headings[columns["name"]], context, attributes, quarantined, issues)
    tell("checking", 0.2)
    drawing = straighten_axes(drawing, file, _known_centres(named, context))
    issues = [*drawing.issues, *issues]
    if "official_area_km2" in columns:
        heading = headings[columns["official_area_km2"]]
        stated = NumberColumn(heading, [_cell(value) for value in drawing.features[heading].reindex(named.index)])
        named["official_area_km2"] = _official_areas(named, stated, attributes, quarantined, issues)
    _require_here(named, drawing.features, context, file)
    named = named.drop(index=[set_aside.row for set_aside in quarantined if set_aside.row in named.index])
    frame = gpd.GeoDataFrame(named, geometry=drawing.features.geometry.reindex(named.index), crs=drawing.features.crs)
    frame = _in_country(frame, attributes, quarantined)
    frame = _shapes(frame, attributes, quarantined, issues)
    tell("checking", 0.5)
    frame = _without_duplicates(frame, context, attributes, quarantined)
    out_of_scope = int((~in_scope).sum())
    if out_of_scope:
        issues.append(Issue("out-of-scope", params={"count": out_of_scope}))
    issues += [set_aside.issue for set_aside in quarantined]
    if frame.empty:
        # Before anything is measured; importing.py refuses every other layer likewise.
        raise RefusedError(Issue("no-row-taken", params={"file": file.name}), *issues)
    metric = to_metric(frame)
    issues += check_coverage(metric)
    tell("checking", 0.9)
    issues += _missing_places(frame, context)
    if (frame["kind"] == SKETCH).any():
        issues.append(Issue("sketched-boundary"))
    frame["geometry"] = _multipolygons(frame.geometry)
    return Reading(
        rows=LAYER.conform(frame[[*_COLUMNS, "geometry"]].reset_index(drop=True)),
        rows_in=len(drawing.features),
        quarantined=quarantined,
        rows_out_of_scope=out_of_scope,
        issues=issues,
    )


def _named(
    rows: pd.DataFrame,
    name_column: str,
    context: ReadContext,
    attributes: Attributes,
    quarantined: list[Quarantined],
    issues: list[Issue],
) -> pd.DataFrame:
    """Each row with the id and name of the neighbourhood it is: a known one where it is, else a new one."""
    known = bool(context.gazetteer.places)
    records = {}
    for row in rows.itertuples():
        number, code, district = int(row.Index), str(row.code) or None, str(row.district) or context.district or ""
        match = context.gazetteer.match(str(row.name), code=code, district=str(row.district) or None)
        if match.place is not None:
            records[number] = (match.place.id, match.place.name, match.place.code or code, match.place.district)
        elif not row.name or match.candidates:
            issue = open_name_issue(match, str(row.name), row=number, column=name_column)
            quarantined.append(Quarantined(number, attributes.raw(number), issue))
        else:
            name = official_spelling(str(row.name))
            new_id = place_id(context.province, district, name, code)
            records[number] = (new_id, name, code, district)
            if known:
                issues.append(Issue("new-neighbourhood", row=number, column=name_column, old=str(row.name), new=new_id))
    named = pd.DataFrame.from_dict(records, orient="index", columns=["id", "name", "code", "district"])
    named["province"] = context.province
    named["kind"] = rows.loc[named.index, "kind"].where(rows.loc[named.index, "kind"].eq(SKETCH), IMPORTED)
    named["official_area_km2"] = None
    named["source_row"] = named.index
    return named


def _require_here(named: pd.DataFrame, features: gpd.GeoDataFrame, context: ReadContext, file: Admitted) -> None:
    """Refuse a file that names none of the district's known neighbourhoods and lies away from them: it is another place's."""
    known_ids = list(context.gazetteer.by_id)
    # One or two known places do not say where a district lies.
    if not (context.district and known_ids and len(named)) or len(context.centres) < 3 or named["id"].isin(known_ids).any():
        return
    known = shapely.MultiPoint(list(context.centres.values())).envelope.buffer(_AWAY_DEG)
    if not shapely.intersects(features.geometry.reindex(named.index).array, known).any():
        example = ", ".join(named["name"][:3])
        raise RefusedError(Issue("no-name-matched", params={"file": file.name, "count": len(named), "example": example}))


def _known_centres(named: pd.DataFrame, context: ReadContext) -> dict[int, tuple[float, float]]:
    if not context.centres:
        return {}
    keys = {int(str(number)): place_key(str(name)) for number, name in named["name"].items()}
    return {number: context.centres[key] for number, key in keys.items() if key in context.centres}


def _official_areas(
    named: pd.DataFrame,
    stated: NumberColumn,
    attributes: Attributes,
    quarantined: list[Quarantined],
    issues: list[Issue],
) -> list[float | None]:
    parsed = parse_columns({"official_area_km2": stated})["official_area_km2"]
    lines = [int(number) for number in named.index]
    issues += column_issues(parsed, lines)
    for position, line in enumerate(lines):
        issue = number_issue(parsed, position, line)
        if issue is not None:
            quarantined.append(Quarantined(line, attributes.raw(line), issue))
    return [number.value for number in parsed.numbers.numbers]


def _cell(value: object) -> str | float | None:
    # A number of the file is a number already; only text has to be parsed.
    return value if isinstance(value, str | float) else None if pd.isna(value) else float(str(value))


def _in_country(frame: gpd.GeoDataFrame, attributes: Attributes, quarantined: list[Quarantined]) -> gpd.GeoDataFrame:
    """Without shapes that lie elsewhere: one stray shape must not cost the file."""
    west, south, east, north = TURKIYE_BOUNDS_DEG
    bounds = frame.geometry.bounds
    astray = (bounds["minx"] < west) | (bounds["miny"] < south) | (bounds["maxx"] > east) | (bounds["maxy"] > north)
    for number, box in bounds[astray].iterrows():
        extent = f"{box.minx:.5g} {box.miny:.5g} – {box.maxx:.5g} {box.maxy:.5g}"
        params = {"name": str(frame["name"][number]), "bounds": extent}
        row = int(str(number))
        quarantined.append(Quarantined(row, attributes.raw(row), Issue("shape-outside-country", row=row, params=params)))
    return frame[~astray]


def _shapes(
    frame: gpd.GeoDataFrame, attributes: Attributes, quarantined: list[Quarantined], issues: list[Issue]
) -> gpd.GeoDataFrame:
    repaired, found = repair_polygons(frame.assign(row=frame["source_row"]))
    dropped = {issue.row: issue for issue in found if issue.severity == "error"}
    quarantined += [Quarantined(row, attributes.raw(row), issue) for row, issue in dropped.items() if row is not None]
    closed, slivers = close_slivers(repaired)
    issues += [issue for issue in [*found, *slivers] if issue.severity != "error"]
    return closed.drop(columns="row")


def _without_duplicates(
    frame: gpd.GeoDataFrame, context: ReadContext, attributes: Attributes, quarantined: list[Quarantined]
) -> gpd.GeoDataFrame:
    twice = pd.DataFrame(frame.loc[frame.duplicated("id", keep=False), ["id", "name", "district"]])
    for _, labels in sorted(twice.groupby("id", sort=False).groups.items()):
        numbers = [int(number) for number in labels]
        first = twice.loc[numbers[0]]
        # In a province the same name lives in many districts: without a district column nobody can tell which is meant.
        kind = "duplicate-neighbourhood" if context.district or first["district"] else "district-unknown"
        params = {"name": str(first["name"]), "rows": ", ".join(str(other) for other in numbers)}
        quarantined += [Quarantined(number, attributes.raw(number), Issue(kind, row=number, params=params)) for number in numbers]
    return frame.drop(index=twice.index)


def _missing_places(frame: gpd.GeoDataFrame, context: ReadContext) -> list[Issue]:
    drawn = set(frame["id"])
    missing = [place.name for place in context.gazetteer.places if place.id not in drawn]
    if not missing:
        return []
    return [Issue("missing-neighbourhood", params={"count": len(missing), "names": ", ".join(missing)})]


def _multipolygons(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    parts, of = shapely.get_parts(shapes.array, return_index=True)
    return gpd.GeoSeries(shapely.multipolygons(parts, indices=of), index=shapes.index, crs=shapes.crs)


_KINDS = (Code(SKETCH, "taslak", "sketch"), Code(IMPORTED, "dosyadan alınmış", "imported"))
_FIELDS = (
    Field("id", "Mahalle kodu", "Neighbourhood id", "text"),
    Field("name", "Mahalle", "Neighbourhood", "text"),
    Field("code", "Resmî kod", "Official code", "text"),
    Field("district", "İlçe", "District", "text"),
    Field("province", "İl", "Province", "text"),
    Field("official_area_km2", "Resmî yüzölçümü (km²)", "Official area (km²)", "number", "km2", True),
    Field("kind", "Sınırın niteliği", "Kind of boundary", "code", codes=_KINDS),
    Field("source_row", "Kaynak satırı", "Source row", "integer"),
)
_COLUMNS = [field.name for field in _FIELDS]

LAYER = LayerSpec(
    name="boundaries",
    title_tr="Mahalle sınırları",
    title_en="Neighbourhood boundaries",
    description_tr="Mahallelerin adı, resmî kodu, alanı ve sınırı; öteki bütün katmanlar buna bağlanır.",
    description_en="Name, official code, area and boundary of the neighbourhoods; all other layers join to it.",
    geometry="MultiPolygon",
    fields=_FIELDS,
    key=("id",),
    formats=DRAWINGS | TABLES,
    # Anything drawn by someone who knows comes before our own sketch.
    precedence=("*", SKETCH),
    read=read,
    column_options=FIELD_OPTIONS,
    guess=guess_fields,
    recognises=lambda headings, has_areas: has_areas and "name" in guess_fields(headings).values(),
)
