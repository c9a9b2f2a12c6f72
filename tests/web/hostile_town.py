"""A whole municipality each of whose texts tries to be markup, a formula, a template or a link, made by the real imports.

With an office, a scenario, an upload, a draft and a siting run.
"""

import csv
import html
import io
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from flask import Flask
from office import Browser, add_people, office_app, signed_in
from werkzeug.test import TestResponse

from geo.synthetic.municipality import Frames
from geo.synthetic.town import DISTRICT, PROVINCE, Size
from layers import LAYERS
from layers.importing import ImportOptions, import_files
from layers.ornek import make_example, write_example
from layers.workspace import Beginning, create_workspace

# What each would make, were it not only text: an element, a script, a formula, a link of Typst's, a number of Jinja's.
EVIL = (
    '<img src="x" onerror="alert(1)">',
    "\"'><script>alert(2)</script>",
    '=HYPERLINK("https://kotu.example")',
    '#link("https://kotu.example")[kotu]',
    "{{7*1910010}}",
    "javascript:alert(3)",
    "@SUM(1+1)",
)
MADE_BY_TEMPLATES = "13370070"
# What other rows or the reader refer to stays as it is.
_REFERRED = {
    *("code", "neighbourhood_id", "district", "province", "measure", "item"),
    *("block_no", "parcel_no", "building_no", "zoning_block", "target_no", "indicator_no"),
}
# A neighbourhood is named alike wherever it stands.
_NEIGHBOURHOODS = {"neighbourhood_name", "old_neighbourhood", "new_neighbourhood"}


@dataclass(frozen=True)
class HostileTown:
    """Its application, who is signed in, and what its addresses are made of; two queries; where a park is, latitude first."""

    app: Flask
    administrator: Browser
    planner: Browser
    place_id: str
    upload: str
    run: str
    scenario: str
    investment: str
    park: str
    at: tuple[float, float]


def hostile_town(folder: Path) -> HostileTown:
    """The town."""
    municipality = make_example(Size(6, 60), seed=7)
    names = _hostile_names(municipality.frames["boundaries"]["name"])
    _spoil(municipality.frames, names)
    steps = write_example(municipality, folder / "files")
    sources = {step.source: f"{EVIL[0]} {step.source}" for step in steps}
    workspace = create_workspace(
        folder / "workspace",
        name=f"{EVIL[0]} Atlas",
        province=PROVINCE,
        district=DISTRICT,
        known=Beginning(source_titles=sources),
    )
    for step in steps:
        import_files(workspace, step.layer, [folder / "files" / step.file], step.options)
    import_files(workspace, "population", [_doubtful(folder)], ImportOptions(source="sayim", note=EVIL[0]))
    add_people(workspace.path)
    app = office_app(workspace.path)
    planner, administrator = signed_in(app, "planner"), signed_in(app, "administrator")
    place = municipality.frames["boundaries"].iloc[0]
    upload = _upload(planner, str(place["name"]))
    _leave_notes(planner, administrator)
    return HostileTown(
        app,
        administrator,
        planner,
        str(place["code"]),
        upload,
        _site(planner),
        _write_scenario(planner),
        _query_of(planner, "/yatirimlar", "/yatirimlar/yatirim"),
        _query_of(planner, "/katmanlar/parks", "/katmanlar/parks/satir"),
        _middle_of(municipality.frames["parks"]),
    )


def _hostile_names(names: pd.Series) -> dict[str, str]:
    return {str(name): f"{EVIL[number % len(EVIL)]} {name}" for number, name in enumerate(names)}


def _spoil(frames: Frames, names: dict[str, str]) -> None:
    """Put something hostile before each free text of each layer."""
    for layer, frame in frames.items():
        texts = [field.name for field in LAYERS[layer].fields if field.type == "text" and field.name in frame]
        for number, column in enumerate(texts):
            if column in _NEIGHBOURHOODS or (layer, column) == ("boundaries", "name"):
                frame[column] = frame[column].map(lambda name: names.get(name, name), na_action="ignore")
            elif column not in _REFERRED:
                evil = EVIL[number % len(EVIL)]
                frame[column] = frame[column].map(lambda text, evil=evil: f"{evil} {text}", na_action="ignore")


def _doubtful(folder: Path) -> Path:
    """A table with a row that cannot be stored and one of nobody's neighbourhood."""
    path = folder / "sayim.csv"
    rows = [
        ["MAHALLE", "MAHALLE KODU", "NÜFUS 2024"],
        ["", "900001", f"{EVIL[0]} 5"],
        [EVIL[1], "", "6"],
        ["", "900002", "7"],
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def _went_on(answer: TestResponse) -> str:
    """Where a form has led; what it was refused for is the message."""
    assert answer.status_code == 303, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    return str(answer.headers["Location"])


def _token_of(location: str) -> str:
    return location.rpartition("/")[2]


def _upload(planner: Browser, name: str) -> str:
    """A file whose name, headings and cells are hostile, waiting to be stored."""
    table = io.StringIO()
    csv.writer(table, delimiter="\t").writerows(
        [["MAHALLE", EVIL[0], "NÜFUS 2024"], [EVIL[1], EVIL[2], EVIL[3]], [name, EVIL[2], "5"]]
    )
    sent = {"dosya": (io.BytesIO(table.getvalue().encode()), "<img src=x onerror=alert(4)>.tsv")}
    answer = planner.post("/veri/yukle", sent)
    address = _went_on(answer)
    fields = {"tablo": "1", "katman": "population", "kaynak": EVIL[0], "sutun-0": "name", "sutun-2": "population_2024"}
    _went_on(planner.post(f"{address}/dene", fields))
    return _token_of(address)


def _leave_notes(planner: Browser, administrator: Browser) -> None:
    """A revision, an account and a release that say something hostile."""
    _went_on(planner.post("/katmanlar/population/geri-al", {"surum": "3", "not": EVIL[0]}))
    _went_on(planner.post("/yayin/population/gonder", {"surum": "4", "not": EVIL[1]}))
    administrator.post("/kullanicilar", {"ad": EVIL[0], "rol": "viewer"})


def _site(planner: Browser) -> str:
    """A siting run that has ended."""
    asked = {"tur": "park", "sayi": "2", "yilda": "1", "mesafe": "600", "birak": ["leased", "not-zoned"]}
    answer = planner.post("/yer-secimi/baslat", asked)
    address, deadline = _went_on(answer), time.monotonic() + 60
    while json.loads(planner.get(f"{address}/durum.json").text)["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return _token_of(address)


def _write_scenario(planner: Browser) -> str:
    typed = {"ad": f"{EVIL[0]} a", "ad_en": EVIL[4], "kaynak": EVIL[1], "once": "2022", "taban": "2023", "plan": "2041"}
    for title in (typed["ad"], "İkinci"):
        made = _went_on(planner.post("/yeni-senaryo", {**typed, "ad": title, "donus": "50"}))
    return _token_of(made)


def _query_of(planner: Browser, page: str, target: str) -> str:
    """The query of the first link of a page that leads to an address."""
    found = re.search(f'href="{re.escape(target)}[?]([^"]+)"', planner.get(page).text)
    assert found is not None, page
    return html.unescape(found[1])


def _middle_of(parks: pd.DataFrame) -> tuple[float, float]:
    point = gpd.GeoDataFrame(parks).geometry.iloc[[0]].representative_point().to_crs(4326).iloc[0]
    return point.y, point.x
