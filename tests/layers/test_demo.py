"""The demo of Defne: the figures, the eight rows, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from workspaces import (
    DATA,
    OPEN_NAMES_OF_THE_DEMO,
    PLAN,
    ROOT,
    SKETCHED,
    TEXT,
    TUIK,
    atlas,
    content,
    done,
    findings,
    make,
    run,
    take,
)

from layers.shipped import manifest

EIGHT = {
    "Samankaya": (1008, 1361),
    "Sinanlı": (5736, 1008),
    "Subaşı": (6949, 5736),
    "Sümerler": (2970, 6949),
    "Tavla": (2935, 2970),
    "Toygarlı": (6532, 2935),
    "Turunçlu": (791, 6532),
    "Üzengili": (1361, 791),
}
KEYS = {
    *("id", "name", "district", "area_km2", "population_2022", "population_2023", "change_count", "change_pct"),
    *("density_per_km2", "contradicted"),
}


def test_atlas_of_the_demo_has_37_neighbourhoods_with_the_promised_keys(demo: Path) -> None:
    records = done(run(demo, "atlas", "--from", "2022", "--to", "2023", "--format", "json")).document
    assert len(records) == 37
    assert all(record.keys() >= KEYS for record in records)
    assert len({record["id"] for record in records}) == 37
    assert {record["district"] for record in records} == {"Defne"}
    # Sorted as a Turkish reader looks: Ç after C, İ after I, Ü at the end.
    assert [record["name"] for record in records][:6] == [
        *("Akdeniz", "Aknehir", "Armutlu", "Aşağıokçular", "Bahçeköy", "Balıklıdere"),
    ]
    assert [record["name"] for record in records][-3:] == ["Üzengili", "Yeniçağ", "Yeşilpınar"]


def test_atlas_of_the_demo_sums_to_the_printed_totals(demo: Path) -> None:
    rows = atlas(demo).values()
    sums = {year: sum(row[f"population_{year}"] for row in rows) for year in (2022, 2023, 2025)}
    assert sums == {2022: 165494, 2023: 142146, 2025: 139605}
    assert sum(row["area_km2"] for row in rows) == pytest.approx(142.44)


def test_atlas_of_the_demo_shows_tuik_where_the_plan_differs(demo: Path) -> None:
    row = atlas(demo, "--from", "2022", "--to", "2023")["Sümerler"]
    assert (row["population_2022"], row["population_2023"]) == (11342, 6949)
    assert row["sources"] == {"population_2022": "plan", "population_2023": "tuik", "population_2025": "tuik"}
    assert row["change_count"] == -4393
    assert row["change_pct"] == pytest.approx(-38.73, abs=0.005)


def test_atlas_of_the_demo_marks_exactly_the_eight_rows_as_contradicted(demo: Path) -> None:
    marked = {name: row["contradicted"] for name, row in atlas(demo).items() if row["contradicted"]}
    assert marked == {name: ["population_2023"] for name in EIGHT}


def test_check_of_the_demo_names_the_eight_rows_first_with_their_evidence(demo: Path) -> None:
    moved = findings(demo)[0]
    assert moved["kind"] == "permuted-values"
    assert moved["where"]["source"] == "plan"
    assert moved["where"]["against"] == "tuik"
    rows = moved["where"]["rows"]
    assert {row["neighbourhood"]: (row["stated"], row["expected"]) for row in rows} == EIGHT
    assert moved["stated"] == [stated for stated, _ in EIGHT.values()]
    assert moved["computed"] == [expected for _, expected in EIGHT.values()]
    # The row of the printed file, as an editor counts.
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    for row in rows:
        assert f"{row['stated']:,}".replace(",", ".") in lines[row["row"] - 1].split("\t")
    # The sentence says that the total hides it, and which other year bears the order out.
    assert "hiçbir toplam" in moved["message"]
    assert "+%460" in moved["message"]
    assert "+460%" in moved["message_en"]


# Every other contradiction of the plan's tables: kind, source, what is stated (a whole is 100) and what the rest comes to.
PRINTED = {
    ("total-differs", "plan", 142.46, 142.44),
    ("total-differs", "plan", 1_347_510.38, 1_347_509.38),
    ("total-differs", "plan-nitelik", 444, 443),
    ("weights-differ", "plan", 100, 90),
    ("share-total-differs", "plan-nip", 100, 91.1),
    ("share-total-differs", "plan-cdp", 100, 99.99),
    ("share-differs", "plan-nip", 12.84, 12.86),
    ("area-differs", "plan-cdp", 13_164, 14_246),
    ("area-differs", "plan-nip", 9_496.78, 10_234),
    ("text-differs", "plan", -7716, -7714),
    ("text-differs", "plan", -1405, -1425),
}


def figures(finding: dict[str, object]) -> tuple[object, ...]:
    """Kind, source and the two figures; the first of a list."""
    numbers = [value[0] if isinstance(value, list) else value for value in (finding["stated"], finding["computed"])]
    return finding["kind"], finding["where"]["source"], *numbers  # type: ignore[index]


def test_check_of_the_demo_finds_what_is_so_and_nothing_else(demo: Path) -> None:
    found = findings(demo)
    open_names = {one["where"]["name"] for one in found if one["kind"].startswith("open-name")}
    assert open_names == set(OPEN_NAMES_OF_THE_DEMO)
    (formats,) = (one for one in found if one["kind"] == "mixed-number-format")
    assert (formats["where"]["source"], formats["layers"]) == ("plan-nitelik", ["assets"])
    others = [
        one
        for one in found
        if one["kind"] not in {"permuted-values", "mixed-number-format"} and one["where"].get("name") not in open_names
    ]
    assert {figures(one) for one in others} == PRINTED
    assert len(others) == len(PRINTED)


def test_check_of_the_plan_alone_claims_no_permutation(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    done(run(folder, "names", "accept", "SINANLI", "Sinanlı"))
    done(take(folder, "population", PLAN, source="plan"))
    done(take(folder, "statements", TEXT, source="plan"))
    assert [finding["kind"] for finding in findings(folder)] == ["total-differs", "text-differs", "text-differs"]
    assert not any(row["contradicted"] for row in atlas(folder).values())


def test_check_of_tuik_alone_finds_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    done(take(folder, "population", TUIK, source="tuik"))
    assert findings(folder) == []


def test_demo_a_second_time_changes_nothing(own_demo: Path) -> None:
    before = content(own_demo)
    done(run(own_demo, "demo", "--no-serve"))
    assert content(own_demo) == before


def test_demo_in_a_folder_where_only_a_part_is_there_completes_it(tmp_path: Path, demo: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    done(run(folder, "demo", "--no-serve"))
    assert without_titles(atlas(folder)) == without_titles(atlas(demo))


def without_titles(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The atlas without the titles of sources, which a workspace that was there before does not have."""
    return {
        name: {**row, "figures": [{**figure, "source_title": None} for figure in row["figures"]]} for name, row in rows.items()
    }


def test_demo_over_another_municipality_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", province="Ankara", district="Çankaya")
    description = (folder / "workspace.yaml").read_bytes()
    refused = run(folder, "demo", "--no-serve")
    assert refused.code == 1
    assert "üzerine yazılmaz" in refused.err
    assert (folder / "workspace.yaml").read_bytes() == description
    assert content(folder) == {"aliases": []}


def test_demo_is_made_of_the_shipped_files_only(demo: Path) -> None:
    kept = {path.name: path.read_bytes() for path in (demo / "sources").glob("*/*")}
    tables = [(DATA / step["file"]).resolve() for step in manifest("defne")["imports"]]  # type: ignore[attr-defined]
    assert kept == {path.name: path.read_bytes() for path in tables}
    assert all(path.is_relative_to(ROOT / "data") for path in tables)
