"""What a document says about its own table: printed changes and percents against the figures they are made of."""

from collections.abc import Mapping

import pandas as pd

from geo.contradictions import agrees
from geo.issues import Finding, Words

MEASURES: Mapping[str, Words] = {
    "change_count": Words("nüfus değişimi (kişi)", "population change (persons)"),
    "change_pct": Words("nüfus değişimi (%)", "population change (%)"),
    "population": Words("nüfus", "population"),
    "area_km2": Words("yüzölçümü (km²)", "area (km²)"),
}


def find_change_differences(figures: pd.DataFrame) -> list[Finding]:
    """Printed changes that do not follow from the populations of the same table.

    Parameters
        figures: one source's rows with neighbourhood_id (missing in the total row), neighbourhood_name, year, population,
            since_year, stated_change_count, stated_change_pct, source, source_row.

    >>> figures = pd.DataFrame({
    ...     "neighbourhood_id": "1", "neighbourhood_name": "Harbiye", "year": [2022, 2023], "population": [27057, 25632],
    ...     "since_year": [None, 2022], "stated_change_count": [None, -1405], "stated_change_pct": [None, -5],
    ...     "source": "plan", "source_row": 22})
    >>> [(finding.stated, finding.computed) for finding in find_change_differences(figures)]
    [(-1405.0, -1425.0)]
    """
    findings = []
    populations = {(row.source_row, row.year): row.population for row in figures.itertuples()}
    for row in figures.dropna(subset=["since_year", "population"]).itertuples():
        before = populations.get((row.source_row, int(row.since_year)))
        if before is None or pd.isna(before):
            continue
        computed = {"change_count": float(row.population - before)}
        if before > 0:
            computed["change_pct"] = 100.0 * (row.population - before) / before
        for measure, value in computed.items():
            stated = getattr(row, f"stated_{measure}")
            if pd.isna(stated) or agrees(float(stated), value):
                continue
            findings.append(
                _finding(
                    "change-differs", ("population",), measure, row.source, row.neighbourhood_name, float(stated), value
                )
            )
    return findings


def find_text_differences(statements: pd.DataFrame, table: pd.DataFrame) -> list[Finding]:
    """Statements of a text against the printed table of the same source.

    Parameters
        statements: neighbourhood_id (missing for the district), neighbourhood_name, measure, value, source, source_row.
        table: neighbourhood_id, source, and a column for each measure, as printed or computed from the same source.

    >>> statements = pd.DataFrame({"neighbourhood_id": ["1"], "neighbourhood_name": ["Turunçlu"],
    ...     "measure": ["change_count"], "value": [-7716.0], "source": ["plan"], "source_row": [4]})
    >>> table = pd.DataFrame({"neighbourhood_id": ["1"], "source": ["plan"], "change_count": [-7714.0]})
    >>> [(finding.stated, finding.computed) for finding in find_text_differences(statements, table)]
    [(-7716.0, -7714.0)]
    """
    findings = []
    # The district's own row has no neighbourhood: a word that no id can be stands in for it on both sides.
    lookup = table.assign(neighbourhood_id=table["neighbourhood_id"].fillna("")).set_index(["source", "neighbourhood_id"])
    for row in statements.dropna(subset=["value"]).itertuples():
        place = "" if pd.isna(row.neighbourhood_id) else row.neighbourhood_id
        if row.measure not in lookup.columns or (row.source, place) not in lookup.index:
            continue
        printed = lookup.loc[(row.source, place), row.measure]
        if pd.isna(printed) or agrees(float(row.value), float(printed)):
            continue
        findings.append(
            _finding(
                "text-differs",
                ("statements", "population"),
                row.measure,
                row.source,
                row.neighbourhood_name,
                float(row.value),
                float(printed),
            )
        )
    return findings


def _finding(
    kind: str, layers: tuple[str, ...], measure: str, source: str, name: str, stated: float, computed: float
) -> Finding:
    return Finding(
        kind,
        layers,
        {"source": source, "field": measure, "neighbourhoods": [name]},
        stated=stated,
        computed=round(computed, 2),
        params={
            "source": source,
            "name": name,
            "field": MEASURES[measure],
            "stated": stated,
            "computed": round(computed, 2),
        },
    )
