"""The files beside the pages: the same atlas as on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from client import JudgingClient
from workspaces import DEMO_REVISIONS

from layers.atlas import Atlas
from layers.atlas_records import atlas_records
from layers.export.csv import as_text
from layers.exporting import ExportOptions, export
from layers.outgoing.tables import Years, atlas_table
from layers.workspace import open_workspace


def test_json_is_what_the_command_line_says(client: JudgingClient, atlas: Atlas) -> None:
    answered = client.json("/mahalleler.json?ilk=2022&son=2023")
    assert answered == json.loads(json.dumps(atlas_records(atlas)))
    assert sum(item["population_2023"] for item in answered) == 142146
    assert client.json("/mahalleler.json") == answered


def test_csv_is_the_exported_file(client: JudgingClient, atlas: Atlas) -> None:
    assert client.file("/mahalleler.csv", "text/csv").decode() == as_text(atlas_table(atlas))


def test_geojson_is_the_exported_file(client: JudgingClient, demo_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "atlas.geojson"
    export(open_workspace(demo_path), "atlas", out, ExportOptions(years=Years(2022, 2023)))
    answered = client.file("/mahalleler.geojson", "application/geo+json")
    assert answered == out.read_bytes()
    assert json.loads(answered)["metadata"]["boundaries"] == "sketch"


def test_geopackage_is_one(client: JudgingClient) -> None:
    assert client.file("/mahalleler.gpkg", "application/geopackage+sqlite3").startswith(b"SQLite format 3\0")


def test_a_card_as_json_holds_every_stated_figure(client: JudgingClient) -> None:
    card = client.json("/mahalleler/31083.json")
    assert card["name"] == "Sümerler"
    assert card["contradicted"] == ["population_2023"]
    stated = {(figure["field"], figure["source"]): figure["value"] for figure in card["figures"]}
    assert stated[("population_2023", "plan")] == 2970
    assert stated[("population_2023", "tuik")] == 6949
    assert "149189" in card["neighbours"]


def test_a_card_as_csv_has_a_row_a_figure(client: JudgingClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.file("/mahalleler/31083.csv", "text/csv").decode())))
    assert len(rows) == 5
    assert {row["row"] for row in rows if row["source"] == "plan"} == {"32"}


@pytest.mark.parametrize("address", ["/mahalleler/yok.json", "/mahalleler/yok.csv", "/mahalleler.geojson?son=1999"])
def test_a_file_that_is_not_there_answers_in_json(client: JudgingClient, address: str) -> None:
    answer = client.json(address, status=400 if "?" in address else 404)
    assert answer["errors"][0]["message"]
    assert answer["errors"][0]["message_en"]


def test_health_names_the_revisions(client: JudgingClient) -> None:
    answer = client.json("/saglik")
    assert answer["status"] == "ok"
    assert answer["revisions"] == DEMO_REVISIONS
