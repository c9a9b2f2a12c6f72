"""The atlas: a place, its layers and the indicators joined, for the command line and the web alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from geo.errors import NotFoundError, RefusedError
from geo.indicators import INDICATORS, Setting
from geo.issues import Issue
from geo.population import choose_by_precedence, contradicted_figures, is_small
from geo.standards import Requirement
from layers.boundaries import SKETCH
from layers.facts import Facts, gather_facts
from layers.ground import Ground
from layers.requirements import Standards, counted_kinds, find_requirements, setting_for, unverified_keys
from layers.standards import read_standards
from layers.stated import DRAWN, stated_figures
from layers.store.base import Revision
from layers.walks import settlement
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure and where it stands: the row of the file of a source. `shown` marks the one the atlas uses."""

    neighbourhood_id: str
    field: str
    value: float
    source: str
    file: str
    row: int
    shown: bool
    # Carried over from former neighbourhoods by the shares of the layer of changes; `row` is the first of the rows it is made of.
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Atlas:
    """The neighbourhood table.

    `neighbourhoods`: one row a neighbourhood, index id, sorted by Turkish name, EPSG:4326; columns name, district, code,
    boundary_kind, area_km2, area_source, drawn_area_km2, population_<year>, investment_try_<year>, each indicator that has an
    answer, small_population (whether figures per person mean little), contradicted, carried and unverified (lists of fields:
    another source says otherwise; carried over from former neighbourhoods; made of a standard that nobody has verified).
    `figures`: every stated figure of population and area behind it, of all sources. `facts`: what the other layers say.
    `requirements`: what the standards ask for in the later year, by facility class. `beneath`: by column, the layers that it was
    worked out from.
    """

    workspace: Workspace
    neighbourhoods: gpd.GeoDataFrame
    years: tuple[int, ...]
    span: Setting | None
    figures: tuple[Figure, ...]
    revisions: Mapping[str, Revision]
    facts: Facts
    requirements: Mapping[str, Requirement]
    beneath: Mapping[str, tuple[str, ...]]

    @property
    def is_sketch(self) -> bool:
        """Whether any boundary shown is a sketch."""
        return bool((self.neighbourhoods["boundary_kind"] == SKETCH).any())

    @property
    def version(self) -> str:
        """The revisions behind this atlas, as one word: equal where the content is."""
        return "-".join(f"{layer}{revision.number}" for layer, revision in sorted(self.revisions.items()))

    @property
    def created_at(self) -> str:
        """When the newest of those revisions was made, UTC."""
        return max(revision.created_at for revision in self.revisions.values())

    def sources_of(self, field: str) -> list[str]:
        """The sources that a shown field was taken from, sorted."""
        return sorted({figure.source for figure in self.figures if figure.field == field and figure.shown})

    def revisions_beneath(self, column: str) -> dict[str, int]:
        """The layers that a column was worked out from, with their revisions."""
        return {layer: self.revisions[layer].number for layer in self.beneath.get(column, ()) if layer in self.revisions}

    @property
    def unverified(self) -> tuple[str, ...]:
        """The columns that are held against a standard that nobody has verified."""
        return tuple(key for key in unverified_keys(self.requirements) if key in self.neighbourhoods)

    def total(self, column: str) -> float | None:
        """Sum of an extensive column over all neighbourhoods; None where one is unknown or the column does not add up."""
        indicator = INDICATORS.get(column)
        values = self.neighbourhoods[column]
        if (indicator is not None and not indicator.extensive) or values.isna().any():
            return None
        return float(values.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Persons of each neighbourhood (index id) in a year to come, as a scenario has them, and the year that it starts from."""

    base_year: int
    year: int
    persons: pd.Series


def build_atlas(
    workspace: Workspace,
    *,
    from_year: int | None = None,
    to_year: int | None = None,
    projected: Projection | None = None,
    beside: Atlas | None = None,
    ground: Ground | None = None,
) -> Atlas:
    """Join the current revisions; change is between the two years, by default the first and the last.

    With `projected` people the atlas is that of their year: they are `population_<year>`, and change is since their base year.
    `ground` is what has been read of the workspace already. Where investments count as built on it, they do in the atlas; what
    the layers say is else taken from `beside`, an atlas of today's investments, where it says the same of the other year.
    """
    ground = Ground(workspace) if ground is None else ground
    stated = stated_figures(ground)
    table, rows, years, precedence = stated.table, stated.rows, stated.years, workspace.precedence_of("population")
    if projected is not None:
        from_year, to_year = projected.base_year, projected.year
        years = tuple(sorted({*years, to_year}))
        table[f"population_{to_year}"] = projected.persons.reindex(table.index).round().astype("Int64")
    span = _span(years, from_year, to_year)
    revisions = {revision.layer: revision for revision in ground.store.all_current()}
    figures = tuple(_figures(rows, precedence, revisions))
    table["carried"] = _carried_fields(table, figures)
    people = table[f"population_{span.to_year}"] if span is not None else pd.Series(float("nan"), index=table.index)
    standards = read_standards(workspace.path)
    day = None if span is None else date(span.to_year, 12, 31)
    counts = counted_kinds(standards, day)
    facts = None if ground.built_by is not None or beside is None else _same_facts(beside, revisions, people, counts, standards)
    if facts is None:
        facts = gather_facts(ground, counts, people)
    beneath = _stated_beneath(table, years) | facts.layers
    requirements: dict[str, Requirement] = {}
    if span is not None and day is not None:
        requirements = find_requirements(standards, day, people)
        planned = None if workspace.plan is None else float(workspace.plan.persons)
        setting = setting_for(span, standards, day, (people, table[f"population_{span.from_year}"], planned))
        beneath |= _add_indicators(table, facts, setting, beneath)
    for column in yearly_investments(facts.columns):
        table[column] = facts.columns[column]
    _add_contradictions(table, rows, years)
    table["small_population"] = is_small(people)
    unverified = [key for key in unverified_keys(requirements) if key in table]
    table["unverified"] = [[key for key in unverified if pd.notna(row[key])] for _, row in table.iterrows()]
    return Atlas(workspace, table, years, span, figures, revisions, facts, requirements, beneath)


def _same_facts(
    beside: Atlas,
    revisions: Mapping[str, Revision],
    people: pd.Series,
    counts: Mapping[str, Sequence[str]],
    standards: Standards,
) -> Facts | None:
    """What the layers say, where another atlas asked the same revisions for the same kinds, with the same places settled."""
    if beside.span is None or beside.revisions != revisions:
        return None
    counted = counted_kinds(standards, date(beside.span.to_year, 12, 31))
    others = beside.neighbourhoods[f"population_{beside.span.to_year}"]
    return beside.facts if counted == counts and settlement(others).equals(settlement(people)) else None


def _stated_beneath(table: pd.DataFrame, years: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """The layers that populations and areas were taken from."""
    is_drawn = (table["area_source"] == DRAWN) | (table["area_source"] == table["boundary_source"])
    layers = ("population", "boundaries")
    of_area = tuple(layer for layer, there in zip(layers, ((~is_drawn).any(), is_drawn.any()), strict=True) if there)
    carried = {field for fields in table["carried"] for field in fields}
    beneath = {"area_km2": of_area, **{f"population_{year}": ("population",) for year in years}}
    return {field: (*found, "crosswalk") if field in carried else found for field, found in beneath.items()}


def _add_indicators(
    table: gpd.GeoDataFrame, facts: Facts, setting: Setting, beneath: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Add every indicator that has an answer anywhere; one that has none says nothing of any neighbourhood.

    The answer is the layers beneath each.
    """
    ground = pd.concat([pd.DataFrame(table.drop(columns="geometry")), facts.columns], axis=1)
    found = {}
    for indicator in INDICATORS.values():
        values = indicator.compute(ground, setting)
        if not indicator.layers or values.notna().any():
            table[indicator.key] = values
            layers = (layer for column in indicator.columns(setting) for layer in beneath.get(column, ()))
            found[indicator.key] = tuple(dict.fromkeys(layers))
    return found


def _span(years: Sequence[int], from_year: int | None, to_year: int | None) -> Setting | None:
    for year in (from_year, to_year):
        if year is not None and year not in years:
            raise NotFoundError(Issue("unknown-year", params={"year": str(year), "years": ", ".join(map(str, years)) or "–"}))
    if not years:
        return None
    span = Setting(from_year if from_year is not None else years[0], to_year if to_year is not None else years[-1])
    if span.from_year > span.to_year:
        raise RefusedError(Issue("years-in-wrong-order", params={"first": str(span.from_year), "last": str(span.to_year)}))
    return span


def _carried_fields(table: gpd.GeoDataFrame, figures: Sequence[Figure]) -> pd.Series:
    """By neighbourhood, the fields whose shown value was carried over from former neighbourhoods."""
    fields: dict[str, list[str]] = {str(place_id): [] for place_id in table.index}
    for figure in figures:
        if figure.carried and figure.shown:
            fields[figure.neighbourhood_id].append(figure.field)
    return pd.Series(fields).reindex(table.index)


def _add_contradictions(table: gpd.GeoDataFrame, rows: pd.DataFrame, years: Sequence[int]) -> None:
    contradicted: dict[str, list[str]] = {str(place_id): [] for place_id in table.index}
    areas = contradicted_figures(rows, ["neighbourhood_id"], "stated_area_km2")
    for place_id in areas["neighbourhood_id"]:
        contradicted[place_id].append("area_km2")
    populations = contradicted_figures(rows, ["neighbourhood_id", "year"], "population")
    for row in populations.itertuples():
        contradicted[row.neighbourhood_id].append(f"population_{int(row.year)}")
    table["contradicted"] = pd.Series(contradicted).reindex(table.index)


def _figures(rows: pd.DataFrame, precedence: Sequence[str], revisions: Mapping[str, Revision]) -> list[Figure]:
    if "population" not in revisions:
        return []
    figures: list[Figure] = []
    for column, key in (("population", ["neighbourhood_id", "year"]), ("stated_area_km2", ["neighbourhood_id"])):
        stated = rows.dropna(subset=[column])
        if column == "stated_area_km2":
            # A table with several years repeats its area in each of the rows made of one source row.
            stated = stated.drop_duplicates(["neighbourhood_id", "source", "source_file", "source_row"])
        shown = set(choose_by_precedence(stated, precedence, key).index)
        figures += [
            Figure(
                neighbourhood_id=str(row.neighbourhood_id),
                field=f"population_{int(row.year)}" if column == "population" else "area_km2",
                value=float(getattr(row, column)),
                source=str(row.source),
                file=str(row.source_file),
                row=int(row.source_row),
                shown=row.Index in shown,
                carried=bool(row.carried),
            )
            for row in stated.itertuples()
        ]
    return sorted(figures, key=lambda figure: (figure.neighbourhood_id, figure.field, not figure.shown, figure.source))


def yearly_investments(neighbourhoods: pd.DataFrame) -> list[str]:
    """The columns of investments by year, in their order."""
    return [str(column) for column in neighbourhoods.filter(regex=r"^investment_try_\d{4}$")]
