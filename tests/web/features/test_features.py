"""The parts of `/ogc` by themselves: times, coordinate systems, what is written and kept, and names that are taken."""

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from ogc import Client
from workspaces import done, feature, geojson, make, square, take

from geo.crs import TM_ZONES
from layers.base import Field
from layers.outgoing.table import ExportTable
from web import create_app
from web.cache import BoundedCache
from web.features.crs import CRS84, crs_of, moved, systems_for, to_lonlat
from web.features.served import Served, serve
from web.features.texts import KeptFeatures, Selection, write_features

texts = st.none() | st.text(max_size=12)


def table(columns: dict[str, tuple[str, list[object]]], shapes: list[object] | None = None) -> ExportTable:
    """A table of typed columns."""
    size = len(next(iter(columns.values()))[1])
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, (_, values) in columns.items()})
    drawn = gpd.GeoDataFrame(frame, geometry=shapes or [None] * size, crs=4326)
    drawn.index = pd.Index([f"row {place}" for place in range(size)], dtype=object)
    fields = {name: Field(name, name, name, "text") for name in columns}
    return ExportTable("things", drawn, {name: kind for name, (kind, _) in columns.items()}, {}, fields)  # type: ignore[misc]


def features(served: Served, **options: object) -> list[dict[str, object]]:
    selection = Selection(tuple(served.columns), **options)  # type: ignore[arg-type]
    return [json.loads(text) for text in write_features(served, np.arange(len(served)), CRS84, selection)]


# ------------------------------------------------------------------ written


@given(
    st.lists(
        st.tuples(texts, st.none() | st.integers(-(2**40), 2**40), st.none() | st.floats(-1e12, 1e12), st.none() | st.booleans()),
        min_size=1,
    )
)
def test_every_value_is_written_as_json_would(rows: list[tuple[object, ...]]) -> None:
    names = ("name", "count", 'quote"d % {x} %s', "is_open")
    kinds = ("text", "integer", "number", "boolean")
    columns = {name: (kind, [row[place] for row in rows]) for place, (name, kind) in enumerate(zip(names, kinds, strict=True))}
    found = features(serve(table(columns)))
    assert [tuple(one["properties"].values()) for one in found] == rows  # type: ignore[attr-defined]
    assert [tuple(one["properties"]) for one in found] == [names] * len(rows)  # type: ignore[arg-type]


def test_lists_stay_lists_and_cannot_be_chosen_by() -> None:
    served = serve(table({"name": ("text", ["a", "b", "c"]), "marks": ("list", [["x", "ç"], [], None])}))
    assert [one["properties"]["marks"] for one in features(served)] == [["x", "ç"], [], None]  # type: ignore[index]
    assert served.profile.queryables == ("name",)


def test_no_rows_are_served_as_none() -> None:
    served = serve(table({"name": ("text", [])}))
    assert (len(served), served.profile.bounds, features(served)) == (0, None, [])


def test_empty_shapes_are_no_shapes() -> None:
    shapes = [shapely.Point(36, 37), shapely.Point(), None, shapely.Point(36, 37, 5)]
    served = serve(table({"name": ("text", ["a", "b", "c", "d"])}, shapes))
    found = [one["geometry"] for one in features(served)]
    assert found == [{"type": "Point", "coordinates": [36.0, 37.0]}, None, None, {"type": "Point", "coordinates": [36.0, 37.0]}]
    assert served.undrawn.tolist() == [1, 2]
    assert [one["geometry"] for one in features(served, with_shapes=False)] == [None] * 4


# ------------------------------------------------------------------ kept


def test_what_is_kept_stays_within_its_room_and_is_what_would_be_written() -> None:
    served = serve(table({"name": ("text", [f"name {place}" for place in range(500)])}))
    kept = KeptFeatures(most_bytes=20_000)
    expected = write_features(served, np.arange(500), CRS84, Selection(("name",)))
    random = np.random.default_rng(1)
    for turn in range(200):
        rows = random.choice(500, size=40, replace=False)
        crs = systems_for(5256)[turn % 4]
        assert list(kept.features(turn % 3, served, rows, crs)) == [expected[row] for row in rows]
        inside = sum(sum(map(len, texts.values())) for texts, _ in kept._kept.values())
        assert inside <= 20_000
        assert kept._bytes == sum(weight for _, weight in kept._kept.values()) <= 20_000


def test_a_cache_keeps_what_it_has_room_for() -> None:
    cache = BoundedCache(10, weigh=len)
    made: list[str] = []

    def get(key: str, size: int) -> str:
        return cache.get(key, lambda: made.append(key) or key * size)

    for key, size in (("a", 4), ("b", 4), ("a", 4), ("c", 4), ("a", 4), ("b", 4), ("large", 100), ("large", 100), ("a", 4)):
        get(key, size)
    # b went for c, as a was asked for since; all went for the large one, which then went for a.
    assert made == ["a", "b", "c", "b", "large", "a"]


# ------------------------------------------------------------------ times


def served_with(**columns: tuple[str, list[object]]) -> Served:
    return serve(table({"name": ("text", [""] * len(next(iter(columns.values()))[1])), **columns}))


@pytest.mark.parametrize(
    ("columns", "span", "fits"),
    [
        ({"year": ("integer", [2023, 2024, None])}, (None, None), [True, False, True]),
        ({"year": ("integer", [2023, 2024, 2025])}, ("2023-01-01", "2025-12-31"), [True, False, False]),
        ({"opened_on": ("date", ["2023-07-01", "2023-07-02", None])}, (None, None), [True, False, True]),
        ({"opened_on": ("text", ["2023-07", "2023", "2023-08"])}, ("2023-01-01", None), [True, True, False]),
        (
            {"opened_on": ("date", ["2020-01-01"] * 3), "closed_on": ("text", ["2023-06", "2023-07", None])},
            ("2020-01-01", None),
            [False, True, True],
        ),
        (
            {"valid_from": ("date", ["2020-01-01"] * 3), "valid_to": ("date", ["2019-01-01", "2022-01-01", "2030-01-01"])},
            ("2020-01-01", None),
            # The first ends before it begins: its end is not known.
            [True, False, True],
        ),
        ({"opened_on": ("text", ["yesterday", "2023-02-30", "2023-13"])}, (None, None), [True, True, True]),
    ],
)
def test_rows_hold_on_a_day(
    columns: dict[str, tuple[str, list[object]]], span: tuple[str | None, str | None], fits: list[bool]
) -> None:
    served = served_with(**columns)
    assert served.times is not None
    assert served.profile.span == served.times.span == span
    assert served.times.meeting(date(2023, 7, 1), date(2023, 7, 1)).tolist() == fits


def test_a_layer_that_says_no_time_has_none() -> None:
    assert served_with(surfaced_on=("date", ["2020-01-01"])).times is None


# ------------------------------------------------------------------ coordinate systems


@pytest.mark.parametrize("code", [*TM_ZONES, 4326, 5636])
def test_shapes_move_there_and_back(code: int) -> None:
    crs = crs_of(code)
    middle = 27 + 3 * TM_ZONES.index(code) if code in TM_ZONES else 36
    points = shapely.points(np.random.default_rng(code).uniform([middle - 1, 36], [middle + 1, 42], (200, 2)))
    there = moved(points, crs)
    back = np.array([to_lonlat(point, crs) for point in there])
    assert shapely.distance(points, back).max() < 1e-6
    assert crs.north_first == (code != 3857)


def test_borders_that_were_shared_stay_shared() -> None:
    edge = [(36.1 + np.sqrt(place) / 1e3, 36.2 + place / 7e3) for place in range(50)]
    west = shapely.Polygon([*edge, (36.0, 36.3), (36.0, 36.1)])
    east = shapely.Polygon([*edge, (36.5, 36.3), (36.5, 36.1)])
    for crs in systems_for(5256):
        one, other = moved(np.array([west, east]), crs)
        assert shapely.area(shapely.intersection(one, other)) == 0
        shared = shapely.intersection(one.boundary, other.boundary)
        assert shared.length == pytest.approx(shapely.LineString(shapely.get_coordinates(one)[:50]).length, rel=0.05)


# ------------------------------------------------------------------ a municipality's own layers


def test_a_property_named_like_a_parameter_is_asked_for_in_a_filter(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", province="Hatay", district="Deneme")
    done(take(folder, "boundaries", geojson(tmp_path / "sinir.geojson", [feature("Batı", square(36, 36))])))
    (folder / "layers").mkdir()
    (folder / "layers" / "wells.yaml").write_text(
        "title: {tr: Kuyular, en: Wells}\n"
        "description: {tr: Kuyular., en: Wells.}\n"
        "fields:\n"
        "  - {name: limit, title: {tr: Sınır, en: Limit}, type: number}\n"
        "  - {name: hidden, title: {tr: Gizli, en: Hidden}, type: text, public: false}\n",
        encoding="utf-8",
    )
    rows = tmp_path / "kuyular.tsv"
    rows.write_text("MAHALLE\tSINIR\tGİZLİ\nBatı\t5\tkimse bilmez\nBatı\t7\tkimse bilmez\n", encoding="utf-8")
    done(take(folder, "wells", rows))
    client = Client(create_app(folder))
    assert len(client.items("wells", limit=1)) == 1
    assert len(client.items("wells", filter="limit > 6")) == 1
    assert "limit" in client.json("collections/wells/queryables")["properties"]
    assert "kimse bilmez" not in client.get("collections/wells/items").text
    assert "hidden" not in client.get("openapi").text
    assert client.refusal("wells", hidden="kimse bilmez")["code"] == "unknown-query-parameter"
