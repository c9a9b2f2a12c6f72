"""The monitoring table: performance by kind of value, bands, money beside it, and what is not known said."""

from pathlib import Path

import pandas as pd
import pytest
from small_town import lay
from workspaces import done, make, run

from geo.errors import NotFoundError
from layers.target_report import report_targets
from layers.workspace import open_workspace

CARDS = {
    "target_no": ["2.4", "2.4", "2.4", "8.1"],
    "indicator_no": ["2.4.1", "2.4.2", "2.4.3", "8.1.1"],
    "indicator": ["=Yapılan park", "Kayıp su oranı (%)", "Açılan meydan", "Plan notu"],
    "weight_pct": [50.0, 30.0, 20.0, 100.0],
    "baseline": [None, 40.0, None, None],
    "target_value": [5.0, 30.0, 2.0, 1.0],
    "realised_value": [4.0, 35.0, None, 1.0],
    "value_kind": ["yearly", "cumulative", "yearly", None],
    "direction": ["higher", "lower", "higher", None],
    "year": 2025,
}
COSTS = {"item": ["HEDEF 2.4", "HEDEF 8.1"], "year": 2025, "cost_try": [24e6, 6e6]}
# Two parks are planned, one of them built, for 10 + 8 million of the 24.
INVESTMENTS = {
    "name": ["A Parkı", "B Parkı"],
    "neighbourhood_name": ["Batı", "Batı"],
    "kind": "park",
    "year": 2025,
    "budget_try": [12e6, 12e6],
    "spent_try": [10e6, 8e6],
    "target_no": "2.4",
    "indicator_no": "2.4.1",
    "funding": "own_budget",
    "status": ["completed", "in_progress"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("targets") / "w")
    lay(folder, "targets", pd.DataFrame(CARDS))
    lay(folder, "target_costs", pd.DataFrame(COSTS))
    return folder


def rows_of(folder: Path, **asked: int) -> pd.DataFrame:
    return report_targets(open_workspace(folder), **asked).rows.set_index(["level", "no"])  # type: ignore[arg-type]


def test_indicators_have_performance_and_band_by_their_kind(folder: Path) -> None:
    rows = rows_of(folder).xs("indicator")
    # 4 of 5; (35 - 40) / (30 - 40); no value; neither kind nor direction.
    assert rows["performance_pct"].round(1).tolist() == pytest.approx([80, 50, float("nan"), float("nan")], nan_ok=True)
    assert rows["band"].tolist() == ["near", "low", None, None]
    assert rows["unknown_en"].tolist()[2:] == ["no realised value was entered", "its kind of value or direction is not given"]


def test_target_is_the_weighted_sum_of_what_is_known(folder: Path) -> None:
    target = rows_of(folder).loc[("target", "2.4")]
    # (80 x 50 + 50 x 30) / 80
    assert target["performance_pct"] == pytest.approx(68.75)
    assert (target["band"], target["weight_pct"], target["known_weight_pct"]) == ("partly", 100, 80)
    assert pd.isna(rows_of(folder).loc[("target", "8.1"), "performance_pct"])


def test_money_adds_up_to_aims_and_the_plan_and_is_no_progress(folder: Path) -> None:
    rows = rows_of(folder)
    assert rows.loc[("plan", ""), "planned_try"] == 30e6
    assert rows.loc[("aim", "2"), "planned_try"] == 24e6
    assert pd.isna(rows.loc[("aim", "2"), "performance_pct"])
    assert pd.isna(rows.loc[("target", "2.4"), "spent_try"])


def test_deviation_without_reason_and_cards_that_do_not_say_their_kind_are_told(folder: Path) -> None:
    workspace = open_workspace(folder)
    kinds = [issue.kind for issue in report_targets(workspace).issues]
    assert kinds == ["indicators-not-described", "deviation-without-reason", "deviation-without-reason"]
    # In the half year nothing has deviated yet.
    assert [issue.kind for issue in report_targets(workspace, half=1).issues] == ["indicators-not-described"]
    assert set(report_targets(workspace, half=1).rows["half"]) == {1}


def test_investments_roll_up_to_their_indicator(tmp_path: Path) -> None:
    from small_town import small_town

    folder = small_town(tmp_path / "w")
    lay(folder, "targets", pd.DataFrame(CARDS))
    lay(folder, "target_costs", pd.DataFrame(COSTS))
    lay(folder, "investments", pd.DataFrame(INVESTMENTS))
    rows = rows_of(folder)
    counts = rows.loc[("indicator", "2.4.1"), [f"investments_{name}" for name in ("planned", "placed", "funded", "built")]]
    assert counts.tolist() == [2, 0, 2, 1]
    target = rows.loc[("target", "2.4")]
    assert (target["spent_try"], target["spent_pct"]) == (18e6, 75)


def test_command_writes_a_table_in_which_nothing_is_a_formula(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "izleme.csv"
    said = done(run(folder, "report", "targets", out))
    written = pd.read_csv(out, dtype={"no": "string"})
    assert written["level"].tolist() == [
        "plan",
        "aim",
        "target",
        "indicator",
        "indicator",
        "indicator",
        "aim",
        "target",
        "indicator",
    ]
    assert "'=Yapılan park" in written["name"].tolist()
    assert "Değer türü ve Yön" in said.err
    assert run(folder, "report", "targets", tmp_path / "izleme.doc").code == 1


def test_defne_costs_are_the_plans_own_total_and_every_card_is_there(demo: Path) -> None:
    rows = report_targets(open_workspace(demo)).rows
    assert rows.loc[rows["level"] == "plan", "planned_try"].sum() == 8_777_000_000
    assert (rows["level"] == "indicator").sum() == 943
    assert rows["performance_pct"].isna().all()


def test_a_year_that_no_card_has_is_not_found(demo: Path) -> None:
    with pytest.raises(NotFoundError, match="2035"):
        report_targets(open_workspace(demo), year=2035)
