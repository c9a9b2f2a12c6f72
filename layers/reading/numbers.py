"""Numbers of a table column turned into issue rows: what was decided, what is unclear, what cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.issue_kinds import Words
from geo.issues import Issue
from geo.numbers import Column, parse_column, styles

_STYLES = {
    "tr": Words("Türkçe yazım (1.234,56)", "Turkish (1.234,56)"),
    "en": Words("İngilizce yazım (1,234.56)", "English (1,234.56)"),
}


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of a table: its heading, its cells, and what its values may be."""

    heading: str
    cells: Sequence[str | int | float | None]
    whole: bool = False
    may_be_negative: bool = False


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """A column with its numbers; a column that could not decide for itself followed the other columns of its table."""

    column: NumberColumn
    numbers: Column

    def value(self, position: int) -> float | None:
        """The number of a cell, None where there is none or it cannot be known."""
        return self.numbers.numbers[position].value


def parse_columns(columns: Mapping[str, NumberColumn]) -> dict[str, ParsedColumn]:
    """Parse the number columns of one table, by field."""
    alone = {field: parse_column(column.cells, whole=column.whole) for field, column in columns.items()}
    found = styles(alone.values())
    fallback = next(iter(found)) if len(found) == 1 else None
    return {
        field: ParsedColumn(
            column,
            parse_column(column.cells, whole=column.whole, fallback=fallback)
            if alone[field].undecided and fallback
            else alone[field],
        )
        for field, column in columns.items()
    }


def column_issues(parsed: ParsedColumn, lines: Sequence[int]) -> list[Issue]:
    """What is to be said of a column as a whole: a decision taken for its ambiguous cells, two formats in one column."""
    issues = []
    heading, column = parsed.column.heading, parsed.numbers
    if column.decided and column.decision is not None:
        first = column.decided[0]
        issues.append(
            Issue(
                "number-format-decided",
                row=lines[first],
                column=heading,
                old=column.numbers[first].text,
                new=f"{column.numbers[first].value:.15g}",
                params={"count": len(column.decided), "reading": _STYLES[column.decision]},
            )
        )
    if column.mixed:
        readings = [number.reading for number in column.numbers]
        place = readings.index("en") if "en" in readings else readings.index("ambiguous")
        issues.append(Issue("mixed-number-format", row=lines[place], column=heading, old=column.numbers[place].text))
    return issues


def number_issue(parsed: ParsedColumn, position: int, line: int) -> Issue | None:
    """What keeps one cell from being taken, if anything does."""
    number = parsed.numbers.numbers[position]
    column = parsed.column
    if number.reading == "ambiguous":
        return Issue("ambiguous-number", row=line, column=column.heading, old=number.text)
    if number.reading in {"malformed", "tick"}:
        return Issue("malformed-number", row=line, column=column.heading, old=number.text)
    if number.value is None:
        return None
    if number.value < 0 and not column.may_be_negative:
        return Issue("negative-value", row=line, column=column.heading, old=number.text)
    if column.whole and number.value != int(number.value):
        return Issue("fractional-count", row=line, column=column.heading, old=number.text)
    return None
