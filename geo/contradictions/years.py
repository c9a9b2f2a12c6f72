"""One year against the others of the same rows: figures a thousand times too large, or on other rows."""

import numpy as np
import pandas as pd

from geo.contradictions.quantity import Quantity, listed_pairs, relative
from geo.issues import Finding, Words
from geo.mistakes import Mistake, RowEvidence, diagnose_rows

# Fewer rows do not tell how much figures change from year to year.
_FEWEST = 8
# A row may change four times as much as rows usually do, and two rows in ten thousand still do more by chance.
_SPREADS = 4.0
# However alike the other rows are, a twentieth is no mistake.
_LEAST_SPREAD = 0.05
# Years differ by themselves: only what no year does is a mistake.
_GROSS = (
    "factor-ten",
    "factor-hundred",
    "thousands-lost",
    "thousands-doubled",
    "unit-slipped",
    "permuted-values",
    "shifted-block",
)


def find_year_differences(
    rows: pd.DataFrame, quantity: Quantity, source: str, *, key: str = "neighbourhood_id", label: str = "neighbourhood_name"
) -> list[Finding]:
    """Rows of one year that the other years of the same source do not bear out, where a mistake explains it.

    A change that no mistake explains is a change and gives nothing. Each year is held against the middle of the others; of two
    years only the later one is held against the earlier. Fewer than eight rows tell nothing.

    Parameters
        rows: one source: columns `key`, `label`, year, `quantity.field`; one row a key and year, is_total rows left out.
    Returns
        kind `year-differs`, one finding a year and mistake; `computed` is what the mistake leads back to, or what the other
        years let expect.

    >>> before = [970.0, 1480.0, 7500.0, 5356.0, 1134.0, 1291.0, 1375.0, 1067.0]
    >>> after = [960.0, 1500.0, 73000.0, 5300.0, 1140.0, 1280.0, 1390.0, 1060.0]
    >>> rows = pd.DataFrame({"id": list("abcdefgh") * 2, "name": list("abcdefgh") * 2, "year": [2022] * 8 + [2023] * 8,
    ...     "population": before + after})
    >>> people = Quantity("population", Words("nüfus", "population"), "population", "persons")
    >>> [(one.where["likely"], one.stated) for one in find_year_differences(rows, people, "plan", key="id", label="name")]
    [('factor-ten', [73000.0])]
    """
    known = rows.dropna(subset=[key, "year", quantity.field])
    known = known[known[quantity.field] > 0].drop_duplicates([key, "year"], keep=False)
    wide = known.pivot(index=key, columns="year", values=quantity.field).astype("float64")
    names = known.drop_duplicates(key).set_index(key)[label].astype(str).to_dict()
    findings = []
    for year in wide.columns[1:] if len(wide.columns) == 2 else wide.columns:
        evidence = _range_of_other_years(wide, year, quantity)
        if evidence is None:
            continue
        mistakes = [mistake for mistake in diagnose_rows(evidence) if mistake.kind in _GROSS]
        findings += [_finding(evidence, mistake, quantity.of_year(int(year)), source, names) for mistake in mistakes]
    return findings


def _range_of_other_years(wide: pd.DataFrame, year: object, quantity: Quantity) -> RowEvidence | None:
    """What the other years, brought to the level of this one, let each row be."""
    logs = np.log(wide)
    others = logs.drop(columns=[year])
    levels = others.sub(logs[year], axis=0).median()
    expected = others.sub(levels, axis=1).median(axis=1)
    change = (logs[year] - expected).dropna()
    if len(change) < _FEWEST:
        return None
    # 1.4826 turns the median deviation of a normal distribution into its standard deviation.
    spread = max(_LEAST_SPREAD, 1.4826 * float((change - change.median()).abs().median()))
    return RowEvidence(
        wide[year].dropna().to_dict(),
        np.exp(expected - _SPREADS * spread).dropna().to_dict(),
        np.exp(expected + _SPREADS * spread).dropna().to_dict(),
        quantity.unit,
        is_rough=True,
    )


def _finding(evidence: RowEvidence, mistake: Mistake, quantity: Quantity, source: str, names: dict[object, str]) -> Finding:
    keys = list(mistake.rows)
    stated = {key: float(evidence.stated[key]) for key in keys}
    expected = {key: float(round((evidence.low[key] * evidence.high[key]) ** 0.5)) for key in keys}
    word = Words("öbür yıllara göre yaklaşık", "by the other years about")
    off = sum(abs(stated[key] - expected[key]) for key in keys)
    return Finding(
        "year-differs",
        (quantity.layer,),
        {
            "source": source,
            "field": quantity.field,
            "likely": mistake.kind,
            "likely_rows": [names[key] for key in keys],
        },
        stated=list(stated.values()),
        computed=list(expected.values()),
        params={
            "source": source,
            "field": quantity.title,
            "count": len(keys),
            "listing": listed_pairs(keys, names, stated, expected, word),
            "likely": mistake.sentence,
        },
        effect=relative(off, sum(evidence.stated.values())),
    )
