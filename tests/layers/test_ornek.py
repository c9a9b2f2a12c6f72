"""The example: the same bytes for the same seed, every layer without a doubt, and what is stored is what was made."""

import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from workspaces import current, done, findings, run

from geo.crs import to_metric
from geo.errors import RefusedError
from geo.names import Gazetteer, Place
from geo.synthetic.municipality import Municipality
from geo.synthetic.town import Size
from layers import LAYERS
from layers.base import ReadContext, Reading
from layers.importing import read_file
from layers.ornek import FOLDER, STEPS, TRUTH, build_example, make_example, write_example
from layers.workspace import open_workspace

SIZE = Size(8, 160)
SEED = 5
# Read by readers of their own, which test_the_answers_come_out_of_the_store asks.
OWN_READERS = {"boundaries", "population", "statements"}


@pytest.fixture(scope="module")
def made() -> Municipality:
    return make_example(SIZE, SEED)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ornek") / "w"
    words = ["--neighbourhoods", SIZE.neighbourhoods, "--zones", SIZE.zones, "--seed", SEED]
    done(run(folder, "example", *words))
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def readings(made: Municipality, folder: Path) -> dict[str, list[Reading]]:
    """The files of a municipality, written and read without a workspace."""
    places = [
        Place(code, name, "Örnek", code) for code, name in zip(made.truth["codes"], made.truth["neighbourhoods"], strict=True)
    ]
    found: dict[str, list[Reading]] = {}
    for step in write_example(made, folder):
        known = Gazetteer([] if step.layer == "boundaries" else places)
        context = ReadContext("Örnek", "Örnek", known, epsg=step.epsg, values=step.options.values or {})
        found.setdefault(step.layer, []).append(read_file(LAYERS[step.layer], folder / step.file, context))
    return found


def test_the_same_size_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "other")]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        write_example(make_example(Size(3, 40), seed), folder)
    one, two, other = map(digests, folders)
    assert one == two
    assert len(one) >= 25
    # What was before, and how targets and costs are named, is the same everywhere.
    assert {name for name in one if one[name] == other.get(name)} <= {"mahalle_degisiklikleri.csv"}


def test_every_layer_is_there_without_a_doubt(example: Path) -> None:
    store = open_workspace(example).store()
    assert set(store.layers()) == set(LAYERS)
    for layer in LAYERS:
        revision = store.current(layer)
        assert revision is not None
        assert store.quarantine(layer, revision.number) == []
        assert {issue.kind for issue in store.issues(layer, revision.number) if issue.severity != "info"} == set()


def test_check_finds_nothing(example: Path) -> None:
    assert findings(example) == []


def test_the_data_describe_a_day_and_not_the_one_on_which_they_were_made(example: Path) -> None:
    store = open_workspace(example).store()
    for layer in set(LAYERS) - OWN_READERS:
        assert {record.as_of for record in store.current(layer).sources} == {"2025-12-31"}, layer


def test_the_workspace_says_that_it_is_synthetic(example: Path) -> None:
    workspace = open_workspace(example)
    assert workspace.synthetic
    assert "sentetik" in workspace.name
    sources = {record.source for layer in LAYERS for record in workspace.store().current(layer).sources}
    assert all(workspace.source_title(source).startswith("Sentetik örnek veri") for source in sources)
    assert json.loads((example / FOLDER / TRUTH).read_text(encoding="utf-8"))["synthetic"] is True


@pytest.mark.parametrize("layer", sorted(set(LAYERS) - OWN_READERS))
def test_what_is_stored_is_what_was_made(layer: str, example: Path, made: Municipality) -> None:
    rows, stored = made.frames[layer], current(example, layer)
    if "source" in rows:
        order = {step.source: place for place, step in enumerate(STEPS)}
        rows = rows.sort_values("source", key=lambda sources: sources.map(order), kind="stable").drop(columns="source")
        stored = stored.sort_values("source", key=lambda sources: sources.map(order), kind="stable")
    order_by = ["source_row", "year"] if LAYERS[layer].by_year else []
    stored = (stored.sort_values(order_by) if order_by else stored).reset_index(drop=True)
    assert len(stored) == len(rows)
    for name in rows.columns.drop(["geometry", "is_total"], errors="ignore"):
        made_values, stored_values = (frame[name].astype(object).where(frame[name].notna(), None) for frame in (rows, stored))
        if layer == "target_costs" and name == "item":
            # A printed total is known by its mark.
            assert stored["is_total"].sum() == 5
        for one, other in zip(made_values, stored_values, strict=True):
            assert one == (pytest.approx(other, abs=1e-9) if isinstance(other, float) else other), name
    if "is_total" in rows:
        assert rows["is_total"].tolist() == stored["is_total"].tolist()
    if isinstance(rows, gpd.GeoDataFrame):
        shapes = to_metric(gpd.GeoDataFrame(stored)).geometry
        assert shapes.isna().tolist() == rows.geometry.isna().tolist()
        assert np.nanmax(shapes.hausdorff_distance(rows.geometry, align=False)) < 0.001
        # Coordinates come in rounded to 0.1 mm.
        drawn = rows.geometry.notna()
        assert (abs(shapes.area - rows.area)[drawn] <= 1e-4 * rows.length[drawn] + 1e-6).all()


def test_the_answers_come_out_of_the_store(example: Path) -> None:
    truth: dict[str, Any] = json.loads((example / FOLDER / TRUTH).read_text(encoding="utf-8"))
    names = truth["neighbourhoods"]
    population = current(example, "population")
    for source in ("tuik", "plan"):
        rows = population[(population["source"] == source) & ~population["is_total"]]
        for year, of_year in rows.groupby("year"):
            assert of_year.set_index("neighbourhood_name")["population"].reindex(names).tolist() == truth["population"][str(year)]
    boundaries = to_metric(gpd.GeoDataFrame(current(example, "boundaries")))
    area = boundaries.set_index("name").area.reindex(names)
    assert area.tolist() == pytest.approx(truth["area_m2"], rel=1e-7)
    assert boundaries["official_area_km2"].sum() == pytest.approx(sum(truth["area_m2"]) / 1e6)
    zones = to_metric(gpd.GeoDataFrame(current(example, "zoning")))
    pieces = gpd.overlay(
        zones[["land_use", "geometry"]], boundaries[["name", "geometry"]], how="intersection", keep_geom_type=True
    )
    hectares = pieces.assign(ha=pieces.area / 1e4).groupby(["land_use", "name"])["ha"].sum()
    for use, stated in truth["hectares_by_land_use"].items():
        assert hectares[use].reindex(names, fill_value=0).tolist() == pytest.approx(stated, abs=0.001)
    near = to_metric(gpd.GeoDataFrame(current(example, "buildings")))
    parks = to_metric(gpd.GeoDataFrame(current(example, "parks"))).union_all()
    dwellings = near.groupby("neighbourhood_name")["dwelling_count"].sum()
    each = dict(zip(names, truth["population"]["2025"], strict=True))
    people = near["dwelling_count"] / near["neighbourhood_name"].map(dwellings) * near["neighbourhood_name"].map(each)
    walks = people[near.centroid.distance(parks) <= truth["near_park_m"]].groupby(near["neighbourhood_name"]).sum()
    assert walks.reindex(names, fill_value=0).tolist() == pytest.approx(truth["people_near_park"])
    budget = current(example, "investments").groupby("year")["budget_try"].sum()
    assert {str(year): total for year, total in budget.items()} == truth["budget_by_year_try"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [Size(1, 1), Size(2, 9), Size(5, 100)], ids=lambda size: f"{size.neighbourhoods}-{size.zones}")
def test_files_of_any_size_and_seed_are_read_without_a_doubt(size: Size, seed: int, tmp_path: Path) -> None:
    made = make_example(size, seed)
    read = readings(made, tmp_path)
    assert set(read) == {layer for layer, rows in made.frames.items() if len(rows)}
    for layer, of_layer in read.items():
        for reading in of_layer:
            assert [issue.message("en") for issue in reading.issues if issue.severity != "info"] == [], layer
            assert reading.quarantined == []
        assert sum(len(reading.rows) for reading in of_layer) == len(made.frames[layer]), layer


@pytest.mark.parametrize("size", [Size(0, 5), Size(3, 2), Size(20_000, 100_000)])
def test_a_size_that_cannot_be_is_refused_in_words(size: Size) -> None:
    with pytest.raises(RefusedError, match="cannot be made"):
        make_example(size, 1)


def test_a_workspace_that_is_there_is_left_alone(tmp_path: Path) -> None:
    done(run(tmp_path / "w", "init", "Deneme", "--province", "Hatay"))
    with pytest.raises(RefusedError):
        build_example(tmp_path / "w", Size(1, 1), 1)
    assert run(tmp_path / "w", "example").code == 1
    assert not (tmp_path / "w" / FOLDER).exists()
    assert not open_workspace(tmp_path / "w").synthetic


def test_frames_name_fields_and_codes_that_the_layers_have(made: Municipality) -> None:
    assert set(made.frames) == set(LAYERS)
    for layer, rows in made.frames.items():
        spec = LAYERS[layer]
        known = {field.name for field in spec.fields} | {"source", "geometry"}
        assert set(rows.columns) <= known, layer
        for field in spec.fields:
            if field.type == "code" and field.name in rows:
                assert set(rows[field.name].dropna()) <= {code.key for code in field.codes}, (layer, field.name)
            if field.required:
                missing = rows[field.name].isna() & ~rows.get("is_total", pd.Series(False, index=rows.index)).astype(bool)
                assert not missing.any(), (layer, field.name)
