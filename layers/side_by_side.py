"""Two atlases side by side: every indicator that both have an answer to, what differs, and which is better."""

from dataclasses import dataclass

import pandas as pd

from geo.comparison import compare_indicators, count_better
from geo.indicators import INDICATORS
from layers.atlas import Atlas

_DECIMALS = 4


@dataclass(frozen=True, slots=True, eq=False)
class SideBySide:
    """Two atlases, indicator by indicator.

    `by_neighbourhood`: as `geo.comparison.compare_indicators` answers, for the neighbourhoods of either atlas; unknown where one
    has none of that id. `rows`: by indicator, for the whole district: title_tr, title_en, unit, measure (`total` of what adds up,
    else the `median` of the neighbourhoods), first, second, difference, better (by that measure: "first", "second", "equal"; None
    where neither is better), and in how many neighbourhoods each is better.
    """

    rows: pd.DataFrame
    by_neighbourhood: pd.DataFrame


def put_side_by_side(first: Atlas, second: Atlas) -> SideBySide:
    """Two atlases of the same place: of two years, revisions or scenarios."""
    tables = [pd.DataFrame(atlas.neighbourhoods.drop(columns="geometry")) for atlas in (first, second)]
    still = any(atlas.span is not None and atlas.span.from_year == atlas.span.to_year for atlas in (first, second))
    # Between a year and itself nothing changes: that is no answer.
    keys = [key for key, item in INDICATORS.items() if all(key in table for table in tables) and not (still and item.diverging)]
    ids = tables[0].index.union(tables[1].index, sort=False)
    one, other = (table[keys].astype("float64").reindex(ids) for table in tables)
    directions = {key: INDICATORS[key].higher_is_better for key in keys}
    compared = compare_indicators(one, other, directions)
    whole = pd.DataFrame([[_whole(table, key) for key in keys] for table in tables], columns=keys)
    district = compare_indicators(whole.iloc[[0]].reset_index(drop=True), whole.iloc[[1]].reset_index(drop=True), directions)
    told = pd.DataFrame(
        {
            "title_tr": {key: INDICATORS[key].title_tr for key in keys},
            "title_en": {key: INDICATORS[key].title_en for key in keys},
            "unit": {key: INDICATORS[key].unit for key in keys},
            "measure": {key: "total" if INDICATORS[key].extensive else "median" for key in keys},
        }
    )
    counts = count_better(compared).add_suffix("_count")
    rows = told.join(district.droplevel("id")).join(counts).rename_axis("indicator").reset_index()
    return SideBySide(rows, compared)


def district_records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as plain objects, for JSON and tables: unknown as None."""
    rounded = rows.round(dict.fromkeys(("first", "second", "difference"), _DECIMALS)).astype(object)
    records: list[dict[str, object]] = rounded.where(rounded.notna(), None).to_dict("records")
    return records


def _whole(table: pd.DataFrame, key: str) -> float:
    """The district's figure: the sum of what adds up (unknown where a part is), else the median of what is known."""
    values = table[key].astype("float64")
    return float(values.sum(skipna=False)) if INDICATORS[key].extensive else float(values.median())
