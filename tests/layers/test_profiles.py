"""Profiles: what a receiving system calls things; a wrong one is refused at load with its line and reason."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import yaml
from exports import read_back
from samples_of_layers import SAMPLES
from workspaces import atlas, done, run, take

from geo.errors import RefusedError
from layers import LAYERS
from layers.codes.land_use import LAND_USES, PLAN_LEVELS, PLAN_STATUSES
from layers.handover.profile import read_profile
from layers.outgoing.tables import layer_table
from layers.shipped import data_folder
from layers.workspace import open_workspace

SHIPPED = sorted(path.stem for path in (data_folder() / "profiles").glob("*.yaml"))
NETCAD = [
    *("MAHALLE_ID", "MAHALLE_Kod", "MAHALLE_Ad", "MAHALLE_Tipi", "MAHALLE_Alan", "MAHALLE_Nufus", "MAHALLE_Muhtar"),
    *("MAHALLE_ISLEMTARIH", "MAHALLE_SILINDI"),
]


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_profile_that_ships_is_right(demo: Path, name: str) -> None:
    profile = read_profile(open_workspace(demo), name)
    assert profile.title.tr != profile.title.en
    assert profile.ours or profile.tables
    assert not profile.covers("parklar") or profile.ours


def test_profiles_of_the_contract_ship() -> None:
    assert {"mahalle", "netcad-mis", "inspire"} <= set(SHIPPED)


def test_netcad_has_its_fields_in_its_units(demo: Path, tmp_path: Path) -> None:
    done(run(demo, "export", "atlas", tmp_path / "a.csv", "--profile", "netcad-mis"))
    rows = rows_of(tmp_path / "a.csv")
    assert list(rows[0])[: len(NETCAD)] == NETCAD
    ours = {record["id"]: record for record in atlas(demo).values()}
    assert len(rows) == 37
    for row in rows:
        record = ours[row["MAHALLE_ID"]]
        assert row["MAHALLE_Ad"] == record["name"]
        assert float(row["MAHALLE_Alan"]) == pytest.approx(record["area_km2"] * 1e6, rel=1e-9)
        assert int(row["MAHALLE_Nufus"]) == record["population_2025"]
        assert (row["MAHALLE_SILINDI"], row["MAHALLE_Tipi"], row["MAHALLE_Muhtar"]) == ("CREATE", "MAHALLE", "")
    done(run(demo, "export", "atlas", tmp_path / "a.gpkg", "--profile", "netcad-mis"))
    back = read_back(tmp_path / "a.gpkg")
    assert back.crs.to_epsg() == 5256  # type: ignore[attr-defined]
    done(run(demo, "export", "atlas", tmp_path / "b.gpkg", "--profile", "netcad-mis", "--crs", "5255"))
    assert read_back(tmp_path / "b.gpkg").crs.to_epsg() == 5255  # type: ignore[attr-defined]
    done(run(demo, "export", "atlas", tmp_path / "a.geojson", "--profile", "netcad-mis"))


def test_a_change_list_speaks_the_words_of_the_profile(own_demo: Path, tmp_path: Path) -> None:
    words = ["--profile", "netcad-mis", "--receiver", "Yüklenici"]
    done(run(own_demo, "package", tmp_path / "a.zip", *words))
    (tmp_path / "t.tsv").write_text("MAHALLE\t2025\nTavla\t7\n", encoding="utf-8")
    done(take(own_demo, "population", tmp_path / "t.tsv", source="tuik"))
    done(run(own_demo, "package", tmp_path / "b.zip", *words, "--since", "last"))
    done(run(own_demo, "package", "verify", tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert "data/MAHALLE.gpkg" in archive.namelist()
        assert not [name for name in archive.namelist() if "atlas" in name]
        changes = json.loads(archive.read("changes/MAHALLE.geojson"))["features"]
    assert changes
    tavla = next(item["properties"] for item in changes if item["properties"]["MAHALLE_Ad"] == "Tavla")
    assert tavla["MAHALLE_SILINDI"] == "UPDATE"
    assert tavla["MAHALLE_Nufus"] == 7
    assert "MAHALLE_Nufus" in tavla["changed_fields"]
    assert not [name for name in tavla["changed_fields"] if name not in NETCAD and name != "geometry"]


def test_inspire_has_a_hilucs_code_for_each_land_use(own_drawn: Path, tmp_path: Path) -> None:
    workspace = open_workspace(own_drawn)
    table = read_profile(workspace, "inspire").tables["zoning"]
    codes = {column.name: column.codes for column in table.columns if column.codes}
    assert set(codes["hilucsLandUse"]) == {code.key for code in LAND_USES}
    assert set(codes["levelOfSpatialPlan"]) == {code.key for code in PLAN_LEVELS}
    assert set(codes["processStepGeneral"]) == {code.key for code in PLAN_STATUSES}
    done(take(own_drawn, "zoning", SAMPLES["zoning"]))
    done(run(own_drawn, "export", "zoning", tmp_path / "z.gpkg", "--profile", "inspire"))
    back = read_back(tmp_path / "z.gpkg").set_index("inspireId_localId")
    ours = layer_table(workspace, "zoning").features
    for key, row in back.iterrows():
        assert row["hilucsLandUse"] == codes["hilucsLandUse"][ours.loc[key, "land_use"]]
        assert row["specificLandUse"] == ours.loc[key, "land_use"]


def test_inspire_writes_only_values_of_the_registry(demo: Path) -> None:
    lists = yaml.safe_load((data_folder() / "profiles" / "code_lists" / "inspire.yaml").read_text(encoding="utf-8"))
    table = read_profile(open_workspace(demo), "inspire").tables["zoning"]
    written = {column.name: set(column.codes.values()) for column in table.columns if column.codes}
    listed = {"hilucsLandUse": "HILUCSValue", "levelOfSpatialPlan": "LevelOfSpatialPlanValue"}
    listed["processStepGeneral"] = "ProcessStepGeneralValue"
    assert set(written) == set(listed)
    for column, values in written.items():
        assert values <= set(lists[listed[column]]["values"]), column
        assert lists[listed[column]]["source"]


def test_the_list_of_hilucs_is_whole() -> None:
    lists = yaml.safe_load((data_folder() / "profiles" / "code_lists" / "inspire.yaml").read_text(encoding="utf-8"))
    numbers = ["_".join(part for part in value.split("_") if part.isdigit()) for value in lists["HILUCSValue"]["values"]]
    assert len(set(numbers)) == 98
    # Each has the one above it, and each but the first of its kind the one before it.
    for number in numbers:
        above, _, last = number.rpartition("_")
        assert not above or above in numbers
        assert last == "1" or f"{above}_{int(last) - 1}".strip("_") in numbers


def test_ours_changes_nothing(demo: Path, tmp_path: Path) -> None:
    done(run(demo, "export", "boundaries", tmp_path / "a.geojson", "--profile", "mahalle"))
    done(run(demo, "export", "boundaries", tmp_path / "b.geojson"))
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


# --------------------------------------------------------------------------- wrong profiles


def described(folder: Path, text: str, name: str = "bizim") -> None:
    (folder / "profiles").mkdir(exist_ok=True)
    (folder / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")


HEAD = "title: {tr: Bizim, en: Ours}\ntables:\n  T:\n    of: buildings\n    id: ID\n    fields:\n"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "dosya boş"),
        ("title: {tr: Bizim, en: Ours}", 1, "tables eksik"),
        ("title: {tr: B, en: O}\nours: true\ntables: {}", 3, "birlikte olmaz"),
        ("title: {tr: B, en: O}\ncrs: TM36\ntables: {}", 2, "EPSG"),
        ("title: {tr: B, en: O}\ntables:\n  T: {of: parklar, id: A, fields: {}}", 3, "bilinmiyor"),
        ("title: {tr: B, en: O}\ntables:\n  ../T: {of: zoning, id: A, fields: {}}", 3, "ad olamaz"),
        (HEAD + "      A: {from: yok}", 7, "bilinmiyor"),
        (HEAD + "      A: {from: building_no}", 7, "bilinmiyor"),
        (HEAD + "      A: {from: use, value: x}", 7, "biri gerekir"),
        (HEAD + "      A: {value: x, unit: m2}", 7, "yalnız from"),
        (HEAD + "      A: {from: use, unit: m2}", 7, "çevrilemez"),
        (HEAD + "      id: {from: use}", 6, "iki kez"),
        (HEAD + "      A: {from: use, codes: {yok: 1}}", 7, "anlamsız"),
        (HEAD + "      A: {from: use, codes: {}}", 7, "karşılığı olmayan"),
        (HEAD + "      A: {from: use}\n    requires: [A, B, C]", 6, "zorunlu alan eksik: B, C"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_line_and_reason(
    own_demo: Path, tmp_path: Path, text: str, line: int, why: str
) -> None:
    described(own_demo, text)
    answer = run(own_demo, "export", "atlas", tmp_path / "a.csv", "--profile", "bizim")
    assert answer.code == 1
    assert f"{line}. satır: profiles/bizim.yaml: " in answer.err
    assert why in answer.err
    assert not (tmp_path / "a.csv").exists()


def test_a_workspace_cannot_drop_a_field_that_the_receiving_system_requires(own_demo: Path) -> None:
    shipped = (data_folder() / "profiles" / "netcad-mis.yaml").read_text(encoding="utf-8")
    described(own_demo, shipped.replace("MAHALLE_Tipi: {value: MAHALLE}", "MAHALLE_Tipi: {value: Köy}"), "netcad-mis")
    table = read_profile(open_workspace(own_demo), "netcad-mis").tables["atlas"]
    assert [column.value for column in table.columns if column.name == "MAHALLE_Tipi"] == ["Köy"]
    lacking = "\n".join(line for line in shipped.splitlines() if "MAHALLE_Kod" not in line)
    described(own_demo, lacking, "netcad-mis")
    with pytest.raises(RefusedError, match="a required field is missing: MAHALLE_Kod"):
        read_profile(open_workspace(own_demo), "netcad-mis")


def test_an_unknown_profile_and_a_table_that_it_has_not_are_refused(demo: Path, tmp_path: Path) -> None:
    for words in (["atlas", "--profile", "yok"], ["atlas", "--profile", "../x"], ["population", "--profile", "netcad-mis"]):
        answer = run(demo, "export", words[0], tmp_path / "a.csv", *words[1:])
        assert answer.code == 1
        assert len(answer.err.splitlines()) == 2
    assert run(demo, "package", tmp_path / "p.zip", "--profile", "yok").code == 1
    assert list(tmp_path.iterdir()) == []


def test_private_fields_are_unknown_to_profiles(own_demo: Path) -> None:
    for layer, spec in LAYERS.items():
        for field in spec.fields:
            if not field.public:
                described(own_demo, HEAD.replace("buildings", layer) + f"      A: {{from: {field.name}}}")
                with pytest.raises(RefusedError, match="is unknown"):
                    read_profile(open_workspace(own_demo), "bizim")
