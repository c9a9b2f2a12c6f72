"""A table that adds up twice, in a tree of rows and over its columns: cost of aims and targets by year, budgets by unit.

A wrong figure breaks every sum that it is part of. Where one figure, changed, mends them all, it is that figure.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.contradictions.quantity import listed, relative
from geo.figures import agrees, most_decimals
from geo.issues import Finding, Language, Words
from geo.mistakes import Mistake, TotalEvidence, diagnose_figure, diagnose_total
from geo.numbers import format_number

_Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How a table adds up: its rows by code and parent code, its columns into the total column.

    `columns`: the parts with their words, in order; `total`: the column of row totals with its words, or None. Every row whose
    code is another's parent should be the sum of those rows; a parent without a row of its own is passed over.
    """

    code: str
    parent: str
    label: str
    columns: Mapping[str, Words]
    total: tuple[str, Words] | None = None
    unit: str | None = None

    @property
    def titles(self) -> dict[str, Words]:
        """All columns that are summed over rows, with their words."""
        return dict(self.columns) | (dict([self.total]) if self.total else {})


def outline_parents(labels: Sequence[str], is_total: Sequence[bool]) -> list[str | None]:
    """The label that each one stands under by its number: HEDEF 2.4 under AMAÇ 2, what has a number of one part under the total.

    The total, labels without a number, and those whose upper number no other label has, stand under nothing.

    >>> outline_parents(["AMAÇ 2", "HEDEF 2.1", "HEDEF 3.1", "TOPLAM"], [False, False, False, True])
    ['TOPLAM', 'AMAÇ 2', None, None]
    """
    numbers = [None if total else _NUMBER.search(label) for label, total in zip(labels, is_total, strict=True)]
    by_number = {number[0]: label for label, number in zip(labels, numbers, strict=True) if number is not None}
    top = next((label for label, total in zip(labels, is_total, strict=True) if total), None)
    return [
        None if number is None else by_number.get(number[0].rpartition(".")[0]) if "." in number[0] else top for number in numbers
    ]


_NUMBER = re.compile(r"\d+(?:\.\d+)*(?=\.?$|\.?\s)")


@dataclass(frozen=True, slots=True)
class _Sum:
    """One sum that does not come out: the cell that states it, the cells it is of, and by how much it is off."""

    stated: _Cell
    parts: tuple[_Cell, ...]
    off: float

    def mends(self, cell: _Cell) -> float | None:
        """By how much the cell has to change for this sum to come out; None where it is no part of it."""
        if cell == self.stated:
            return -self.off
        return self.off if cell in self.parts else None


def find_breakdown_differences(rows: pd.DataFrame, breakdown: Breakdown, source: str, layer: str) -> list[Finding]:
    """Sums of a breakdown that do not come out, each mistake once.

    Sums with a missing figure cannot be checked and are passed over.

    Parameters
        rows: one table of one source: the columns that `breakdown` names; codes are text, a row of the top has a missing parent.
    Returns
        `figure-differs` where one figure, changed, mends two or more sums; else `subtotal-differs` (one a row, with all columns
        in which it is not the sum of the rows below it) and `row-total-differs`.

    >>> costs = pd.DataFrame({"code": ["A1", "1.1", "1.2"], "parent": [None, "A1", "A1"], "name": ["Amaç", "Bir", "İki"],
    ...     "y25": [14.0, 6.0, 8.0], "y26": [17.0, 7.0, 10.0], "total": [31.0, 13.0, 18.0]})
    >>> years = {"y25": Words("2025", "2025"), "y26": Words("2026", "2026")}
    >>> plan = Breakdown("code", "parent", "name", years, ("total", Words("toplam", "total")))
    >>> find_breakdown_differences(costs, plan, "plan", "targets")
    []
    >>> costs.loc[1, "y26"] = 70.0
    >>> (finding,) = find_breakdown_differences(costs, plan, "plan", "targets")
    >>> finding.kind, finding.stated, finding.computed
    ('figure-differs', 70.0, 7.0)
    """
    values = {
        (str(code), column): float(value)
        for column in breakdown.titles
        for code, value in zip(rows[breakdown.code], rows[column], strict=True)
        if pd.notna(value)
    }
    sums = _sums(rows, breakdown, values)
    broken = [one for one in sums if one.off != 0.0]
    table = _Table(
        breakdown, source, layer, values, dict(zip(rows[breakdown.code].astype(str), rows[breakdown.label], strict=True))
    )
    findings = []
    while (cell := _one_figure(broken, sums)) is not None:
        change = next(change for change in (one.mends(cell) for one in broken) if change is not None)
        findings.append(table.figure_finding(cell, change))
        broken = [one for one in broken if one.mends(cell) is None]
    findings += table.subtotal_findings([one for one in broken if one.stated[1] == one.parts[0][1]])
    findings += [table.row_total_finding(one) for one in broken if one.stated[1] != one.parts[0][1]]
    return findings


def _sums(rows: pd.DataFrame, breakdown: Breakdown, values: Mapping[_Cell, float]) -> list[_Sum]:
    """Every sum of which all figures are there."""
    children: dict[str, list[str]] = defaultdict(list)
    for code, parent in zip(rows[breakdown.code].astype(str), rows[breakdown.parent], strict=True):
        if pd.notna(parent) and str(parent) != code:
            children[str(parent)].append(code)
    wanted = [
        ((parent, column), tuple((child, column) for child in of_parent))
        for parent, of_parent in children.items()
        for column in breakdown.titles
    ]
    if breakdown.total is not None:
        wanted += [
            ((code, breakdown.total[0]), tuple((code, column) for column in breakdown.columns))
            for code in rows[breakdown.code].astype(str)
        ]
    return [
        _Sum(stated, parts, _off(values[stated], [values[part] for part in parts]))
        for stated, parts in wanted
        if stated in values and all(part in values for part in parts)
    ]


def _off(stated: float, parts: Sequence[float]) -> float:
    decimals = most_decimals([stated, *parts])
    computed = round(math.fsum(parts), decimals)
    return 0.0 if agrees(stated, computed) else round(stated - computed, decimals)


def _one_figure(broken: Sequence[_Sum], sums: Sequence[_Sum]) -> _Cell | None:
    """The figure that mends the most broken sums, at least two, by the same change, and is part of no sum that comes out."""
    candidates = dict.fromkeys(cell for one in broken for cell in (one.stated, *one.parts))
    best: tuple[int, _Cell] | None = None
    for cell in candidates:
        changes = [change for change in (one.mends(cell) for one in broken) if change is not None]
        part_of = sum(one.mends(cell) is not None for one in sums)
        same = len({round(change, 6) for change in changes}) == 1
        if len(changes) >= 2 and same and part_of == len(changes) and (best is None or len(changes) > best[0]):
            best = (len(changes), cell)
    return None if best is None else best[1]


@dataclass(frozen=True, slots=True)
class _Table:
    """What findings need of the table to say themselves."""

    breakdown: Breakdown
    source: str
    layer: str
    values: Mapping[_Cell, float]
    names: Mapping[str, str]

    def figure_finding(self, cell: _Cell, change: float) -> Finding:
        code, column = cell
        stated = self.values[cell]
        computed = round(stated + change, most_decimals([stated, change]))
        mistake = diagnose_figure(stated, computed, self.breakdown.unit)
        title = self.breakdown.titles[column]
        return self._finding("figure-differs", code, [column], (stated, computed), mistake, {"field": title})

    def row_total_finding(self, one: _Sum) -> Finding:
        stated = self.values[one.stated]
        computed = round(stated - one.off, most_decimals([stated, one.off]))
        code, column = one.stated
        return self._finding("row-total-differs", code, [column], (stated, computed), self._diagnosis(one, column=True), {})

    def subtotal_findings(self, broken: Sequence[_Sum]) -> list[Finding]:
        """One finding a row: a target forgotten below an aim breaks the aim in every year."""
        by_row: dict[str, list[_Sum]] = defaultdict(list)
        for one in broken:
            by_row[one.stated[0]].append(one)
        findings = []
        for code, of_row in by_row.items():
            stated = [self.values[one.stated] for one in of_row]
            computed = [
                round(value - one.off, most_decimals([value, one.off])) for value, one in zip(stated, of_row, strict=True)
            ]
            mistakes = [self._diagnosis(one, column=False) for one in of_row]
            # What went wrong in each column alike is one mistake; where they differ, nothing is said of it.
            mistake = mistakes[0] if len({one.kind for one in mistakes}) == 1 else Mistake("unknown")
            listing = self._listing([one.stated[1] for one in of_row], stated, computed)
            columns = [one.stated[1] for one in of_row]
            figures = (stated, computed) if len(of_row) > 1 else (stated[0], computed[0])
            findings.append(self._finding("subtotal-differs", code, columns, figures, mistake, {"listing": listing}))
        return findings

    def _diagnosis(self, one: _Sum, *, column: bool) -> Mistake:
        keys = [cell[1] if column else self.names[cell[0]] for cell in one.parts]
        parts = [self.values[part] for part in one.parts]
        return diagnose_total(TotalEvidence(keys, parts, self.values[one.stated], self.breakdown.unit))

    def _listing(self, columns: Sequence[str], stated: Sequence[float], computed: Sequence[float]) -> Words:
        titles = self.breakdown.titles

        def written(place: object, language: Language) -> str:
            at = int(str(place))
            title = titles[columns[at]]
            figures = format_number(stated[at], language), format_number(computed[at], language)
            if language == "tr":
                return f"{title.tr} {figures[0]} (toplam {figures[1]})"
            return f"{title.en} {figures[0]} (sum {figures[1]})"

        return listed(range(len(columns)), written)

    def _finding(
        self,
        kind: str,
        code: str,
        columns: Sequence[str],
        figures: tuple[object, object],
        mistake: Mistake,
        params: Mapping[str, Words],
    ) -> Finding:
        stated, computed = figures
        pairs = list(zip(*(one if isinstance(one, list) else [one] for one in figures), strict=True))
        off = max(relative(mine - other, max(abs(mine), abs(other))) for mine, other in pairs)
        own = {"stated": stated, "computed": computed} if not isinstance(stated, list) else {}
        return Finding(
            kind,
            (self.layer,),
            {
                "source": self.source,
                "field": columns[0] if len(columns) == 1 else list(columns),
                "code": code,
                "name": self.names[code],
                "likely": mistake.kind,
                "likely_rows": [str(row) for row in mistake.rows],
            },
            stated,
            computed,
            {
                "source": self.source,
                "name": str(self.names[code]),
                "likely": mistake.sentence,
                **{key: value for key, value in own.items() if isinstance(value, float)},
                **params,
            },
            effect=off,
        )
