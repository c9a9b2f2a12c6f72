"""`mahalle site`: where the next facilities of a kind should go, on municipal land, so that most people gain."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import geopandas as gpd
import pandas as pd

from geo.authority import decide_duty
from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.numbers import format_number, format_percent
from geo.siting import SitingPlan, site_facilities
from geo.siting.deficit import share_deficit
from layers.atlas import Atlas
from layers.demand import Demand, walking_demand
from layers.duty import duty_rules_of
from layers.export import ExportTable
from layers.outgoing.tables import atlas_metadata
from layers.site_candidates import as_candidates, find_candidates, programme_of, reach_of
from layers.siting_kinds import SitingKind
from layers.siting_request import SitingRequest
from layers.siting_table import SITE_COLUMNS, Telling, told_left_out, told_sites
from layers.workspace import Workspace

SitingStep = Literal["candidates", "walks", "solving", "reasons"]
STEPS: Final[tuple[SitingStep, ...]] = ("candidates", "walks", "solving", "reasons")


@dataclass(frozen=True, slots=True, eq=False)
class SitingAnswer:
    """The chosen sites and what stands behind them.

    `sites`: index the plot's id, EPSG:4326, in the order of building: order, year, neighbourhood_name, block_no, parcel_no,
    area_m2, owned_pct, people_gained, people_within_reach, deficit_closed_m2, cost_try, duty, duty_source, conflicts, why_tr,
    why_en. `left_out`: by plot: neighbourhood_name, block_no, parcel_no, reason_tr, reason_en, why_tr, why_en. `people` live in
    the district, `covered_before` of them have such a facility within `reach_m` today, `covered_after` with the chosen sites.
    """

    kind: SitingKind
    reach_m: float
    plan: SitingPlan
    sites: gpd.GeoDataFrame
    left_out: pd.DataFrame
    people: float
    covered_before: float
    covered_after: float
    issues: tuple[Issue, ...]
    atlas: Atlas


def site(workspace: Workspace, request: SitingRequest, told: Callable[[SitingStep], None] = lambda step: None) -> SitingAnswer:
    """Choose plots and years for new facilities; the answer is proven, or says how far it may be from the best.

    Parameters
        told: told each step as it begins.
    Raises
        NotFoundError: no boundaries, or a kind that nobody can site.
        RefusedError: no population, no walking distance, or as `geo.siting.site_facilities`.
    """
    told("candidates")
    found = find_candidates(workspace, request)
    kind, atlas, table, reach_m = found.kind, found.atlas, found.plots.table, reach_of(found)
    told("walks")
    people = atlas.neighbourhoods[f"population_{found.standard.day.year}"]
    demand = walking_demand(found.ground, kind.key, people, table, reach_m)
    homes = demand.homes.assign(people=demand.homes["persons"], deficit_m2=_deficits(atlas, kind, demand))
    if request.aim == "deficit" and homes["deficit_m2"].isna().all():
        raise RefusedError(Issue("siting-no-deficit", params={"kind": kind.title}))
    told("solving")
    plan = site_facilities(homes, as_candidates(found, request), demand.reach, programme_of(found, request))
    told("reasons")
    chosen = table.loc[plan.sites.index]
    duty, of_duty = _duties(workspace, kind, chosen)
    before = demand.persons(homes["covered"].to_numpy(bool))
    own = tuple(rule for rule in found.rules if rule.relation == "own")
    return SitingAnswer(
        kind,
        reach_m,
        plan,
        told_sites(chosen, plan, Telling(kind, reach_m, duty, own)),
        told_left_out(plan, table),
        demand.persons(homes["persons"].notna().to_numpy(bool)),
        before,
        before + float(plan.sites["people_gained"].sum()),
        (*found.issues, *demand.issues, *of_duty, *plan.issues),
        atlas,
    )


def _deficits(atlas: Atlas, kind: SitingKind, demand: Demand) -> pd.Series:
    """What the people of each home lack by the standard of the kind; NaN where nobody knows."""
    column = f"deficit_m2_{kind.area_class}"
    if column not in atlas.neighbourhoods:
        return pd.Series(float("nan"), index=demand.homes.index)
    return share_deficit(demand.homes, atlas.neighbourhoods[column])


def _duties(workspace: Workspace, kind: SitingKind, plots: gpd.GeoDataFrame) -> tuple[pd.DataFrame, list[Issue]]:
    """Whose duty a facility on each plot is; unknown where the rules do not speak of the kind."""
    rules, issues = duty_rules_of(workspace)
    if kind.duty is None or kind.duty not in {rule.kind for rule in rules}:
        return pd.DataFrame({"authority": None, "source": None, "missing": None}, index=plots.index, dtype=object), issues
    return decide_duty(pd.DataFrame({"kind": kind.duty, "area_m2": plots["area_m2"]}, index=plots.index), rules), issues


def siting_export(answer: SitingAnswer) -> ExportTable:
    """The chosen sites as a table to write, with what the file is and what was proven."""
    plan, metadata = answer.plan, atlas_metadata(answer.atlas)
    metadata |= {
        "kind": answer.kind.key,
        "reach_m": f"{answer.reach_m:g}",
        "is_optimal": "yes" if plan.is_optimal else "no",
        "bound": f"{plan.bound:.1f}",
        "gap_pct": f"{100 * plan.gap_ratio:.2f}",
    }
    return ExportTable(f"site_{answer.kind.key}", answer.sites, SITE_COLUMNS, metadata)


def summary_rows(answer: SitingAnswer) -> list[dict[str, object]]:
    """The chosen sites for people, a row each."""
    shown = [name for name in SITE_COLUMNS if name not in {"conflicts_en", "why_tr", "why_en", "duty_source"}]
    rows = _records(pd.DataFrame(answer.sites[shown]))
    # A year is no quantity: 2026, never 2.026.
    return [{**row, "year": str(row["year"])} for row in rows]


def siting_document(answer: SitingAnswer) -> dict[str, object]:
    """The answer as one document for programs: unknown is None."""
    return {
        "kind": answer.kind.key,
        "reach_m": answer.reach_m,
        "people": round(answer.people, 1),
        "covered_before": round(answer.covered_before, 1),
        "covered_after": round(answer.covered_after, 1),
        "value": round(answer.plan.value, 1),
        "bound": round(answer.plan.bound, 1),
        "gap_ratio": round(answer.plan.gap_ratio, 6),
        "is_optimal": answer.plan.is_optimal,
        "sites": _records(pd.DataFrame(answer.sites.drop(columns="geometry"))),
        "years": _records(answer.plan.years.round(1)),
        "left_out": _records(answer.left_out),
        "issues": [issue.as_answer() for issue in answer.issues],
    }


def told_result(document: Mapping[str, Any]) -> list[Words]:
    """An answer's document in words: who is served before and after, how good it is, and why the other plots were left.

    >>> people = {"people": 9.0, "covered_before": 2.0, "covered_after": 5.0}
    >>> [words.en for words in told_result({**people, "is_optimal": True, "gap_ratio": 0.0, "left_out": []})]
    ['Of 9 people 2 are within reach today, 5 with these sites', 'Proven to be the best.']
    """
    counts = {"people": "people", "before": "covered_before", "after": "covered_after"}
    tr, en = (
        {
            **{name: format_number(round(document[key]), language) for name, key in counts.items()},
            "gap": format_percent(100 * document["gap_ratio"], language, 2),
        }
        for language in ("tr", "en")
    )
    lines = [
        Words(
            f"{tr['people']} kişiden {tr['before']} kişi bugün, {tr['after']} kişi bu yerlerle yürüme mesafesinde",
            f"Of {en['people']} people {en['before']} are within reach today, {en['after']} with these sites",
        )
    ]
    if document["is_optimal"]:
        lines.append(Words("En iyi çözüm olduğu kanıtlandı.", "Proven to be the best."))
    else:
        lines.append(Words(f"En iyisi en çok {tr['gap']} daha iyi olabilir.", f"The best may be {en['gap']} better at most."))
    for why, count in reasons_of(document):
        lines.append(Words(f"{count} taşınmaz seçilmedi: {why.tr}", f"Plots not chosen: {count}, because {why.en}"))
    return lines


def reasons_of(document: Mapping[str, Any]) -> list[tuple[Words, int]]:
    """Why plots of an answer's document were left, each reason with their number, the most frequent first."""
    counts = Counter((plot["reason_tr"], plot["reason_en"]) for plot in document["left_out"])
    return [(Words(tr, en), count) for (tr, en), count in counts.most_common()]


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as plain objects with their index, NaN as None."""
    plain = table.reset_index().astype(object)
    return [
        {
            str(name): None if pd.isna(value) else getattr(value, "item", lambda value=value: value)()
            for name, value in row.items()
        }
        for row in plain.to_dict("records")
    ]
