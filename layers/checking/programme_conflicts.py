"""Investments and zones that contradict the plan in force or above, the survey of the ground, or works in the same street."""

from typing import Final

import pandas as pd

from geo.conflict_rules import UPPER_PLAN
from geo.issues import Finding, Words
from layers.base import LayerSpec
from layers.checking.evidence import Evidence
from layers.duties import decide_duties
from layers.investment_conflicts import conflicts_of_investments
from layers.plan_conflicts import conflicts_of_plans

_NOTHING = Words("bir şey yok", "nothing")
_HECTARE_M2: Final = 10_000.0


def check_programme_conflicts(evidence: Evidence) -> list[Finding]:
    """Conflicts by rules of which both sides cannot hold; what only has to be settled first is no contradiction."""
    if evidence.frame("investments") is None:
        return []
    duties = decide_duties(evidence.workspace, evidence.ground)
    found = conflicts_of_investments(evidence.workspace, evidence.ground, duties)
    if found is None:
        return []
    budgets = duties.rows[duties.rows["layer"] == "investments"].set_index("id")["budget_try"]
    total = float(budgets.sum())
    findings = []
    for row in found.rows[found.rows["contradicts"]].itertuples():
        spec = evidence.workspace.layer(str(row.layer))
        own = budgets.get(row.thing)
        findings.append(
            Finding(
                "conflict-in-programme",
                ("investments", str(row.layer)),
                {"rule": row.rule, "investment": row.thing, "neighbourhood": row.neighbourhood_name, "other": row.other},
                row.kind,
                row.other_value,
                {
                    "name": str(row.name),
                    "year": "–" if pd.isna(row.year) else str(int(row.year)),
                    "title": row.title,
                    "other": _other(spec, row.other_value),
                    "source": str(row.source),
                    "remedy": row.remedy,
                },
                effect=0.0 if own is None or pd.isna(own) or total <= 0 else float(own) / total,
            )
        )
    return findings


def check_plan_conflicts(evidence: Evidence) -> list[Finding]:
    """Zones by rules of which both sides cannot hold: a finding for each rule, use and use above, with its zones and hectares."""
    if evidence.frame("zoning") is None:
        return []
    found = conflicts_of_plans(evidence.workspace, evidence.ground)
    if found is None:
        return []
    district_ha = evidence.ground.neighbourhoods.area.sum() / _HECTARE_M2
    rows = found.rows[found.rows["contradicts"]]
    area_ha = rows.geometry.area * rows["share_ratio"] / _HECTARE_M2
    zoning = evidence.workspace.layer("zoning")
    findings = []
    for (rule, layer, plan, use, other), group in rows.groupby(["rule", "layer", "name", "kind", "other_value"], dropna=False):
        first, spec = group.iloc[0], zoning if layer == UPPER_PLAN else evidence.workspace.layer(str(layer))
        touched_ha = round(float(area_ha[group.index].sum()), 2)
        zones = list(dict.fromkeys(group["thing"]))
        findings.append(
            Finding(
                "conflict-in-plan",
                ("zoning", spec.name) if spec is not zoning else ("zoning",),
                {"rule": rule, "plan": plan, "zones": zones},
                use,
                None if pd.isna(other) else other,
                {
                    "plan": _other(zoning, plan),
                    "use": _other(zoning, use),
                    "title": first["title"],
                    "other": _other(spec, None if pd.isna(other) else other),
                    "zones": len(zones),
                    "area_ha": touched_ha,
                    "source": str(first["source"]),
                    "remedy": first["remedy"],
                },
                effect=touched_ha / district_ha,
            )
        )
    return findings


def _other(spec: LayerSpec, value: object) -> Words:
    """The class of what is there, as people read it."""
    if value is None:
        return _NOTHING
    codes = {code.key: Words(code.title_tr, code.title_en) for field in spec.fields for code in field.codes}
    return codes.get(str(value), Words(str(value), str(value)))
