"""A question to a collection, read from its address; what is not understood is refused with the reason."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import shapely

from geo.cql2 import parse
from geo.cql2.tree import Expression
from geo.issues import Issue, Words
from web.features.crs import CRS84, MOST_COORDINATE, Crs, find_crs, to_lonlat
from web.features.parameters import (
    DEFAULT_ITEMS,
    MOST_ITEMS,
    MOST_OFFSET,
    items_parameters,
    own_names,
    require_known,
)
from web.features.served import Profile
from web.params import ParameterError

_FLAT_CORNERS, _SOLID_CORNERS = 4, 6
_WHOLE = re.compile(r"\d{1,10}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPEN: Final = frozenset({"", ".."})


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; None is open."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ItemsQuestion:
    """Which features of a collection are wanted, and how. `box` is in longitude and latitude."""

    limit: int
    offset: int
    box: shapely.Geometry | None
    span: Span | None
    equal: Mapping[str, str]
    filter: Expression | None
    filter_crs: Crs
    crs: Crs
    sort: tuple[tuple[str, bool], ...]
    names: tuple[str, ...] | None
    with_shapes: bool

    @property
    def is_whole(self) -> bool:
        """Whether features are wanted as they are kept: with all properties and shapes."""
        return self.names is None and self.with_shapes


def read_items_question(args: Sequence[tuple[str, str]], profile: Profile, systems: tuple[Crs, ...]) -> ItemsQuestion:
    """What an address asks of a collection.

    Parameters
        args: names and values as they stand in the address, none twice.
    Raises
        ParameterError: a name is not known or has a value that cannot be.
        FilterError: the filter cannot be read.
    """
    require_known(args, items_parameters(profile, [system.uri for system in systems]))
    asked = dict(args)
    return ItemsQuestion(
        limit=min(_whole(asked, "limit", DEFAULT_ITEMS, least=1), MOST_ITEMS),
        offset=_whole(asked, "offset", 0, least=0),
        box=_box(asked, systems),
        span=_span(asked.get("datetime")),
        equal={name: asked[name] for name in own_names(profile) if name in asked},
        filter=parse(asked["filter"]) if "filter" in asked else None,
        filter_crs=find_crs(systems, asked["filter-crs"], "filter-crs") if "filter-crs" in asked else CRS84,
        crs=find_crs(systems, asked["crs"], "crs") if "crs" in asked else CRS84,
        sort=_sort(asked.get("sortby"), profile),
        names=_names(asked.get("properties"), profile),
        with_shapes=not _is_yes(asked, "skipGeometry"),
    )


def _bad(name: str, value: str, why: Words) -> ParameterError:
    return ParameterError(Issue("bad-query-parameter", params={"parameter": name, "value": value, "why": why}))


def _whole(asked: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = asked.get(name)
    if text is None:
        return default
    if not text.isascii() or not _WHOLE.fullmatch(text) or not least <= int(text) <= MOST_OFFSET:
        raise _bad(
            name, text, Words(f"{least} ya da daha büyük bir tam sayı olmalı", f"it must be a whole number of {least} or more")
        )
    return int(text)


def _is_yes(asked: Mapping[str, str], name: str) -> bool:
    text = asked.get(name, "false")
    if text not in ("true", "false"):
        raise _bad(name, text, Words("true ya da false olmalı", "it must be true or false"))
    return text == "true"


def _box(asked: Mapping[str, str], systems: tuple[Crs, ...]) -> shapely.Geometry | None:
    text = asked.get("bbox")
    crs = find_crs(systems, asked["bbox-crs"], "bbox-crs") if "bbox-crs" in asked else CRS84
    if text is None:
        if "bbox-crs" in asked:
            raise _bad("bbox-crs", asked["bbox-crs"], Words("yanında bbox yok", "there is no bbox beside it"))
        return None
    try:
        corners = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise _bad("bbox", text, Words("sayılar ve virgüller olmalı", "it must be numbers and commas")) from error
    if len(corners) == _SOLID_CORNERS:
        # Heights play no part: nothing here has any.
        corners = [*corners[:2], *corners[3:5]]
    if len(corners) != _FLAT_CORNERS or not all(map(math.isfinite, corners)):
        raise _bad("bbox", text, Words("dört ya da altı sayı olmalı", "it must be four or six numbers"))
    low_first, low_second, high_first, high_second = corners
    if max(map(abs, corners)) > MOST_COORDINATE:
        raise _bad("bbox", text, Words("kutu koordinat sisteminin dışında", "the box lies outside the coordinate system"))
    if crs is CRS84 and low_first > high_first and low_second <= high_second:
        # Over the line of 180 degrees.
        parts = (shapely.box(low_first, low_second, 180, high_second), shapely.box(-180, low_second, high_first, high_second))
        return shapely.MultiPolygon(parts)
    if low_first > high_first or low_second > high_second:
        raise _bad("bbox", text, Words("küçük değerler önce gelmeli", "the smaller values must come first"))
    try:
        return to_lonlat(shapely.box(*corners), crs)
    except ValueError as error:
        why = Words("kutu koordinat sisteminin dışında", "the box lies outside the coordinate system")
        raise _bad("bbox", text, why) from error


def _span(text: str | None) -> Span | None:
    if text is None:
        return None
    parts = text.split("/")
    try:
        if len(parts) == 1:
            day = _day(parts[0])
            return Span(day, day)
        start, end = parts
        since = None if start in _OPEN else _day(start)
        until = None if end in _OPEN else _day(end)
    except ValueError as error:
        why = Words(
            "2026-01-31 gibi bir gün ya da 2026-01-01/2026-12-31 gibi bir aralık olmalı",
            "it must be a day such as 2026-01-31 or an interval such as 2026-01-01/2026-12-31",
        )
        raise _bad("datetime", text, why) from error
    if since is None and until is None:
        raise _bad("datetime", text, Words("aralığın iki ucu da açık", "both ends of the interval are open"))
    if since is not None and until is not None and since > until:
        raise _bad("datetime", text, Words("aralığın başı sonundan sonra", "the interval begins after its end"))
    return Span(since, until)


def _day(text: str) -> date:
    """The day of a date or a moment; rows are known by the day only."""
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or "T" not in text.upper():  # ascii: a letter of RFC 3339
        raise ValueError(text)
    return moment.date()


def _names(text: str | None, profile: Profile) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(dict.fromkeys(name for name in text.split(",") if name))
    for name in names:
        if name not in profile.types:
            raise _unknown_property("properties", name, list(profile.types))
    return names


def _sort(text: str | None, profile: Profile) -> tuple[tuple[str, bool], ...]:
    """Properties to sort by, each with whether it is from the greatest to the least."""
    known = profile.queryables
    order = []
    for part in (text or "").split(","):
        # A plus sign in an address may arrive as a space.
        name = part.strip()
        descending = name.startswith("-")
        name = name[1:] if name[:1] in ("+", "-") else name
        if not name:
            continue
        if name not in known:
            raise _unknown_property("sortby", name, known)
        order.append((name, descending))
    return tuple(order)


def _unknown_property(parameter: str, name: str, known: Sequence[str]) -> ParameterError:
    return ParameterError(
        Issue("unknown-parameter-value", params={"parameter": parameter, "value": name, "known": ", ".join(known)})
    )
