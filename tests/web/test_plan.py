"""The page of the plans says what the tables say: for the example drawn and printed, for Defne printed only."""

import csv
import io
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
from client import JudgingClient
from workspaces import done, take

from geo.numbers import format_number
from layers.ground import Ground
from layers.ornek import FOLDER
from layers.plan_tables import plan_tables
from layers.workspace import open_workspace
from web import create_app


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_district_is_shown_with_drawn_and_printed_hectares(example: JudgingClient, example_path: Path, language: str) -> None:
    page = example.page(f"/imar?dil={language}", language=language)
    found = plan_tables(Ground(open_workspace(example_path)))
    section = page.root.one("section", **{"aria-labelledby": "ilce"})
    rows = [[cell.text for cell in row.all("td")] for row in section.one("tbody").all("tr")]
    written = [
        ["–" if value != value else format_number(value, language, 2) for value in row] for row in found.district.to_numpy()
    ]
    assert rows == written
    totals = [cell.text for cell in section.one("tfoot").all("td")]
    assert totals == [format_number(value, language, 2) for value in found.district.sum()]


def test_neighbourhoods_are_filtered_and_leave_as_files(example: JudgingClient) -> None:
    page = example.page("/imar?kullanim=park")
    rows = page.root.one("section", **{"aria-labelledby": "mahalleler"}).one("tbody").all("tr")
    assert {row.all("td")[0].text for row in rows} == {"Park ve yeşil alan"}
    records = example.json("/imar.json?kullanim=park")
    assert {row["land_use"] for row in records["rows"]} == {"park"}
    assert len(records["rows"]) == len(rows)
    assert len(records["district"]) > 5
    district = list(csv.DictReader(io.StringIO(example.get("/imar/ilce.csv").text)))
    assert [row["land_use"] for row in district] == [row["land_use"] for row in records["district"]]


def test_defne_shows_its_printed_plans_and_says_what_is_missing(client: JudgingClient) -> None:
    page = client.page("/imar")
    assert "295,23" in page.text
    assert "Plan alan tabloları, sürüm" in page.text
    assert "Çizilmiş bir imar planı alınmamış" in page.text
    assert client.page("/").root.all("a", href="/imar")


def test_a_revision_of_the_plan_is_told_in_hectares(example_path: Path, tmp_path: Path) -> None:
    path = shutil.copytree(example_path, tmp_path / "w")
    file = path / FOLDER / "uygulama_imar_plani.gpkg"
    zones = gpd.read_file(file)
    parks = zones["KULLANIM KARARI"] == "Park ve yeşil alan"
    zones["KULLANIM KARARI"] = zones["KULLANIM KARARI"].mask(parks, "Otopark alanı")
    zones.to_file(tmp_path / "yeni.gpkg", driver="GPKG")
    stored = open_workspace(path).store().current("zoning")
    assert stored is not None
    done(take(path, "zoning", tmp_path / "yeni.gpkg", source=stored.sources[0].source))
    app = create_app(path)
    app.testing = True
    section = JudgingClient(app).page("/katmanlar/zoning/fark?eski=1&yeni=2").root.one("section", **{"aria-labelledby": "hektar"})
    moves = section.all("tbody")[1].all("tr")
    crs = Ground(open_workspace(path)).crs
    hectares = format_number(zones.to_crs(crs)[parks].area.sum() / 10_000, "tr", 2)
    assert [[cell.text for cell in row.all("td")] for row in moves] == [["Park ve yeşil alan", "Otopark alanı", hectares]]
