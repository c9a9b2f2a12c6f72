"""The most likely mistake in each row that a second source, a share or another year contradicts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from geo.issue_kinds import Words
from geo.mistakes.evidence import RowEvidence, distance, exactly, fits
from geo.mistakes.mistake import NO_ARITHMETIC, Mistake, joined, shown_in, slip_shown
from geo.mistakes.moves import moved_columns, moved_rows, slipped_runs
from geo.mistakes.plausibility import most_plausible, shapeless
from geo.mistakes.slips import Slip, slips_to
from geo.mistakes.units import other_units

_COPIED = 1.0

# Where sources differ in one row, it is a slip as likely as not; each further row makes it likelier that they simply counted
# differently, and that a row looks like a slip by chance.
_INDEPENDENT = 30.0

# So many times nearer to the neighbour's row than to its own a copied value has to be.
_NEARER = 5.0

# A value that stands on more rows than this was not copied from one to the next.
_COPIES = 3

# From this many rows on a common factor is the unit of the column.
_WHOLE_COLUMN = 3


@dataclass(frozen=True, slots=True)
class _Explained:
    """One row, its mistake, and the factor that it shares with others of the same mistake."""

    key: Hashable
    kind: str
    share: float
    shown: Words
    slip: Slip | None = None


def diagnose_rows(evidence: RowEvidence) -> list[Mistake]:
    """Why rows are not what other evidence says: one mistake for all rows that it touched.

    First whole blocks (values on other rows, a run slipped by one, another column), then each row by itself: the slip that is
    by far more plausible than the others and than a plain difference. Rows that nothing explains are one `unknown`.

    Returns
        mistakes whose `rows` together are exactly the differing rows, each once; empty where all agree.

    >>> reference = {"Tavla": 2970.0, "Döver": 1565.0, "Özbek": 824.0}
    >>> (found,) = diagnose_rows(exactly(reference | {"Tavla": 29700.0}, reference))
    >>> found.kind, found.rows, found.arithmetic.en
    ('factor-ten', ('Tavla',), '29,700 = 10 × 2,970')
    """
    differing = evidence.differing()
    found: list[Mistake] = []
    moved = moved_rows(evidence)
    if moved is not None:
        found.append(moved)
        differing = _without(differing, moved)
    for search in (slipped_runs, moved_columns):
        for mistake in search(evidence, differing):
            found.append(mistake)
            differing = _without(differing, mistake)
    return found + _grouped(evidence, _row_by_row(evidence, differing))


def diagnose_figure(stated: float, expected: float, unit: str | None = None) -> Mistake:
    """Why one figure is not what it should be; `unknown` where they agree or no slip leads from one to the other.

    >>> diagnose_figure(53.0, 35.0).kind, diagnose_figure(1347509.38, 1347510.38, "m2").kind
    ('transposed-digits', 'unknown')
    """
    mistakes = diagnose_rows(exactly({"": stated}, {"": expected}, unit))
    return Mistake(mistakes[0].kind, (), mistakes[0].arithmetic, mistakes[0].share) if mistakes else Mistake("unknown")


def _without(keys: Sequence[Hashable], mistake: Mistake) -> list[Hashable]:
    gone = set(mistake.rows)
    return [key for key in keys if key not in gone]


def _row_by_row(evidence: RowEvidence, differing: Sequence[Hashable]) -> list[_Explained]:
    units, spans, keys, decimals = evidence.units(), evidence.spans(), evidence.keys(), evidence.decimals
    places = {key: place for place, key in enumerate(keys)}
    independent = max(1.0, _INDEPENDENT * (len(differing) - 1))
    common, frequency = _common_factor(evidence, differing), Counter(units.values())
    found = []
    for key in differing:
        stated, span = units[key], spans[key]
        scores: dict[str, float] = defaultdict(float)
        best: dict[str, Slip] = {}
        for slip in slips_to(stated, decimals, evidence.unit):
            if fits(slip.meant, span) and (slip.factor > 1 or not evidence.is_rough):
                scores[slip.kind] += slip.chance
                best.setdefault(slip.kind, slip)
        if not evidence.is_exact and "factor-ten" in best:
            # A range does not tell whether a digit was lost or a zero: both are a factor of ten.
            scores["factor-ten"] += scores.pop("dropped-digit", 0.0) + scores.pop("added-digit", 0.0)
        width = max(0, span[1] - span[0])
        # What so many rows share is no plain difference of theirs, however many they are.
        shared = any((slip.kind, slip.factor) == common for slip in best.values())
        scores["unknown"] = (1.0 if shared else independent) * shapeless(distance(stated, span), width)
        around = [keys[place] for place in (places[key] - 1, places[key] + 1) if 0 <= place < len(keys)]
        # The neighbour need not be exact itself, if the value is far nearer to what belongs there than to what belongs here.
        far = distance(stated, span) / _NEARER
        copied = [other for other in around if units[other] == stated != 0 and distance(stated, spans[other]) < far]
        if frequency[stated] > _COPIES or evidence.is_rough:
            copied = []
        if copied:
            scores["copied-row"] += _COPIED / 2
        kind, share = most_plausible(scores)
        slip_of = best.get(kind)
        shown = NO_ARITHMETIC if slip_of is None else slip_shown(slip_of, stated, decimals)
        if kind == "copied-row":
            shown = shown_in(decimals, "{} = {}", stated, units[copied[0]])
        found.append(_Explained(key, kind, share, shown, slip_of))
    return found


def _common_factor(evidence: RowEvidence, differing: Sequence[Hashable]) -> tuple[str, int] | None:
    """The factor between stated and expected that most of the differing rows share, if they are a column's worth."""
    units, spans, decimals = evidence.units(), evidence.spans(), evidence.decimals
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for key in differing:
        for slip in slips_to(units[key], decimals, evidence.unit):
            if slip.factor > 1 and fits(slip.meant, spans[key]):
                counts[slip.kind, slip.factor] += 1
    most = max(counts, key=lambda one: (counts[one], one), default=None)
    return most if most is not None and counts[most] >= max(_WHOLE_COLUMN, len(differing) / 2) else None


def _grouped(evidence: RowEvidence, rows: Sequence[_Explained]) -> list[Mistake]:
    groups: dict[tuple[str, int], list[_Explained]] = defaultdict(list)
    for row in rows:
        groups[row.kind, 1 if row.slip is None else row.slip.factor].append(row)
    return [
        Mistake(
            _kind_of_group(kind, factor, group, evidence),
            tuple(row.key for row in group),
            NO_ARITHMETIC if kind == "unknown" else joined([row.shown for row in group]),
            min(row.share for row in group),
        )
        for (kind, factor), group in groups.items()
    ]


def _kind_of_group(kind: str, factor: int, group: Sequence[_Explained], evidence: RowEvidence) -> str:
    slip = group[0].slip
    if slip is None or factor == 1 or len(group) < _WHOLE_COLUMN:
        return kind
    stated_is_larger = abs(evidence.units()[group[0].key]) > abs(slip.meant)
    known = {(size, larger) for size, larger, _ in other_units(evidence.unit)}
    return "unit-slipped" if (factor, stated_is_larger) in known else kind
