"""The form of a scenario: what stands in it, and what was typed; ratios are typed in percent and kept as shares of 1."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from layers.scenario_writing import TypedScenario

# Blank lines under those that are filled.
_BLANK: Final = 3
_MOST_ROWS: Final = 200
_PERCENT: Final = re.compile(r"[0-9]{1,6}([.,][0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one of the form's tables: its number, and its texts by name."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScenarioForm:
    """The texts of the form by field, and the lines of its tables."""

    texts: Mapping[str, str]
    ratios: tuple[Row, ...]
    housing: tuple[Row, ...]
    spread: tuple[Row, ...]


_TEXTS: Final = {
    "ad": "title_tr",
    "ad_en": "title_en",
    "kaynak": "source",
    "once": "before_year",
    "taban": "base_year",
    "plan": "plan_year",
    "donus": "return_ratio",
    "artis": "growth",
}
_RATIO_ROW: Final = ("oran-mahalle", "oran")
_HOUSING_ROW: Final = ("konut-mahalle", "konut-ha", "konut-yogunluk", "konut-net")
_SPREAD_ROW: Final = ("pay", "pay-ha", "pay-yogunluk", "pay-net")
_IN_PERCENT: Final = frozenset({"donus", "oran", "konut-net", "pay-net"})


def form_of(typed: TypedScenario) -> ScenarioForm:
    """The form as it stands for a scenario."""
    texts = {name: _shown(name, str(getattr(typed, field))) for name, field in _TEXTS.items()}
    return ScenarioForm(
        texts, _rows(_RATIO_ROW, typed.ratios), _rows(_HOUSING_ROW, typed.housing), _rows(_SPREAD_ROW, typed.spread)
    )


def read_form(sent: Mapping[str, str]) -> TypedScenario:
    """What was typed; lines of which nothing is filled in are left out."""
    texts = {field: _kept(name, sent.get(name, "").strip()) for name, field in _TEXTS.items()}
    ratios = [(row[0], row[1]) for row in _sent(sent, _RATIO_ROW)]
    housing, spread = ([(row[0], row[1], row[2], row[3]) for row in _sent(sent, names)] for names in (_HOUSING_ROW, _SPREAD_ROW))
    return TypedScenario(**texts, ratios=ratios, housing=housing, spread=spread)


def _sent(sent: Mapping[str, str], names: tuple[str, ...]) -> list[tuple[str, ...]]:
    lines = []
    for number in range(_MOST_ROWS):
        if f"{names[0]}-{number}" not in sent:
            break
        line = tuple(_kept(name, sent.get(f"{name}-{number}", "").strip()) for name in names)
        if any(line):
            lines.append(line)
    return lines


def _rows(names: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> tuple[Row, ...]:
    filled = [dict(zip(names, line, strict=True)) for line in lines]
    shown = [{name: _shown(name, text) for name, text in line.items()} for line in filled]
    shown += [dict.fromkeys(names, "") for _ in range(_BLANK)]
    return tuple(Row(number, texts) for number, texts in enumerate(shown))


def _kept(name: str, text: str) -> str:
    """Percent as a share: 50 is 0.5; what is no number stays for the reader to refuse.

    >>> _kept("donus", "37,5"), _kept("donus", "yarısı"), _kept("plan", "2041")
    ('0.375', 'yarısı', '2041')
    """
    if name not in _IN_PERCENT or not _PERCENT.fullmatch(text):
        return text
    return f"{(Decimal(text.replace(',', '.')) / 100).normalize():f}"


def _shown(name: str, text: str) -> str:
    """A share as percent, the opposite of `_kept`.

    >>> _shown("donus", "0.375"), _shown("donus", "")
    ('37.5', '')
    """
    if name not in _IN_PERCENT or not _PERCENT.fullmatch(text):
        return text
    return f"{(Decimal(text) * 100).normalize():f}"
