"""A tried file on a page: what would be stored, what not and why, in tables and over the neighbourhoods."""

from collections import Counter
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from layers.previewing import Preview
from web.desk.asking import DeskQuestion
from web.desk.layer import kept_ground, marked_as_sketch, neighbourhoods_of
from web.desk.listing import Column, Listing, listing_of
from web.desk.overview import SEVERITIES
from web.desk.picture import Drawn, Picture, picture_of, picture_of_places
from web.desk.troubles import issue_columns, severity_filter

# Classes of the style sheet by the gravest thing said of a neighbourhood's rows.
MARKS = {"error": "set-aside", "warning": "doubted", "info": "taken"}


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that would not be stored: its line, why and what to do, and its cells as printed."""

    row: int
    remedy: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """All that the page says; `places` counts the neighbourhoods of each mark in the picture."""

    preview: Preview
    counts: dict[str, int]
    set_aside: tuple[SetAside, ...]
    issues: Listing
    picture: Picture | None
    places: dict[str, int]


def trial_of(question: DeskQuestion, preview: Preview) -> Trial:
    """What a preview says, for a page."""
    reading, code = preview.reading, question.speech.code
    rows = [
        SetAside(row.row, row.issue.message(code), tuple((heading, cell) for heading, cell in row.raw.items() if cell))
        for row in reading.quarantined
    ]
    return Trial(
        preview,
        {
            "in": reading.rows_in,
            "stored": reading.rows_stored,
            "set_aside": len(reading.quarantined),
            "out_of_scope": reading.rows_out_of_scope,
        },
        tuple(sorted(rows, key=lambda row: row.row)),
        _issues(question, preview),
        marked_as_sketch(_picture(question, preview), question),
        dict(Counter(MARKS[severity] for severity in preview.neighbourhoods.values())),
    )


def _issues(question: DeskQuestion, preview: Preview) -> Listing:
    speech = question.speech
    records = [
        {
            "severity": issue.severity,
            "row": issue.row,
            "column": issue.column,
            "message": issue.message(speech.code),
            "old": issue.old,
            "new": issue.new,
            "owner": issue.owner,
        }
        for issue in sorted(preview.reading.issues, key=lambda issue: SEVERITIES.index(issue.severity))
    ]
    columns: list[Column] = issue_columns(speech)
    return listing_of("sorunlar", columns, records, [severity_filter(speech)])


def _picture(question: DeskQuestion, preview: Preview) -> Picture | None:
    """The shapes that would be stored, or, where there are none, the neighbourhoods that the rows are about."""
    rows, neighbourhoods = preview.reading.rows, neighbourhoods_of(question)
    if isinstance(rows, gpd.GeoDataFrame) and rows.geometry.notna().any():
        doubted = {issue.row for issue in preview.reading.issues if issue.severity == "warning"}
        lines = [int(line) for line in rows["source_row"]]

        def labels(chosen: gpd.GeoDataFrame) -> list[str]:
            return [question.speech.gettext("satır %(rows)s", rows=int(line)) for line in chosen["source_row"]]

        drawn = picture_of(rows, neighbourhoods, labels, lambda chosen: [""] * len(chosen), kept_ground(question, neighbourhoods))
        if drawn is None:
            return None
        return replace(drawn, shapes=_marked(drawn, rows, lines, doubted))
    marks = {place_id: MARKS[severity] for place_id, severity in preview.neighbourhoods.items()}
    return picture_of_places(neighbourhoods, marks)


def _marked(drawn: Picture, rows: gpd.GeoDataFrame, lines: list[int], doubted: set[int | None]) -> tuple[Drawn, ...]:
    there = [line for line, missing in zip(lines, pd.isna(rows.geometry), strict=True) if not missing]
    return tuple(
        Drawn(shape.path, shape.kind, shape.label, "doubted" if line in doubted else "taken")
        for shape, line in zip(drawn.shapes, there, strict=False)
    )
