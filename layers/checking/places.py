"""Boundaries as they are shown, official areas against drawn ones, and names that wait for a person."""

import pandas as pd

from geo.checks import check_coverage
from geo.contradictions import find_area_differences
from geo.crs import to_metric
from geo.issues import Finding
from layers.aliases import open_names
from layers.checking.evidence import Evidence
from layers.stated import DRAWN

_NAMED = ("name", "other", "names")


def check_places(evidence: Evidence) -> list[Finding]:
    """What contradicts what in the boundaries, and what nobody has placed yet."""
    return [*_areas(evidence), *_shapes(evidence), *_open_names(evidence)]


def _areas(evidence: Evidence) -> list[Finding]:
    """Official areas against drawn ones; an area that was itself taken from the drawing says nothing."""
    table = evidence.stated.table
    official = table[table["area_source"] != DRAWN]
    return find_area_differences(
        pd.DataFrame(
            {
                "name": official["name"],
                "official_area_km2": official["area_km2"].astype("float64"),
                "drawn_area_km2": official["drawn_area_km2"],
            }
        )
    )


def _shapes(evidence: Evidence) -> list[Finding]:
    """Overlaps, gaps and repeated shapes of the boundaries as they are shown, which may come from several sources."""
    metric = to_metric(evidence.stated.table)
    whole_m2 = float(metric.area.sum())
    findings = []
    for issue in check_coverage(metric):
        area_m2 = issue.params.get("area_m2")
        findings.append(
            Finding(
                issue.kind,
                ("boundaries",),
                {"field": "geometry", "neighbourhoods": [str(issue.params[key]) for key in _NAMED if key in issue.params]},
                stated=None,
                computed=area_m2,
                params=issue.params,
                effect=float(area_m2) / whole_m2 if isinstance(area_m2, int | float) and whole_m2 else 0.0,
            )
        )
    return findings


def _open_names(evidence: Evidence) -> list[Finding]:
    """One finding a name, for each is a person's decision of its own; it weighs what its rows are of all rows."""
    findings = []
    for name in open_names(evidence.workspace):
        if name.rejected:
            continue
        frame = evidence.frame(name.layer)
        rows = 1 if frame is None else max(1, frame["source_row"].nunique())
        findings.append(
            Finding(
                "open-name" if name.suggestions else "open-name-without-suggestion",
                (name.layer,),
                {"source": name.source, "rows": list(name.rows), "name": name.name},
                stated=name.name,
                computed=[place.name for place in name.suggestions],
                params={
                    "old": name.name,
                    "suggestions": ", ".join(place.name for place in name.suggestions),
                    "best": name.suggestions[0].name if name.suggestions else "",
                },
                effect=len(name.rows) / rows,
            )
        )
    return findings
