"""Every contradiction in the tables of Defne's plan, read as plainly as can be, and none that is not there."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from geo.contradictions import (
    Breakdown,
    Quantity,
    find_breakdown_differences,
    find_extent_differences,
    find_share_differences,
    find_total_differences,
    find_weight_differences,
    outline_parents,
)
from geo.issues import Finding, Words, by_weight
from geo.numbers import parse_number

DEFNE = Path(__file__).parents[2] / "data" / "defne"

AREA_HA = Quantity("area_ha", Words("alan (ha)", "area (ha)"), "plan_areas", "ha")
AREA_M2 = Quantity("area_m2", Words("alan (m²)", "area (m2)"), "assets", "m2")
PARCELS = Quantity("parcel_count", Words("parsel sayısı", "number of parcels"), "assets", "count")


def cells(name: str) -> tuple[list[str], list[list[str]]]:
    with (DEFNE / name).open(encoding="utf-8") as stream:
        heading, *rows = csv.reader(stream, delimiter="\t")
    return heading, rows


def number(text: str, style: str) -> float:
    read = parse_number(text)
    value = read.value if read.value is not None else (read.as_tr if style == "tr" else read.as_en)
    assert value is not None, text
    return value


def area_table(rows: list[list[str]], style: str) -> pd.DataFrame:
    """Use, area and share of a plan's table, in the order of print."""
    records = [
        (use, number(area, style), number(share, style), use.startswith("TOPLAM"), line)
        for line, (use, area, share) in enumerate((row for row in rows if row and row[0]), start=2)
    ]
    return pd.DataFrame(records, columns=["use", "area_ha", "share_pct", "is_total", "source_row"])


@pytest.fixture(scope="module")
def table_14() -> pd.DataFrame:
    return area_table(cells("tablo14_cdp_100000_alan.tsv")[1], "tr")


@pytest.fixture(scope="module")
def table_15() -> pd.DataFrame:
    _, rows = cells("tablo15_nip_5000_alan.tsv")
    return area_table([row[:3] for row in rows] + [row[3:6] for row in rows if len(row) > 3], "en")


def property_table(columns: slice) -> pd.DataFrame:
    _, rows = cells("tablo27_tasinmazlar.tsv")
    records = [
        (name, number(count, "en"), number(area, "en"), name == "GENEL TOPLAM", line)
        for line, (name, count, area) in enumerate((row[columns] for row in rows), start=2)
        if name
    ]
    return pd.DataFrame(records, columns=["name", "parcel_count", "area_m2", "is_total", "source_row"])


def shares_of(table: pd.DataFrame) -> list[Finding]:
    return find_share_differences(table, AREA_HA, "share_pct", "plan", label="use")


def test_the_shares_of_table_14_sum_to_99_99_which_rounding_explains(table_14: pd.DataFrame) -> None:
    (finding,) = shares_of(table_14)
    assert (finding.kind, finding.stated, finding.computed) == ("share-total-differs", 100.0, 99.99)
    assert finding.where["likely"] == "rounding"
    assert "%99,99" in finding.message("tr")
    assert "yuvarlanması bunu açıklar" in finding.message("tr")


def test_the_areas_of_table_14_sum_to_their_total(table_14: pd.DataFrame) -> None:
    assert find_total_differences(table_14, AREA_HA, "plan", label="use") == []


def test_the_shares_of_table_15_are_of_another_whole(table_15: pd.DataFrame) -> None:
    finding, _ = shares_of(table_15)
    assert (finding.kind, finding.stated, finding.computed) == ("share-total-differs", 100.0, 91.1)
    assert finding.where["implied_base"] == pytest.approx(10_425, abs=10)
    assert round(table_15["area_ha"].sum(), 2) == 9496.78
    for part in ("%91,1", "9.496,78", "10.42"):
        assert part in finding.message("tr")


def test_one_share_of_table_15_is_of_no_whole_that_the_other_34_allow(table_15: pd.DataFrame) -> None:
    # 1340,12 ha are %12,86 of 10.425 ha; for %12,84 the whole had to be 10.437 ha, and for olive groves (2391,21 ha, %22,94) no
    # more than 10.428 ha even if their share was cut.
    _, finding = shares_of(table_15)
    assert (finding.kind, finding.where["likely_rows"]) == ("share-differs", ["GELİŞME KONUT"])
    assert (finding.stated, finding.computed) == ([12.84], [12.86])


def extents(*rows: tuple[str, float, Words, float]) -> list[Finding]:
    return find_extent_differences(
        pd.DataFrame(
            {
                "name": [row[0] for row in rows],
                "layer": "plan_areas",
                "source": [row[0] for row in rows],
                "field": "area_ha",
                "area_title": [Words("tabloda", "the table has")] * len(rows),
                "area": [row[1] for row in rows],
                "other_title": [row[2] for row in rows],
                "other_source": "plan",
                "other_area": [row[3] for row in rows],
                "unit": "ha",
            }
        )
    )


def test_the_areas_of_both_plans_are_not_those_of_district_and_boundary(table_14: pd.DataFrame, table_15: pd.DataFrame) -> None:
    stated = float(table_14.loc[table_14["is_total"], "area_ha"].iloc[0])
    district, boundary = Words("ilçe yüzölçümü", "the district"), Words("plan sınırı", "the plan's boundary")
    rows = [
        ("1/100.000", stated, district, 14_246.0),
        ("1/5.000", round(float(table_15["area_ha"].sum()), 2), boundary, 10_234.0),
    ]
    found = extents(*rows)
    assert [(finding.kind, finding.stated, finding.computed) for finding in found] == [
        ("area-differs", 13_164.0, 14_246.0),
        ("area-differs", 9_496.78, 10_234.0),
    ]
    assert "tabloda 13.164 ha, ilçe yüzölçümü 14.246 ha (fark −%7,6)" in found[0].message("tr")
    assert extents(("aynı", 14_246.0, district, 14_246.0)) == []


def test_the_quarters_of_table_27_are_one_square_metre_short_and_their_parcels_agree() -> None:
    quarters = property_table(slice(0, 3))
    (finding,) = find_total_differences(quarters, AREA_M2, "plan", label="name", companions=["parcel_count"])
    assert (finding.stated, finding.computed, finding.where["likely"]) == (1_347_510.38, 1_347_509.38, "unknown")
    assert find_total_differences(quarters, PARCELS, "plan", label="name") == []


def test_the_natures_of_table_27_are_one_parcel_short_and_their_areas_agree() -> None:
    natures = property_table(slice(3, 6))
    (finding,) = find_total_differences(natures, PARCELS, "plan", label="name")
    assert (finding.stated, finding.computed, finding.where["likely"]) == (444.0, 443.0, "unknown")
    assert find_total_differences(natures, AREA_M2, "plan", label="name") == []


def test_only_the_weights_of_target_3_3_do_not_sum_to_100() -> None:
    heading, rows = cells("hedef_kartlari_pg.tsv")
    weight = heading.index("HEDEFE ETKİSİ (%)")
    cards = pd.DataFrame({"target_no": [row[0] for row in rows], "weight_pct": [parse_number(row[weight]).value for row in rows]})
    assert len(cards) == 206
    (finding,) = find_weight_differences(cards, "target_no", "weight_pct", "plan", "targets")
    assert (finding.kind, finding.where["name"], finding.stated, finding.computed) == ("weights-differ", "3.3", 100.0, 90.0)
    assert "%90" in finding.message("tr")


YEARS = {f"{year}": Words(f"{year} yılı", f"{year}") for year in range(2025, 2030)}
COSTS = Breakdown("item", "above", "item", YEARS, ("total", Words("toplam", "total")), "try")


@pytest.fixture(scope="module")
def table_41() -> pd.DataFrame:
    """Aims, their targets below them, and the grand total above the aims."""
    _, rows = cells("tablo41_tahmini_maliyet.tsv")
    costs = pd.DataFrame([[row[0], *(number(cell, "tr") for cell in row[1:])] for row in rows], columns=["item", *YEARS, "total"])
    return costs.assign(above=outline_parents(costs["item"].tolist(), costs["item"].eq("TOPLAM").tolist()))


def test_every_sum_of_table_41_comes_out(table_41: pd.DataFrame) -> None:
    assert len(table_41) == 43
    assert table_41["above"].value_counts()[["TOPLAM", "AMAÇ 8"]].tolist() == [8, 7]
    assert table_41.loc[table_41["item"] == "TOPLAM", "total"].item() == 8_777_000_000
    assert find_breakdown_differences(table_41, COSTS, "plan", "target_costs") == []


def test_one_wrong_figure_of_table_41_is_one_finding(table_41: pd.DataFrame) -> None:
    wrong = table_41.copy()
    wrong.loc[wrong["item"] == "HEDEF 2.4", "2027"] = 53_000_000.0
    (finding,) = find_breakdown_differences(wrong, COSTS, "plan", "target_costs")
    assert (finding.kind, finding.where["name"], finding.where["field"]) == ("figure-differs", "HEDEF 2.4", "2027")
    assert (finding.stated, finding.computed) == (53_000_000.0, 35_000_000.0)
    assert finding.where["likely"] == "transposed-digits"


def test_a_target_missing_from_table_41_is_one_finding_of_its_aim(table_41: pd.DataFrame) -> None:
    rest = table_41[table_41["item"] != "HEDEF 5.3"]
    (finding,) = find_breakdown_differences(rest, COSTS, "plan", "target_costs")
    assert (finding.kind, finding.where["name"]) == ("subtotal-differs", "AMAÇ 5")
    assert finding.where["field"] == [*YEARS, "total"]


def test_a_wrong_row_total_of_table_41_is_one_finding(table_41: pd.DataFrame) -> None:
    wrong = table_41.copy()
    wrong.loc[wrong["item"] == "HEDEF 8.6", "total"] = 180_000_000.0
    (finding,) = find_breakdown_differences(wrong, COSTS, "plan", "target_costs")
    assert (finding.kind, finding.computed, finding.where["likely"]) == ("figure-differs", 1_800_000_000.0, "factor-ten")


def test_findings_of_defne_sort_by_how_much_they_change(table_14: pd.DataFrame, table_15: pd.DataFrame) -> None:
    quarters = property_table(slice(0, 3))
    found = [
        *find_total_differences(quarters, AREA_M2, "plan", label="name"),
        *shares_of(table_14),
        *shares_of(table_15),
    ]
    assert [finding.computed for finding in by_weight(found)] == [91.1, [12.86], 99.99, 1_347_509.38]
