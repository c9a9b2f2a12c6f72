"""Values on the wrong row or in the wrong column: rings, blocks that slipped by a row, and columns that were mistaken."""

import math
from collections.abc import Hashable, Iterator, Sequence

from geo.figures import in_units
from geo.issue_kinds import Words
from geo.mistakes.evidence import RowEvidence, Span, distance, fits
from geo.mistakes.mistake import NO_ARITHMETIC, Mistake, joined, shown_in
from geo.permutation import permuted_rows

# What chance would do less often than this counts as a move (the same bound as for rings in geo/permutation.py).
_MOST_BY_CHANCE = 1e-3


def moved_rows(evidence: RowEvidence) -> Mistake | None:
    """Rows that carry each other's values: `shifted-block` where each has its neighbour's, else `permuted-values`.

    A block of which the value pushed out at one end came in at the other is a shift; two neighbours that swapped are not.

    >>> from geo.mistakes.evidence import exactly
    >>> reference = {"a": 5736.0, "b": 6949.0, "c": 2970.0, "d": 1565.0}
    >>> moved_rows(exactly(reference | {"a": 6949.0, "b": 2970.0, "c": 5736.0}, reference)).kind
    'shifted-block'
    """
    moved = permuted_rows(evidence.stated, evidence.low) if evidence.is_exact else _matched_in_order(evidence)
    if not moved:
        return None
    units, spans, keys = evidence.units(), evidence.spans(), evidence.keys()
    kind = "shifted-block" if _is_shift(keys, moved, evidence) else "permuted-values"
    decimals = evidence.decimals
    sums = [shown_in(decimals, "{} → {}", spans[key][0], units[key]) for key in moved]
    return Mistake(kind, tuple(moved), joined(sums) if evidence.is_exact else NO_ARITHMETIC)


def _matched_in_order(evidence: RowEvidence) -> list[Hashable]:
    """All differing rows, if their values fit the ranges of the same rows in order of size, and chance would hardly do that."""
    units, spans, differing = evidence.units(), evidence.spans(), evidence.differing()
    if len(differing) < 2:
        return []
    by_value = sorted(differing, key=lambda key: units[key])
    by_range = sorted(differing, key=lambda key: spans[key])
    if not all(fits(units[mine], spans[other]) for mine, other in zip(by_value, by_range, strict=True)):
        return []
    # Any value may fit any range; each lands in its own as often as the range is wide beside the way the value came.
    chance = math.lgamma(len(differing) + 1) + math.fsum(_log_chance(units[key], spans[key]) for key in differing)
    return differing if chance < math.log(_MOST_BY_CHANCE) else []


def _log_chance(value: int, span: Span) -> float:
    width, places = max(1, span[1] - span[0] + 1), 2 * distance(value, span)
    return math.log(min(1.0, width / max(1, places)))


def _is_shift(keys: Sequence[Hashable], moved: Sequence[Hashable], evidence: RowEvidence) -> bool:
    places = sorted(keys.index(key) for key in moved)
    block = keys[places[0] : places[-1] + 1]
    if len(block) < 3:
        return False
    units, spans = evidence.units(), evidence.spans()
    return any(
        all(fits(units[key], spans[other]) for key, other in zip(block, around, strict=True))
        for around in ([*block[1:], block[0]], [block[-1], *block[:-1]])
    )


def slipped_runs(evidence: RowEvidence, differing: Sequence[Hashable]) -> Iterator[Mistake]:
    """Runs of two or more rows that each carry their neighbour's value, though the value pushed out at the end is lost.

    Only a second source is sharp enough to see them.

    >>> from geo.mistakes.evidence import exactly
    >>> reference = {"a": 5736.0, "b": 6949.0, "c": 2970.0, "d": 1565.0}
    >>> shifted = exactly(reference | {"b": 5736.0, "c": 6949.0}, reference)
    >>> [run.rows for run in slipped_runs(shifted, ["b", "c"])]
    [('b', 'c')]
    """
    if not evidence.is_exact:
        return
    units, spans, keys = evidence.units(), evidence.spans(), evidence.keys()
    open_rows = set(differing)
    for step in (1, -1):
        run: list[Hashable] = []
        for place in range(len(keys) + 1):
            key = keys[place] if place < len(keys) else None
            neighbour = place - step
            follows = (
                key is not None and key in open_rows and 0 <= neighbour < len(keys) and fits(units[key], spans[keys[neighbour]])
            )
            if follows:
                run.append(key)
                continue
            by_chance = len(keys) * math.exp(math.fsum(_log_chance(units[row], spans[row]) for row in run))
            if len(run) >= 2 and by_chance < _MOST_BY_CHANCE:
                open_rows -= set(run)
                sums = [shown_in(evidence.decimals, "{} → {}", spans[row][0], units[row]) for row in run]
                yield Mistake("shifted-block", tuple(run), joined(sums))
            run = []


def moved_columns(evidence: RowEvidence, differing: Sequence[Hashable]) -> Iterator[Mistake]:
    """Two or more rows in which the value of another column stands.

    >>> from geo.mistakes.evidence import exactly
    >>> men = {"a": 1490.0, "b": 780.0, "c": 400.0}
    >>> mixed = exactly(men, {"a": 1480.0, "b": 785.0, "c": 424.0}, columns={Words("erkek", "men"): men})
    >>> [mistake.kind for mistake in moved_columns(mixed, ["a", "b", "c"])]
    ['moved-column']
    """
    units, spans, decimals = evidence.units(), evidence.spans(), evidence.decimals
    open_rows = list(differing)
    for title, column in evidence.columns.items():
        rows = [
            key for key in open_rows if math.isfinite(column.get(key, math.nan)) and in_units(column[key], decimals) == units[key]
        ]
        by_chance = math.exp(math.fsum(_log_chance(units[key], spans[key]) for key in rows))
        if len(rows) < 2 or by_chance >= _MOST_BY_CHANCE or len({units[key] for key in rows}) < 2:
            continue
        open_rows = [key for key in open_rows if key not in set(rows)]
        yield Mistake("moved-column", tuple(rows), Words(f"sütun: {title.tr}", f"column: {title.en}"))
