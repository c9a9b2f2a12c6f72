"""What a document says about its own table: printed changes and percents against the figures they are made of."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.figures import agrees
from geo.issues import Finding, Words

MEASURES: Mapping[str, Words] = {
    "change_count": Words("nüfus değişimi (kişi)", "population change (persons)"),
    "change_pct": Words("nüfus değişimi (%)", "population change (%)"),
    "population": Words("nüfus", "population"),
    "area_km2": Words("yüzölçümü (km²)", "area (km²)"),
}


def find_change_differences(figures: pd.DataFrame) -> list[Finding]:
    """Printed changes that do not follow from the populations of the same table.

    Where a population or the printed change is missing there is nothing to compare; a percent of nobody is passed over.

    Parameters
        figures: one source's rows with neighbourhood_id (missing in the total row), neighbourhood_name, year, population
            (persons), since_year, stated_change_count (persons), stated_change_pct, source, source_row.
    Returns
        kind `change-differs`, one finding a printed figure, in the order of the rows.

    >>> figures = pd.DataFrame({
    ...     "neighbourhood_id": "1", "neighbourhood_name": "Harbiye", "year": [2022, 2023], "population": [27057, 25632],
    ...     "since_year": [None, 2022], "stated_change_count": [None, -1405], "stated_change_pct": [None, -5],
    ...     "source": "plan", "source_row": 22})
    >>> [(finding.stated, finding.computed) for finding in find_change_differences(figures)]
    [(-1405.0, -1425.0)]
    """
    findings = []
    # Two files of one source may both have a row 4: the neighbourhood belongs to the key.
    populations = {(row.source_row, _place(row.neighbourhood_id), row.year): row.population for row in figures.itertuples()}
    for row in figures.dropna(subset=["since_year", "population"]).itertuples():
        before = populations.get((row.source_row, _place(row.neighbourhood_id), int(row.since_year)))
        if before is None or pd.isna(before):
            continue
        computed = {"change_count": float(row.population - before)}
        if before > 0:
            computed["change_pct"] = 100.0 * (row.population - before) / before
        for measure, value in computed.items():
            stated = getattr(row, f"stated_{measure}")
            if pd.isna(stated) or agrees(float(stated), value):
                continue
            findings.append(_finding("change-differs", ("population",), measure, row, float(stated), value))
    return findings


def find_women_men_differences(figures: pd.DataFrame) -> list[Finding]:
    """Rows whose women and men do not add up to their population.

    Parameters
        figures: columns neighbourhood_id (missing in the total row), neighbourhood_name, year, population, women, men (persons),
            source, source_row.

    >>> figures = pd.DataFrame({"neighbourhood_id": ["1"], "neighbourhood_name": ["Tavla"], "year": [2023], "source": ["tuik"],
    ...     "source_row": [2], "population": [2970], "women": [1490], "men": [1470]})
    >>> [(finding.stated, finding.computed) for finding in find_women_men_differences(figures)]
    [(2970, 2960)]
    """
    counted = figures.dropna(subset=["population", "women", "men"])
    differing = counted[counted["women"] + counted["men"] != counted["population"]]
    findings = []
    for row in differing.itertuples():
        stated, computed, year = int(row.population), int(row.women + row.men), int(row.year)
        findings.append(
            Finding(
                "women-men-differ",
                ("population",),
                {
                    "source": row.source,
                    "field": f"population_{year}",
                    "neighbourhoods": [row.neighbourhood_name],
                    "row": int(row.source_row),
                },
                stated=stated,
                computed=computed,
                params={
                    "source": row.source,
                    "name": row.neighbourhood_name,
                    "year": str(year),
                    "stated": stated,
                    "computed": computed,
                },
            )
        )
    return findings


def find_text_differences(statements: pd.DataFrame, table: pd.DataFrame) -> list[Finding]:
    """Statements of a text against the printed table of the same source.

    A statement that the table has no figure for is passed over.

    Parameters
        statements: neighbourhood_id (missing for the district), neighbourhood_name, measure (of `MEASURES`), value, source.
        table: neighbourhood_id, source, and a column for each measure, as printed; one row a neighbourhood and source.
    Returns
        kind `text-differs`, one finding a statement, in the order of the statements.

    >>> statements = pd.DataFrame({"neighbourhood_id": ["1"], "neighbourhood_name": ["Turunçlu"],
    ...     "measure": ["change_count"], "value": [-7716.0], "source": ["plan"], "source_row": [4]})
    >>> table = pd.DataFrame({"neighbourhood_id": ["1"], "source": ["plan"], "change_count": [-7714.0]})
    >>> [(finding.stated, finding.computed) for finding in find_text_differences(statements, table)]
    [(-7716.0, -7714.0)]
    """
    findings = []
    printed = {(record["source"], _place(record["neighbourhood_id"])): record for record in table.to_dict("records")}
    for row in statements.dropna(subset=["value"]).itertuples():
        computed = printed.get((row.source, _place(row.neighbourhood_id)), {}).get(row.measure)
        if computed is None or pd.isna(computed) or agrees(float(row.value), float(computed)):
            continue
        layers = ("statements", "population")
        findings.append(_finding("text-differs", layers, row.measure, row, float(row.value), float(computed)))
    return findings


def _place(neighbourhood_id: object) -> object:
    """The district's own row has no neighbourhood: a word that no id can be stands in for it."""
    return "" if pd.isna(neighbourhood_id) else neighbourhood_id


def _finding(kind: str, layers: tuple[str, ...], measure: str, row: Any, stated: float, computed: float) -> Finding:
    """`row` is one of `itertuples`, with source and neighbourhood_name."""
    source, name = str(row.source), str(row.neighbourhood_name)
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
            "note": "",
        },
    )
