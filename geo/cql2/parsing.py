"""A filter in CQL2 Text read into a tree: OR of ANDs of predicates, each by one function."""

from collections.abc import Callable
from datetime import date
from typing import Final, cast

from geo.cql2.literals import SHAPE_WORDS, read_shape
from geo.cql2.tokens import Token, bad_filter, tokens
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

# Deeper nesting comes from no person and would exhaust the stack.
_MOST_DEPTH: Final = 60
_OPERATORS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})
_SPATIAL: Final = {
    f"S_{name.upper()}": name  # ascii: names of functions
    for name in ("intersects", "equals", "disjoint", "touches", "within", "overlaps", "crosses", "contains")
}
_RESERVED: Final = frozenset({"AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL"})
_DAY_DIGITS: Final = 10


def parse(text: str) -> Expression:
    """Read a filter.

    AND binds closer than OR, NOT closer than both. A property may stand in double quotes; a text stands in single ones, in which
    two are one.

    Raises
        FilterError: it is no CQL2, or uses what is not supported; with the place.

    >>> parse("tur = 'park' OR alan_m2 > 500 AND NOT kapali")  # doctest: +ELLIPSIS
    Some(parts=(Compare(operator='=', left=Property(name='tur', place=1), ...), Every(parts=(Compare(...), Not(...)))))
    >>> parse("tur = ")
    Traceback (most recent call last):
        ...
    geo.errors.FilterError: The filter was not understood at character 7: a value is expected here. Correct it and ask again.
    """
    return _Parser(tokens(text)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._found = found
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._any()
        if self._here.kind != "end":
            raise self._refusal("burada bir AND ya da OR beklenir", "an AND or OR is expected here")
        return expression

    @property
    def _here(self) -> Token:
        return self._found[self._at]

    def _next(self) -> Token:
        token = self._here
        self._at = min(self._at + 1, len(self._found) - 1)
        return token

    def _refusal(self, tr: str, en: str) -> Exception:
        return bad_filter(self._here.place, Words(tr, en))

    def _takes(self, *keywords: str) -> bool:
        """Step over keywords that stand here one after another."""
        here = self._found[self._at : self._at + len(keywords)]
        if [token.keyword for token in here] != list(keywords):
            return False
        self._at += len(keywords)
        return True

    def _sign(self, sign: str) -> None:
        if self._here.kind != "sign" or self._here.text != sign:
            raise self._refusal(f"burada {sign} beklenir", f"{sign} is expected here")
        self._next()

    def _takes_sign(self, sign: str) -> bool:
        if self._here.kind == "sign" and self._here.text == sign:
            self._next()
            return True
        return False

    def _any(self) -> Expression:
        parts = [self._all()]
        while self._takes("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self) -> Expression:
        parts = [self._one()]
        while self._takes("AND"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Expression:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise self._refusal("süzgeç çok derin iç içe", "the filter is nested too deeply")
        try:
            if self._takes("NOT"):
                return Not(self._one())
            if self._takes_sign("("):
                inner = self._any()
                self._sign(")")
                return inner
            return self._predicate()
        finally:
            self._depth -= 1

    def _predicate(self) -> Expression:
        spatial = _SPATIAL.get(self._here.keyword)
        if spatial is not None:
            return self._spatial(cast(SpatialOperator, spatial))
        left = self._scalar()
        if self._here.kind == "sign" and self._here.text in _OPERATORS:
            operator = cast(Operator, self._next().text)
            return Compare(operator, left, self._scalar())
        if self._takes("IS", "NOT", "NULL"):
            return Not(Unknown(self._property(left)))
        if self._takes("IS", "NULL"):
            return Unknown(self._property(left))
        is_not = self._takes("NOT")
        if self._takes("LIKE"):
            return _negated(Like(left, self._scalar()), is_not=is_not)
        if self._takes("BETWEEN"):
            low = self._scalar()
            if not self._takes("AND"):
                raise self._refusal("burada AND beklenir", "AND is expected here")
            return _negated(Every((Compare(">=", left, low), Compare("<=", left, self._scalar()))), is_not=is_not)
        if self._takes("IN"):
            return _negated(Among(left, self._listed(self._scalar)), is_not=is_not)
        if is_not:
            raise self._refusal("burada LIKE, BETWEEN ya da IN beklenir", "LIKE, BETWEEN or IN is expected here")
        if isinstance(left, Value) and isinstance(left.value, bool):
            return Constant(left.value)
        if isinstance(left, Property):
            # A property of yes and no may stand alone.
            return left
        raise self._refusal("burada bir karşılaştırma beklenir", "a comparison is expected here")

    def _property(self, scalar: Scalar) -> Property:
        if not isinstance(scalar, Property):
            raise bad_filter(scalar.place, Words("IS NULL bir alandan sonra gelir", "IS NULL comes after a property"))
        return scalar

    def _listed(self, read: Callable[[], Scalar]) -> tuple[Scalar, ...]:
        self._sign("(")
        members = [read()]
        while self._takes_sign(","):
            members.append(read())
        self._sign(")")
        return tuple(members)

    def _scalar(self) -> Scalar:
        token = self._here
        if token.kind == "text":
            return Value(self._next().text, token.place)
        if token.kind == "number":
            return Value(float(self._next().text), token.place)
        if token.kind == "name":
            return Property(self._next().text, token.place)
        if token.kind != "word" or token.keyword in _RESERVED:
            raise self._refusal("burada bir değer beklenir", "a value is expected here")
        self._next()
        if token.keyword in ("TRUE", "FALSE"):
            return Value(token.keyword == "TRUE", token.place)
        if self._here.kind != "sign" or self._here.text != "(":
            return Property(token.text, token.place)
        if token.keyword == "CASEI":
            self._sign("(")
            inner = self._scalar_inside()
            self._sign(")")
            return Folded(inner, token.place)
        if token.keyword in ("DATE", "TIMESTAMP"):
            return self._day(token)
        raise bad_filter(token.place, Words(f"{token.text} işlevi yok", f"there is no function {token.text}"))

    def _scalar_inside(self) -> Scalar:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise self._refusal("süzgeç çok derin iç içe", "the filter is nested too deeply")
        try:
            return self._scalar()
        finally:
            self._depth -= 1

    def _day(self, name: Token) -> Value:
        self._sign("(")
        token = self._next()
        try:
            if token.kind != "text":
                raise ValueError(token.text)
            day = date.fromisoformat(token.text[:_DAY_DIGITS])
        except ValueError as error:
            raise bad_filter(
                token.place, Words("2026-01-31 gibi bir gün beklenir", "a day such as 2026-01-31 is expected")
            ) from error
        self._sign(")")
        return Value(day, name.place)

    def _spatial(self, operator: SpatialOperator) -> Spatial:
        self._next()
        self._sign("(")
        left = self._shape()
        self._sign(",")
        right = self._shape()
        self._sign(")")
        return Spatial(operator, left, right)

    def _shape(self) -> Property | Shape:
        token = self._here
        if token.kind == "name" or (token.kind == "word" and token.keyword not in SHAPE_WORDS | _RESERVED):
            return Property(self._next().text, token.place)
        if token.keyword not in SHAPE_WORDS:
            raise self._refusal("burada bir geometri beklenir", "a geometry is expected here")
        shape, self._at = read_shape(self._found, self._at)
        return Shape(shape, token.place)


def _negated(expression: Expression, *, is_not: bool) -> Expression:
    return Not(expression) if is_not else expression
