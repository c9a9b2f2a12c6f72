"""The committed pages of the layers are those that their descriptions make now."""

from pathlib import Path

import pytest
from workspaces import ROOT

from layers import LAYERS
from layers.documentation import pages, write_pages

COMMITTED = ROOT / "docs" / "layers"
SAMPLES = ROOT / "tests" / "samples"


def test_there_is_a_page_for_each_layer_and_an_index() -> None:
    assert {path.name for path in COMMITTED.iterdir()} == {"README.md", *(f"{name}.md" for name in LAYERS)}


@pytest.mark.parametrize("name", ["README.md", *(f"{name}.md" for name in LAYERS)])
def test_a_committed_page_is_what_the_code_makes(name: str) -> None:
    assert (COMMITTED / name).read_text(encoding="utf-8") == pages(SAMPLES)[name], "run `make docs`"


def test_writing_pages_removes_those_of_layers_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("eski")
    write_pages(tmp_path, SAMPLES)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in COMMITTED.iterdir()}


def test_a_page_tells_fields_codes_and_how_a_file_begins() -> None:
    page = pages(SAMPLES)["zoning.md"]
    for text in ("`far`", "Emsal (KAKS)", "`cancelled_by_court`", "ticaret+konut", "İçe aktarma", '"FONKSIYON": "Gelişme Konut"'):
        assert text in page
