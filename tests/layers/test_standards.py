"""Standards as files: what ships is whole and says who looked where; what a workspace writes wrong is said with its line."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import RefusedError
from geo.issues import Issue
from geo.standards import UNITS, PopulationGroup, Standard, find_requirement
from layers import LAYERS
from layers.shipped import data_folder
from layers.standards import read_standard, read_standards

FOLDER = data_folder() / "standards"
FILES = sorted(FOLDER.glob("*.yaml"))
# What can be counted: kinds of parks and facilities, and land uses.
KINDS = {
    code.key
    for layer, field in (("parks", "kind"), ("facilities", "kind"), ("zoning", "land_use"))
    for code in LAYERS[layer].field(field).codes
}
SHIPPED = read_standards()

GOOD = """\
code: health
title: {tr: Sağlık tesisi, en: Health facility}
unit: m2_per_person
rules:
  - valid_from: 2014-06-14
    law: Belediye meclisi kararı
    article: "3"
    verified: true
    checked: {by: Planlama, where: Karar metni, when: 2026-11-26}
    groups:
      - {from: 0, to: 75000, m2_per_person: 1.5}
      - {from: 75001, m2_per_person: 2}
"""


def written(folder: Path, text: str, name: str = "health.yaml") -> Path:
    file = folder / "standards" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def refusal(file: Path) -> Issue:
    with pytest.raises(RefusedError) as refused:
        read_standard(file)
    (issue,) = refused.value.issues
    assert issue.kind == "bad-description"
    assert str(file) in issue.message("tr")
    return issue


# ------------------------------------------------------------------ what ships


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_shipped_standard_has_unit_dates_article_and_who_looked_where(file: Path) -> None:
    standard = read_standard(file)
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["unit"] in UNITS
    assert standard.code == file.stem
    assert standard.title.tr
    assert standard.title.en
    for rule in standard.rules:
        assert date(1985, 11, 2) <= rule.valid_from
        assert rule.law
        assert rule.article
        assert rule.checked.by
        assert rule.checked.where
        assert rule.checked.when >= date(2026, 11, 1)
        assert isinstance(rule.verified, bool)
        assert set(rule.counts) <= KINDS | set(SHIPPED)


# The annex of the 1985 regulation as amended in 2011, by population group.
ANNEX_OF_2011 = {
    "nursery": (1, 1, 1, 1),
    "primary_school": (4, 4, 4, 4),
    "high_school": (3, 3, 3, 3),
    "active_green": (10, 10, 10, 10),
    "health": (2, 2, 3, 4),
    "cultural": (0.5, 1, 2, 2.5),
    "social": (0.5, 0.5, 1, 1.5),
    "public_education_centre": (0.4, 0.4, 0.4, 0.4),
    "worship": (0.5, 0.5, 0.5, 0.5),
    "administration": (3, 3.5, 4, 5),
    "technical_infrastructure": (1, 2, 3, 4),
}


def test_annex_of_2011_is_whole_and_verified_and_ends_with_the_regulation_of_june_2014() -> None:
    last = date(2014, 6, 13)
    in_force = {code: standard for code, standard in SHIPPED.items() if standard.rule_on(last)}
    assert set(in_force) == set(ANNEX_OF_2011)
    for code, amounts in ANNEX_OF_2011.items():
        rule = in_force[code].rule_on(last)
        assert rule is not None
        assert rule.verified
        assert rule.valid_to == last
        borders = [(0, 15000), (15001, 45000), (45001, 100000), (100001, None)]
        expected = [PopulationGroup(*border, amount) for border, amount in zip(borders, amounts, strict=True)]
        assert list(rule.groups) == expected


def test_of_the_current_annex_only_ten_m2_of_green_are_verified_and_nothing_is_invented() -> None:
    today = {code: standard.rule_on(date(2026, 11, 26)) for code, standard in SHIPPED.items()}
    verified = {code for code, rule in today.items() if rule and rule.verified}
    assert verified == {"active_green"}
    valued = {code for code, rule in today.items() if rule and any(group.m2_per_person is not None for group in rule.groups)}
    assert valued == {"active_green"}
    assert find_requirement(SHIPPED["active_green"], date(2026, 11, 26), None).m2_per_person == 10


def test_current_annex_has_its_printed_groups_with_the_hole_below_501_000() -> None:
    rule = SHIPPED["health"].rule_on(date(2026, 11, 26))
    assert rule is not None
    borders = [(group.from_population, group.to_population) for group in rule.groups]
    assert borders == [(0, 75000), (75001, 150000), (150001, 500000), (501000, None)]


def test_walking_distances_are_those_of_the_design_and_unverified() -> None:
    today = {code: standard.rule_on(date(2026, 11, 26)) for code, standard in SHIPPED.items()}
    walked = {code: rule for code, rule in today.items() if rule and rule.walking_distance_m}
    assert {code: rule.walking_distance_m for code, rule in walked.items()} == {
        **dict.fromkeys(("nursery", "primary_school", "park", "playground", "family_health_centre"), 500),
        "secondary_school": 1000,
        "high_school": 2500,
    }
    assert not any(rule.verified for rule in walked.values())


# ------------------------------------------------------------------ the workspace's own


def test_workspace_file_replaces_the_shipped_one_as_a_whole_and_a_new_code_is_added(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("code: health", "code: cemetery"), "cemetery.yml")
    standards = read_standards(tmp_path)
    assert set(standards) == {*SHIPPED, "cemetery"}
    assert standards["health"].origin == str(file)
    assert find_requirement(standards["health"], date(2026, 1, 1), 142146).m2_per_person == 2
    assert standards["health"].rule_on(date(2013, 1, 1)) is None
    assert standards["nursery"] == SHIPPED["nursery"]


def test_workspace_without_standards_has_the_shipped_ones(tmp_path: Path) -> None:
    assert read_standards(tmp_path) == SHIPPED


def test_every_wrong_file_is_said_at_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace("true", "evet"))
    written(tmp_path, "code: [", "cemetery.yaml")
    written(tmp_path, GOOD.replace("health", "park"), "park.yaml")
    with pytest.raises(RefusedError) as refused:
        read_standards(tmp_path)
    places = [(Path(str(issue.params["file"])).name, issue.row) for issue in refused.value.issues]
    assert places == [("cemetery.yaml", 1), ("health.yaml", 8)]


@pytest.mark.parametrize(
    ("old", "new", "row", "says"),
    [
        ("code: health", "code: saglik", 1, "(health)"),
        ("{tr: Sağlık tesisi, en: Health facility}", "{tr: Sağlık tesisi}", 2, "en is missing"),
        ("{tr: Sağlık tesisi, en: Health facility}", "Sağlık", 2, "key: value"),
        ("unit: m2_per_person", "unit: m²", 3, "known: m, m2_per_person"),
        ("2014-06-14", "14.06.2014", 5, "year-month-day"),
        ("2014-06-14", "2014-02-30", 5, "is no day"),
        ("2014-06-14", "2014-06-14 10:00:00", 5, "is no day"),
        ("    law:", "    valid_to: 2014-01-01\n    law:", 6, "before valid_from"),
        ("    law:", "    lav:", 6, "lav means nothing"),
        ('    article: "3"\n', "", 5, "article is missing"),
        ("true", "doğrulandı", 8, "true or false"),
        (", where: Karar metni", "", 9, "where is missing"),
        ("{by: Planlama, where: Karar metni, when: 2026-11-26}", "Planlama", 9, "key: value"),
        ("to: 75000", "to: 75.000", 11, "without thousands separator"),
        ("to: 75000", "to: " + "9" * 5000, 11, "whole number"),
        ("from: 0, to: 75000", "from: -1, to: 75000", 11, "whole number"),
        ("from: 75001", "from: 75000", 12, "overlaps"),
        ("from: 0, to: 75000", "from: 0", 12, "overlaps"),
        ("from: 75001", "from: 75001, to: 75000", 12, "below from"),
        ("m2_per_person: 1.5", 'm2_per_person: "1,5"', 11, "decimal point"),
        ("m2_per_person: 1.5", "m2_per_person: 1,5", 11, "5 means nothing"),
        ("m2_per_person: 1.5", "m2_per_person: 1.500", 11, "two decimals"),
        ("m2_per_person: 1.5", "m2_per_person: 0", 11, "above zero"),
        ("m2_per_person: 1.5", "m2_per_person: .inf", 11, "above zero"),
        ("m2_per_person: 1.5", "m2_per_person: true", 11, "above zero"),
        ("    groups:", "    minimum_plot_m2: 5.000\n    groups:", 10, "without thousands separator"),
        ("    groups:", "    minimum_plot_m2: 0\n    groups:", 10, "above zero"),
        ("    groups:", "    counts: []\n    groups:", 10, "empty"),
        ("    law:", "    law: a\n    law:", 7, "twice"),
        ("    groups:", "\tgroups:", 10, "no readable YAML"),
        ("unit: m2_per_person", "unit: m", 10, "groups means nothing"),
        ("law: Belediye meclisi kararı", "law: !!python/object/apply:os.system [ls]", 6, "a text is expected"),
    ],
)
def test_wrong_file_is_refused_with_line_and_reason(tmp_path: Path, old: str, new: str, row: int, says: str) -> None:
    assert GOOD.count(old) == 1
    message = refusal(written(tmp_path, GOOD.replace(old, new))).message("en")
    assert message.startswith(f"Row {row}: ")
    assert says in message


def test_two_rules_for_one_day_are_refused_at_the_later_one(tmp_path: Path) -> None:
    rule = GOOD[GOOD.index("  - valid_from") :].replace("2014-06-14", "2020-01-01")
    issue = refusal(written(tmp_path, GOOD + rule))
    assert issue.row == 13
    assert "in line 5" in issue.message("en")
    ended = GOOD.replace("    law:", "    valid_to: 2019-12-31\n    law:")
    assert len(read_standard(written(tmp_path, ended + rule)).rules) == 2


def test_distance_without_groups_is_a_standard_and_without_a_distance_none(tmp_path: Path) -> None:
    distance = GOOD[: GOOD.index("    groups:")].replace("m2_per_person", "m")
    assert "walking_distance_m is missing" in refusal(written(tmp_path, distance)).message("en")
    (rule,) = read_standard(written(tmp_path, distance + "    walking_distance_m: 500\n")).rules
    assert (rule.walking_distance_m, rule.groups) == (500, ())


@pytest.mark.parametrize("text", ["", "- liste", "metin", "a: &x {b: *x}", "[" * 5000, "\x00", "a: \x01"])
def test_what_is_no_standard_at_all_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(written(tmp_path, text)).row == 1


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    file.write_bytes(GOOD.encode("cp1254"))
    assert refusal(file).row is None
    assert refusal(tmp_path).row is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(line=st.integers(0, GOOD.count("\n") - 1), junk=st.text(max_size=12), cut=st.booleans())
def test_any_damage_to_a_line_is_read_or_refused_never_worse(tmp_path: Path, line: int, junk: str, cut: bool) -> None:
    lines = GOOD.splitlines()
    lines[line] = junk if cut else lines[line] + junk
    file = tmp_path / "health.yaml"
    file.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    try:
        standard = read_standard(file)
    except RefusedError as error:
        refused = error
    else:
        assert isinstance(standard, Standard)
        return
    assert all(issue.message("tr") for issue in refused.issues)
