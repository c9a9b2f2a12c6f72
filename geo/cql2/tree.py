"""What an expression in CQL2 is made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from shapely.geometry.base import BaseGeometry

Operator = Literal["=", "<>", "<", "<=", ">", ">="]
SpatialOperator = Literal["intersects", "equals", "disjoint", "touches", "within", "overlaps", "crosses", "contains"]


@dataclass(frozen=True, slots=True)
class Property:
    """A column by its name."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written: text, number, yes or no, or a day."""

    value: str | float | bool | date
    place: int


@dataclass(frozen=True, slots=True)
class Folded:
    """CASEI: a text compared without regard to capitals."""

    inner: "Scalar"
    place: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as written."""

    shape: BaseGeometry
    place: int


Scalar: TypeAlias = Property | Value | Folded


@dataclass(frozen=True, slots=True)
class Constant:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values side by side."""

    operator: Operator
    left: Scalar
    right: Scalar


@dataclass(frozen=True, slots=True)
class Like:
    """A text like a pattern, in which % is any text and _ any character."""

    text: Scalar
    pattern: Scalar


@dataclass(frozen=True, slots=True)
class Among:
    """A value that is one of several."""

    value: Scalar
    members: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A property that has no value."""

    property: Property


@dataclass(frozen=True, slots=True)
class Spatial:
    """How the shape of a row lies to another."""

    operator: SpatialOperator
    left: Property | Shape
    right: Property | Shape


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary; what is unknown stays unknown."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts holds."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Constant | Compare | Like | Among | Unknown | Spatial | Not | Every | Some | Property
