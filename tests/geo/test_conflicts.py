"""Conflicts: worked examples; each row has its geometries, rule and source; what could not be checked is said."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.conflict_rules import ConflictRule, require_conflict_rules
from geo.conflicts import find_conflicts
from geo.errors import CrsError, RefusedError
from geo.issues import Words

FILE = Path(__file__).parents[1] / "examples" / "decisions" / "conflicts.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
TITLE, REMEDY = Words("Çakışma", "Conflict"), Words("Yerini değiştirin", "Move it")


def frame(rows: dict[str, dict[str, Any]]) -> gpd.GeoDataFrame:
    shapes = [
        shapely.box(*row["box"]) if "box" in row else shapely.LineString(row["line"]) if "line" in row else None
        for row in rows.values()
    ]
    columns = [{name: value for name, value in row.items() if name not in {"box", "line"}} for row in rows.values()]
    return gpd.GeoDataFrame(columns, geometry=shapes, index=list(rows), crs=5256)


def rule(**given_rule: Any) -> ConflictRule:
    lists = {name: tuple(value) for name, value in given_rule.items() if isinstance(value, list)}
    return ConflictRule(**{"key": "rule", "title": TITLE, "source": "NİP 2019/68", "remedy": REMEDY} | given_rule | lists)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    things = frame(example["things"])
    layers = {name: frame(rows) for name, rows in example["layers"].items()}
    found, issues = find_conflicts(things, layers, [rule(**example["rule"])])
    expected = example["expected"]
    assert issues == []
    assert found["share_ratio"].tolist() == pytest.approx([row["share"] for row in expected])
    columns = ["thing", "other", "other_value"]
    assert found[columns].to_dict("records") == [{name: row[name] for name in columns} for row in expected]
    for row in found.itertuples():
        assert row.geometry.equals(things.geometry[row.thing])
        assert (row.other_geometry is None) == (row.other is None)
        assert (row.rule, row.source, row.remedy, row.title) == ("rule", "NİP 2019/68", REMEDY, TITLE)
    assert found.crs == things.crs
    assert found["other_geometry"].crs == things.crs


PARK_RULE = {"relation": "required", "layer": "zoning", "column": "land_use", "values": ["park"]}
HOME_RULE = {"relation": "forbidden", "layer": "zoning", "column": "land_use", "values": ["home"]}


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_in_a_plan_without_gaps_asking_for_one_class_finds_what_forbidding_the_others_finds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    cells = [shapely.box(x, y, x + 1, y + 1) for x in range(4) for y in range(4)]
    zoning = gpd.GeoDataFrame({"land_use": chance.choice(["park", "home"], 16)}, geometry=cells, crs=5256)
    corners = chance.uniform(0, 3, (5, 2))
    boxes = [
        shapely.box(x, y, x + width, y + height)
        for (x, y), (width, height) in zip(corners, chance.uniform(0.2, 1, (5, 2)), strict=True)
    ]
    things = gpd.GeoDataFrame({"kind": ["park"] * 5}, geometry=boxes, crs=5256)
    asked, _ = find_conflicts(things, {"zoning": zoning}, [rule(**PARK_RULE)])
    forbidden, _ = find_conflicts(things, {"zoning": zoning}, [rule(**HOME_RULE)])
    pairs = set(zip(forbidden["thing"], forbidden["other"], strict=True))
    named = asked[asked["other"].notna()]
    assert set(zip(named["thing"], named["other"], strict=True)) == pairs
    assert sorted(named["share_ratio"]) == pytest.approx(sorted(forbidden["share_ratio"]))


THINGS = {"I-1": {"kind": "park", "box": [0, 0, 100, 100]}, "I-2": {"kind": "park"}}
ZONING = {"Z-1": {"land_use": "home", "box": [0, 0, 100, 100]}}


def test_what_could_not_be_checked_is_said() -> None:
    things = frame(THINGS)
    rules = [
        rule(**{**PARK_RULE, "key": "zoned"}),
        rule(**{**PARK_RULE, "key": "no-layer", "layer": "risk_areas"}),
        rule(**{**HOME_RULE, "key": "no-column", "same": ["street"]}),
        rule(key="no-authority", relation="own", column="authority", values=["metropolitan"]),
    ]
    found, issues = find_conflicts(things, {"zoning": frame(ZONING)}, rules)
    assert found[["rule", "thing", "other"]].to_numpy().tolist() == [["zoned", "I-1", "Z-1"]]
    said = {str(issue.params["rule"]): issue.message("en") for issue in issues}
    assert list(said) == ["zoned", "no-layer", "no-column", "no-authority"]
    for key, words in zip(said, ("place on the map: 1", "no data", "column street", "column authority"), strict=True):
        assert words in said[key]


def test_unknown_street_equals_none_and_unknown_authority_is_said() -> None:
    road = {"kind": "road", "street": None, "authority": None, "line": [[0, 0], [9, 0]]}
    works = frame({"A-1": {"work": "water", "street": None, "line": [[0, 0], [9, 0]]}})
    same_street = rule(relation="forbidden", layer="works", column="work", same=["street"])
    duty = rule(relation="own", column="authority", values=["metropolitan"])
    found, issues = find_conflicts(frame({"I-1": road}), {"works": works}, [same_street, duty])
    assert found.empty
    assert ["records without authority: 1" in issue.message("en") for issue in issues] == [True]


def test_point_lies_on_one_class_or_another_and_no_rules_find_nothing() -> None:
    point = gpd.GeoDataFrame({"kind": ["park"]}, geometry=[shapely.Point(5, 5)], index=["I-1"], crs=5256)
    found, _ = find_conflicts(point, {"zoning": frame(ZONING)}, [rule(**PARK_RULE), rule(**HOME_RULE)])
    assert found["share_ratio"].tolist() == [1.0, 1.0]
    nothing, issues = find_conflicts(point, {}, [])
    assert nothing.empty
    assert issues == []
    assert {"thing", "other", "other_geometry"} <= set(nothing.columns)


def test_degrees_and_two_systems_are_refused() -> None:
    things = frame(THINGS)
    with pytest.raises(CrsError, match="degrees"):
        find_conflicts(things.to_crs(4326), {}, [])
    with pytest.raises(CrsError, match="two systems"):
        find_conflicts(things, {"zoning": frame(ZONING).to_crs(5255)}, [rule(**PARK_RULE)])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"relation": "near"}, "no relation near"),
        ({"source": ""}, "its source"),
        ({"layer": None}, "names a layer"),
        ({"relation": "own"}, "names a layer"),
        ({"relation": "own", "layer": None, "values": []}, "names no values"),
        ({"relation": "required", "within_m": 5}, "prohibition only"),
        ({"within_m": -1}, "not negative"),
        ({"years": (3, 0)}, "wrong way round"),
    ],
)
def test_rule_that_cannot_be_applied_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        require_conflict_rules([rule(**HOME_RULE | wrong)])


def test_rule_that_forbids_what_another_asks_for_is_refused_unless_the_kinds_differ() -> None:
    forbids = {**HOME_RULE, "key": "b", "values": ["park", "home"]}
    with pytest.raises(RefusedError, match="contradict"):
        require_conflict_rules([rule(**PARK_RULE), rule(**forbids)])
    require_conflict_rules([rule(**PARK_RULE, kinds=["park"]), rule(**forbids, kinds=["road"])])
    # of two that may be asked for, one is forbidden: the other is left
    require_conflict_rules([rule(**{**PARK_RULE, "values": ["park", "square"]}), rule(**forbids)])
