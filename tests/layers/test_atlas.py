"""The atlas: places, layers and indicators joined; nobody is lost, nothing is summed that does not add up."""

from pathlib import Path

import pytest
from workspaces import DEMO_REVISIONS, SKETCHED, atlas, current, done, feature, geojson, make, run, square, table, take

from geo.errors import NotFoundError
from layers.atlas import build_atlas
from layers.workspace import open_workspace


def test_atlas_of_boundaries_alone_has_no_years_and_no_change(drawn: Path) -> None:
    rows = atlas(drawn)
    assert len(rows) == 37
    assert not [key for key in rows["Tavla"] if key.startswith(("population", "change", "density"))]
    assert rows["Tavla"]["area_km2"] == 1.61


def test_atlas_of_one_year_has_density_and_no_change(own_drawn: Path, tmp_path: Path) -> None:
    done(take(own_drawn, "population", table(tmp_path / "t.tsv", [["MAHALLE", "2023"], ["Tavla", 2970]])))
    row = atlas(own_drawn)["Tavla"]
    assert row["density_per_km2"] == pytest.approx(2970 / 1.61, abs=0.01)
    assert row["change_count"] in {0, None}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (11342, 5198, -6144)),
        (["--from", 2022, "--to", 2023], (11342, 6949, -4393)),
        (["--from", 2023, "--to", 2025], (6949, 5198, -1751)),
        (["--from", 2023], (6949, 5198, -1751)),
        (["--to", 2023], (11342, 6949, -4393)),
    ],
)
def test_atlas_change_is_between_the_years_asked_for(demo: Path, words: list[object], expected: tuple[int, int, int]) -> None:
    row = atlas(demo, *words)["Sümerler"]
    first, last, change = expected
    assert row["change_count"] == change
    assert row["change_pct"] == pytest.approx(100 * change / first, abs=0.001)
    assert row["density_per_km2"] == pytest.approx(last / row["area_km2"], abs=0.01)


@pytest.mark.parametrize("word", ["--from", "--to"])
def test_atlas_of_a_year_that_nobody_counted_is_refused_with_the_years_there_are(demo: Path, word: str) -> None:
    answer = run(demo, "atlas", word, 2024)
    assert answer.code == 1
    assert "2022, 2023, 2025" in answer.err


def test_atlas_area_is_printed_before_stated_before_drawn(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    shapes = [
        feature("Basılı", square(36.14, 36.19), **{"YÜZÖLÇÜMÜ (km²)": 2.0}),
        feature("Yazılı", square(36.15, 36.19), **{"YÜZÖLÇÜMÜ (km²)": 2.5}),
        feature("Çizili", square(36.16, 36.19)),
    ]
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", shapes), source="kadastro"))
    rows = [["MAHALLE", "ALAN (km²)", "2023"], ["Basılı", "1,5", 3], ["Çizili", "", 4]]
    done(take(folder, "population", table(tmp_path / "t.tsv", rows), source="plan"))
    seen = {name: (row["area_km2"], row["area_source"]) for name, row in atlas(folder).items()}
    assert seen["Basılı"] == (1.5, "plan")
    assert seen["Yazılı"] == (2.5, "kadastro")
    assert seen["Çizili"][1] == "drawn"
    assert seen["Çizili"][0] == pytest.approx(0.998, abs=0.01)


def test_atlas_figures_lead_back_to_row_and_file(demo: Path) -> None:
    built = build_atlas(open_workspace(demo))
    of_tavla = [figure for figure in built.figures if (figure.neighbourhood_id, figure.field) == ("149195", "population_2023")]
    assert [(figure.value, figure.source, figure.file, figure.row, figure.shown) for figure in of_tavla] == [
        (2970, "tuik", "tuik_adnks_2023_2025.tsv", 15, True),
        (2935, "plan", "tablo08_nufus_mahalle.tsv", 33, False),
    ]
    lines = (SKETCHED.parents[1] / "defne" / of_tavla[0].file).read_text(encoding="utf-8").splitlines()
    assert "2.970" in lines[of_tavla[0].row - 1]
    for field in ("population_2022", "population_2023", "population_2025", "area_km2"):
        shown = [figure for figure in built.figures if figure.field == field and figure.shown]
        assert len({figure.neighbourhood_id for figure in shown}) == len(shown) == 37


def test_atlas_totals_are_given_for_what_adds_up_only(demo: Path) -> None:
    built = build_atlas(open_workspace(demo), from_year=2022, to_year=2023)
    assert built.total("population_2023") == 142146
    assert built.total("change_count") == 142146 - 165494
    assert built.total("change_pct") is None
    assert built.total("density_per_km2") is None


def test_atlas_total_with_an_unknown_part_is_unknown(own_drawn: Path, tmp_path: Path) -> None:
    done(take(own_drawn, "population", table(tmp_path / "t.tsv", [["MAHALLE", "2023"], ["Tavla", 2970]])))
    assert build_atlas(open_workspace(own_drawn)).total("population_2023") is None


def test_atlas_version_names_the_revisions_and_changes_with_them(own_demo: Path) -> None:
    first = build_atlas(open_workspace(own_demo))
    assert first.version == "-".join(f"{layer}{number}" for layer, number in DEMO_REVISIONS.items())
    assert first.is_sketch
    done(run(own_demo, "undo", "population"))
    assert build_atlas(open_workspace(own_demo)).version == first.version.replace("population2", "population3")


def test_atlas_join_keeps_every_neighbourhood_and_every_person(demo: Path) -> None:
    built = build_atlas(open_workspace(demo))
    stored = current(demo, "population").query("not is_total")
    assert set(stored["neighbourhood_id"]) == set(built.neighbourhoods.index)
    for year, source in ((2022, "plan"), (2023, "tuik"), (2025, "tuik")):
        rows = stored[(stored["year"] == year) & (stored["source"] == source)]
        assert rows["population"].sum() == built.neighbourhoods[f"population_{year}"].sum()


def test_atlas_of_an_empty_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="mahalle import boundaries"):
        build_atlas(open_workspace(make(tmp_path / "w")))
