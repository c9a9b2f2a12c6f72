"""Investments as if they were built: what the programme has finished up to a year, and what that adds to each neighbourhood.

A thing of several years is finished in its last. What is completed stands in the layers of what exists already, and what is
cancelled never will.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.comparison import add_investments
from layers.ground import Ground

# What an investment may add to, where its kind is not itself the code of a facility. One of several: nobody knows which.
ADDS_TO: Final[Mapping[str, tuple[str, ...]]] = {
    "health_facility": ("health",),
    "cultural_facility": ("cultural",),
    "social_facility": ("social",),
    "municipal_building": ("administration",),
    "education_facility": ("nursery", "primary_school", "secondary_school", "high_school"),
}
# What is finished stands in the layers of what exists; what is cancelled never will.
ADDS_NOTHING: Final = frozenset({"completed", "cancelled"})
AREA_UNITS: Final = frozenset({"m2", "m²", "metrekare"})
_COUNT_UNITS: Final = frozenset({"adet", "tane"})


def finished(ground: Ground, year: int) -> gpd.GeoDataFrame | None:
    """The investments that are finished by a year and do not exist yet, one row each; None where the layer holds nothing.

    Columns of the layer, with year (the last), area_m2 (the quantities in m2, else as drawn; missing where neither is known) and
    count (the quantities in pieces, else 1).
    """
    rows = ground.rows("investments")
    if rows is None:
        return None
    quantity = rows["quantity"].astype("float64")
    amounts = pd.DataFrame(
        {
            "year": rows["year"].astype("float64"),
            "area_m2": quantity.where(rows["quantity_unit"].isin(AREA_UNITS)),
            "count": quantity.where(rows["quantity_unit"].isin(_COUNT_UNITS)),
        }
    )
    by_id = amounts.groupby(rows["id"], sort=False)
    once = rows.drop_duplicates("id").set_index("id", drop=False)
    sums = by_id[["area_m2", "count"]].sum(min_count=1).reindex(once.index)
    drawn = once.area.where(once.area > 0)
    last = by_id["year"].max().reindex(once.index)
    things = once.assign(year=last, area_m2=sums["area_m2"].fillna(drawn), count=sums["count"].fillna(1.0))
    due = (things["year"] <= year) & ~things["status"].isin(ADDS_NOTHING)
    return things[due].reset_index(drop=True)


def add_built(ground: Ground, columns: pd.DataFrame, counts: Mapping[str, Sequence[str]], year: int) -> dict[str, pd.Series]:
    """The columns of areas and numbers of facilities as they are once the investments up to a year are built.

    Parameters
        columns: by neighbourhood, existing_m2_<code> and count_<kind>, as `layers.facts` has them.
        counts: by code of a standard, the kinds of facility whose areas count towards it.
    Returns
        by column name; a column that is not there, because no list covers it, is not made.
    """
    things = finished(ground, year)
    if things is None or things.empty:
        return {}
    held = ground.belonging(things)
    codes = [code for code in counts if f"existing_m2_{code}" in columns]
    amounts = columns[[f"existing_m2_{code}" for code in codes]].set_axis(codes, axis="columns")
    after = add_investments(amounts, _by_code(things, counts, held.row, held.places[held.place], held.share_ratio), year)
    added = {f"existing_m2_{code}": after[code] for code in codes}
    for kind in sorted(set(things["kind"].dropna())):
        if f"count_{kind}" in columns:
            number = held.count(things["count"].where(things["kind"] == kind, 0.0))
            added[f"count_{kind}"] = columns[f"count_{kind}"] + number.reindex(columns.index)
    return added


def _by_code(
    things: gpd.GeoDataFrame,
    counts: Mapping[str, Sequence[str]],
    row: np.ndarray,
    places: pd.Index,
    share_ratio: np.ndarray,
) -> pd.DataFrame:
    """What each thing adds to each code in each neighbourhood; of an unknown size where nobody knows to which of several."""
    targets = things["kind"].map(lambda kind: ADDS_TO.get(kind, (kind,)))
    area_m2 = things["area_m2"].where(targets.map(len) == 1)
    pairs = pd.DataFrame(
        {
            "neighbourhood_id": places.to_numpy(dtype=object),
            "year": things["year"].to_numpy()[row],
            "area_m2": area_m2.to_numpy()[row] * share_ratio,
            "status": things["status"].to_numpy(dtype=object)[row],
            "targets": targets.to_numpy(dtype=object)[row],
        }
    )
    parts = [
        pairs[pairs["targets"].map(lambda found, kinds=kinds: bool(set(found) & {*kinds}))].assign(kind=code)
        for code, kinds in counts.items()
    ]
    return pd.concat(parts, ignore_index=True)
