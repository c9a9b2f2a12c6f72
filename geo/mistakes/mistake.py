"""A diagnosed mistake: its kind, the rows it is about, and the arithmetic that shows it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from geo.issue_kinds import Language, Words
from geo.mistakes.kinds import MISTAKES
from geo.mistakes.slips import Slip
from geo.numbers import format_number

# A sentence that shows more sums than this is not read.
_MOST_SHOWN = 3

NO_ARITHMETIC = Words("", "")


@dataclass(frozen=True, slots=True)
class Mistake:
    """The most likely mistake behind figures that contradict each other.

    `rows`: the keys of the rows that it is about; several where the evidence does not say which of them. `in_total`: the total
    itself may be the wrong figure. `arithmetic`: the sum that shows it, empty where there is none. `share`: its probability
    among the explanations considered, 0 to 1.

    >>> Mistake("transposed-digits", ("Tavla",), Words("2.953 ↔ 2.935", "2,953 ↔ 2,935"), 0.9).sentence.en
    'Most likely: two digits transposed (2,953 ↔ 2,935).'
    """

    kind: str
    rows: tuple[Hashable, ...] = ()
    arithmetic: Words = NO_ARITHMETIC
    share: float = 1.0
    in_total: bool = False

    @property
    def title(self) -> Words:
        """The kind in words."""
        return MISTAKES[self.kind]

    @property
    def sentence(self) -> Words:
        """The mistake as a sentence of a finding."""
        if self.kind == "unknown":
            return Words("Yanlışın nasıl yapıldığı sayılardan anlaşılmıyor.", "The figures do not tell how it came about.")
        shown = Words(*(f" ({text})" if text else "" for text in (self.arithmetic.tr, self.arithmetic.en)))
        return Words(f"En olası yanlış: {self.title.tr}{shown.tr}.", f"Most likely: {self.title.en}{shown.en}.")


def shown_in(decimals: int, template: str, *values: int) -> Words:
    """A sum with its figures written as each language writes them; values are units of the last decimal.

    Decimals below zero count in tens, hundreds and so on.

    >>> shown_in(2, "{} = 10 × {}", 1610, 161).tr
    '16,1 = 10 × 1,61'
    """

    def written(language: Language) -> str:
        return template.format(*(format_number(_in_full(value, decimals), language) for value in values))

    return Words(written("tr"), written("en"))


def _in_full(value: int, decimals: int) -> float:
    return value / 10.0**decimals if decimals > 0 else value * 10.0**-decimals


def slip_shown(slip: Slip, stated: int, decimals: int) -> Words:
    """`29.350 = 10 × 2.935`; digits that moved as `2.953 ↔ 2.935`; a unit by its name.

    >>> slip_shown(Slip("factor-ten", 2935, 1.0, 10), 29350, 0).en
    '29,350 = 10 × 2,935'
    """
    if slip.factor == 1:
        return shown_in(decimals, "{} ↔ {}", stated, slip.meant)
    # The larger one is a multiple of the smaller one, whichever of the two was meant.
    larger, smaller = sorted((stated, slip.meant), key=abs, reverse=True)
    factors = Words(*(format_number(slip.factor, language) for language in ("tr", "en")))
    figures = shown_in(decimals, "{} = × {}", larger, smaller)
    shown = Words(figures.tr.replace("×", f"{factors.tr} ×"), figures.en.replace("×", f"{factors.en} ×"))
    if slip.unit is None:
        return shown
    return Words(f"{shown.tr}; {slip.unit.tr} olarak yazılmış", f"{shown.en}; written in {slip.unit.en}")


def joined(sums: Sequence[Words]) -> Words:
    """The first few sums, one after the other, and dots for the rest.

    >>> joined([Words("a", "a"), Words("b", "b"), Words("c", "c"), Words("d", "d")]).en
    'a; b; c; …'
    """
    rest = ["…"] if len(sums) > _MOST_SHOWN else []
    return Words(
        "; ".join([*(one.tr for one in sums[:_MOST_SHOWN]), *rest]), "; ".join([*(one.en for one in sums[:_MOST_SHOWN]), *rest])
    )
