"""The catalogue of open data is what DCAT-AP asks for, and the shapes notice when it is not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib

from layers.atlas import build_atlas
from layers.catalogue import dcat_document
from layers.export import FORMATS
from layers.open_data import open_layers
from layers.workspace import open_workspace

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning", "ignore::DeprecationWarning:pyshacl")

PAGE = "http://127.0.0.1:8000/acik-veri"
SHAPES = Path(__file__).parents[1] / "fixtures" / "dcat_ap_mandatory.ttl"


@pytest.fixture(scope="module")
def document(demo: Path) -> dict[str, Any]:
    workspace = open_workspace(demo)
    layers = open_layers(workspace, build_atlas(workspace))
    return dcat_document(workspace, layers, PAGE, lambda layer, suffix: f"{PAGE}/{layer}{suffix}")


def is_valid(document: dict[str, Any]) -> tuple[bool, str]:
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    return bool(conforms), str(told)


def test_the_catalogue_has_what_dcat_ap_asks_for(document: dict[str, Any]) -> None:
    conforms, told = is_valid(document)
    assert conforms, told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("dct:title"),
        lambda found: found.pop("dct:publisher"),
        lambda found: found["dct:publisher"].pop("foaf:name"),
        lambda found: found["dcat:dataset"][1].pop("dct:description"),
        lambda found: found["dcat:dataset"][1]["dcat:distribution"][0].pop("dcat:accessURL"),
        lambda found: found["dcat:dataset"][1]["dcat:distribution"][0].pop("dct:rights"),
        lambda found: found["dct:modified"].update({"@value": "dün"}),
    ],
)
def test_the_shapes_notice_what_is_missing(document: dict[str, Any], spoil: Callable[[dict[str, Any]], object]) -> None:
    spoilt = copy.deepcopy(document)
    spoil(spoilt)
    conforms, _ = is_valid(spoilt)
    assert not conforms


def test_each_layer_with_rows_is_a_dataset_with_its_files(document: dict[str, Any], demo: Path) -> None:
    store = open_workspace(demo).store()
    held = {layer for layer in store.layers() if (revision := store.current(layer)) is not None and revision.rows}
    datasets = {item["dct:identifier"]: item for item in document["dcat:dataset"]}
    assert set(datasets) == held | {"atlas"}
    assert len(datasets["boundaries"]["dcat:distribution"]) == len(FORMATS)
    assert datasets["population"]["dct:temporal"]["dcat:endDate"]["@value"] == "2025-12-31"


def test_the_same_input_gives_the_same_document(document: dict[str, Any], demo: Path) -> None:
    workspace = open_workspace(demo)
    again = dcat_document(
        workspace, open_layers(workspace, build_atlas(workspace)), PAGE, lambda layer, suffix: f"{PAGE}/{layer}{suffix}"
    )
    assert json.dumps(again) == json.dumps(document)
