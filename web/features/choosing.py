"""Which rows of a collection a question chooses, in which order."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.cql2 import chosen_rows
from geo.cql2.masks import PlainColumn, TextColumn
from geo.cql2.tokens import bad_filter
from geo.cql2.tree import Every, Expression, Not, Property, Shape, Some, Spatial
from geo.issues import Issue, Words
from geo.turkish import sort_key
from web.features.asking import ItemsQuestion
from web.features.crs import Crs, to_lonlat
from web.features.served import Column, Served
from web.params import ParameterError

Rows = npt.NDArray[np.int64]

_YES_AND_NO: Final = {"true": 1.0, "false": 0.0}


def choose(served: Served, question: ItemsQuestion) -> Rows:
    """The rows that fit, sorted; paging comes after.

    A box leaves rows without a shape, and a time those of which none is known (OGC 17-069r4, 7.15.3 and 7.15.4).

    Raises
        ParameterError: a value is none that the property can have.
        FilterError: the filter speaks of what is not there.
    """
    fits: npt.NDArray[np.bool_] | None = None
    if question.box is not None:
        fits = np.zeros(len(served), dtype=bool)
        fits[served.tree.query(question.box, predicate="intersects")] = True
        fits[served.undrawn] = True
    masks = []
    if question.span is not None and served.times is not None:
        masks.append(served.times.meeting(question.span.since, question.span.until))
    masks += [_equal(served.columns[name], value) for name, value in question.equal.items()]
    if question.filter is not None:
        masks.append(chosen_rows(_in_lonlat(question.filter, question.filter_crs), served.chosen_by))
    for mask in masks:
        fits = mask if fits is None else fits & mask
    rows = np.arange(len(served), dtype=np.int64) if fits is None else np.flatnonzero(fits)
    return _sorted(served, rows, question.sort)


def _equal(column: Column, text: str) -> npt.NDArray[np.bool_]:
    content = column.content
    if isinstance(content, TextColumn):
        found = np.append(content.words == text, False)
        return np.asarray(found[content.places], dtype=bool)
    if content.kind == "boolean":
        if text not in _YES_AND_NO:
            raise _not_a(column, text, Words("true ya da false olmalı", "it must be true or false"))
        return np.asarray(content.values == _YES_AND_NO[text])
    try:
        return np.asarray(content.values == float(text))
    except ValueError as error:
        raise _not_a(column, text, Words("bir sayı olmalı", "it must be a number")) from error


def _not_a(column: Column, text: str, why: Words) -> ParameterError:
    return ParameterError(Issue("bad-query-parameter", params={"parameter": column.name, "value": text, "why": why}))


def _sorted(served: Served, rows: Rows, order: tuple[tuple[str, bool], ...]) -> Rows:
    # The last key first: each sort keeps the order of the one before where rows are alike.
    for name, descending in reversed(order):
        ranks = _ranks(served.columns[name])[rows]
        unknown = np.isnan(ranks)
        ranks = np.where(unknown, np.inf, -ranks if descending else ranks)
        rows = rows[np.argsort(ranks, kind="stable")]
    return rows


def _ranks(column: Column) -> npt.NDArray[np.float64]:
    """A number for each row that sorts like its value: texts as a Turkish reader looks for them."""
    content = column.content
    if isinstance(content, PlainColumn):
        return content.values
    key: Callable[[str], object] = str if content.kind == "date" else sort_key
    order = sorted(range(len(content.words)), key=lambda place: key(content.words[place]))  # type: ignore[arg-type, return-value]
    ranks = np.empty(len(order) + 1)
    ranks[order] = np.arange(len(order))
    ranks[-1] = np.nan
    return ranks[content.places]


def _in_lonlat(expression: Expression, crs: Crs) -> Expression:
    """The same filter with its shapes in longitude and latitude."""
    match expression:
        case Every(parts):
            return Every(tuple(_in_lonlat(part, crs) for part in parts))
        case Some(parts):
            return Some(tuple(_in_lonlat(part, crs) for part in parts))
        case Not(part):
            return Not(_in_lonlat(part, crs))
        case Spatial(operator, left, right):
            return Spatial(operator, _shape_in_lonlat(left, crs), _shape_in_lonlat(right, crs))
    return expression


def _shape_in_lonlat(part: Property | Shape, crs: Crs) -> Property | Shape:
    if isinstance(part, Property):
        return part
    try:
        return Shape(to_lonlat(part.shape, crs), part.place)
    except ValueError as error:
        why = Words("geometri koordinat sisteminin dışında", "the geometry lies outside the coordinate system")
        raise bad_filter(part.place, why) from error
