"""Before and after: the atlas as it is, and with what the programme builds up to a year."""

from dataclasses import dataclass

import pandas as pd

from geo.comparison import compare_indicators, count_better
from geo.errors import NotFoundError
from geo.indicators import INDICATORS
from geo.issues import Issue
from layers.atlas import Atlas, build_atlas
from layers.ground import Ground
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class ProgrammeEffect:
    """What the investments up to and including `year` change.

    `rows`: by indicator, only those that change anywhere or become unknown: title_tr, title_en, unit, measure ("total" of what
    adds up, else "median", of the neighbourhoods where both are known), before, after, difference, better ("first": before,
    "second": after, "equal", None), and in how many neighbourhoods it gets better, worse, stays and becomes unknown.
    `by_neighbourhood`: as `geo.comparison.compare_indicators` answers, of these. `unchanged`: how many stay as they are.
    """

    year: int
    before: Atlas
    after: Atlas
    rows: pd.DataFrame
    by_neighbourhood: pd.DataFrame
    unchanged: int


def effect_of_programme(workspace: Workspace, year: int, *, before: Atlas | None = None) -> ProgrammeEffect:
    """Compare the atlas with one in which the programme's investments up to a year are built, for the people of today.

    Raises
        NotFoundError: `empty-layer` (no boundaries, no investments), `no-investments-in-year`.
    """
    ground = Ground(workspace)
    programme = ground.frame("investments")
    if programme is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": "investments"}))
    years = sorted({int(one) for one in programme["year"].dropna()})
    if year not in years:
        params = {"year": str(year), "years": ", ".join(map(str, years)) or "–"}
        raise NotFoundError(Issue("no-investments-in-year", params=params))
    today = before or build_atlas(workspace, ground=ground)
    built = build_atlas(workspace, ground=ground.when_built(year))
    tables = [pd.DataFrame(side.neighbourhoods) for side in (today, built)]
    keys = [key for key in INDICATORS if all(key in table for table in tables)]
    directions = {key: INDICATORS[key].higher_is_better for key in keys}
    compared = compare_indicators(tables[0][keys], tables[1][keys], directions)
    differs = ~(compared["difference"].abs() <= 1e-9) & compared["first"].notna()
    changed = [key for key in keys if differs.xs(key, level="indicator").any()]
    by_neighbourhood = compared[compared.index.get_level_values("indicator").isin(changed)]
    rows = _rows(by_neighbourhood, tables, changed)
    return ProgrammeEffect(year, today, built, rows, by_neighbourhood, len(keys) - len(changed))


def _rows(compared: pd.DataFrame, tables: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    columns = ["indicator", "title_tr", "title_en", "unit", "measure", "before", "after", "difference", "better"]
    counted = ["better_count", "worse_count", "equal_count", "unknown_count"]
    if not keys:
        return pd.DataFrame(columns=[*columns, *counted])
    known = {key: tables[0][key].notna() & tables[1][key].notna() for key in keys}
    whole = [pd.DataFrame([[_whole(table[key][known[key]], key) for key in keys]], columns=keys) for table in tables]
    district = compare_indicators(whole[0], whole[1], {key: INDICATORS[key].higher_is_better for key in keys}).droplevel("id")
    names = {"first": "before", "second": "after"}
    table = district.rename(columns=names).rename_axis("indicator").reset_index()
    counts = count_better(compared).rename(columns={"second": "better_count", "first": "worse_count"})
    counts = counts.rename(columns={"equal": "equal_count", "unknown": "unknown_count"}).reindex(table["indicator"])
    told = {
        "title_tr": [INDICATORS[key].title_tr for key in table["indicator"]],
        "title_en": [INDICATORS[key].title_en for key in table["indicator"]],
        "unit": [INDICATORS[key].unit for key in table["indicator"]],
        "measure": ["total" if INDICATORS[key].extensive else "median" for key in table["indicator"]],
    }
    return table.assign(**told, **{name: counts[name].to_numpy() for name in counted})[[*columns, *counted]]


def _whole(values: pd.Series, key: str) -> float:
    """The figure of all neighbourhoods whose answer is known before and after: the sum of what adds up, else the median."""
    numbers = values.astype("float64")
    return float(numbers.sum(min_count=1)) if INDICATORS[key].extensive else float(numbers.median())


def effect_records(effect: ProgrammeEffect) -> list[dict[str, object]]:
    """The comparison as plain objects, for JSON and tables: unknown as None."""
    rounded = effect.rows.round(dict.fromkeys(("before", "after", "difference"), 4)).astype(object)
    records: list[dict[str, object]] = rounded.where(rounded.notna(), None).to_dict("records")
    return records
