"""The single investments of a neighbourhood: those that name it, and what of the drawn ones lies in it."""

import json
from pathlib import Path

import pytest
from shapely.geometry import LineString, box, mapping

from layers.atlas import build_atlas
from layers.importing import ImportOptions, import_files
from layers.local_investments import LocalInvestments, investments_by_place
from layers.workspace import create_workspace


def collection(path: Path, features: list[tuple[dict[str, object], object]]) -> Path:
    made = [{"type": "Feature", "properties": about, "geometry": shape and mapping(shape)} for about, shape in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": made}), encoding="utf-8")
    return path


@pytest.fixture
def found(tmp_path: Path) -> LocalInvestments:
    workspace = create_workspace(tmp_path / "w", name="İki", province="Hatay", district="Defne")
    squares = [
        ({"name": name, "code": code}, box(36 + x, 36, 36.01 + x, 36.01)) for name, code, x in (("A", "1", 0), ("B", "2", 0.01))
    ]
    import_files(workspace, "boundaries", [collection(tmp_path / "sinir.geojson", squares)], ImportOptions(source="harita"))
    road = {"yatırım": "Yol", "türü": "yol", "bütçe 2027": 300.0, "müdürlük": "Fen İşleri", "hedef": "H2.1"}
    park = {"yatırım": "Park", "türü": "park", "bütçe 2026": 90.0, "mahalle": "B", "durum": "planlanan"}
    drawn = [(road, LineString([(36.0075, 36.005), (36.0175, 36.005)])), (park, None)]
    import_files(workspace, "investments", [collection(tmp_path / "yatirim.geojson", drawn)], ImportOptions(source="program"))
    return investments_by_place(build_atlas(workspace))


def test_a_drawn_investment_is_in_each_neighbourhood_by_its_share(found: LocalInvestments) -> None:
    of_a, of_b = (next(item for item in found[place] if item.name == "Yol") for place in ("1", "2"))
    assert of_a.share_ratio == pytest.approx(0.25, abs=1e-3)
    assert of_a.share_ratio + of_b.share_ratio == pytest.approx(1.0)
    assert (of_a.budget_try, of_a.year, of_a.unit_in_charge, of_a.target_no) == (300.0, 2027, "Fen İşleri", "H2.1")
    assert of_a.status is None


def test_what_names_a_neighbourhood_is_whole_there_and_the_years_are_in_order(found: LocalInvestments) -> None:
    assert [(item.year, item.name, item.share_ratio == 1.0) for item in found["2"]] == [
        (2026, "Park", True),
        (2027, "Yol", False),
    ]
    assert [item.name for item in found["1"]] == ["Yol"]
    assert found["2"][0].status == "planned"


def test_without_the_layer_there_are_none(tmp_path: Path, root: Path) -> None:
    workspace = create_workspace(tmp_path / "w", name="Boş", province="Hatay", district="Defne")
    import_files(workspace, "boundaries", [root / "data/boundaries/defne.geojson"], ImportOptions(source="sketch"))
    assert investments_by_place(build_atlas(workspace)) == {}
