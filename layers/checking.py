"""`mahalle check`: gathers the current data of all layers and asks the pure rules what contradicts what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pandas as pd

from geo.checks import check_coverage
from geo.contradictions import find_area_differences, find_source_contradictions, find_total_differences
from geo.crs import to_metric
from geo.issues import Finding, Words
from geo.population import source_rank
from geo.statements import find_change_differences, find_text_differences, find_women_men_differences
from layers.aliases import open_names
from layers.atlas import Atlas, build_atlas
from layers.importing import current_frame
from layers.workspace import Workspace

_WEIGHT = {"error": 0, "warning": 1, "info": 2}
_NAMED = ("name", "other", "names")
_AREA = Words("yüzölçümü (km²)", "area (km²)")


def find_contradictions(workspace: Workspace) -> list[Finding]:
    """All findings over the current revisions, the gravest first."""
    store = workspace.store()
    atlas = build_atlas(workspace)
    population = current_frame(workspace, store, "population")
    findings: list[Finding] = []
    if population is not None:
        findings += _population_findings(
            population, workspace.precedence_of("population"), _rows_set_aside(workspace, "population")
        )
        statements = current_frame(workspace, store, "statements")
        if statements is not None:
            findings += find_text_differences(statements, _printed_table(population))
    findings = [_with_moved_row(finding, findings) for finding in findings]
    findings += _area_findings(atlas)
    findings += _shape_findings(atlas)
    findings += _open_name_findings(workspace)
    titled = [_with_titles(finding, workspace) for finding in findings]
    return sorted(titled, key=lambda finding: _WEIGHT[finding.severity])


def _with_moved_row(finding: Finding, findings: Sequence[Finding]) -> Finding:
    """A text held against a row whose own figure belongs to another row: neither is right, and the sentence says so."""
    moved = [
        name
        for other in findings
        if other.kind == "permuted-values" and other.where["source"] == finding.where.get("source")
        for name in cast(Sequence[str], other.where["neighbourhoods"])
    ]
    if finding.kind != "text-differs" or not set(moved) & set(cast(Sequence[str], finding.where["neighbourhoods"])):
        return finding
    note = Words(
        " Tablodaki değer de başka bir satırın nüfusundan hesaplanmış; ikisi de yanlış.",
        " The table's figure was itself computed from another row's population; both are wrong.",
    )
    return replace(finding, params={**finding.params, "note": note})


def _shape_findings(atlas: Atlas) -> list[Finding]:
    """Overlaps, gaps and repeated shapes of the boundaries as they are shown, which may come from several sources."""
    return [
        Finding(
            issue.kind,
            ("boundaries",),
            {"field": "geometry", "neighbourhoods": [str(issue.params[key]) for key in _NAMED if key in issue.params]},
            stated=None,
            computed=issue.params.get("area_m2"),
            params=issue.params,
        )
        for issue in check_coverage(to_metric(atlas.neighbourhoods))
    ]


def _with_titles(finding: Finding, workspace: Workspace) -> Finding:
    """The sentence names sources as a person reads them; `where` keeps their short names."""
    titles = {name: workspace.source_title(str(finding.params[name])) for name in ("source", "against") if name in finding.params}
    return replace(finding, params={**finding.params, **titles})


def _rows_set_aside(workspace: Workspace, layer: str) -> Counter[str]:
    """How many rows of each source wait outside; a row that only repeats another is missed by no total."""
    store = workspace.store()
    revision = store.current(layer)
    waiting = [] if revision is None else store.quarantine(layer, revision.number)
    return Counter(row.source for row in waiting if row.kind != "duplicate-row")


def _population_findings(population: pd.DataFrame, precedence: Sequence[str], set_aside: Mapping[str, int]) -> list[Finding]:
    rows = population[~population["is_total"]]
    ranks = {source: source_rank(source, precedence) for source in rows["source"].unique()}
    findings = find_source_contradictions(rows, ranks)
    for source, of_source in population.groupby("source", sort=True):
        findings += _total_findings(of_source, str(source), set_aside.get(str(source), 0))
        findings += find_change_differences(of_source)
        findings += find_women_men_differences(of_source)
    return findings


def _total_findings(of_source: pd.DataFrame, source: str, set_aside: int) -> list[Finding]:
    if not of_source["is_total"].any():
        return []
    if set_aside:
        return [
            Finding(
                "total-not-compared",
                ("population",),
                {"source": source},
                stated=None,
                computed=None,
                params={"source": source, "count": set_aside},
            )
        ]
    findings = []
    for year, of_year in of_source.groupby("year", sort=True):
        title = Words(f"{year} nüfusu", f"{year} population")
        counted = of_year.dropna(subset=["population"])
        findings += find_total_differences(
            counted.astype({"population": "float64"}).rename(columns={"population": f"population_{year}"}),
            f"population_{year}",
            title,
            source,
            "population",
        )
    once = of_source.drop_duplicates("source_row")
    return findings + find_total_differences(once, "stated_area_km2", _AREA, source, "population")


def _printed_table(population: pd.DataFrame) -> pd.DataFrame:
    """What the tables print of each neighbourhood and source, under the names of the measures that a text states."""
    printed = population.rename(
        columns={
            "stated_change_count": "change_count",
            "stated_change_pct": "change_pct",
            "stated_area_km2": "area_km2",
        }
    )
    changes = printed.dropna(subset=["change_count", "change_pct"], how="all")
    return changes.drop_duplicates(["source", "neighbourhood_id"], keep="last")


def _area_findings(atlas: Atlas) -> list[Finding]:
    """Official areas against drawn ones; an area that was itself taken from the drawing says nothing."""
    official = atlas.neighbourhoods[atlas.neighbourhoods["area_source"] != "drawn"]
    return find_area_differences(
        pd.DataFrame(
            {
                "name": official["name"],
                "official_area_km2": official["area_km2"].astype("float64"),
                "drawn_area_km2": official["drawn_area_km2"],
            }
        )
    )


def _open_name_findings(workspace: Workspace) -> list[Finding]:
    return [
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
        )
        for name in open_names(workspace)
        if not name.rejected
    ]
