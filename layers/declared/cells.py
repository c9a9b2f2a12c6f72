"""Cells of one column read as their field says: the values, what keeps single rows out, and what is to be said."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from geo.dates import parse_date
from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.numbers import Number, parse_number
from geo.turkish import fold
from geo.units import UNITS, conversion_factor, unit_of_heading
from layers.base import Code, Field, FieldType
from layers.declared.source import Cell, as_text
from layers.reading.base import Params
from layers.reading.numbers import NumberColumn, ParsedColumn, column_issues, number_issue, parse_columns
from layers.reading.table import heading_key

_YEARS = range(1900, 2101)
_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("evet", "e", "var", "x", "✓", "✔", "true", "doğru", "1", "dolu", "kirada", "yes"), True),
    **dict.fromkeys(("hayır", "h", "yok", "false", "yanlış", "0", "boş", "no"), False),
}
_BLANKS = frozenset({"", "-", "–", "—"})
_WITH_WORDS = re.compile(r"\s*([0-9][0-9.,]*)\s+[^\W\d_][^\d]*")
_NEAREST_MIN_SCORE = 70.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and the field it stands for."""

    field: Field
    heading: str
    cells: Sequence[Cell]


@dataclass(slots=True)
class TypedColumns:
    """Values by column key, the issue that keeps a row out by position, and what else is to be said."""

    values: dict[str, list[object]] = field(default_factory=dict)
    problems: dict[int, Issue] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def typed_columns(
    columns: Mapping[str, Column],
    lines: Sequence[int],
    aliases: Mapping[str, Mapping[str, str]],
    totals: Collection[int] = (),
) -> TypedColumns:
    """Read all columns of a table together, because number columns that cannot decide for themselves follow the others.

    Parameters
        columns: by key (`field`, or `field_2025` where a field goes by year).
        lines: the row of the source at each position.
        aliases: by field, what this municipality writes for a code, as a heading's key, and the code's key.
        totals: positions of printed totals, where TOPLAM in a column of codes is no unknown code.
    """
    typed = TypedColumns()
    numbers = {
        key: NumberColumn(
            column.heading,
            column.cells,
            whole=column.field.type == "integer",
            may_be_negative=column.field.may_be_negative,
        )
        for key, column in columns.items()
        if column.field.type in {"integer", "number"}
    }
    for key, parsed in parse_columns(numbers).items():
        _read_numbers(key, parsed, columns[key], lines, typed)
    for key, column in columns.items():
        if column.field.type == "code":
            unknown = _read_codes(key, column, aliases.get(column.field.name, {}), typed)
            typed.issues += _unknown_codes(column, unknown, lines, totals)
        elif column.field.type not in {"integer", "number"}:
            _read_words(key, column, lines, typed)
    return typed


def _read_numbers(key: str, parsed: ParsedColumn, column: Column, lines: Sequence[int], typed: TypedColumns) -> None:
    typed.issues += column_issues(parsed, lines)
    unit = column.field.unit
    written = unit_of_heading(column.heading) if unit is not None else None
    factors = {name: conversion_factor(name, unit) for name in UNITS} if unit is not None else {}
    if written is not None and factors[written] is None:
        params: Params = {"found": _written(written), "expected": _written(str(unit)), "field": column.field.name}
        raise RefusedError(Issue("unit-mismatch", column=column.heading, params=params))
    converted: list[int] = []
    values: list[object] = []
    for position, number in enumerate(parsed.numbers.numbers):
        issue = number_issue(parsed, position, lines[position])
        value = number.value
        if issue is not None and issue.kind == "malformed-number" and column.field.keeps_text:
            value = _beside_words(number)
            said = "words-for-number" if value is None else "words-beside-number"
            if number.reading != "tick":
                typed.issues.append(Issue(said, row=lines[position], column=column.heading, old=number.text))
            issue = None
        own = number.unit if number.unit in factors else written
        if value is not None and own is not None and own != unit:
            factor = factors[own]
            if factor is None:
                issue = Issue(
                    "unit-mismatch-in-cell",
                    row=lines[position],
                    column=column.heading,
                    old=number.text,
                    params={"expected": _written(str(unit))},
                )
            elif factor != 1.0:
                value *= factor
                converted.append(position)
        if issue is None and value is not None and column.field.name == "year" and int(value) not in _YEARS:
            issue = Issue("year-out-of-range", row=lines[position], column=column.heading, old=number.text)
        if issue is not None:
            typed.problems.setdefault(position, issue)
        values.append(value)
    if column.field.keeps_text:
        stem, separator, year = key.rpartition("_") if key != column.field.name else (key, "", "")
        stated: list[object] = [as_text(cell).strip() or None for cell in column.cells]
        typed.values.setdefault(f"{stem}_stated{separator}{year}", stated)
    if converted:
        first = parsed.numbers.numbers[converted[0]]
        own = first.unit if first.unit in factors else written
        told: Params = {"count": len(converted), "from": _written(str(own)), "to": _written(str(unit))}
        typed.issues.append(Issue("unit-converted", row=lines[converted[0]], column=column.heading, old=first.text, params=told))
    typed.values[key] = values


def _beside_words(number: Number) -> float | None:
    """What a tick or a number with words behind it counts: X is one done, `1 adet rapor` is one."""
    if number.reading == "tick":
        return 1.0
    match = _WITH_WORDS.fullmatch(number.text)
    return None if match is None else parse_number(match[1]).value


def _written(unit: str) -> Words:
    return Words(UNITS[unit].tr, UNITS[unit].en)


def _read_words(key: str, column: Column, lines: Sequence[int], typed: TypedColumns) -> None:
    kind = column.field.type
    texts = [as_text(cell).strip() for cell in column.cells]
    read = {text: _word(text, kind) for text in set(texts)}
    values = [read[text] for text in texts]
    for position, text in enumerate(texts):
        if values[position] is None and text not in _BLANKS:
            issue = Issue(f"malformed-{kind}", row=lines[position], column=column.heading, old=text)
            typed.problems.setdefault(position, issue)
    typed.values[key] = values


def _word(text: str, kind: FieldType) -> object:
    if text in _BLANKS:
        return None
    if kind == "date":
        day = parse_date(text)
        return None if day is None else day.isoformat()
    return _BOOLEANS.get(fold(text) or text) if kind == "boolean" else text


def _read_codes(key: str, column: Column, aliases: Mapping[str, str], typed: TypedColumns) -> dict[str, list[int]]:
    """Read a column of codes; the answer is what no code is written like, and at which positions it stands."""
    known = code_keys(column.field.codes)
    found: dict[str, str | None] = {}
    unknown: dict[str, list[int]] = {}
    values: list[object] = []
    stated: list[object] = []
    for position, cell in enumerate(column.cells):
        text = as_text(cell).strip()
        if text in _BLANKS:
            values.append(None)
            stated.append(None)
            continue
        if text not in found:
            found[text] = aliases.get(heading_key(text)) or code_of(text, known)
        if found[text] is None:
            unknown.setdefault(text, []).append(position)
        values.append(found[text])
        stated.append(text)
    typed.values[key] = values
    # Its own column, where a file has one, says better what was written.
    typed.values.setdefault(f"{key}_stated", stated)
    return unknown


def _unknown_codes(
    column: Column, unknown: Mapping[str, Sequence[int]], lines: Sequence[int], totals: Collection[int]
) -> list[Issue]:
    """One issue for all rows that write the same: it is mended in one place."""
    issues = []
    for text, everywhere in unknown.items():
        positions = [position for position in everywhere if position not in totals]
        if positions:
            nearest = nearest_codes(text, column.field.codes)
            field = Words(column.field.title_tr, column.field.title_en)
            params: Params = {"field": field, "nearest": nearest, "count": len(positions)}
            issues.append(Issue("unknown-code", row=lines[positions[0]], column=column.heading, old=text, params=params))
    return issues


def code_keys(codes: Sequence[Code]) -> dict[str, str]:
    """The code's key by each way of writing it, without regard to capitals and marks; a title's parts stand for the whole.

    >>> code_keys([Code("park", "Park, bahçe", "Park", ("Yeşil alan",))])
    {'park': 'park', 'park bahce': 'park', 'yesil alan': 'park', 'bahce': 'park'}
    """
    known: dict[str, str] = {}
    for code in codes:
        for text in (code.key, code.title_tr, code.title_en, *code.written):
            known.setdefault(heading_key(text), code.key)
    for code in codes:
        for part in (*code.title_tr.split(","), *code.title_en.split(",")):
            known.setdefault(heading_key(part), code.key)
    return known


def code_of(text: str, known: Mapping[str, str]) -> str | None:
    """The key that a text stands for; a remark in brackets does not count where the whole is not known."""
    return known.get(heading_key(text)) or known.get(heading_key(text.partition("(")[0]))


def nearest_codes(text: str, codes: Sequence[Code]) -> Words:
    """The titles written most alike, or all where none is near and there are few: what a person may have meant."""
    titles = {code.key: heading_key(code.title_tr) for code in codes}
    found = process.extract(heading_key(text), titles, scorer=fuzz.token_set_ratio, score_cutoff=_NEAREST_MIN_SCORE, limit=3)
    keys = [key for _, _, key in found] or [code.key for code in codes[:12]]
    chosen = [code for code in codes if code.key in keys]
    return Words(", ".join(code.title_tr for code in chosen) or "–", ", ".join(code.title_en for code in chosen) or "–")
