"""Which rows a filter chooses, worked out on whole columns.

A value that is not there is neither equal to another nor different from it: such a comparison is unknown, its contrary too, and
only what is true is chosen.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import shapely

from geo.cql2.likeness import likeness
from geo.cql2.tokens import bad_filter
from geo.cql2.tree import (
    Among,
    Compare,
    Constant,
    Every,
    Expression,
    Folded,
    Like,
    Not,
    Operator,
    Property,
    Scalar,
    Shape,
    Some,
    Spatial,
    SpatialOperator,
    Unknown,
    Value,
)
from geo.issues import Words
from geo.turkish import lower

Kind = Literal["text", "date", "number", "boolean"]
Mask = npt.NDArray[np.bool_]

# By this name a filter speaks of the shapes.
GEOMETRY: Final = "geometry"

_COMPARED: Final[Mapping[Operator, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SPATIAL: Final[Mapping[SpatialOperator, Callable[..., Mask]]] = {
    "intersects": shapely.intersects,
    "equals": shapely.equals,
    "disjoint": shapely.disjoint,
    "touches": shapely.touches,
    "within": shapely.within,
    "overlaps": shapely.overlaps,
    "crosses": shapely.crosses,
    "contains": shapely.contains,
}
_KIND_WORDS: Final[Mapping[Kind, Words]] = {
    "text": Words("metin", "text"),
    "date": Words("gün", "a day"),
    "number": Words("sayı", "a number"),
    "boolean": Words("evet/hayır", "yes or no"),
}


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """Texts, each kept once: `words`, and per row the place of its word there, −1 where it has none. Days are texts of ISO's."""

    words: npt.NDArray[np.object_]
    places: npt.NDArray[np.int64]
    kind: Literal["text", "date"] = "text"


@dataclass(frozen=True, slots=True, eq=False)
class PlainColumn:
    """Numbers or yes and no, as numbers; not a number where there is none."""

    values: npt.NDArray[np.float64]
    kind: Literal["number", "boolean"] = "number"


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What a filter may speak of: columns by name, and the shapes (None where there are none). `size` is the number of rows."""

    size: int
    columns: Mapping[str, TextColumn | PlainColumn]
    shapes: npt.NDArray[np.object_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Truth:
    """Per row whether it is true, and whether it is false; neither where it is unknown."""

    yes: Mask
    no: Mask


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of a comparison: a value for each row or one for all, and where it is known."""

    kind: Kind
    values: npt.NDArray[np.object_] | npt.NDArray[np.float64]
    known: Mask
    place: int
    # Texts that stand for many rows: the values are the words, and this says whose they are.
    places: npt.NDArray[np.int64] | None = None

    def spread(self) -> "_Side":
        """The same with a value for each row."""
        if self.places is None:
            return self
        values = np.append(self.values, "")[self.places]
        return _Side(self.kind, values, self.places >= 0, self.place)


def chosen_rows(expression: Expression, columns: Columns) -> Mask:
    """Whether each row is chosen.

    Raises
        FilterError: a property is not there, or two kinds of values are compared.

    >>> from geo.cql2.parsing import parse
    >>> kinds = TextColumn(np.array(["park", "square"], dtype=object), np.array([0, 1, -1]))
    >>> columns = Columns(3, {"kind": kinds, "area_m2": PlainColumn(np.array([900.0, np.nan, 50.0]))})
    >>> chosen_rows(parse("kind = 'park' OR area_m2 < 100"), columns).tolist()
    [True, False, True]
    >>> chosen_rows(parse("NOT kind = 'park'"), columns).tolist()
    [False, True, False]
    """
    return _Answerer(columns).truth(expression).yes


class _Answerer:
    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def truth(self, expression: Expression) -> _Truth:
        match expression:
            case Every(parts):
                truths = [self.truth(part) for part in parts]
                return _Truth(_all([one.yes for one in truths]), _any([one.no for one in truths]))
            case Some(parts):
                truths = [self.truth(part) for part in parts]
                return _Truth(_any([one.yes for one in truths]), _all([one.no for one in truths]))
            case Not(part):
                inner = self.truth(part)
                return _Truth(inner.no, inner.yes)
            case Constant(value):
                return self._settled(np.full(self._columns.size, value))
            case Unknown(name):
                return self._settled(self._is_missing(name))
            case Property():
                return self._compared("=", self._side(expression), self._side(Value(value=True, place=expression.place)))
            case Compare(sign, left, right):
                return self._compared(sign, self._side(left), self._side(right))
            case Among(value, members):
                side = self._side(value)
                truths = [self._compared("=", side, self._side(member)) for member in members]
                return _Truth(_any([one.yes for one in truths]), _all([one.no for one in truths]))
            case Like(text, pattern):
                return self._like(self._side(text), self._side(pattern))
            case Spatial():
                return self._spatial(expression)

    def _settled(self, yes: Mask) -> _Truth:
        return _Truth(yes, ~yes)

    def _column(self, name: Property) -> TextColumn | PlainColumn:
        column = self._columns.columns.get(name.name)
        if column is None:
            listed = ", ".join(self._columns.columns)
            words = Words(
                f"{name.name} diye bir alan yok; alanlar: {listed}", f"there is no property {name.name}; there are {listed}"
            )
            raise bad_filter(name.place, words)
        return column

    def _is_missing(self, name: Property) -> Mask:
        if name.name == GEOMETRY and self._columns.shapes is not None:
            return np.asarray(shapely.is_missing(self._columns.shapes) | shapely.is_empty(self._columns.shapes))
        column = self._column(name)
        return column.places < 0 if isinstance(column, TextColumn) else np.isnan(column.values)

    def _side(self, scalar: Scalar) -> _Side:
        match scalar:
            case Folded(inner, place):
                side = self._side(inner)
                if side.kind != "text":
                    raise bad_filter(place, Words("CASEI bir metin ister", "CASEI takes a text"))
                folded = np.array([lower(str(text)) for text in side.values], dtype=object)
                return _Side("text", folded, side.known, place, side.places)
            case Property(_, place):
                column = self._column(scalar)
                if isinstance(column, TextColumn):
                    return _Side(column.kind, column.words, np.ones(len(column.words), dtype=bool), place, column.places)
                return _Side(column.kind, column.values, ~np.isnan(column.values), place)
            case Value(value, place):
                return _constant(value, place)

    def _compared(self, sign: Operator, left: _Side, right: _Side) -> _Truth:
        _require_alike(left, right, sign)
        if left.places is not None and right.places is not None:
            left, right = left.spread(), right.spread()
        values = np.asarray(_COMPARED[sign](left.values, right.values), dtype=bool)
        return self._by_row(values, left.known & right.known, left.places if left.places is not None else right.places)

    def _by_row(self, values: Mask, known: Mask, places: npt.NDArray[np.int64] | None) -> _Truth:
        """What is true of words is true of the rows that have them."""
        yes, no = values & known, ~values & known
        if places is not None:
            yes, no = np.append(yes, False)[places], np.append(no, False)[places]
        return _Truth(np.broadcast_to(yes, self._columns.size), np.broadcast_to(no, self._columns.size))

    def _like(self, text: _Side, pattern: _Side) -> _Truth:
        if text.kind != "text":
            raise bad_filter(text.place, Words("LIKE bir metin ister", "LIKE takes a text"))
        if pattern.kind != "text" or pattern.places is not None:
            raise bad_filter(
                pattern.place, Words("LIKE’tan sonra tırnak içinde bir metin beklenir", "LIKE is followed by a text in quotes")
            )
        is_like = likeness(str(pattern.values[0]))
        values = np.array([is_like(str(word)) for word in text.values], dtype=bool)
        return self._by_row(values, text.known, text.places)

    def _spatial(self, question: Spatial) -> _Truth:
        left, right = self._shapes(question.left), self._shapes(question.right)
        for one in (left, right):
            if one.shape == ():
                shapely.prepare(one[()])
        known = ~(shapely.is_missing(left) | shapely.is_missing(right))
        values = _SPATIAL[question.operator](left, right)
        return self._by_row(np.asarray(values), np.asarray(known), None)

    def _shapes(self, part: Property | Shape) -> npt.NDArray[np.object_]:
        if isinstance(part, Shape):
            return np.array(part.shape, dtype=object)
        if part.name != GEOMETRY or self._columns.shapes is None:
            raise bad_filter(part.place, Words(f"geometri alanının adı {GEOMETRY}", f"the property with the shape is {GEOMETRY}"))
        return self._columns.shapes


def _constant(value: str | float | bool | date, place: int) -> _Side:
    known = np.ones(1, dtype=bool)
    if isinstance(value, bool):
        return _Side("boolean", np.array([float(value)]), known, place)
    if isinstance(value, str):
        return _Side("text", np.array([value], dtype=object), known, place)
    if isinstance(value, date):
        return _Side("date", np.array([value.isoformat()], dtype=object), known, place)
    return _Side("number", np.array([value]), known, place)


def _require_alike(left: _Side, right: _Side, sign: Operator) -> None:
    kinds = {left.kind, right.kind}
    # A day may be written as a text, 2026-01-31.
    if len(kinds) > 1 and kinds != {"text", "date"}:
        one, other = _KIND_WORDS[left.kind], _KIND_WORDS[right.kind]
        words = Words(f"{one.tr} ile {other.tr} karşılaştırılamaz", f"{one.en} cannot be compared with {other.en}")
        raise bad_filter(right.place, words)
    if left.kind == "boolean" and sign not in ("=", "<>"):
        raise bad_filter(right.place, Words("evet/hayır yalnız = ve <> ile karşılaştırılır", "yes and no take only = and <>"))


def _all(masks: list[Mask]) -> Mask:
    return np.asarray(np.logical_and.reduce(masks))


def _any(masks: list[Mask]) -> Mask:
    return np.asarray(np.logical_or.reduce(masks))
