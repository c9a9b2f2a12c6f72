"""The checks over all layers: a clean municipality gives no finding, a spoilt one gives the one that was planted."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from workspaces import make

from geo.issues import Finding
from geo.synthetic.municipality import Frames, make_tables
from geo.synthetic.town import Size
from layers.checking import CHECKS
from layers.checking.evidence import Evidence
from layers.checking.places import check_places
from layers.checking.programme_conflicts import check_programme_conflicts
from layers.ground import Ground
from layers.stated import StatedFigures
from layers.workspace import Workspace, open_workspace

SEEDS = 1000
# Places and the programme's conflicts are drawn: tests/layers/test_ornek.py.
TABLES = [check for check in CHECKS if check not in (check_places, check_programme_conflicts)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An empty workspace: what is checked is put in beside it."""
    return open_workspace(make(tmp_path_factory.mktemp("clean") / "w", province="Örnek", district="Örnek"))


class Tables(Ground):
    """Rows as if a store held them, of a municipality without a place."""

    def __init__(self, workspace: Workspace, frames: dict[str, pd.DataFrame]) -> None:
        self.workspace, self.store = workspace, workspace.store()
        self._frames = {**dict.fromkeys(workspace.layers), **frames}
        self._rows = dict.fromkeys(workspace.layers)


def stored(workspace: Workspace, frames: Frames) -> dict[str, pd.DataFrame]:
    """Tables as an import stores them: with source, file and line, in the types of their layers."""
    found = {}
    for layer, rows in frames.items():
        frame = rows.copy()
        spec = workspace.layer(layer)
        if "source" not in frame:
            frame["source"] = "ornek"
        if "is_total" not in frame and any(field.name == "is_total" for field in spec.fields):
            frame["is_total"] = False
        identity = [name for name in ("neighbourhood_name", *spec.identity, "project_no", "item") if name in frame]
        frame["id"] = (
            frame[identity].astype(object).fillna("").astype(str).agg("|".join, axis=1) if identity else frame.index.astype(str)
        )
        if "source_row" not in frame:
            frame["source_row"] = pd.factorize(frame["id"] + frame["source"])[0] + 2
        frame["source_file"] = "ornek.tsv"
        found[layer] = spec.conform(frame.reset_index(drop=True))
        for name in [
            field.name for field in spec.fields if field.name.endswith("_stated") and found[layer][field.name].isna().all()
        ]:
            found[layer][name] = found[layer][name.removesuffix("_stated")]
    return found


def findings(workspace: Workspace, frames: dict[str, pd.DataFrame]) -> list[Finding]:
    """What the checks of tables say; drawn layers are no part."""
    evidence = Evidence(Tables(workspace, frames), StatedFigures(gpd.GeoDataFrame(), pd.DataFrame(), ()))
    return [finding for check in TABLES for finding in check(evidence)]


@pytest.mark.slow
def test_clean_tables_of_a_thousand_municipalities_give_no_finding(workspace: Workspace) -> None:
    found = {}
    for seed in range(SEEDS):
        frames = make_tables(Size(4 + seed % 9, 60 + seed % 40), seed)
        # The plan as drawn is compared where it is drawn: tests/layers/test_ornek.py.
        frames = {layer: rows for layer, rows in frames.items() if layer != "zoning"}
        said = findings(workspace, stored(workspace, frames))
        if said:
            found[seed] = [finding.message("en") for finding in said]
    assert found == {}


def a_total(frames: dict[str, pd.DataFrame]) -> str:
    rows = frames["plan_areas"]
    first = rows.index[rows["is_total"]][0]
    rows.loc[first, "area_ha"] += 12.5
    return "total-differs"


def a_weight(frames: dict[str, pd.DataFrame]) -> str:
    rows = frames["targets"]
    rows.loc[rows["indicator_no"] == rows["indicator_no"].iloc[0], "weight_pct"] += 5
    return "weights-differ"


def an_aim(frames: dict[str, pd.DataFrame]) -> str:
    rows = frames["target_costs"]
    rows.loc[rows.index[0], "cost_try"] *= 10
    return "figure-differs"


def a_rotation(frames: dict[str, pd.DataFrame]) -> str:
    rows = frames["population"]
    of_year = rows.index[(rows["source"] == rows["source"].iloc[-1]) & (rows["year"] == 2023) & ~rows["is_total"]]
    rows.loc[of_year, "population"] = np.roll(rows.loc[of_year, "population"].to_numpy(), 1)
    rows.loc[of_year, ["women", "men"]] = None
    return "permuted-values"


@pytest.mark.parametrize("spoil", [a_total, a_weight, an_aim, a_rotation])
def test_a_planted_mistake_is_found(workspace: Workspace, spoil: Callable[[dict[str, pd.DataFrame]], str]) -> None:
    frames = stored(workspace, make_tables(Size(12, 100), 7))
    frames.pop("zoning")
    assert findings(workspace, frames) == []
    kind = spoil(frames)
    assert kind in {finding.kind for finding in findings(workspace, frames)}


def test_the_checks_read_nothing_that_is_not_given(workspace: Workspace, tmp_path: Path) -> None:
    assert findings(workspace, {}) == []
