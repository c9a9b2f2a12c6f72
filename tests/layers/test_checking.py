"""`mahalle check`: what is found among sources, tables and drawings, by rules that know no municipality."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import SKETCHED, done, feature, findings, geojson, make, run, square, table, take

from layers.checking import find_contradictions
from layers.importing import ImportOptions, import_files
from layers.workspace import create_workspace

NAMES = [*("Akarca", "Bağlar", "Cumhuriyet", "Çarşı", "Dere", "Esentepe", "Fatih", "Güneşli", "Hisar", "Irmak"), "İnönü", "Kale"]


def town(folder: Path) -> Path:
    """Twelve neighbourhoods that exist nowhere, without codes."""
    shapes = [feature(name, square(32.8 + 0.01 * place, 39.9)) for place, name in enumerate(NAMES)]
    return geojson(folder / "sinirlar.geojson", shapes)


@pytest.mark.slow
@settings(max_examples=12)
@given(
    values=st.lists(st.integers(0, 50_000), min_size=len(NAMES), max_size=len(NAMES), unique=True),
    three=st.permutations(range(len(NAMES))).map(lambda order: order[:3]),
    noise=st.lists(st.integers(-3, 3), min_size=len(NAMES), max_size=len(NAMES)),
)
def test_check_of_a_table_with_three_rows_rotated_names_exactly_these_three(
    values: list[int], three: list[int], noise: list[int]
) -> None:
    rotated = list(values)
    for place, taken in zip(three, [*three[1:], three[0]], strict=True):
        rotated[place] = values[taken]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = create_workspace(folder / "w", name="Deneme", province="Ankara", district="Çankaya")
        import_files(workspace, "boundaries", [town(folder)], ImportOptions(source="cizim"))
        before = [max(0, value + 5 * step) for value, step in zip(values, noise, strict=True)]
        official = [["MAHALLE", "2022", "2023"], *zip(NAMES, before, values, strict=True)]
        printed = [["MAHALLE", "2023"], *zip(NAMES, rotated, strict=True), ["TOPLAM", sum(values)]]
        for source, rows in (("tuik", official), ("plan", printed)):
            import_files(workspace, "population", [table(folder / f"{source}.tsv", rows)], ImportOptions(source=source))
        found = find_contradictions(workspace)
    assert [finding.kind for finding in found] == ["permuted-values"]
    assert sorted(found[0].where["neighbourhoods"]) == sorted(NAMES[place] for place in three)
    assert [(row["stated"], row["expected"]) for row in found[0].where["rows"]] == [
        (rotated[NAMES.index(row["neighbourhood"])], values[NAMES.index(row["neighbourhood"])]) for row in found[0].where["rows"]
    ]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = make(tmp_path / "w", province="Ankara", district="Çankaya")
    done(take(folder, "boundaries", town(tmp_path), source="cizim"))
    return folder


def people(folder: Path, source: str, rows: list[list[object]]) -> None:
    done(take(folder, "population", table(folder.parent / f"{source}.tsv", rows), source=source))


def test_check_of_sources_that_merely_differ_names_the_rows_and_no_permutation(small: Path) -> None:
    people(small, "tuik", [["MAHALLE", "2023"], ["Dere", 100], ["Kale", 200], ["Hisar", 300]])
    people(small, "plan", [["MAHALLE", "2023"], ["Dere", 100], ["Kale", 210], ["Hisar", 290]])
    found = findings(small)
    assert [(finding["kind"], finding["where"]["neighbourhoods"]) for finding in found] == [("sources-differ", ["Kale", "Hisar"])]
    assert (found[0]["stated"], found[0]["computed"]) == ([210, 290], [200, 300])


def test_check_of_equal_sources_and_right_totals_finds_nothing(small: Path) -> None:
    rows = [["MAHALLE", "ALAN (km²)", "2022", "2023", "DEĞİŞİM (kişi)", "DEĞİŞİM (%)"]]
    rows += [["Dere", "1,5", 100, 150, 50, "%50"], ["Kale", "2,5", 300, 200, -100, "-%33"]]
    rows += [["TOPLAM", "4,0", 400, 350, -50, "-%13"]]
    people(small, "plan", rows)
    people(small, "tuik", [["MAHALLE", "2023"], ["Dere", 150], ["Kale", 200]])
    kinds = {finding["kind"] for finding in findings(small)}
    # The squares are about 0.95 km2: only the drawn areas differ from the printed ones.
    assert kinds == {"area-differs"}


def test_check_of_a_misprinted_total_and_change_names_what_is_printed_and_what_follows(small: Path) -> None:
    rows = [["MAHALLE", "2022", "2023", "DEĞİŞİM (kişi)", "DEĞİŞİM (%)"]]
    rows += [["Dere", 100, 150, 60, "%50"], ["Kale", 300, 200, -100, "-%23"], ["TOPLAM", 400, 360, -50, "-%13"]]
    people(small, "plan", rows)
    found = {(finding["kind"], finding["where"]["field"]): finding for finding in findings(small)}
    assert found[("total-differs", "population_2023")]["stated"] == 360
    assert found[("total-differs", "population_2023")]["computed"] == 350
    assert found[("change-differs", "change_count")]["stated"] in {60, -50}
    assert set(found) == {
        ("total-differs", "population_2023"),
        ("change-differs", "change_count"),
        ("change-differs", "change_pct"),
    }


def test_check_of_text_against_its_own_table_only(small: Path, tmp_path: Path) -> None:
    people(small, "plan", [["MAHALLE", "2022", "2023", "DEĞİŞİM (kişi)"], ["Dere", 100, 150, 50], ["Kale", 300, 200, -100]])
    text = table(tmp_path / "metin.tsv", [["MAHALLE", "DEĞİŞİM (kişi)"], ["Dere", 51], ["Kale", -100]])
    done(take(small, "statements", text, source="baska"))
    assert findings(small) == []
    done(take(small, "statements", text, source="plan"))
    assert [(finding["kind"], finding["stated"], finding["computed"]) for finding in findings(small)] == [
        ("text-differs", 51, 50)
    ]


def test_check_of_area_differences_starts_at_five_percent(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", province="Ankara", district="Çankaya")
    shape = square(32.8, 39.9)
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", [feature("Dere", shape)]), source="cizim"))
    for area, expected in (("0,90", ["area-differs"]), ("0,93", []), ("0,97", []), ("1,02", ["area-differs"])):
        people(folder, "plan", [["MAHALLE", "ALAN (km²)", "2023"], ["Dere", area, 100]])
        assert [finding["kind"] for finding in findings(folder)] == expected, area


def test_check_without_boundaries_says_what_is_missing(tmp_path: Path) -> None:
    answer = run(make(tmp_path / "w"), "check", "--format", "json")
    assert answer.code == 1
    assert answer.out == ""
    assert "mahalle import boundaries" in answer.err


def test_check_of_open_names_is_a_finding_with_its_row(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    people(folder, "muhtar", [["MAHALLE", "2023"], ["SINANLI", 1008], ["Tavla", 2970], ["Kadıköy", 5]])
    found = [(finding["kind"], finding["where"]["rows"], finding["computed"]) for finding in findings(folder)]
    assert found == [("open-name", [2], ["Sinanlı"]), ("open-name-without-suggestion", [4], [])]
