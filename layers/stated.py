"""What boundaries and population tables state of the neighbourhoods: names, areas and people, before anything is worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.crs import to_metric
from geo.population import choose_by_precedence
from layers.changes import Changes, carry_over, known_changes
from layers.ground import Ground
from layers.importing import gazetteer_of

# The source of an area that nobody states.
DRAWN: Final = "drawn"


@dataclass(frozen=True, slots=True, eq=False)
class StatedFigures:
    """The shown figures, and all of them.

    `table`: one row a neighbourhood, index id, sorted by Turkish name, EPSG:4326; columns name, district, code, boundary_kind,
    boundary_source, official_area_km2, drawn_area_km2, area_km2, area_source, population_<year>. `rows`: the population rows of
    today's neighbourhoods, of every source; `carried` marks those of former ones. `years`: those with a population.
    """

    table: gpd.GeoDataFrame
    rows: pd.DataFrame
    years: tuple[int, ...]


def stated_figures(ground: Ground) -> StatedFigures:
    """The figures of the current boundaries and population tables, of each the source that comes first."""
    boundaries = ground.boundaries
    table = gpd.GeoDataFrame(
        {
            "name": boundaries["name"],
            "district": boundaries["district"],
            "code": boundaries["code"],
            "boundary_kind": boundaries["kind"],
            "boundary_source": boundaries["source"],
            "official_area_km2": boundaries["official_area_km2"],
            "drawn_area_km2": to_metric(boundaries).area / 1e6,
        },
        geometry=boundaries.geometry,
        crs=boundaries.crs,
    )
    changes = known_changes(ground.workspace, ground.store, gazetteer_of(boundaries, ground.store))
    rows = _neighbourhood_rows(ground.frame("population"), table, changes)
    years = tuple(sorted(int(year) for year in rows["year"].dropna().unique()))
    precedence = ground.workspace.precedence_of("population")
    _add_populations(table, rows, years, precedence)
    _add_areas(table, rows, precedence)
    return StatedFigures(table, rows, years)


def _neighbourhood_rows(population: pd.DataFrame | None, table: pd.DataFrame, changes: Changes | None) -> pd.DataFrame:
    if population is None:
        return pd.DataFrame(
            columns=[
                "neighbourhood_id",
                "year",
                "population",
                "stated_area_km2",
                "source",
                "source_file",
                "source_row",
                "carried",
            ]
        )
    rows = population[~population["is_total"]]
    if changes is not None:
        return carry_over(rows, changes, [str(place) for place in table.index])
    return rows[rows["neighbourhood_id"].isin(table.index)].assign(carried=False)


def _add_populations(table: gpd.GeoDataFrame, rows: pd.DataFrame, years: Sequence[int], precedence: Sequence[str]) -> None:
    shown = choose_by_precedence(rows.dropna(subset=["population"]), precedence, ["neighbourhood_id", "year"])
    for year in years:
        of_year = shown[shown["year"] == year].set_index("neighbourhood_id")["population"]
        table[f"population_{year}"] = of_year.reindex(table.index).astype("Int64")


def _add_areas(table: gpd.GeoDataFrame, rows: pd.DataFrame, precedence: Sequence[str]) -> None:
    """The official area: as a source's table prints it, else as the boundary file states it, else as drawn."""
    stated = choose_by_precedence(rows.dropna(subset=["stated_area_km2"]), precedence, ["neighbourhood_id"])
    stated = stated.set_index("neighbourhood_id")
    table["area_km2"] = stated["stated_area_km2"].astype("float64").reindex(table.index)
    table["area_source"] = stated["source"].reindex(table.index)
    for column, source in (("official_area_km2", table["boundary_source"]), ("drawn_area_km2", DRAWN)):
        missing = table["area_km2"].isna() & table[column].notna()
        table.loc[missing, "area_source"] = source if isinstance(source, str) else source[missing]
        table.loc[missing, "area_km2"] = table.loc[missing, column]
