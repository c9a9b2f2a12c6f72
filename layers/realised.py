"""What an indicator has reached, entered by hand: a year under its target needs the reason of the deviation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.numbers import parse_number
from geo.targets import DIRECTIONS, VALUE_KINDS, indicator_performance
from layers.declared.source import Cell
from layers.editing import Edit, EditResult, Seen, edit_thing, thing_of
from layers.target_report import target_cards
from layers.targets import LAYER as TARGETS
from layers.workspace import Workspace

_LAYER = "targets"
_VALUES = ("realised_value", "realised_half_value")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written for an indicator: `values` of the year (realised_value, realised_half_value, deviation_reason), and
    `described`, which holds for all its years (value_kind, direction). Only what changes is named.
    """

    year: int
    values: Mapping[str, Cell] = field(default_factory=dict)
    described: Mapping[str, Cell] = field(default_factory=dict)


def enter_realised(workspace: Workspace, seen: Seen, entry: Entry, *, note: str = "") -> EditResult:
    """Store what an indicator has reached in a year as a new revision of the target cards.

    A half year is held against the target of its year and has not deviated yet: only the year's own value asks for a reason.

    Raises
        NotFoundError: there is no such indicator.
        RefusedError: `deviation-needs-reason`; a value that is no number (`edit-bad-value`); as `layers.editing.edit_thing`.
        ChangedMeanwhileError: as `layers.editing.edit_thing`.
    """
    _require_numbers(entry)
    thing = thing_of(workspace, workspace.store(), _LAYER, seen.source, seen.id)
    if thing.digest == seen.digest:
        # Of a card that somebody has changed meanwhile nothing is worked out: saving tells.
        _require_reason(thing.rows, entry)
    years = [int(year) for year in thing.rows["year"].dropna()]
    rows: dict[int | None, dict[str, Cell]] = {year: dict(entry.described) for year in (*years, entry.year)}
    rows[entry.year] |= entry.values
    return edit_thing(workspace, _LAYER, Edit(rows, seen), note=note)


def _require_numbers(entry: Entry) -> None:
    titles = {
        "realised_value": Words("Gerçekleşen değer", "Realised value"),
        "realised_half_value": Words("Altı aylık gerçekleşen değer", "Realised in the half year"),
    }
    for name in _VALUES:
        cell = entry.values.get(name, "")
        if isinstance(cell, str) and cell.strip() and _value(cell) is None:
            expected = Words("bir sayı ya da yapıldıysa X", "a number, or X if it is done")
            raise RefusedError(Issue("edit-bad-value", old=cell, params={"field": titles[name], "expected": expected}))


def _value(cell: Cell) -> float | None:
    number = parse_number(cell)
    return 1.0 if number.reading == "tick" else number.value


def _require_reason(rows: pd.DataFrame, entry: Entry) -> None:
    cards = target_cards(rows, 2)
    cards = cards[cards["year"] == entry.year]
    if cards.empty:
        return
    card = cards.iloc[[0]].copy()
    if "realised_value" in entry.values:
        card["realised_value"] = _value(entry.values["realised_value"])
    for name, known in (("value_kind", VALUE_KINDS), ("direction", DIRECTIONS)):
        if name in entry.described:
            card[name] = _code(str(entry.described[name]), name, known)
    described = card["value_kind"].isin(VALUE_KINDS) & (card["direction"].isin(DIRECTIONS) | (card["value_kind"] == "tick"))
    if not described.all():
        return
    performance = indicator_performance(card.astype({"realised_value": "float64"}))["performance_pct"].iloc[0]
    reason = entry.values.get("deviation_reason", card["deviation_reason"].iloc[0])
    # Held to a billionth, as the bands are.
    if round(float(performance), 9) < 100 and not str(reason or "").strip():
        params: dict[str, str | float] = {
            "indicator": str(card["indicator_no"].iloc[0]),
            "year": str(entry.year),
            "performance": round(float(performance), 1),
        }
        raise RefusedError(Issue("deviation-needs-reason", params=params))


def _code(text: str, name: str, known: tuple[str, ...]) -> str | None:
    """The key of what was chosen, by its key or its title."""
    codes = {code.title_tr: code.key for code in TARGETS.field(name).codes}
    key = codes.get(text, text)
    return key if key in known else None
