"""The duty file: what ships is read, and a wrong line is told with its number and reason."""

from pathlib import Path

import pytest

from geo.errors import RefusedError
from layers.duty import read_duty_rules
from layers.rule_files import shipped_rules_file

RULE = "rules:\n  - {key: a, kind: road, measure: width_m, below: 12, authority: district, source: Karar 187}\n"


def test_shipped_rules_cite_their_decisions() -> None:
    rules = read_duty_rules(shipped_rules_file("duty", "defne"))
    assert {rule.kind for rule in rules} == {"road", "square", "park"}
    assert all("13.11.2014, 188" in rule.source if rule.kind == "park" else "13.11.2014, 187" in rule.source for rule in rules)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("rules: [", 1, "no readable YAML"),
        ("roles: []", 1, "means nothing here"),
        (RULE + "  - {key: b, kind: road}\n", 3, "source is missing"),
        (RULE + "  - {key: b, kind: road, source: '187', authority: province}\n", 3, "province is unknown"),
        (
            RULE + "  - {key: b, kind: park, measure: area_m2, below: 5.000, authority: district, source: '188'}\n",
            3,
            "5.000 is no number",
        ),
        (
            RULE + "  - {key: b, kind: road, measure: width_m, at_least: 11, authority: metropolitan, source: '187'}\n",
            3,
            "contradict",
        ),
        (RULE + "  - {key: b, kind: road, authority: district, source: '187', width: 3}\n", 3, "width means nothing"),
    ],
)
def test_wrong_line_is_told_with_its_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    file = tmp_path / "duty.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=reason) as refused:
        read_duty_rules(file)
    assert refused.value.issues[0].row == line


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="cannot be read"):
        read_duty_rules(tmp_path / "none.yaml")
