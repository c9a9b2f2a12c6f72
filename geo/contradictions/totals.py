"""Printed totals against the sums of their rows, with the mistake that most likely made the difference."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.contradictions.quantity import Quantity, in_document_order, relative
from geo.figures import agrees, most_decimals
from geo.issues import Finding, Words
from geo.mistakes import Mistake, TotalEvidence, diagnose_total
from geo.mistakes.total import hidden_subtotals


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table that have a figure, in the order of the document."""

    rows: pd.DataFrame
    quantity: Quantity
    source: str
    names: Sequence[str]
    companions: Sequence[str]
    rows_are_confirmed: bool

    @property
    def values(self) -> pd.Series:
        return self.rows[self.quantity.field].astype("float64")

    @property
    def is_total(self) -> pd.Series:
        return self.rows["is_total"].astype(bool)


def find_total_differences(
    rows: pd.DataFrame,
    quantity: Quantity,
    source: str,
    *,
    label: str = "neighbourhood_name",
    companions: Sequence[str] = (),
    rows_are_confirmed: bool = False,
) -> list[Finding]:
    """Printed totals that are not the sum of their rows: what each is, what the sum is, and what most likely went wrong.

    A total may be of all rows or, where there are several, of the rows since the one above it; one that is either is right.
    Missing values are left out; without a total or without rows there is nothing to compare. A row that is itself the sum of
    those above it, though not marked as a total, is found too.

    Parameters
        rows: one table of one source: columns `quantity.field` (numbers as printed) and is_total; source_row for the order and
            `label` for names where there are any.
        companions: other columns that are copied when a row is.
        rows_are_confirmed: another source has the same rows, so a wrong total is itself misprinted.
    Returns
        kind `total-differs`, one finding a printed total that differs.

    >>> rows = pd.DataFrame({"area_km2": [0.26, 8.72, 8.99], "is_total": [False, False, True]})
    >>> area = Quantity("area_km2", Words("alan", "area"), "population", "km2")
    >>> finding = find_total_differences(rows, area, "plan")[0]
    >>> finding.stated, finding.computed, finding.where["likely"]
    (8.99, 8.98, 'rounding')
    """
    printed = in_document_order(rows).dropna(subset=[quantity.field])
    names = printed[label].fillna("").astype(str).tolist() if label in printed else [""] * len(printed)
    table = _Table(printed, quantity, source, names, companions, rows_are_confirmed)
    values, is_total = table.values.to_numpy(), table.is_total.to_numpy()
    if not is_total.any() or is_total.all():
        return []
    findings = [
        _finding(table, float(values[place]), members, exact)
        for place, members, exact in _wrong_totals(values.tolist(), is_total.tolist())
    ]
    return findings or _uncounted_subtotals(table)


def _wrong_totals(values: Sequence[float], is_total: Sequence[bool]) -> list[tuple[int, list[int], float]]:
    """Place of each total that is no sum, the places of the rows it should be the sum of, and their sum."""
    decimals = most_decimals(values)
    everything = [place for place, total in enumerate(is_total) if not total]
    totals = [place for place, total in enumerate(is_total) if total]
    found = []
    for position, place in enumerate(totals):
        before = totals[position - 1] if position else -1
        after = totals[position + 1] if position + 1 < len(totals) else len(values)
        blocks = [everything, list(range(before + 1, place)), list(range(place + 1, after))]
        sums = [(round(math.fsum(values[member] for member in block), decimals), block) for block in blocks if block]
        if any(agrees(values[place], computed) for computed, _ in sums):
            continue
        # The last total is of all; one above it is of its own rows, unless it lies nearer to the whole.
        candidates = sums if len(totals) > 1 and place != totals[-1] else sums[:1]
        computed, members = min(candidates, key=lambda one: abs(one[0] - values[place]))
        found.append((place, members, computed))
    return found


def _finding(table: _Table, stated: float, members: Sequence[int], computed: float) -> Finding:
    values = table.values.to_numpy()
    subtotals = [float(value) for value in values[table.is_total.to_numpy()] if value != stated]
    rows = table.rows.iloc[list(members)]
    mistake = diagnose_total(
        TotalEvidence(
            list(members),
            [float(values[place]) for place in members],
            stated,
            table.quantity.unit,
            subtotals,
            [rows[name].astype("float64").tolist() for name in table.companions],
            table.quantity.is_counted,
            table.rows_are_confirmed,
        )
    )
    return _total_finding(table, stated, computed, mistake, _sentence(mistake, table))


def _total_finding(table: _Table, stated: float, computed: float, mistake: Mistake, likely: Words) -> Finding:
    places = [int(str(place)) for place in mistake.rows]
    lines = [int(table.rows["source_row"].iloc[place]) for place in places] if "source_row" in table.rows else []
    return Finding(
        "total-differs",
        (table.quantity.layer,),
        {
            "source": table.source,
            "field": table.quantity.field,
            "likely": mistake.kind,
            "likely_rows": [table.names[place] for place in places],
            "rows": lines,
        },
        stated=stated,
        computed=computed,
        params={
            "source": table.source,
            "field": table.quantity.title,
            "stated": stated,
            "computed": computed,
            "likely": likely,
        },
        effect=relative(stated - computed, max(abs(stated), abs(computed))),
    )


def _uncounted_subtotals(table: _Table) -> list[Finding]:
    """Totals that are the sum of all rows, of which one is itself the sum of those above it: it was added in twice."""
    values, is_total = table.values.to_numpy(), table.is_total.to_numpy()
    places = [place for place, total in enumerate(is_total) if not total]
    hidden = [places[position] for position in hidden_subtotals([float(values[place]) for place in places])]
    if not hidden:
        return []
    decimals = most_decimals(values)
    whole = math.fsum(values[place] for place in places)
    stated = [float(value) for value in values[is_total] if agrees(float(value), whole)]
    if not stated:
        return []
    mistake = Mistake("subtotal-counted", tuple(hidden))
    computed = round(whole - math.fsum(values[place] for place in hidden), decimals)
    return [_total_finding(table, stated[-1], computed, mistake, _sentence(mistake, table))]


def _sentence(mistake: Mistake, table: _Table) -> Words:
    if mistake.kind == "rounding":
        return _ROUNDING
    if mistake.kind == "unknown":
        return _NOT_ROUNDING
    names = [name for name in (table.names[int(str(place))] for place in mistake.rows) if name]
    shown = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    total = Words(" ya da toplam", " or the total") if mistake.in_total and names else Words("", "")
    rows = Words(f" Satır: {shown}{total.tr}.", f" Row: {shown}{total.en}.") if names else Words("", "")
    return Words(
        f"Yuvarlama bunu açıklamaz. {mistake.sentence.tr}{rows.tr} Kaynağa sorun.",
        f"Rounding does not explain it. {mistake.sentence.en}{rows.en} Ask the source.",
    )


_MOST_NAMED = 5

_ROUNDING = Words(
    "Satırların yuvarlanması bunu açıklayabilir; toplamın hangi değerlerden alındığını kaynağa sorun.",
    "Rounding of the rows may explain it; ask the source which values the total was taken from.",
)
_NOT_ROUNDING = Words(
    "Yuvarlama bunu açıklamaz: bir satır ya da toplam yanlış yazılmış. Kaynağa sorun.",
    "Rounding does not explain it: a row or the total is misprinted. Ask the source.",
)
