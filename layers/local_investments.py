"""The single investments of each neighbourhood in time, as the layer has them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.ground import Ground


@dataclass(frozen=True, slots=True)
class LocalInvestment:
    """One year of an investment; codes are keys of the layer's lists.

    `budget_try` is that of the whole investment in the year, None where none is stated; `share_ratio` is how much of it lies in
    the neighbourhood.
    """

    name: str
    year: int | None
    kind: str | None
    budget_try: float | None
    share_ratio: float
    unit_in_charge: str | None
    target_no: str | None
    status: str | None


LocalInvestments = Mapping[str, tuple[LocalInvestment, ...]]

_TEXTS = ("name", "kind", "unit_in_charge", "target_no", "status")


def investments_by_place(atlas: Atlas) -> LocalInvestments:
    """The investments of each neighbourhood that has any, by year and name; a field that is not public is left out."""
    ground = Ground(atlas.workspace)
    rows = ground.rows("investments")
    if rows is None:
        return {}
    spec = atlas.workspace.layer("investments")
    held = ground.belonging(rows)
    texts = {name: _texts(rows[name]) if spec.field(name).public else [None] * len(rows) for name in _TEXTS}
    is_told = spec.field("budget_try").public
    found: dict[str, list[LocalInvestment]] = {}
    years, budgets = rows["year"].tolist(), rows["budget_try"].tolist()
    for row, place, share in zip(held.row.tolist(), held.place.tolist(), held.share_ratio.tolist(), strict=True):
        year, budget = years[row], budgets[row]
        item = LocalInvestment(
            name=texts["name"][row] or "",
            year=None if pd.isna(year) else int(year),
            kind=texts["kind"][row],
            budget_try=None if pd.isna(budget) or not is_told else float(budget),
            share_ratio=share,
            unit_in_charge=texts["unit_in_charge"][row],
            target_no=texts["target_no"][row],
            status=texts["status"][row],
        )
        found.setdefault(str(held.places[place]), []).append(item)
    return {place: tuple(sorted(items, key=_in_time)) for place, items in found.items()}


def _texts(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in column]


def _in_time(item: LocalInvestment) -> tuple[float, str]:
    return (float("inf") if item.year is None else item.year, item.name)
