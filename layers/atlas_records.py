"""The atlas as plain objects: what `mahalle atlas --format json` and the pages' `.json` answer."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from geo.indicators import INDICATORS
from geo.numbers import for_programs
from layers.atlas import Atlas, yearly_investments

Record = dict[str, object]

# A file holds two more.
_FACT_DECIMALS: Final = 2


def atlas_records(atlas: Atlas, *, with_evidence: bool = True) -> list[Record]:
    """One plain object a neighbourhood, ready for JSON: whole numbers as integers, unknown as None.

    `facts`: what the layers say of it, as far as they do; `required_m2`: what the standards ask for its people, by class.

    `with_evidence` adds what a page shows beside the values: `figures`, every stated figure of population and area, of all
    sources and years, with file and row, the one that the atlas uses as `shown`; `ranks`, its place among the `of`
    neighbourhoods that have a value, counted from the greatest, by indicator; `beneath`, the revisions of the layers that an
    indicator stands on.
    """
    columns = ["name", "district", "code", "area_km2", "area_source", "drawn_area_km2", "boundary_kind"]
    columns += [f"population_{year}" for year in atlas.years]
    indicators = [key for key in INDICATORS if key in atlas.neighbourhoods]
    columns += [key for key in indicators if key != "population"]
    columns += yearly_investments(atlas.neighbourhoods)
    decimals = {"area_km2": 2, "drawn_area_km2": 2} | {key: item.decimals for key, item in INDICATORS.items()}
    decimals |= dict.fromkeys(yearly_investments(atlas.neighbourhoods), 0)
    shown = {(figure.neighbourhood_id, figure.field): figure.source for figure in atlas.figures if figure.shown}
    records = []
    for place_id, row in atlas.neighbourhoods.iterrows():
        record: Record = {"id": str(place_id)}
        record |= {column: _plain(row[column], decimals.get(column)) for column in columns}
        record["sources"] = {
            f"population_{year}": shown[(str(place_id), f"population_{year}")]
            for year in atlas.years
            if (str(place_id), f"population_{year}") in shown
        }
        record["carried"] = list(row["carried"])
        record["contradicted"] = list(row["contradicted"])
        facts = atlas.facts.columns.loc[place_id].dropna()
        record["facts"] = {str(name): _plain(value, _FACT_DECIMALS) for name, value in facts.items()}
        record["required_m2"] = _required_m2(atlas, row)
        record["small_population"] = None if pd.isna(row["small_population"]) else bool(row["small_population"])
        record["unverified"] = list(row["unverified"])
        records.append(record)
    if with_evidence:
        _add_evidence(records, atlas, indicators)
    return records


def _add_evidence(records: Sequence[Record], atlas: Atlas, indicators: Sequence[str]) -> None:
    figures = _figures_by_place(atlas)
    ranks = _ranks_by_place(atlas, indicators)
    beneath = {key: atlas.revisions_beneath(key) for key in indicators}
    for record in records:
        place_id = str(record["id"])
        record["figures"] = figures.get(place_id, [])
        record["ranks"] = ranks[place_id]
        record["beneath"] = {key: beneath[key] for key in ranks[place_id]}


def _figures_by_place(atlas: Atlas) -> Mapping[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for figure in atlas.figures:
        found.setdefault(figure.neighbourhood_id, []).append(
            {
                "field": figure.field,
                "value": int(figure.value) if figure.value.is_integer() else figure.value,
                "source": figure.source,
                "source_title": atlas.workspace.source_title(figure.source),
                "file": figure.file,
                "row": figure.row,
                "shown": figure.shown,
            }
        )
    return found


def _ranks_by_place(atlas: Atlas, indicators: Sequence[str]) -> Mapping[str, dict[str, dict[str, int]]]:
    """Ranks of values as they are shown, so that two which look equal share one."""
    found: dict[str, dict[str, dict[str, int]]] = {str(place_id): {} for place_id in atlas.neighbourhoods.index}
    for key in indicators:
        known = atlas.neighbourhoods[key].dropna().astype("float64").round(INDICATORS[key].decimals)
        for place_id, rank in known.rank(method="min", ascending=False).items():
            found[str(place_id)][key] = {"rank": int(rank), "of": len(known)}
    return found


def _required_m2(atlas: Atlas, row: pd.Series) -> dict[str, object]:
    people = None if atlas.span is None else row[f"population_{atlas.span.to_year}"]
    if people is None or pd.isna(people):
        return {}
    asked = {code: item.m2_per_person for code, item in atlas.requirements.items()}
    return {code: _plain(float(people) * rate, _FACT_DECIMALS) for code, rate in asked.items() if rate is not None}


def _plain(value: object, shown_decimals: int | None) -> object:
    if pd.isna(value):
        return None
    if isinstance(value, str) or shown_decimals is None:
        return value if isinstance(value, str) else int(str(value))
    number = for_programs(float(str(value)), shown_decimals)
    return int(number) if number.is_integer() else number
