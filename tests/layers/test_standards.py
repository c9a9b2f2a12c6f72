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
from layers.shipped import data_folder
from layers.standards import read_standard, read_standards

FOLDER = data_folder() / "standards"
FILES = sorted(FOLDER.glob("*.yaml"))
SHIPPED = read_standards()

GOOD = """\
code: health
title_tr: Sağlık tesisi
title_en: Health facility
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


def refusal(file: Path) -> list[Issue]:
    with pytest.raises(RefusedError) as refused:
        read_standard(file)
    return list(refused.value.issues)


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
        assert set(rule.counts) <= set(SHIPPED)


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
        "middle_school": 1000,
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


def test_all_that_is_wrong_in_all_files_is_said_at_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace("true", "evet").replace("1.5", "1,5"))
    written(tmp_path, "code: [", "cemetery.yaml")
    with pytest.raises(RefusedError) as refused:
        read_standards(tmp_path)
    places = {(issue.params["file"].rsplit("/", 1)[1], issue.row, issue.kind) for issue in refused.value.issues}
    assert places == {
        ("cemetery.yaml", 1, "yaml-unreadable"),
        ("health.yaml", 9, "yaml-field-invalid"),
        # To YAML `m2_per_person: 1,5` is a field 1 and a field 5.
        ("health.yaml", 12, "yaml-field-unknown"),
    }


@pytest.mark.parametrize(
    ("old", "new", "row", "kind", "says"),
    [
        ("code: health", "code: saglik", 1, "yaml-field-invalid", "health"),
        ("title_tr: Sağlık tesisi", "title_tr: ''", 2, "yaml-field-invalid", "text"),
        ("unit: m2_per_person", "unit: m²", 4, "yaml-field-invalid", "m2_per_person or m"),
        ("title_en: Health facility\n", "", 1, "yaml-field-missing", "title_en"),
        ("2014-06-14", "14.06.2014", 6, "yaml-field-invalid", "2014-06-14"),
        ("2014-06-14", "2014-02-30", 6, "yaml-unreadable", "day"),
        ("2014-06-14", "2014-06-14 10:00:00", 6, "yaml-field-invalid", "year-month-day"),
        ("    law:", "    valid_to: 2014-01-01\n    law:", 6, "yaml-field-invalid", "after valid_from"),
        ("    law:", "    lav:", 7, "yaml-field-unknown", "lav"),
        ('    article: "3"\n', "", 6, "yaml-field-missing", "article"),
        ('article: "3"', "article: 3", 8, "yaml-field-invalid", "text"),
        ("true", "doğrulandı", 9, "yaml-field-invalid", "true or false"),
        (", where: Karar metni", "", 10, "yaml-field-missing", "where"),
        ("{by: Planlama, where: Karar metni, when: 2026-11-26}", "Planlama", 10, "yaml-field-invalid", "fields"),
        ("to: 75000", "to: 75.000", 12, "yaml-field-invalid", "thousands"),
        ("from: 0, to: 75000", "from: -1, to: 75000", 12, "yaml-field-invalid", "whole number"),
        ("from: 75001", "from: 75000", 13, "standard-groups-overlap", "overlaps"),
        ("from: 0, to: 75000", "from: 0", 13, "standard-groups-overlap", "overlaps"),
        ("from: 75001", "from: 75001, to: 75000", 13, "yaml-field-invalid", "above that of from"),
        ("m2_per_person: 1.5", 'm2_per_person: "1,5"', 12, "yaml-field-invalid", "decimal point"),
        ("m2_per_person: 1.5", "m2_per_person: 0", 12, "yaml-field-invalid", "above zero"),
        ("m2_per_person: 1.5", "m2_per_person: .inf", 12, "yaml-field-invalid", "above zero"),
        ("m2_per_person: 1.5", "m2_per_person: true", 12, "yaml-field-invalid", "above zero"),
        ("    groups:", "    groups: []\n    gruplar:", 11, "yaml-field-invalid", "at least one"),
        ("    law:", "    law: a\n    law:", 8, "yaml-unreadable", "stands twice"),
        ("    groups:", "\tgroups:", 11, "yaml-unreadable", "found character"),
        ("unit: m2_per_person", "unit: m", 6, "yaml-field-missing", "walking_distance_m"),
        ("law: Belediye meclisi kararı", "law: !!python/object/apply:os.system [ls]", 7, "yaml-field-invalid", "text"),
    ],
)
def test_wrong_file_is_refused_with_line_and_reason(tmp_path: Path, old: str, new: str, row: int, kind: str, says: str) -> None:
    assert GOOD.count(old) == 1
    found = [issue for issue in refusal(written(tmp_path, GOOD.replace(old, new))) if issue.kind == kind]
    assert [issue.row for issue in found] == [row]
    message = found[0].message("en")
    assert message.startswith(f"Row {row}: ")
    assert "health.yaml" in message
    assert says in message


def test_two_rules_for_one_day_are_refused_at_the_later_one(tmp_path: Path) -> None:
    rule = GOOD[GOOD.index("  - valid_from") :].replace("2014-06-14", "2020-01-01")
    (issue,) = refusal(written(tmp_path, GOOD + rule))
    assert (issue.kind, issue.row, issue.params["other"]) == ("standard-rules-overlap", 14, 6)
    ended = GOOD.replace("    law:", "    valid_to: 2019-12-31\n    law:")
    assert len(read_standard(written(tmp_path, ended + rule)).rules) == 2


@pytest.mark.parametrize("text", ["", "- liste", "metin", "a: &x {b: *x}", "a: &x [1]\nb: *x", "[" * 5000, "\x00", "a: \x01"])
def test_what_is_no_standard_at_all_is_refused(tmp_path: Path, text: str) -> None:
    assert {issue.kind for issue in refusal(written(tmp_path, text))} & {"yaml-unreadable", "yaml-field-invalid"}


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    file.write_bytes(GOOD.encode("cp1254"))
    assert [issue.kind for issue in refusal(file)] == ["yaml-unreadable"]
    assert [issue.kind for issue in refusal(tmp_path)] == ["yaml-unreadable"]


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
