"""Names that wait for a person: nothing is taken silently, and what a person said can be put right."""

from pathlib import Path

import pytest
from workspaces import OPEN_NAMES_OF_THE_DEMO, PLAN, atlas, content, current, done, records, run, table, take

SINANLI = {"name": "SINANLI", "suggestions": ["Sinanlı"], "layer": "population", "source": "plan", "rows": [30]}


@pytest.fixture
def waiting(own_drawn: Path) -> Path:
    """The plan's table where nobody has said yet that SINANLI is Sinanlı."""
    answer = done(take(own_drawn, "population", PLAN, source="plan"))
    document = answer.document
    counted = [document[key] for key in ("rows_in", "rows_stored", "rows_quarantined", "rows_out_of_scope")]
    assert counted == [38, 37, 1, 0]
    assert [(issue["row"], issue["old"]) for issue in answer.issues("open-name")] == [(30, "SINANLI")]
    return own_drawn


def names(folder: Path) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = done(run(folder, "names", "--format", "json")).document
    return listed


def test_names_misprint_without_the_shipped_alias_waits_with_its_suggestion(waiting: Path) -> None:
    assert names(waiting) == [SINANLI | {"state": "open"}]
    assert atlas(waiting)["Sinanlı"]["population_2022"] is None


def test_names_of_the_demo_are_those_that_nobody_has_spoken_about(demo: Path) -> None:
    # SINANLI is not among them: its alias is shipped, with its reason.
    assert [name["name"] for name in names(demo)] == list(OPEN_NAMES_OF_THE_DEMO)


def test_names_without_open_ones_says_so(drawn: Path) -> None:
    assert "Açık ad yok." in run(drawn, "names").err


def test_names_accept_puts_the_waiting_row_in_as_a_new_revision(waiting: Path) -> None:
    before = current(waiting, "population")
    answer = done(run(waiting, "names", "accept", "SINANLI", "Sinanlı", "--reason", "büyük yazım"))
    assert "sürüm 2" in answer.err
    history = done(run(waiting, "history", "population", "--format", "json")).document
    assert [(row["revision"], row["action"]) for row in history] == [(2, "names"), (1, "import")]
    assert names(waiting) == []
    after = current(waiting, "population")
    assert records(after[after["source_row"] != 30].reset_index(drop=True)) == records(before)
    row = atlas(waiting)["Sinanlı"]
    assert (row["population_2022"], row["population_2023"]) == (1025, 5736)
    done(run(waiting, "undo", "population"))
    assert records(current(waiting, "population")) == records(before)


@pytest.mark.parametrize("neighbourhood", ["Sinanlı", "149213", "SİNANLI", "Sinanlı Mah."])
def test_names_accept_takes_a_neighbourhood_by_name_or_code(waiting: Path, neighbourhood: str) -> None:
    done(run(waiting, "names", "accept", "SINANLI", neighbourhood))
    assert atlas(waiting)["Sinanlı"]["population_2023"] == 5736


def test_names_accept_serves_later_imports_too_and_tells_the_reason(waiting: Path, tmp_path: Path) -> None:
    done(run(waiting, "names", "accept", "SINANLI", "Sinanlı", "--reason", "büyük yazım"))
    answer = done(take(waiting, "population", table(tmp_path / "m.tsv", [["MAHALLE", "2024"], ["SINANLI MAH.", 999]])))
    used = answer.issues("alias-used")
    assert [(issue["row"], issue["new"]) for issue in used] == [(2, "Sinanlı")]
    assert "büyük yazım" in used[0]["message"]
    assert atlas(waiting)["Sinanlı"]["population_2024"] == 999


def test_names_reject_keeps_the_row_out_and_stops_asking(waiting: Path) -> None:
    done(run(waiting, "names", "reject", "SINANLI"))
    assert names(waiting) == [SINANLI | {"state": "rejected"}]
    assert atlas(waiting)["Sinanlı"]["population_2022"] is None
    assert "open-name" not in done(run(waiting, "check")).out
    # An import after it finds the name rejected still.
    done(take(waiting, "population", PLAN, source="plan"))
    assert [name["state"] for name in names(waiting)] == ["rejected"]


@pytest.mark.parametrize(("alias", "neighbourhood"), [("Tavla", "Harbiye"), ("TAVLA MAH.", "Harbiye"), ("Sinanlı", "Subaşı")])
def test_names_accept_of_a_neighbourhoods_own_name_for_another_is_refused(demo: Path, alias: str, neighbourhood: str) -> None:
    before = content(demo)
    answer = run(demo, "names", "accept", alias, neighbourhood)
    assert answer.code == 1
    assert "zaten" in answer.err
    assert "already the name of" in answer.err
    assert content(demo) == before


def test_names_accept_for_a_neighbourhood_that_is_not_there_is_refused_with_the_nearest(demo: Path) -> None:
    answer = run(demo, "names", "accept", "SINANLI", "Sinanlı2")
    assert answer.code == 1
    assert "Nearest: Sinanlı" in answer.err


def test_names_reject_of_a_name_that_does_not_wait_is_refused(demo: Path) -> None:
    answer = run(demo, "names", "reject", "Kadıköy")
    assert answer.code == 1
    assert "açık bir ad değil" in answer.err


def test_names_accepted_for_the_wrong_neighbourhood_can_be_put_right(waiting: Path) -> None:
    done(run(waiting, "names", "accept", "SINANLI", "Harbiye"))
    # Harbiye now stands twice with different values: neither is known to be right.
    assert atlas(waiting)["Harbiye"]["population_2022"] is None
    done(run(waiting, "names", "accept", "SINANLI", "Sinanlı"))
    right = atlas(waiting)
    assert right["Harbiye"]["population_2022"] == 27057
    assert right["Sinanlı"]["population_2022"] == 1025


def test_names_accepted_and_then_rejected_takes_the_row_out_again(waiting: Path) -> None:
    done(run(waiting, "names", "accept", "SINANLI", "Sinanlı"))
    answer = done(run(waiting, "names", "reject", "SINANLI"))
    assert "sürüm 3" in answer.err
    assert atlas(waiting)["Sinanlı"]["population_2022"] is None
    assert [name["state"] for name in names(waiting)] == ["rejected"]


def test_names_that_match_nothing_are_not_guessed(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE", "2023"], ["Tavla", 2970], ["TOSUNPINAR", 5], ["Kadıköy", 6]]
    done(take(own_drawn, "population", table(tmp_path / "m.tsv", rows)))
    assert [(name["name"], name["suggestions"]) for name in names(own_drawn)] == [("TOSUNPINAR", []), ("Kadıköy", [])]


def test_code_that_contradicts_the_name_wins_and_is_said(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE KODU", "MAHALLE", "2023"], ["149195", "Harbiye", 2970]]
    answer = done(take(own_drawn, "population", table(tmp_path / "m.tsv", rows)))
    assert [(issue["row"], issue["new"]) for issue in answer.issues("code-name-differ")] == [(2, "Tavla")]
    assert atlas(own_drawn)["Tavla"]["population_2023"] == 2970
