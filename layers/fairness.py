"""How evenly the atlas's figures reach people, in rows for tables, pages and reports."""

import pandas as pd

from geo.fairness import measure_fairness
from geo.indicators import INDICATORS
from layers.atlas import Atlas

_DECIMALS = 4


def fairness_rows(atlas: Atlas, *, with_curve: bool = True) -> list[dict[str, object]]:
    """One plain object an indicator that is shared among people: m2 and lira per person, and who can walk to what.

    `standard` is what each should have (m2), `share_below_ratio` the share of people who have less, or whom a walk leaves out;
    `is_verified` whether somebody has read the standard. A measure without a value is None, with the kind of its reason in
    `reasons`. `lorenz` are points (people_ratio, value_ratio). Without a population there are no rows.
    """
    if atlas.span is None:
        return []
    people = atlas.neighbourhoods[f"population_{atlas.span.to_year}"]
    required = {code: float(found.m2_per_person) for code, found in atlas.requirements.items() if found.m2_per_person is not None}
    found = measure_fairness(pd.DataFrame(atlas.neighbourhoods), people, INDICATORS, required)
    rows = []
    for key, item in found.items():
        indicator, equity = INDICATORS[key], item.equity
        row: dict[str, object] = {
            "indicator": key,
            "title_tr": indicator.title_tr,
            "title_en": indicator.title_en,
            "year": str(atlas.span.to_year),
            "gini": _plain(equity.gini),
            "p90_p10_ratio": _plain(equity.p90_p10_ratio),
            "standard": item.standard,
            "share_below_ratio": _plain(equity.share_below_ratio),
            "is_verified": _is_verified(atlas, key, item.standard),
            "people_count": int(equity.people_count),
            "people_without_value_count": int(equity.people_without_value_count),
            "reasons": dict(equity.reasons),
        }
        if with_curve:
            row["lorenz"] = [[round(float(value), _DECIMALS) for value in point] for point in item.lorenz.to_numpy()]
        rows.append(row)
    return rows


def _is_verified(atlas: Atlas, key: str, standard: float | None) -> bool | None:
    """Whether somebody has read what the share below is held against; None where it is held against nothing."""
    if INDICATORS[key].group == "access":
        return key not in atlas.unverified
    return None if standard is None else atlas.requirements[INDICATORS[key].standard or ""].is_verified


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), _DECIMALS)
