"""Every address that answers a GET, with a municipality whose texts try to be more than text: they are text, wherever they stand.

An address of a new page fails here until it has an example.
"""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from client import judge, judge_headers, parsed
from flask import Flask
from hostile_town import EVIL, MADE_BY_TEMPLATES, HostileTown, hostile_town
from office import Browser
from printed import squeeze
from werkzeug.test import TestResponse

from geo.numbers import parse_number

Examples = dict[str, list[tuple[dict[str, str], str]]]

# Elements that no page of ours has, but these texts try to be.
STRANGE = {"img", "iframe", "object", "embed", "base", "animate", "foreignobject"}
# Addresses that show no text that is the users' own: figures, forms that are empty or hold it in their fields, accounts (whose
# names are refused), files in the bytes of other programs.
SILENT = {
    *("account.show_password", "account.show_sign_in", "atlas.list_all", "data.as_geopackage", "fairness.as_file", "health.show"),
    *("ogc.conformance", "ogc.nothing", "ogc.queryables", "ogc.schema", "record.show", "scenarios.comparison_file"),
    *("scenarios.edit", "scenarios.new", "shapes.as_script", "siting.runs_file", "siting.show", "siting.state", "static"),
    *("plan.district_file", "targets.show", "tiles.of_layer", "tiles.of_overlay", "users.as_file", "users.show"),
}
LEADS_ELSEWHERE = {"atlas.list_all"}
LAYERS = ("boundaries", "population", "parks", "facilities", "investments", "targets")
DRAWN = ("parks", "facilities", "zoning", "roads")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> HostileTown:
    return hostile_town(tmp_path_factory.mktemp("hostile-town"))


def tile_at(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile of a point, as all maps in tiles count them."""
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int(across * 2**zoom), int(down * 2**zoom)


def examples(town: HostileTown) -> Examples:
    """By endpoint, the values of its address and a query, for as many addresses as it takes to see all that it shows."""
    files = [({"suffix": suffix}, "") for suffix in ("json", "csv")]
    place, run, scenario = {"place_id": town.place_id}, {"name": town.run}, {"key": town.scenario}
    layers = [({"layer": layer}, "") for layer in LAYERS]
    of_layer = [({"layer": layer, "suffix": suffix}, "") for layer in LAYERS for suffix in ("json", "csv")]
    pair = "eski=3&yeni=4"
    formats = ("csv", "xlsx", "kml", "geojson")
    site = "tur=park&sayi=2&yilda=1&mesafe=600&birak=leased&birak=not-zoned"
    collections = ("atlas", "boundaries", "parks", "investments", "population")
    latitude, longitude = town.at
    column, row = tile_at(latitude, longitude, 14)
    tile = {"zoom": "14", "column": str(column), "row": str(row)}
    return {
        "atlas.show": [({}, ""), ({}, "gosterge=population"), ({}, "katman=parks,zoning,roads"), ({}, "q=img")],
        "atlas.list_all": [({}, "")],
        "comparison.show": [({}, ""), ({}, "sol=population&sag=density_per_km2"), ({}, f"sag_veri=senaryo:{town.scenario}")],
        "comparison.as_csv": [({}, ""), ({}, "tablo=gostergeler")],
        "comparison.as_json": [({}, ""), ({}, "tablo=gostergeler")],
        "data.as_csv": [({}, "")],
        "data.as_geojson": [({}, "")],
        "data.as_geopackage": [({}, "")],
        "data.as_json": [({}, "")],
        "fairness.show": [({}, "")],
        "fairness.as_file": files,
        "health.show": [({}, "")],
        "plan.show": [({}, "")],
        "plan.as_file": files,
        "plan.district_file": [({}, "")],
        "neighbourhood.show": [(place, "")],
        "neighbourhood.as_csv": [(place, ""), (place, "bolum=yatirimlar"), (place, "bolum=gostergeler")],
        "neighbourhood.as_json": [(place, ""), (place, "bolum=yatirimlar")],
        "neighbourhood.as_pdf": [(place, "")],
        "search.show": [({}, "q=img"), ({}, "q=park"), ({}, "q=" + "%3Cimg+src%3Dx%3E")],
        "search.as_json": [({}, "q=park")],
        "shapes.as_script": [({"drawing": drawing}, "") for drawing in ("atlas", "sol", "sag")],
        "static": [({"filename": "mahalle.css"}, "")],
        "overlays.as_geojson": [({"layer": layer}, "") for layer in DRAWN],
        "overlays.at_point": [({}, f"yer={longitude},{latitude}&katman=parks,zoning,roads")],
        "tiles.describe": [({"layer": "parks"}, ""), ({"layer": "zoning"}, "")],
        "tiles.of_layer": [({"layer": "zoning", **tile}, "")],
        "tiles.of_overlay": [({"layer": "zoning", **tile}, "")],
        # The data desk.
        "desk.show": [({}, "")],
        "desk.as_csv": [({}, "")],
        "desk.as_json": [({}, "")],
        "desk_layer.show": [*layers, ({"layer": "parks"}, "ara=img")],
        "desk_layer.as_csv": layers,
        "desk_layer.as_json": layers,
        "desk_layer.issues": layers,
        "desk_layer.issues_file": of_layer,
        "desk_layer.set_aside": layers,
        "desk_layer.set_aside_file": of_layer,
        "desk_history.show": layers,
        "desk_history.history_file": of_layer,
        "desk_history.compare": [({"layer": "population"}, pair)],
        "desk_history.compare_file": [({"layer": "population", "suffix": suffix}, pair) for suffix in ("json", "csv")],
        "desk_names.show": [({}, "")],
        "desk_names.names_file": files,
        "desk_names.findings": [({}, "")],
        "desk_names.findings_csv": [({}, "")],
        "desk_names.findings_json": [({}, "")],
        "desk_upload.show": [({"token": town.upload}, "")],
        "desk_upload.columns": [({"token": town.upload}, "tablo=1&katman=population")],
        "desk_upload.trial": [({"token": town.upload}, "")],
        "rows.edit": [({"layer": "parks"}, town.park), ({}, town.investment), ({}, "")],
        # Open data, reports, other programs.
        "open_data.show": [({}, "")],
        "open_data.as_csv": [({}, "")],
        "open_data.as_json": [({}, "")],
        "open_data.as_jsonld": [({}, "")],
        "open_data.as_file": [
            ({"layer": layer, "suffix": suffix}, "") for layer in ("parks", "boundaries") for suffix in formats
        ],
        "reports.show": [({}, "")],
        "reports.as_pdf": [({"name": name}, "") for name in ("ilce", "yesil-alan", "hedefler")],
        "reports.as_xlsx": [({"name": name}, "") for name in ("ilce", "yesil-alan", "hedefler")],
        "ogc.landing": [({}, "f=html"), ({}, "")],
        "ogc.nothing": [({"rest": EVIL[0]}, "f=html")],
        "ogc.conformance": [({}, "f=html")],
        "ogc.openapi": [({}, "")],
        "ogc.collections": [({}, "f=html"), ({}, "")],
        "ogc.collection": [({"name": name}, f"f={form}") for name in collections for form in ("html", "json")],
        "ogc.items": [({"name": name}, f"f={form}") for name in collections for form in ("html", "json")],
        "ogc.item": [({"name": "atlas", "feature_id": town.place_id}, f"f={form}") for form in ("html", "json")],
        "ogc.queryables": [({"name": "parks"}, f"f={form}") for form in ("html", "json")],
        "ogc.schema": [({"name": "parks"}, f"f={form}") for form in ("html", "json")],
        # The programme, targets, scenarios, siting.
        "programme.show": [({}, ""), ({}, "ara=img")],
        "programme.table_file": files,
        "programme.one": [({}, town.investment)],
        "programme.places": [({}, "")],
        "programme_plan.plan": [({}, "")],
        "programme_plan.plan_file": files,
        "programme_plan.indicators_file": [({}, "")],
        "programme_plan.candidates": [({}, "")],
        "programme_plan.candidates_file": files,
        "programme_plan.effect_page": [({}, "")],
        "programme_plan.effect_file": files,
        "targets.show": [({}, "")],
        "targets.table_file": files,
        "targets.one": [({"no": "2.1"}, ""), ({"no": "1.1"}, "")],
        "scenarios.show": [({}, "")],
        "scenarios.list_file": files,
        "scenarios.new": [({}, ""), ({}, f"kopya={town.scenario}")],
        "scenarios.one": [(scenario, "")],
        "scenarios.one_file": [({**scenario, "suffix": suffix}, "") for suffix in ("json", "csv")],
        "scenarios.edit": [(scenario, "")],
        "scenarios.compare": [({}, "")],
        "scenarios.comparison_file": files,
        "siting.show": [({}, ""), ({}, site)],
        "siting.runs_file": files,
        "siting.run": [(run, "")],
        "siting.as_csv": [(run, "")],
        "siting.as_geojson": [(run, "")],
        "siting.as_json": [(run, "")],
        "siting.as_pdf": [(run, "")],
        "siting.as_xlsx": [(run, "")],
        "siting.state": [(run, "")],
        "siting.left_file": [({**run, "suffix": suffix}, "") for suffix in ("json", "csv")],
        # People and what they did.
        "account.show_sign_in": [({}, ""), ({}, "sonra=/" + "%22%3E%3Cimg")],
        "account.show_password": [({}, "")],
        "users.show": [({}, "")],
        "users.as_file": files,
        "record.show": [({}, "")],
        "record.as_csv": [({}, "")],
        "record.as_json": [({}, "")],
        "releases.show": [({}, "")],
        "releases.as_file": files,
        "releases.layer": [({"layer": "population"}, "")],
    }


def addresses(app: Flask, known: Examples) -> Iterator[tuple[str, str]]:
    """Every endpoint that answers a GET with the addresses to ask."""
    adapter = app.url_map.bind("localhost")
    for endpoint in sorted({rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}):
        for values, query in known[endpoint]:
            built = adapter.build(endpoint, values)
            yield endpoint, f"{built}?{query}" if query else built


# What each kind of answer must be.


def as_page(answer: TestResponse, language: str) -> str:
    root, everything = parsed(answer.text)
    judge(root, everything, dict(answer.headers), language)
    assert not {element.name for element in everything} & STRANGE
    for element in everything:
        # That no address leads elsewhere, no element has a handler and no script stands in the page is judged above.
        assert not [name for name in element.attributes if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:-]*", name)]
    return root.one("body").text


def as_json(answer: TestResponse, _: str) -> str:
    return " ".join(texts_of(json.loads(answer.text)))


def texts_of(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for part in (*found, *found.values()):
            yield from texts_of(part)
    elif isinstance(found, list):
        for part in found:
            yield from texts_of(part)


def as_csv(answer: TestResponse, _: str) -> str:
    cells = [cell for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) for cell in row]
    formulas = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not [cell for cell in formulas if parse_number(cell).reading == "malformed"]
    return " ".join(cells)


def as_workbook(answer: TestResponse, _: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    return " ".join(str(cell.value) for cell in cells)


def as_paper(answer: TestResponse, _: str) -> str:
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    assert not {"/OpenAction", "/AA"} & set(reader.trailer["/Root"])
    assert "/JavaScript" not in reader.trailer["/Root"].get("/Names", {})
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object().get("/A", {})
            assert action.get("/S") in (None, "/GoTo"), action
    text = " ".join(page.extract_text() for page in reader.pages)
    # The name of the workspace stands on every paper.
    assert squeeze(EVIL[0]) in squeeze(text)
    return text


def as_xml(answer: TestResponse, _: str) -> str:
    root = ElementTree.fromstring(answer.data)  # noqa: S314 of our own server
    assert not {element.tag.rpartition("}")[2].lower() for element in root.iter()} & (STRANGE | {"script", "a"})
    return "".join(root.itertext())


def as_script(answer: TestResponse, _: str) -> str:
    assert not [evil for evil in EVIL if evil in answer.text]
    return ""


def as_bytes(_answer: TestResponse, _: str) -> str:
    """Files of other programs, which are no text."""
    return ""


KINDS: dict[str, Callable[[TestResponse, str], str]] = {
    "text/html": as_page,
    "text/csv": as_csv,
    "application/pdf": as_paper,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": as_workbook,
    "text/javascript": as_script,
    "text/css": as_script,
    "application/vnd.google-earth.kml+xml": as_xml,
    "application/gml+xml": as_xml,
    **dict.fromkeys(("application/geopackage+sqlite3", "application/vnd.mapbox-vector-tile"), as_bytes),
}


def judged(answer: TestResponse, language: str, asked: str) -> str:
    """What an answer says, after it has been held against what its kind must be."""
    assert answer.status_code < 500, asked
    judge_headers(dict(answer.headers))
    kind = as_json if answer.mimetype.endswith("json") or answer.mimetype.endswith("+json") else KINDS[answer.mimetype]
    try:
        text = kind(answer, language)
    except AssertionError as wrong:
        wrong.add_note(asked)
        raise
    assert MADE_BY_TEMPLATES not in text
    return text


def test_every_address_has_an_example(town: HostileTown) -> None:
    known = examples(town)
    endpoints = {rule.endpoint for rule in town.app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert endpoints == set(known)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["tr", "en"])
def test_hostile_texts_are_text_at_every_address(town: HostileTown, language: str) -> None:
    known, heard, unseen = examples(town), set(), []
    for endpoint, address in addresses(town.app, known):
        asked = f"{address}{'&' if '?' in address else '?'}dil={language}"
        shown = []
        for browser in (town.planner, town.administrator, Browser(town.app)):
            answer = browser.get(asked)
            if answer.status_code in (302, 303):
                assert re.match("/(?!/)", answer.headers["Location"]), asked
                continue
            # What a person may not see is told on a page of its own, which is judged too.
            text = judged(answer, language, asked)
            if answer.status_code == (404 if endpoint == "ogc.nothing" else 200):
                shown.append(text)
        if not shown and endpoint not in LEADS_ELSEWHERE:
            unseen.append((asked, answer.status_code, text[:300]))
        if any(squeeze(evil) in squeeze(text) for evil in EVIL for text in shown):
            heard.add(endpoint)
    assert not unseen
    assert set(known) - heard == SILENT
