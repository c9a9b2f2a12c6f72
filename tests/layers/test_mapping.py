"""Which column stands for which field: what is guessed, what may be chosen, and that a choice is read as it was made."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import SKETCHED, current, done, make, run, table

from layers import LAYERS
from layers.importing import ImportOptions
from layers.mapping import choosable_fields, columns_option, field_title, guessed_fields, private_headings
from layers.previewing import preview_import
from layers.workspace import open_workspace

HEADINGS = ["MAHALLE", "MAHALLE ADI", "KOD", "NÜFUS 2023", "NÜFUS", "YIL", "ADA", "PARSEL", "NİTELİK", "ALAN", "X", "", "2022"]


@pytest.mark.parametrize("layer", list(LAYERS))
def test_every_field_that_may_be_chosen_has_both_titles(layer: str) -> None:
    for name, title in choosable_fields(LAYERS[layer], HEADINGS).items():
        assert title.tr, name
        assert title.en, name
        assert title.tr != name or name == "id", name


@pytest.mark.parametrize("layer", list(LAYERS))
@given(headings=st.lists(st.sampled_from(HEADINGS), max_size=6))
def test_what_is_guessed_may_be_chosen(layer: str, headings: list[str]) -> None:
    spec = LAYERS[layer]
    assert set(guessed_fields(spec, headings).values()) <= set(choosable_fields(spec, headings))


def test_a_field_of_a_year_is_called_by_it() -> None:
    assert field_title(LAYERS["population"], "population_2024").tr == "Nüfus 2024"
    assert field_title(LAYERS["population"], "name").tr == "Mahalle"
    assert field_title(LAYERS["population"], "no_such").tr == "no_such"


def test_a_guess_that_is_taken_back_is_not_read(tmp_path: Path) -> None:
    workspace = make(tmp_path / "w")
    done(run(workspace, "import", "boundaries", SKETCHED, "--source", "sketch"))
    path = table(tmp_path / "n.tsv", [["MAHALLE", "NÜFUS 2023", "NÜFUS 2024"], ["Harbiye", 100, "kötü"], ["Çökek", 200, 300]])
    spec = LAYERS["population"]
    columns = columns_option(spec, ["MAHALLE", "NÜFUS 2023", "NÜFUS 2024"], {0: "name", 1: "population_2023"})
    assert columns == {"name": "MAHALLE", "population_2023": "NÜFUS 2023", "population_2024": ""}
    tried = preview_import(open_workspace(workspace), "population", path, ImportOptions(source="el", columns=columns))
    assert tried.reading.rows["year"].unique().tolist() == [2023]
    assert not tried.reading.quarantined
    assert tried.options.based_on == 0
    guessed = preview_import(open_workspace(workspace), "population", path, ImportOptions(source="el"))
    assert [row.row for row in guessed.reading.quarantined] == [2]
    by_name = current(workspace, "boundaries").set_index("name")["id"]
    assert guessed.neighbourhoods == {by_name["Çökek"]: "info", by_name["Harbiye"]: "error"}
    # And nothing was stored.
    assert run(workspace, "history", "population").code == 1


def test_two_columns_for_one_field_are_settled_by_the_choice() -> None:
    spec = LAYERS["population"]
    headings = ["MAHALLE", "MAHALLE ADI", "NÜFUS 2023"]
    chosen = {1: "name", 2: "population_2023"}
    assert columns_option(spec, headings, chosen) == {"name": "MAHALLE ADI", "population_2023": "NÜFUS 2023"}
    assert columns_option(spec, headings[1:], {0: "name", 1: "population_2023"}) == {}


def test_a_column_that_is_no_field_is_not_public() -> None:
    spec = LAYERS["population"]
    assert private_headings(spec, ["MAHALLE", "NÜFUS 2023", "MUHTAR ADI"], {}) == {"MUHTAR ADI"}
    assert private_headings(spec, ["KİM", "NÜFUS 2023"], {"name": "KİM"}) == set()
