"""The committed pages of the indicators are those that the code which computes them makes now."""

import pytest
from workspaces import ROOT

from geo.indicators import FAMILIES
from layers.indicator_pages import indicator_pages

COMMITTED = ROOT / "docs" / "indicators"
EXAMPLES = ROOT / "tests" / "examples"


def test_there_is_a_page_for_each_indicator_or_family_and_an_index() -> None:
    assert {path.name for path in COMMITTED.iterdir()} == {"README.md", *(f"{name}.md" for name in FAMILIES)}


@pytest.mark.parametrize("name", ["README.md", *(f"{name}.md" for name in FAMILIES)])
def test_a_committed_page_is_what_the_code_makes(name: str) -> None:
    assert (COMMITTED / name).read_text(encoding="utf-8") == indicator_pages(EXAMPLES)[name], "run `make docs`"


@pytest.mark.parametrize("name", FAMILIES)
def test_a_page_tells_each_member_its_formula_examples_missing_values_and_limits(name: str) -> None:
    page = indicator_pages(EXAMPLES)[f"{name}.md"]
    for member in FAMILIES[name]:
        for text in (f"`{member.key}`", member.title_tr, member.title_en, member.source, member.limits.tr, member.missing.en):
            assert text in page
        assert all(f"(../layers/{layer}.md)" in page for layer in member.layers)
    assert ">>> " in page
    assert "  expected: {" in page
    for part in ("Formül", "Değer yoksa", "Sınırları"):
        assert f"\n## {part} / " in page
