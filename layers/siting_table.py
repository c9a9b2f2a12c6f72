"""A siting plan in words: each chosen plot with its reasons, duty and conflicts, and why the others were left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.authority import AUTHORITIES
from geo.conflict_rules import ConflictRule
from geo.issues import Words
from geo.numbers import format_number
from geo.siting import SitingPlan
from geo.siting.plan import REASONS
from layers.outgoing.table import ColumnType
from layers.siting_kinds import SitingKind

_PLOT: Final = ["neighbourhood_name", "block_no", "parcel_no"]

SITE_COLUMNS: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("order", "year"), "integer"),
    **dict.fromkeys(_PLOT, "text"),
    **dict.fromkeys(("area_m2", "owned_pct"), "number"),
    **dict.fromkeys(("people_gained", "people_within_reach"), "integer"),
    **dict.fromkeys(("deficit_closed_m2", "cost_try"), "number"),
    **dict.fromkeys(("duty", "duty_source", "conflicts", "conflicts_en", "why_tr", "why_en"), "text"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What is said of chosen plots: the kind, the walk, whose duty it is (as `decide_duty` answers), rules about that duty."""

    kind: SitingKind
    reach_m: float
    duty: pd.DataFrame
    own_rules: tuple[ConflictRule, ...]


def told_sites(plots: gpd.GeoDataFrame, plan: SitingPlan, telling: Telling) -> gpd.GeoDataFrame:
    """The chosen plots, one row each in the order of building, EPSG:4326 (columns: `layers.siting.SitingAnswer`)."""
    sites, duty = plan.sites, telling.duty
    conflicts = [_conflicts(plot, duty.loc[key], telling) for key, plot in plots.iterrows()]
    why = [_why(plot, sites.loc[key], telling) for key, plot in plots.iterrows()]
    columns = {
        "order": np.arange(1, len(sites) + 1),
        "year": sites["year"].astype("int64"),
        **{name: plots[name] for name in _PLOT},
        "area_m2": plots["area_m2"].round(2),
        "owned_pct": (100.0 * plots["owned_ratio"]).round(2),
        # persons are placed in fractions, and told whole
        "people_gained": sites["people_gained"].round().astype("int64"),
        "people_within_reach": sites["people_within_reach"].round().astype("int64"),
        "deficit_closed_m2": sites["deficit_closed_m2"].round(1),
        "cost_try": sites["cost_try"].round(2),
        "duty": duty["authority"],
        "duty_source": duty["source"],
        "conflicts": ["; ".join(words.tr for words in some) for some in conflicts],
        "conflicts_en": ["; ".join(words.en for words in some) for some in conflicts],
        "why_tr": [words.tr for words in why],
        "why_en": [words.en for words in why],
    }
    return gpd.GeoDataFrame(columns, geometry=plots.geometry, index=plots.index, crs=plots.crs).to_crs(4326)


def told_left_out(plan: SitingPlan, plots: gpd.GeoDataFrame) -> pd.DataFrame:
    """The plots that were not chosen: which, and why, in both languages; `reason` says the same without naming another plot."""
    reasons = [_reason(row, plots.loc[key]) for key, row in plan.left_out.iterrows()]
    notes = [f" ({row['note']})" if row["reason"] == "another-reaches-more" else "" for _, row in plan.left_out.iterrows()]
    return pd.DataFrame(plots.loc[plan.left_out.index, _PLOT]).assign(
        reason_tr=[words.tr for words in reasons],
        reason_en=[words.en for words in reasons],
        why_tr=[words.tr + note for words, note in zip(reasons, notes, strict=True)],
        why_en=[words.en + note for words, note in zip(reasons, notes, strict=True)],
    )


def _reason(left: pd.Series, plot: pd.Series) -> Words:
    """The rule that it failed, else why others are better."""
    is_rule = left["reason"] == "ineligible" and isinstance(plot["failed"], Words)
    return plot["failed"] if is_rule else REASONS[str(left["reason"])]


def _conflicts(plot: pd.Series, duty: pd.Series, telling: Telling) -> list[Words]:
    """What has to be settled with others before building, though it does not forbid it."""
    told = [
        Words(f"{rule.why.tr}: {rule.remedy.tr}", f"{rule.why.en}: {rule.remedy.en}") for rule in plot["to_settle"] if rule.remedy
    ]
    owned = float(plot["owned_ratio"])
    if owned < 1.0:
        share = Words(format_number(round(100 * owned), "tr"), format_number(round(100 * owned), "en"))
        told.append(
            Words(
                f"hisseli: %{share.tr} belediyenin, kalanı kamulaştırılmalı ya da trampa edilmeli",
                f"shared: {share.en} % is the municipality's, the rest is to be expropriated or exchanged",
            )
        )
    for rule in telling.own_rules:
        applies = not rule.kinds or telling.kind.investment in rule.kinds
        if applies and rule.column == "authority" and duty["authority"] in rule.values:
            told.append(Words(f"{rule.title.tr}: {rule.remedy.tr}", f"{rule.title.en}: {rule.remedy.en}"))
    if duty["authority"] is None and isinstance(duty["missing"], str):
        told.append(Words(f"görevi belirsiz: {duty['missing']} bilinmiyor", f"duty undecided: {duty['missing']} is not known"))
    return told


def _why(plot: pd.Series, site: pd.Series, telling: Telling) -> Words:
    """People first, then land and duty."""
    amounts = {"metres": telling.reach_m, "people": round(float(site["people_gained"])), "area": round(plot["area_m2"])}
    tr, en = ({name: format_number(value, language) for name, value in amounts.items()} for language in ("tr", "en"))
    zoned = Words("planda bu türe ayrılmış", "zoned for the kind")
    if not plot["is_zoned"]:
        zoned = Words("planda bu türe ayrılmamış", "not zoned for the kind")
    words = Words(
        f"{tr['metres']} m yürüme içinde ilk kez {tr['people']} kişiye hizmet eder; "
        f"belediyenin {tr['area']} m² taşınmazı, {zoned.tr}",
        f"serves {en['people']} people within a walk of {en['metres']} m for the first time; "
        f"{en['area']} m² of municipal land, {zoned.en}",
    )
    authority = telling.duty.loc[plot.name, "authority"]
    if authority is None:
        return words
    return Words(f"{words.tr}; görev: {AUTHORITIES[authority].tr}", f"{words.en}; duty: {AUTHORITIES[authority].en}")
