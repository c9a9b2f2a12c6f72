"""The conflict file: what ships fits the layers and kinds that there are; a wrong line is told with number and reason."""

from pathlib import Path

import pytest

from geo.conflict_rules import UPPER_PLAN
from geo.errors import RefusedError
from layers import LAYERS
from layers.conflict_rules import read_conflict_rules
from layers.rule_files import shipped_rules_file

RULE = (
    "rules:\n  - {key: a, title: {tr: Ş, en: T}, relation: required, layer: zoning, column: land_use, values: [park],"
    " source: NİP, remedy: {tr: Y, en: R}}\n"
)
SECOND = (
    "  - {key: b, title: {tr: Ş, en: T}, relation: forbidden, layer: zoning, column: land_use,"
    " source: NİP, remedy: {tr: Y, en: R}"
)


def test_shipped_rules_name_layers_columns_and_codes_that_there_are() -> None:
    def codes(layer: str, column: str) -> set[str]:
        (field,) = (field for field in LAYERS[layer].fields if field.name == column)
        return {code.key for code in field.codes}

    kinds = {"investments": codes("investments", "kind"), "plan": codes("zoning", "land_use")}
    for rule in read_conflict_rules(shipped_rules_file("conflicts", "defne")):
        assert set(rule.kinds) <= kinds[rule.of], rule.key
        if rule.layer is not None:
            layer = "zoning" if rule.layer == UPPER_PLAN else rule.layer
            assert set(rule.values) <= codes(layer, rule.column), rule.key


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (RULE + SECOND + "}\n", 3, "contradict"),
        (RULE + SECOND + ", distance: 5}\n", 3, "distance means nothing"),
        (RULE + SECOND + ", years: [0, 1, 2]}\n", 3, "two whole numbers"),
        (RULE + SECOND + ", within_m: far}\n", 3, "far is no number"),
        (RULE.replace("required", "near"), 2, "near is unknown"),
        (RULE.replace("key: a", "key: a, of: roads"), 2, "roads is unknown"),
        (RULE.replace("layer: zoning", "layer: upper_plan"), 2, "only a plan has a plan above it"),
        (RULE.replace("en: R", "de: R"), 2, "de means nothing"),
    ],
)
def test_wrong_line_is_told_with_its_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    file = tmp_path / "conflicts.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=reason) as refused:
        read_conflict_rules(file)
    assert refused.value.issues[0].row == line
