"""CQL2 through `/ogc`, class by class (21-065r2, annex A): each answer is that of plain Python over the features."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shapely
from flask import Flask
from ogc import Client
from shapely.geometry import shape

Fits = Callable[[dict[str, Any]], bool | None]

COLLECTIONS = ("parks", "zoning", "roads", "population", "investments", "atlas")
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


@pytest.fixture(scope="module")
def asked(example_app: Flask) -> Client:
    return Client(example_app)


@pytest.fixture(scope="module")
def every(asked: Client) -> dict[str, list[dict[str, Any]]]:
    return {name: asked.items(name) for name in COLLECTIONS}


def written(value: object) -> str:
    """A value as a filter has it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'" if isinstance(value, str) else repr(value)


def samples(asked: Client, features: list[dict[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    """Each property that can be chosen by, with a value from the middle of those that occur."""
    for key, schema in asked.json(f"collections/{name}/queryables")["properties"].items():
        values = sorted(
            {feature["properties"][key] for feature in features if feature["properties"].get(key) is not None}
            if key != "geometry"
            else ()
        )
        if values:
            assert schema["type"] in ("string", "number", "integer", "boolean")
            yield key, values[len(values) // 2]


def agrees(asked: Client, name: str, features: list[dict[str, Any]], text: str, fits: Fits) -> None:
    """The answer to a filter is what plain Python chooses; what is unknown is not chosen."""
    assert asked.ids(name, filter=text) == [feature["id"] for feature in features if fits(feature["properties"]) is True], text


@pytest.mark.parametrize("name", COLLECTIONS)
def test_basic_cql2_compares_every_property(asked: Client, every: dict[str, list[dict[str, Any]]], name: str) -> None:
    tried = 0
    for key, value in samples(asked, every[name], name):
        for sign, compare in OPERATORS.items():
            if isinstance(value, bool) and sign not in ("=", "<>"):
                continue

            def fits(row: dict[str, Any], key: str = key, value: Any = value, compare: Any = compare) -> bool | None:
                return None if row[key] is None else compare(row[key], value)

            agrees(asked, name, every[name], f'"{key}" {sign} {written(value)}', fits)
            tried += 1
        agrees(asked, name, every[name], f"{key} IS NULL", lambda row, key=key: row[key] is None)
        agrees(asked, name, every[name], f"{key} IS NOT NULL", lambda row, key=key: row[key] is not None)
    assert tried > 40


@pytest.mark.parametrize("name", COLLECTIONS)
def test_basic_cql2_joins_with_and_or_not(asked: Client, every: dict[str, list[dict[str, Any]]], name: str) -> None:
    (one, first), (other, second), (third, last) = list(samples(asked, every[name], name))[-3:]
    texts = [f"{key} = {written(value)}" for key, value in ((one, first), (other, second), (third, last))]

    def answers(row: dict[str, Any]) -> list[bool | None]:
        pairs = ((one, first), (other, second), (third, last))
        return [None if row[key] is None else row[key] == value for key, value in pairs]

    def conjunction(*parts: bool | None) -> bool | None:
        return False if False in parts else None if None in parts else True

    def disjunction(*parts: bool | None) -> bool | None:
        return True if True in parts else None if None in parts else False

    def contrary(part: bool | None) -> bool | None:
        return None if part is None else not part

    for text, fits in (
        ("{} AND {} AND {}", conjunction),
        ("{} OR {} OR {}", disjunction),
        ("{} OR {} AND {}", lambda a, b, c: disjunction(a, conjunction(b, c))),
        ("{} AND {} OR {}", lambda a, b, c: disjunction(conjunction(a, b), c)),
        ("({} OR {}) AND {}", lambda a, b, c: conjunction(disjunction(a, b), c)),
        ("NOT {} AND NOT {} OR {}", lambda a, b, c: disjunction(conjunction(contrary(a), contrary(b)), c)),
        ("NOT ({} OR {}) OR NOT ({})", lambda a, b, c: disjunction(contrary(disjunction(a, b)), contrary(c))),
    ):
        agrees(asked, name, every[name], text.format(*texts), lambda row, fits=fits: fits(*answers(row)))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_advanced_comparison_operators(asked: Client, every: dict[str, list[dict[str, Any]]], name: str) -> None:
    schemas = asked.json(f"collections/{name}/queryables")["properties"]
    for key, value in samples(asked, every[name], name):
        known = sorted({row["properties"][key] for row in every[name] if row["properties"][key] is not None})
        few = known[:: max(1, len(known) // 3)]
        listed = ", ".join(map(written, few))
        agrees(
            asked,
            name,
            every[name],
            f"{key} IN ({listed})",
            lambda row, key=key, few=few: None if row[key] is None else row[key] in few,
        )
        if isinstance(value, str) and "format" not in schemas[key]:
            start = value[:2].replace("%", "").replace("_", "").replace("\\", "")
            pattern = written(f"{start}%")
            agrees(
                asked,
                name,
                every[name],
                f"{key} LIKE {pattern}",
                lambda row, key=key, start=start: None if row[key] is None else row[key].startswith(start),
            )
        if not isinstance(value, bool):
            text = f"{key} BETWEEN {written(known[0])} AND {written(value)}"
            agrees(
                asked, name, every[name], text, lambda row, key=key, value=value: None if row[key] is None else row[key] <= value
            )


def test_case_insensitive_comparison_is_turkish(asked: Client, every: dict[str, list[dict[str, Any]]]) -> None:
    upper = str.maketrans("iıçğöşü", "İIÇĞÖŞÜ")
    for feature in every["atlas"]:
        shouted = feature["properties"]["name"].translate(upper).upper()
        assert asked.ids("atlas", filter=f"CASEI(name) = CASEI({written(shouted)})") == [feature["id"]]


@pytest.mark.parametrize("name", ["zoning", "roads", "parks"])
def test_spatial_functions(asked: Client, every: dict[str, list[dict[str, Any]]], name: str) -> None:
    drawn = [(feature["id"], shape(feature["geometry"])) for feature in every[name] if feature["geometry"] is not None]
    middle = drawn[len(drawn) // 2][1]
    west, south, east, north = middle.buffer(0.002).bounds
    box = shapely.box(west, south, east, north)
    literals = {
        f"BBOX({west},{south},{east},{north})": box,
        shapely.to_wkt(box, rounding_precision=-1): box,
        shapely.to_wkt(middle.centroid, rounding_precision=-1): middle.centroid,
        shapely.to_wkt(box.boundary, rounding_precision=-1): box.boundary,
    }
    chosen = 0
    for text, literal in literals.items():
        for operator in ("intersects", "disjoint", "within", "contains", "touches", "crosses", "overlaps", "equals"):
            expected = {key for key, one in drawn if getattr(one, operator)(literal)}
            found = asked.ids(name, filter=f"S_{operator.upper()}(geometry, {text})")
            # What is stored has more digits than what is written; nothing but a hair's breadth may differ.
            for key in expected ^ set(found):
                one = dict(drawn)[key]
                assert one.boundary.distance(literal.boundary if literal.area else literal) < 2e-6
            chosen += len(found)
    assert chosen > 0


def test_property_property_compares_two_columns(asked: Client, every: dict[str, list[dict[str, Any]]]) -> None:
    def fits(row: dict[str, Any]) -> bool | None:
        one, other = row["population_2022"], row["population_2023"]
        return None if one is None or other is None else one > other

    agrees(asked, "atlas", every["atlas"], "population_2022 > population_2023", fits)
    agrees(asked, "zoning", every["zoning"], "land_use = status", lambda row: row["land_use"] == row["status"])
