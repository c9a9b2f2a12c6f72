"""A workspace: made once, never overwritten, described in a file that a person may edit."""

import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import yaml
from workspaces import PLAN, SKETCHED, current, done, make, run, take

from layers.gdal import pyogrio
from layers.workspace import open_workspace


def test_init_makes_a_folder_with_description_sources_and_store(tmp_path: Path) -> None:
    folder = make(tmp_path / "yeni" / "defne")
    assert sorted(path.name for path in folder.iterdir()) == ["mahalle.gpkg", "sources", "workspace.yaml"]
    described = yaml.safe_load((folder / "workspace.yaml").read_text(encoding="utf-8"))
    assert (described["name"], described["province"], described["district"]) == ("Deneme", "Hatay", "Defne")
    assert described["precedence"]["population"] == ["tuik", "plan", "*"]


def test_init_over_a_workspace_is_refused_and_leaves_it(own_demo: Path) -> None:
    before = (own_demo / "workspace.yaml").read_bytes()
    answer = run(own_demo, "init", "Başka", "--province", "Ankara")
    assert answer.code == 1
    assert "-w" in answer.err
    assert (own_demo / "workspace.yaml").read_bytes() == before
    assert len(current(own_demo, "boundaries")) == 37


def test_init_without_a_district_has_the_province_as_scope(tmp_path: Path) -> None:
    assert open_workspace(make(tmp_path / "w", district=None)).district is None


def test_init_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dosya").write_text("x")
    answer = run(tmp_path / "dosya" / "w", "init", "Deneme", "--province", "Hatay")
    assert answer.code == 1
    assert "could not be written" in answer.err


@pytest.mark.parametrize(
    "command", [["atlas"], ["check"], ["layers"], ["names"], ["history", "population"], ["undo", "population"]]
)
def test_commands_outside_a_workspace_are_refused_and_say_how_to_begin(tmp_path: Path, command: list[str]) -> None:
    answer = run(tmp_path / "yok", *command)
    assert answer.code == 1
    assert answer.out == ""
    assert "mahalle init" in answer.err
    assert not (tmp_path / "yok").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- liste",
        "name: [açık",
        "name: Defne\n",
        "name: Defne\nprovince: Hatay\nprecedence: 5\n",
        "name: Defne\nprovince: Hatay\nprecedence: {population: 7}\n",
        "name: Defne\nprovince: Hatay\nsource_titles: [a]\n",
        "!!python/object/apply:os.system ['touch kacak']",
        "\x00",
    ],
)
def test_workspace_with_a_broken_description_is_refused_with_its_path(own_drawn: Path, text: str) -> None:
    (own_drawn / "workspace.yaml").write_text(text, encoding="utf-8")
    answer = run(own_drawn, "layers")
    assert answer.code == 1
    assert str(own_drawn / "workspace.yaml") in answer.err
    assert not Path("kacak").exists()


def test_workspace_can_be_moved_as_a_folder(own_demo: Path, tmp_path: Path) -> None:
    moved = Path(shutil.move(own_demo, tmp_path / "başka yer"))
    done(run(moved, "names", "accept", "Elektirik", "Elektrik"))
    done(run(moved, "undo", "population"))
    assert len(current(moved, "population")) == 74


def test_equal_originals_are_kept_once(own_drawn: Path) -> None:
    for source in ("a", "b"):
        done(take(own_drawn, "population", PLAN, source=source))
    assert len(list((own_drawn / "sources").glob(f"*/{PLAN.name}"))) == 1


@pytest.mark.parametrize("suffix", [".shp", ".SHP"])
def test_shapefile_is_kept_with_all_its_parts_and_read_again_from_them(own_drawn: Path, tmp_path: Path, suffix: str) -> None:
    shapes = gpd.read_file(SKETCHED)[["name", "geometry"]]
    shapes.loc[0, "name"] = "Dursunlıı"
    pyogrio.write_dataframe(shapes, tmp_path / "defne.shp", encoding="UTF-8")
    if suffix == ".SHP":
        for part in list(tmp_path.glob("defne.*")):
            part.rename(part.with_suffix(part.suffix.upper()))
    done(take(own_drawn, "boundaries", tmp_path / f"defne{suffix}", source="resmi"))
    (kept,) = (own_drawn / "sources").glob(f"*/defne{suffix}")
    assert {part.suffix.lower() for part in kept.parent.iterdir()} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    # The misprinted name is accepted, and the file is read again from what was kept.
    done(run(own_drawn, "names", "accept", "Dursunlıı", "Dursunlu"))
    assert len(current(own_drawn, "boundaries").query("source == 'resmi'")) == 37
