"""Investments that contradict the plan in force, the survey of the ground, or works in the same street."""

import pandas as pd

from geo.issues import Finding, Words
from layers.base import LayerSpec
from layers.checking.evidence import Evidence
from layers.duties import decide_duties
from layers.ground import Ground
from layers.investment_conflicts import conflicts_of_investments

_NOTHING = Words("bir şey yok", "nothing")


def check_programme_conflicts(evidence: Evidence) -> list[Finding]:
    """Conflicts by rules of which both sides cannot hold; what only has to be settled first is no contradiction."""
    if evidence.frame("investments") is None:
        return []
    ground = Ground(evidence.workspace, evidence.store, evidence.atlas.neighbourhoods[["geometry"]])
    duties = decide_duties(evidence.workspace, ground)
    found = conflicts_of_investments(evidence.workspace, ground, duties)
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


def _other(spec: LayerSpec, value: object) -> Words:
    """The class of what is there, as people read it."""
    if value is None:
        return _NOTHING
    codes = {code.key: Words(code.title_tr, code.title_en) for field in spec.fields for code in field.codes}
    return codes.get(str(value), Words(str(value), str(value)))
