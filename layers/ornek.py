"""The example: a wholly synthetic municipality with every layer, its files as a municipality has them, and its known answers.

It is made by code (geo/synthetic), imported by the same imports that anyone would type, and says everywhere that it is synthetic.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue
from geo.synthetic.census import PLAN, REGISTER
from geo.synthetic.homes import YEARS
from geo.synthetic.municipality import Frames, Municipality, make_municipality
from geo.synthetic.place_names import MOST_NAMES
from geo.synthetic.plan_report import LEVELS
from geo.synthetic.town import DISTRICT, PROVINCE, Size
from geo.turkish import slug, upper
from layers import LAYERS
from layers.conflict_rules import FOLDER as CONFLICTS
from layers.duty import FOLDER as DUTY
from layers.importing import ImportOptions, ImportResult, import_files
from layers.reading.isolation import shared_workers
from layers.rule_files import own_rules_file, shipped_rules_file
from layers.source_files import Cells, number_text, write_cells, write_features, write_source
from layers.workspace import Beginning, Workspace, create_workspace, is_workspace

FOLDER: Final = "example"
TRUTH: Final = "truth.json"
SOURCE: Final = "ornek"
_NAME: Final = "Örnek Mahalle Atlası (sentetik)"
_TITLE: Final = "Sentetik örnek veri"
_AS_OF: Final = "31.12.2025"
_REGISTER_HEADINGS: Final = {
    "population": "NÜFUS",
    "women": "KADIN",
    "men": "ERKEK",
    "temporary_protection": "GEÇİCİ KORUMA",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One import: a layer from one file of one source, with what the user would say of it."""

    layer: str
    file: str
    source: str = SOURCE
    values: Mapping[str, str] = field(default_factory=dict)
    epsg: int | None = None

    @property
    def options(self) -> ImportOptions:
        """What the user would type beside the file: also the day that it describes, so that no schedule grows old."""
        day = {"as_of": _AS_OF} if LAYERS[self.layer].read is None else {}
        return ImportOptions(source=self.source, epsg=self.epsg, values={**day, **self.values})


def _plan_steps() -> tuple[Step, ...]:
    titles = dict(zip(LEVELS, ("Çevre Düzeni Planı", "Nazım İmar Planı", "Uygulama İmar Planı"), strict=True))
    return tuple(
        Step("plan_areas", f"{level}.tsv", level, {"plan_level": level, "plan_name": f"Örnek {title}"})
        for level, title in titles.items()
    )


# In the order of the imports: boundaries first, for all else joins to them.
STEPS: Final = (
    Step("boundaries", "mahalle_sinirlari.gpkg"),
    Step("population", "adnks_nufus.csv", REGISTER),
    Step("population", "plan_nufus_tablosu.tsv", PLAN),
    Step("statements", "plan_metni.tsv", PLAN),
    Step("crosswalk", "mahalle_degisiklikleri.csv"),
    Step("centres", "mahalle_merkezleri.geojson"),
    Step("zoning", "uygulama_imar_plani.gpkg"),
    *_plan_steps(),
    Step("settlement_suitability", "yerlesime_uygunluk.gpkg"),
    Step("risk_areas", "riskli_alanlar.gpkg"),
    Step("reserve_areas", "rezerv_yapi_alanlari.gpkg"),
    Step("parcels", "parseller.gpkg"),
    Step("buildings", "yapilar.gpkg"),
    Step("damage", "hasar_tespit.csv"),
    Step("assets", "belediye_tasinmazlari.gpkg"),
    Step("facilities", "tesisler.geojson"),
    Step("parks", "parklar.gpkg"),
    Step("roads", "yollar.gpkg"),
    Step("infrastructure_works", "altyapi_calismalari.tsv"),
    Step("cemeteries", "mezarliklar.geojson"),
    Step("cultural_heritage", "kultur_varliklari.geojson"),
    Step("assembly_areas", "toplanma_alanlari.gpkg"),
    Step("shelters", "gecici_barinma.geojson"),
    Step("citizen_requests", "basvurular.tsv"),
    Step("address_points", "adres_noktalari.csv", epsg=5255),
    Step("investments", "yatirimlar.gpkg"),
    Step("other_programmes", "diger_idarelerin_programi.gpkg"),
    Step("targets", "hedef_kartlari.tsv"),
    Step("target_costs", "tahmini_maliyet.tsv"),
)


def build_example(path: Path, size: Size, seed: int) -> tuple[Workspace, list[ImportResult]]:
    """Make a synthetic municipality: its files and its truth in `path`/example, and the workspace `path` that imports them.

    A layer of which a very small municipality has nothing (no cemetery) is left out.

    Raises
        RefusedError: there is a workspace already, or a municipality of this size cannot be made.
    """
    if is_workspace(path):
        raise RefusedError(Issue("workspace-exists", params={"path": str(path)}))
    municipality = make_example(size, seed)
    # Its libraries load while the files are written.
    shared_workers().start()
    steps = write_example(municipality, path / FOLDER)
    sources = {SOURCE: _TITLE, REGISTER: f"{_TITLE} (nüfus kaydı)", PLAN: f"{_TITLE} (stratejik plan)"}
    sources |= {slug(step.source): f"{_TITLE} ({step.values['plan_name']})" for step in _plan_steps()}
    known = Beginning(source_titles=sources, compared_years=(YEARS[0], YEARS[1]), synthetic=True)
    workspace = create_workspace(path, name=_NAME, province=PROVINCE, district=DISTRICT, known=known)
    # It has decided on duties and conflicts as Defne has.
    for folder in (DUTY, CONFLICTS):
        shutil.copyfile(shipped_rules_file(folder, "defne"), own_rules_file(path, folder))
    results = [import_files(workspace, step.layer, [path / FOLDER / step.file], step.options) for step in steps]
    return workspace, results


def make_example(size: Size, seed: int) -> Municipality:
    """The municipality itself, or a refusal in words.

    Raises
        RefusedError: not a zone for each neighbourhood, or more neighbourhoods than there are names.
    """
    if not 1 <= size.neighbourhoods <= min(size.zones, MOST_NAMES):
        params = {"neighbourhoods": size.neighbourhoods, "zones": size.zones, "most": MOST_NAMES}
        raise RefusedError(Issue("example-size", params=params))
    return make_municipality(size, seed)


def write_example(municipality: Municipality, folder: Path) -> list[Step]:
    """Write the files of a municipality and its truth; the answer is the imports that take them.

    The same municipality gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(municipality.truth, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    (folder / TRUTH).write_text(text + "\n", encoding="utf-8")
    steps = [step for step in STEPS if len(municipality.frames[step.layer])]
    for step in steps:
        _write(step, municipality.frames, folder / step.file)
    return steps


def _write(step: Step, frames: Frames, path: Path) -> None:
    rows = frames[step.layer]
    if "source" in rows:
        rows = rows[rows["source"] == step.source].reset_index(drop=True)
    if step.layer == "boundaries":
        _write_boundaries(gpd.GeoDataFrame(rows), path)
    elif step.layer == "statements":
        _write_statements(rows, path)
    elif step.layer == "population":
        (_write_register if step.source == REGISTER else _write_plan_table)(rows, path)
    else:
        write_source(LAYERS[step.layer], rows.drop(columns=[name for name in step.values if name in rows]), path)


def _write_boundaries(rows: gpd.GeoDataFrame, path: Path) -> None:
    headings = {
        "code": "MAHALLE KODU",
        "name": "MAHALLE ADI",
        "district": "İLÇE",
        "province": "İL",
        "official_area_km2": "RESMİ ALAN (km²)",
    }
    write_features(rows.rename(columns=headings), path)


def _write_register(rows: pd.DataFrame, path: Path) -> None:
    """As the register's tables are: one line a neighbourhood with its code, numbers without separators."""
    cells: dict[str, Cells] = {}
    for year, of_year in rows.groupby("year", sort=True):
        cells |= {"MAHALLE KODU": of_year["neighbourhood_id"].tolist(), "MAHALLE": of_year["neighbourhood_name"].tolist()}
        for measure, heading in _REGISTER_HEADINGS.items():
            if of_year[measure].notna().all():
                cells[f"{heading} {int(year)}"] = [str(int(count)) for count in of_year[measure]]
    write_cells(cells, path)


def _write_plan_table(rows: pd.DataFrame, path: Path) -> None:
    """As a plan prints it: names in capitals, grouped numbers, percents with their sign in front, the total last."""
    years = sorted(int(year) for year in rows["year"].unique())
    by_year = {year: rows[rows["year"] == year] for year in years}
    last = by_year[years[-1]]
    cells = {
        "MAHALLE ADI": [upper(name) for name in last["neighbourhood_name"]],
        "YÜZÖLÇÜMÜ (km²)": [f"{area:.4f}".replace(".", ",") for area in last["stated_area_km2"]],
    }
    for year in years:
        cells[f"NÜFUS {year} (kişi)"] = [_grouped(count) for count in by_year[year]["population"]]
    cells["DEĞİŞİM (kişi)"] = [_grouped(count) for count in last["stated_change_count"]]
    cells["DEĞİŞİM (%)"] = [_percent(value) for value in last["stated_change_pct"]]
    write_cells(cells, path)


def _write_statements(rows: pd.DataFrame, path: Path) -> None:
    of_measure = {str(measure): of_it for measure, of_it in rows.groupby("measure", sort=True)}
    cells = {
        "MAHALLE": of_measure["change_count"]["neighbourhood_name"].tolist(),
        "DEĞİŞİM (kişi)": [str(int(count)) for count in of_measure["change_count"]["value"]],
        "DEĞİŞİM (%)": [_percent(value) for value in of_measure["change_pct"]["value"]],
    }
    write_cells(cells, path)


def _grouped(count: float) -> str:
    return f"{int(count):,}".replace(",", ".")


def _percent(value: float) -> str:
    return ("-%" if value < 0 else "%") + number_text(abs(value))
