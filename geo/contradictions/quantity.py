"""What is compared: a column of a layer, with its words and its unit; and figures listed as a sentence needs them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from geo.issues import Language, Words
from geo.numbers import format_number
from geo.units import UNITS

# A sentence that names more rows than this is not read; the finding's `where` has them all.
MOST_LISTED = 10

# What is counted one by one is never rounded.
_COUNTED = ("people", "number")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An extensive column: its name, its words with the unit, its layer, its unit (a name of geo.units.UNITS).

    `dated`: the words for one year, with `{year}` in them, where "2023 nüfusu" reads better than "2023 nüfus".

    >>> Quantity("population", Words("nüfus", "population"), "population", "persons").of_year(2023).title.en
    '2023 population'
    """

    field: str
    title: Words
    layer: str
    unit: str | None = None
    dated: Words | None = None

    @property
    def is_counted(self) -> bool:
        """Whether its figures are counts, which nobody rounds."""
        return self.unit is not None and self.unit in UNITS and UNITS[self.unit].dimension in _COUNTED

    def of_year(self, year: int) -> "Quantity":
        """The same column in one year: named and titled with it."""
        words = self.dated or Words(f"{{year}} {self.title.tr}", f"{{year}} {self.title.en}")
        title = Words(words.tr.replace("{year}", str(year)), words.en.replace("{year}", str(year)))
        return replace(self, field=f"{self.field}_{year}", title=title, dated=None)


def in_document_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows as their source prints them, where the source's lines are known.

    >>> in_document_order(pd.DataFrame({"source_row": [3, 2]})).index.tolist()
    [1, 0]
    """
    return rows.sort_values("source_row", kind="stable") if "source_row" in rows else rows


def listed(keys: Sequence[Hashable], written: Callable[[Hashable, Language], str], *, most: int | None = MOST_LISTED) -> Words:
    """`a; b; …`, at most so many of them, and how many more there are.

    >>> listed(["a", "b", "c"], lambda key, language: str(key), most=2).en
    'a; b; and 1 more'
    """

    def in_language(language: Language) -> str:
        shown = [written(key, language) for key in keys[:most]]
        left = len(keys) - len(shown)
        if left:
            number = format_number(left, language)
            shown.append(f"ve {number} satır daha" if language == "tr" else f"and {number} more")
        return "; ".join(shown)

    return Words(in_language("tr"), in_language("en"))


def listed_pairs(
    keys: Sequence[Hashable],
    names: Mapping[Hashable, str],
    stated: Mapping[Hashable, float],
    other: Mapping[Hashable, float],
    word: Words,
    *,
    most: int | None = MOST_LISTED,
) -> Words:
    """`Tavla 2.935 (doğrusu 2.970); …`.

    >>> listed_pairs(["a"], {"a": "Tavla"}, {"a": 2935}, {"a": 2970}, Words("doğrusu", "should be")).en
    'Tavla 2,935 (should be 2,970)'
    """

    def written(key: Hashable, language: Language) -> str:
        between = word.tr if language == "tr" else word.en
        return f"{names[key]} {format_number(stated[key], language)} ({between} {format_number(other[key], language)})"

    return listed(keys, written, most=most)


def relative(difference: float, whole: float) -> float:
    """How large a difference is beside the whole, 0 to 1; beside nothing any difference is everything.

    >>> relative(-5.0, 20.0), relative(1.0, 0.0), relative(0.0, 0.0)
    (0.25, 1.0, 0.0)
    """
    if whole == 0:
        return 1.0 if difference else 0.0
    return min(1.0, abs(difference / whole))
