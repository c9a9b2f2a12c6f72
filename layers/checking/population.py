"""Populations against each other: sources, printed totals and changes, women and men, and what the text says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pandas as pd

from geo.contradictions import POPULATION, Quantity, find_source_contradictions, find_total_differences, find_year_differences
from geo.issues import Finding, Words
from geo.population import source_rank
from geo.statements import find_change_differences, find_text_differences, find_women_men_differences
from layers.checking.evidence import Evidence

_AREA = Quantity("stated_area_km2", Words("yüzölçümü (km²)", "area (km²)"), "population", "km2")
# From this many years on a row's own course says which year is out of line.
_COURSE_YEARS = 3


def check_population(evidence: Evidence) -> list[Finding]:
    """What contradicts what in the population layer and in the statements about it."""
    population = evidence.frame("population")
    if population is None:
        return []
    findings = _population_findings(population, evidence.precedence("population"), evidence.set_aside("population"))
    statements = evidence.frame("statements")
    if statements is not None:
        findings += find_text_differences(statements, _printed_table(population))
    return [_with_moved_row(finding, findings) for finding in findings]


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


def _population_findings(population: pd.DataFrame, precedence: Sequence[str], set_aside: Mapping[str, int]) -> list[Finding]:
    rows = population[~population["is_total"]]
    ranks = {source: source_rank(source, precedence) for source in rows["source"].unique()}
    findings = find_source_contradictions(rows, ranks)
    for source, of_source in population.groupby("source", sort=True):
        findings += _total_findings(of_source, str(source), set_aside.get(str(source), 0))
        findings += find_change_differences(of_source)
        findings += find_women_men_differences(of_source)
        if population["source"].nunique() == 1 and of_source["year"].nunique() >= _COURSE_YEARS:
            # Where another source has the row, the two say it better.
            findings += find_year_differences(of_source[~of_source["is_total"]], POPULATION, str(source), key="neighbourhood_id")
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
        of_this = POPULATION.of_year(int(year))
        findings += find_total_differences(of_year.rename(columns={"population": of_this.field}), of_this, source)
    once = of_source.drop_duplicates("source_row")
    return findings + find_total_differences(once, _AREA, source)


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
