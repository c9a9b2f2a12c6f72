"""The most likely mistake behind a printed total that is not the sum of its rows."""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from geo.figures import in_units, most_decimals
from geo.issue_kinds import Words
from geo.mistakes.mistake import NO_ARITHMETIC, Mistake, joined, shown_in, slip_shown
from geo.mistakes.plausibility import most_plausible, shapeless
from geo.mistakes.slips import slips_to

# How often each happens beside a slip of the hand (geo/mistakes/slips.py), which counts as one.
_SUBTOTAL, _COPIED, _LEFT_OUT, _TWICE, _ROUNDED = 1.0, 1.0, 0.3, 0.1, 1.0
# A sum made by hand is off by one more often than by any other amount, whatever else might explain a difference of one.
_OFF_BY_ONE = 0.3

# So many times the noise of rounding a difference has to be for a slip to be told from it.
_CLEAR = 100

# A row that happens to be the sum of those above it, less often than this, is a subtotal.
_MOST_BY_CHANCE = 1e-4


@dataclass(frozen=True, slots=True)
class TotalEvidence:
    """A printed total and the rows it is of, in the order of the document, without missing figures.

    `subtotals`: other totals printed in the table. `companions`: further columns of the same rows, for rows that were copied.
    `unit` as in RowEvidence. `is_counted`: people and pieces are counted, other figures may be rounded. `rows_are_confirmed`:
    other evidence (shares, a second source) bears out every row, so the total itself must be wrong.
    """

    keys: Sequence[Hashable]
    parts: Sequence[float]
    total: float
    unit: str | None = None
    subtotals: Sequence[float] = ()
    companions: Sequence[Sequence[float]] = ()
    is_counted: bool = False
    rows_are_confirmed: bool = False


@dataclass(slots=True)
class _Scores:
    """Plausibility of each kind, and of each cell within it; the cell None is the total."""

    kinds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[str, list[tuple[float, int | None, Words]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, score: float, place: int | None = None, shown: Words = NO_ARITHMETIC) -> None:
        self.kinds[kind] += score
        self.cells[kind].append((score, place, shown))


def diagnose_total(evidence: TotalEvidence) -> Mistake:
    """Why the total is not the sum: a slip in one row or in the total, a row or subtotal too many, rounding, or unknown.

    Each explanation is as plausible as it is common, divided by the number of differences that it could have made in this
    table. Where several rows explain the difference equally well, all of them are named.

    >>> mistake = diagnose_total(TotalEvidence(["Tavla", "Döver", "Özbek"], [9235.0, 1565.0, 824.0], 5324.0, is_counted=True))
    >>> mistake.kind, mistake.rows, mistake.arithmetic.en
    ('transposed-digits', ('Tavla',), '9,235 ↔ 2,935')
    """
    decimals = most_decimals([*evidence.parts, evidence.total, *evidence.subtotals])
    parts = [in_units(part, decimals) for part in evidence.parts]
    total = in_units(evidence.total, decimals)
    # Zeros that every figure ends in are no digits that could slip: budgets are planned in hundred thousands.
    step = _step([*parts, total])
    parts, total, decimals = [part // step for part in parts], total // step, decimals - (len(str(step)) - 1)
    # Where decimals were rounded before printing, the difference that a slip left is rounded as well. Beside a small difference
    # that leaves room for every slip there is.
    noise = math.ceil(3.0 * math.sqrt(len(parts) / 12.0)) if _may_round(evidence, decimals) else 0
    mistake = Mistake("unknown")
    for slack in sorted({0, noise if abs(total - sum(parts)) > _CLEAR * noise else 0}):
        mistake = _explained(evidence, parts, total, decimals, slack)
        if mistake.kind != "unknown":
            break
    if mistake.kind == "unknown" and evidence.rows_are_confirmed:
        return Mistake("misprinted-total", in_total=True)
    return mistake


def hidden_subtotals(parts: Sequence[float]) -> list[int]:
    """Positions of rows that are the sum of all rows since the subtotal before them, and hardly by chance.

    >>> hidden_subtotals([48213.0, 19277.0, 67490.0, 5120.0])
    [2]
    >>> hidden_subtotals([0.0, 30001.0, 30001.0])
    []
    """
    decimals = most_decimals(parts)
    units = [in_units(part, decimals) for part in parts]
    largest, step = max(units, default=0), _step(units)
    found: list[int] = []
    summands, running, reachable = 0, 0, 0
    for place, value in enumerate(units):
        reachable += running <= largest
        # Beside empty rows, the same figure twice is no sum.
        is_sum = value == running and summands >= 2 and value > 0
        if is_sum and reachable * step / value < _MOST_BY_CHANCE:
            found.append(place)
            summands, running = 0, 0
        else:
            summands += value != 0
            running += value
    return found


def _may_round(evidence: TotalEvidence, decimals: int) -> bool:
    return decimals > 0 and not evidence.is_counted


def _step(units: Sequence[int]) -> int:
    """The power of ten that all values are printed in: figures in whole hundreds have fewer places to land on."""
    step = 1
    while any(units) and all(value % (10 * step) == 0 for value in units):
        step *= 10
    return step


def _explained(evidence: TotalEvidence, parts: Sequence[int], total: int, decimals: int, slack: int) -> Mistake:
    difference = total - sum(parts)
    may_round = _may_round(evidence, decimals)
    scores = _Scores()
    scores.kinds["unknown"] = shapeless(difference) + (_OFF_BY_ONE if abs(difference) == 1 and not may_round else 0.0)
    _score_slips(scores, evidence, parts, total, decimals, slack)
    if not evidence.rows_are_confirmed:
        _score_rows(scores, parts, difference, decimals)
        _score_copies(scores, evidence, parts, difference, decimals)
    _score_subtotals(scores, evidence, parts, difference, decimals)
    if may_round and abs(difference) <= 0.5 * (len(parts) + 1):
        deviation = math.sqrt((len(parts) + 1) / 12.0)
        density = math.exp(-0.5 * (difference / deviation) ** 2) / (deviation * math.sqrt(2.0 * math.pi))
        scores.add("rounding", _ROUNDED * min(1.0, density))
    kind, share = most_plausible(scores.kinds)
    return _with_cells(kind, share, scores.cells.get(kind, []), evidence.keys)


def _with_cells(kind: str, share: float, cells: Sequence[tuple[float, int | None, Words]], keys: Sequence[Hashable]) -> Mistake:
    """The best cells of a kind: those at least half as plausible as the best one, the total among them or not."""
    best = max((score for score, _, _ in cells), default=0.0)
    likely = [(place, shown) for score, place, shown in cells if score >= best / 2]
    rows = list(dict.fromkeys(place for place, _ in likely if place is not None))
    shown = joined([shown for _, shown in likely if shown.tr])
    return Mistake(kind, tuple(keys[place] for place in rows), shown, share, in_total=any(place is None for place, _ in likely))


def _score_slips(scores: _Scores, evidence: TotalEvidence, parts: Sequence[int], total: int, decimals: int, slack: int) -> None:
    """One row or the total was mistyped, any of them as likely as another."""
    computed = sum(parts)
    cells: list[tuple[int | None, int, int]] = [(None, total, computed)]
    if not evidence.rows_are_confirmed:
        cells += [(place, part, part + total - computed) for place, part in enumerate(parts)]
    share = 1.0 / len(cells)
    for place, stated, meant in cells:
        for slip in slips_to(stated, decimals, evidence.unit):
            if abs(slip.meant - meant) <= slack and slip.meant != stated:
                score = share * slip.chance / (2 * slack + 1)
                scores.add(slip.kind, score, place, slip_shown(slip, stated, decimals))


def _score_rows(scores: _Scores, parts: Sequence[int], difference: int, decimals: int) -> None:
    """The difference is itself a row: left out of the total, or counted twice."""
    for place, part in enumerate(parts):
        if part == 0:
            continue
        if difference == -part:
            scores.add("row-left-out", _LEFT_OUT / len(parts), place, shown_in(decimals, "{}", part))
        if difference == part:
            scores.add("row-counted-twice", _TWICE / len(parts), place, shown_in(decimals, "{}", part))


def _score_subtotals(scores: _Scores, evidence: TotalEvidence, parts: Sequence[int], difference: int, decimals: int) -> None:
    """The difference is a subtotal: one of the printed ones, or a row that is the sum of those above or below it."""
    for subtotal in (in_units(value, decimals) for value in evidence.subtotals):
        if difference == subtotal != 0:
            scores.add("subtotal-counted", _SUBTOTAL / len(evidence.subtotals), None, shown_in(decimals, "{}", subtotal))
    if evidence.rows_are_confirmed:
        return
    step = _step(parts)
    for place in [place for place, part in enumerate(parts) if difference == -part != 0]:
        part, above, below = parts[place], list(reversed(parts[:place])), parts[place + 1 :]
        if any(part in list(accumulate(run))[1:] for run in (above, below)):
            by_chance = min(1.0, 2.0 * len(parts) * step / abs(part))
            scores.add("subtotal-counted", _SUBTOTAL / len(parts) / by_chance, place, shown_in(decimals, "{}", part))


def _score_copies(scores: _Scores, evidence: TotalEvidence, parts: Sequence[int], difference: int, decimals: int) -> None:
    """A row equals its neighbour in every column: copied over it, or printed twice where the difference is the row."""
    columns = [parts, *([_whole(value, decimals) for value in column] for column in evidence.companions)]
    pairs = len(parts) - 1
    by_chance = {
        place: pairs * math.prod(_chance_of_equal(column, place) for column in columns)
        for place in range(1, len(parts))
        if parts[place] != 0 and all(column[place] == column[place - 1] for column in columns)
    }
    for place, chance in by_chance.items():
        likelihood = 1.0 / len(parts) if difference == -parts[place] else shapeless(difference)
        shown = shown_in(decimals, "{} = {}", parts[place - 1], parts[place])
        for row in (place - 1, place):
            scores.add("copied-row", 0.5 * _COPIED * likelihood / max(chance, 1e-9), row, shown)


def _whole(value: float, decimals: int) -> int | None:
    return in_units(value, decimals) if math.isfinite(value) else None


def _chance_of_equal(column: Sequence[int | None], place: int) -> float:
    """How often a row equals the one above it by chance: as in the rest of the column, or one in as many places as it has."""
    value = column[place]
    others = len(column) - 2
    pairs = sum(one == other for one, other in zip(column[1:], column[:-1], strict=True)) - 1
    places = abs(value) / _step([one for one in column if one is not None]) if value else 1.0
    return min(1.0, max(1.0 / max(1.0, places), pairs / others if others else 1.0))
