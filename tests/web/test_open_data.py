"""`/acik-veri`: what may leave, with licence, dictionary, files; never a private field."""

import json
from pathlib import Path

import pytest
import rdflib
import yaml
from client import JudgingClient
from flask import Flask

from layers.catalogue import media_type
from layers.exporting import export
from layers.workspace import open_workspace
from web import Settings, create_app


@pytest.mark.parametrize("language", ["tr", "en"])
def test_each_layer_with_rows_has_its_line_its_files_and_its_dictionary(example: JudgingClient, language: str) -> None:
    page = example.page(f"/acik-veri?dil={language}", language=language)
    records = example.json("/acik-veri.json")
    assert records[0]["layer"] == "atlas"
    assert {record["layer"] for record in records} >= {"boundaries", "population", "parks", "zoning", "buildings", "damage"}
    for record in records:
        section = next(item for item in page.root.all("section") if item.attributes["aria-labelledby"] == record["layer"])
        links = [link.attributes["href"] for link in section.one("ul").all("a")]
        assert links == [*record["files"], f"/ogc/collections/{record['layer']}"]
        assert example.get(links[-1], headers={"Accept": "application/json"}).status_code == 200
        assert len(section.one("tbody").all("tr")) > 2
        nothing = "Lisans: belirtilmemiş." if language == "tr" else "Licence: none stated."
        assert nothing in section.text


@pytest.mark.slow
def test_every_file_of_the_page_is_what_the_command_line_exports(
    example: JudgingClient, example_path: Path, tmp_path: Path
) -> None:
    workspace = open_workspace(example_path)
    for record in example.json("/acik-veri.json"):
        for address in record["files"]:
            suffix = f".{address.rpartition('.')[2]}"
            if suffix != ".csv" and record["layer"] not in ("atlas", "parks", "population", "buildings"):
                continue
            content = example.file(address, media_type(suffix))
            assert content
            if record["layer"] in ("parks", "population", "buildings") and suffix in (".geojson", ".csv", ".kml", ".xlsx"):
                out = tmp_path / f"{record['layer']}{suffix}"
                export(workspace, record["layer"], out)
                assert content == out.read_bytes(), address


def test_no_private_field_is_named_or_told(example: JudgingClient, example_path: Path) -> None:
    workspace = open_workspace(example_path)
    page = example.page("/acik-veri")
    for name in ("buildings", "damage"):
        private = [field for field in workspace.layer(name).fields if not field.public]
        assert private
        section = next(item for item in page.root.all("section") if item.attributes["aria-labelledby"] == name)
        columns = [row.children[0].text for row in section.one("tbody").all("tr")]
        assert not {field.name for field in private} & set(columns)
        text = example.file(f"/acik-veri/{name}.csv", "text/csv").decode()
        frame = workspace.store().read(name, 1)
        # What the files' own ids are made of; other private fields are numbers that may stand in public ones by chance.
        secrets = {str(value) for column in ("id", "building_no") for value in frame[column].dropna()}
        assert len(secrets) > 5
        cells = {cell for line in text.splitlines() for cell in line.split(",")}
        assert not secrets & cells


def test_layers_without_shapes_offer_no_drawing(client: JudgingClient) -> None:
    files = {record["layer"]: record["files"] for record in client.json("/acik-veri.json")}
    assert "/acik-veri/targets.csv" in files["targets"]
    assert "/acik-veri/targets.kml" not in files["targets"]
    assert "/acik-veri/boundaries.kml" in files["boundaries"]
    for address in ("/acik-veri/targets.kml", "/acik-veri/parks.zip", "/acik-veri/yok.zip", "/acik-veri/boundaries.exe"):
        assert client.page(address, status=404)


def test_a_sketch_is_told(client: JudgingClient) -> None:
    page = client.page("/acik-veri")
    section = next(item for item in page.root.all("section") if item.attributes["aria-labelledby"] == "boundaries")
    assert "Taslak sınır: resmî değildir." in section.text
    assert next(item for item in client.json("/acik-veri.json") if item["layer"] == "boundaries")["is_sketch"]


def test_a_licence_that_the_workspace_states_is_shown_and_catalogued(desk_path: Path) -> None:
    described = yaml.safe_load((desk_path / "workspace.yaml").read_text(encoding="utf-8"))
    described["licences"] = {"sketch": "https://creativecommons.org/licenses/by/4.0/", "tuik": "TÜİK kullanım koşulları"}
    (desk_path / "workspace.yaml").write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    client = JudgingClient(create_app(desk_path))
    licences = {record["layer"]: record["licence"] for record in client.json("/acik-veri.json")}
    assert licences["boundaries"] == "Taslak sınır: https://creativecommons.org/licenses/by/4.0/"
    # Of two sources one states none.
    assert licences["population"].startswith("TÜİK ADNKS: TÜİK kullanım koşulları; belirtilmemiş (")
    document = json.loads(client.file("/acik-veri.jsonld", "application/ld+json"))
    by_name = {dataset["dct:identifier"]: dataset["dcat:distribution"][0] for dataset in document["dcat:dataset"]}
    assert by_name["boundaries"]["dct:license"] == [
        {"@id": "https://creativecommons.org/licenses/by/4.0/", "@type": "dct:LicenseDocument"}
    ]
    assert "dct:license" not in by_name["population"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_who_asks_for_json_ld_gets_the_catalogue(client: JudgingClient) -> None:
    asked = client.get("/acik-veri", Accept="application/ld+json")
    assert asked.mimetype == "application/ld+json"
    assert "Accept" in asked.headers["Vary"]
    assert asked.data == client.file("/acik-veri.jsonld", "application/ld+json")
    assert client.get("/acik-veri", Accept="text/html,*/*;q=0.8").mimetype == "text/html"
    graph = rdflib.Graph().parse(data=asked.text, format="json-ld")
    links = {str(link) for link in graph.objects(predicate=rdflib.URIRef("http://www.w3.org/ns/dcat#downloadURL"))}
    assert links == {f"http://localhost{address}" for record in client.json("/acik-veri.json") for address in record["files"]}


def test_the_table_of_layers_as_csv(client: JudgingClient) -> None:
    lines = client.file("/acik-veri.csv", "text/csv").decode().splitlines()
    assert lines[0].startswith("layer,title_tr,title_en,rows,")
    assert len(lines) == len(client.json("/acik-veri.json")) + 1


def test_a_layer_that_is_too_large_is_refused_in_words(demo_path: Path) -> None:
    app: Flask = create_app(demo_path, settings=Settings(most_rows_served=100))
    client = JudgingClient(app)
    assert client.file("/acik-veri/boundaries.kml", media_type(".kml"))
    told = client.page("/acik-veri/population.xlsx", status=422)
    assert "mahalle export population" in told.text


def test_an_empty_workspace_has_no_open_data(tmp_path: Path) -> None:
    from layers.workspace import create_workspace

    create_workspace(tmp_path / "bos", name="Boş", province="Hatay", district="Defne")
    client = JudgingClient(create_app(tmp_path / "bos"))
    for address in ("/acik-veri", "/raporlar", "/acik-veri/boundaries.zip", "/raporlar/ilce.pdf"):
        assert "Henüz veri yok" in client.page(address, status=404).text


def test_hostile_texts_stay_text(hostile: JudgingClient) -> None:
    page = hostile.page("/acik-veri")
    assert not page.root.all("img")
    document = json.loads(hostile.file("/acik-veri.jsonld", "application/ld+json"))
    assert document["dct:title"][0]["@value"] == "<b>Kötü</b> Atlas: açık veri"
