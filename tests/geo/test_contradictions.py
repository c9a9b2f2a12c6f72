"""What contradicts what: sources, totals and areas; with Defne's own tables, and silence on clean ones."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contradictions import (
    AREA_TOLERANCE_PCT,
    Quantity,
    find_area_differences,
    find_source_contradictions,
    find_total_differences,
)
from geo.figures import agrees, decimals_of
from geo.issues import Finding, Words
from geo.mistakes.total import hidden_subtotals
from geo.names import Gazetteer, Place, place_key
from geo.numbers import parse_column

DEFNE = Path(__file__).parents[2] / "data" / "defne"
AREA = Quantity("area_km2", Words("yüzölçümü (km²)", "area (km²)"), "population", "km2")
EIGHT = ["Samankaya", "Sinanlı", "Subaşı", "Sümerler", "Tavla", "Toygarlı", "Turunçlu", "Üzengili"]


def rows_of(name: str) -> list[dict[str, str]]:
    with (DEFNE / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def numbers_of(rows: Sequence[Mapping[str, str]], heading: str, *, whole: bool = True) -> list[float]:
    values = [number.value for number in parse_column([row[heading] for row in rows], whole=whole).numbers]
    return [value for value in values if value is not None]


@pytest.fixture(scope="module")
def defne() -> pd.DataFrame:
    """The plan's table for 2022 and 2023, and TÜİK's for 2023 and 2025, as the population layer would keep them."""
    tuik, plan = rows_of("tuik_adnks_2023_2025.tsv"), rows_of("tablo08_nufus_mahalle.tsv")[:-1]
    places = [Place(row["MAHALLE KODU"], row["MAHALLE"], "Defne") for row in tuik]
    known = Gazetteer(places, {place_key("SINANLI"): "149213"})
    headings = {
        ("tuik", 2023): (tuik, "2023"),
        ("tuik", 2025): (tuik, "2025"),
        ("plan", 2022): (plan, "Deprem Öncesi NÜFUS - 2022 (kişi)"),
        ("plan", 2023): (plan, "Deprem Sonrası NÜFUS - 2023 (kişi)"),
    }
    records = []
    for (source, year), (rows, heading) in headings.items():
        for line, (row, population) in enumerate(zip(rows, numbers_of(rows, heading), strict=True), start=2):
            place = known.match(row.get("MAHALLE") or row["MAHALLE ADI"]).place
            assert place is not None
            records.append((place.id, place.name, year, source, line, population))
    columns = ["neighbourhood_id", "neighbourhood_name", "year", "source", "source_row", "population"]
    return pd.DataFrame(records, columns=columns).astype({"population": "Int64"})


def figures(**sources: Mapping[str, int | None]) -> pd.DataFrame:
    """One year's populations by source and neighbourhood."""
    rows = [
        (name, name, 2023, source, line, population)
        for source, populations in sources.items()
        for line, (name, population) in enumerate(populations.items(), start=2)
    ]
    columns = ["neighbourhood_id", "neighbourhood_name", "year", "source", "source_row", "population"]
    return pd.DataFrame(rows, columns=columns).astype({"population": "Int64"})


# ------------------------------------------------------------------ sources


def test_defne_holds_one_contradiction_of_eight_rows(defne: pd.DataFrame) -> None:
    findings = find_source_contradictions(defne, {"tuik": 0, "plan": 1})
    assert [finding.kind for finding in findings] == ["permuted-values"]
    where = findings[0].where
    assert where["neighbourhoods"] == EIGHT
    assert (where["source"], where["against"], where["field"]) == ("plan", "tuik", "population_2023")
    assert findings[0].stated == [1008, 5736, 6949, 2970, 2935, 6532, 791, 1361]
    assert findings[0].computed == [1361, 1008, 5736, 6949, 2970, 2935, 6532, 791]
    assert where["rows"][1] == {
        "neighbourhood_id": "149213", "neighbourhood": "Sinanlı", "row": 30, "stated": 5736, "expected": 1008,
    }  # fmt: skip


def test_defnes_finding_says_in_both_languages_what_why_and_what_to_do(defne: pd.DataFrame) -> None:
    finding = find_source_contradictions(defne, {"tuik": 0, "plan": 1})[0]
    turkish, english = finding.message("tr"), finding.message("en")
    for part in (
        "8 satır",
        "Sümerler 2.970 (doğrusu 6.949)",
        "28.282",
        "2022 yılıyla",
        "+%460",
        "−%39",
        "düzeltilmesini isteyin",
    ):
        assert part in turkish
    for part in ("8 rows", "Sümerler 2,970 (should be 6,949)", "28,282", "Against 2022", "+460%", "−39%", "Ask for a correction"):
        assert part in english


def test_precedence_decides_which_source_is_said_to_be_wrong(defne: pd.DataFrame) -> None:
    finding = find_source_contradictions(defne, {"tuik": 1, "plan": 0})[0]
    assert (finding.where["source"], finding.where["against"]) == ("tuik", "plan")
    assert finding.where["neighbourhoods"] != []
    assert dict(zip(finding.where["neighbourhoods"], finding.computed, strict=True))["Sinanlı"] == 5736
    assert "+%460" in finding.message("tr")


def test_defnes_finding_does_not_depend_on_the_order_of_rows(defne: pd.DataFrame) -> None:
    ranks = {"tuik": 0, "plan": 1}
    backwards = find_source_contradictions(defne[::-1], ranks)[0]
    forwards = find_source_contradictions(defne, ranks)[0]
    assert sorted(backwards.where["neighbourhoods"]) == sorted(forwards.where["neighbourhoods"])
    assert backwards.params["evidence"] == forwards.params["evidence"]


@pytest.mark.parametrize("source", ["tuik", "plan"])
def test_one_source_alone_contradicts_nothing(defne: pd.DataFrame, source: str) -> None:
    assert find_source_contradictions(defne[defne["source"] == source], {source: 0}) == []


def test_evidence_without_another_year_says_so(defne: pd.DataFrame) -> None:
    finding = find_source_contradictions(defne[defne["year"] == 2023], {"tuik": 0, "plan": 1})[0]
    assert "Karşılaştıracak başka bir yıl yok" in finding.message("tr")
    assert "no other year" in finding.message("en")


def test_evidence_comes_from_the_better_source_of_the_nearest_year(defne: pd.DataFrame) -> None:
    rumour = defne[defne["year"] == 2022].assign(source="muhtar", population=1)
    both = pd.concat([rumour, defne], ignore_index=True)
    findings = find_source_contradictions(both, {"tuik": 0, "plan": 1, "muhtar": 2})
    assert [finding.kind for finding in findings] == ["sources-differ", "permuted-values"]
    assert "+%460" in findings[1].message("tr")


@pytest.mark.parametrize(("years", "nearest"), [([2019, 2022, 2025], 2022), ([2019, 2024], 2024), ([2022, 2024], 2022)])
def test_evidence_comes_from_the_nearest_year_and_of_two_from_the_earlier(
    defne: pd.DataFrame, years: list[int], nearest: int
) -> None:
    before, of_2023 = (defne[defne["year"] == year] for year in (2022, 2023))
    both = pd.concat([of_2023, *(before.assign(year=year) for year in years)], ignore_index=True)
    (finding,) = find_source_contradictions(both, {"tuik": 0, "plan": 1})
    assert f"{nearest} yılıyla" in finding.message("tr")


def test_evidence_passes_over_a_place_where_nobody_lived(defne: pd.DataFrame) -> None:
    emptied = defne.copy()
    emptied.loc[(emptied["year"] == 2022) & (emptied["neighbourhood_name"] == "Sinanlı"), "population"] = 0
    (finding,) = find_source_contradictions(emptied, {"tuik": 0, "plan": 1})
    assert "+%116" in finding.message("tr")


def test_sources_that_differ_are_one_finding_with_every_row() -> None:
    frame = figures(tuik={"Tavla": 2970, "Döver": 1565, "Özbek": 824}, plan={"Tavla": 2935, "Döver": 1565, "Özbek": 834})
    (finding,) = find_source_contradictions(frame, {"tuik": 0, "plan": 1})
    assert (finding.kind, finding.where["neighbourhoods"]) == ("sources-differ", ["Tavla", "Özbek"])
    assert (finding.stated, finding.computed) == ([2935, 834], [2970, 824])
    assert "Tavla 2.935 (öbüründe 2.970); Özbek 834 (öbüründe 824)" in finding.message("tr")


def test_sources_that_differ_in_many_rows_are_listed_in_words_only_as_far_as_one_reads() -> None:
    better = {f"Mahalle {number}": 1000 + 7 * number for number in range(60)}
    worse = {name: population + 1 for name, population in better.items()} | {"Mahalle 59": 5000}
    (finding,) = find_source_contradictions(figures(tuik=better, plan=worse), {"tuik": 0, "plan": 1})
    assert len(finding.where["rows"]) == 60
    assert "): Mahalle 59 5.000 (öbüründe 1.413); " in finding.message("tr")
    assert "; ve 50 satır daha." in finding.message("tr")
    assert "; and 50 more." in finding.message("en")


def test_moved_and_differing_rows_of_one_source_are_two_findings(defne: pd.DataFrame) -> None:
    changed = defne.copy()
    is_harbiye = (changed["neighbourhood_name"] == "Harbiye") & (changed["source"] == "plan") & (changed["year"] == 2023)
    changed.loc[is_harbiye, "population"] = 25600
    findings = find_source_contradictions(changed, {"tuik": 0, "plan": 1})
    assert {finding.kind: finding.where["neighbourhoods"] for finding in findings} == {
        "permuted-values": EIGHT,
        "sources-differ": ["Harbiye"],
    }


def test_a_third_source_is_held_against_the_best_and_not_against_the_wrong_second() -> None:
    tuik = {"Sinanlı": 1008, "Subaşı": 5736, "Sümerler": 6949, "Tavla": 2970}
    plan = {"Sinanlı": 5736, "Subaşı": 6949, "Sümerler": 1008, "Tavla": 2970, "Yeni": 400}
    frame = figures(tuik=tuik, plan=plan, muhtar=tuik | {"Yeni": 500})
    findings = find_source_contradictions(frame, {"tuik": 0, "plan": 1, "muhtar": 2})
    facts = [(finding.kind, finding.where["source"], finding.where["against"]) for finding in findings]
    assert facts == [("permuted-values", "plan", "tuik"), ("sources-differ", "muhtar", "plan")]
    assert findings[1].where["neighbourhoods"] == ["Yeni"]


def test_missing_populations_and_other_years_contradict_nothing() -> None:
    frame = figures(tuik={"Tavla": 2970, "Döver": None}, plan={"Tavla": None, "Döver": 1565})
    assert find_source_contradictions(frame, {"tuik": 0, "plan": 1}) == []
    later = figures(plan={"Tavla": 3000}).assign(year=2025)
    assert find_source_contradictions(pd.concat([frame, later]), {"tuik": 0, "plan": 1}) == []
    assert find_source_contradictions(frame.iloc[:0], {}) == []


def test_a_source_without_a_rank_is_refused() -> None:
    with pytest.raises(KeyError, match="muhtar"):
        find_source_contradictions(figures(tuik={"Tavla": 1}, muhtar={"Tavla": 2}), {"tuik": 0})


populations = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 50), max_size=7)


@given(populations, populations, populations)
def test_every_difference_from_the_shown_figure_is_in_exactly_one_finding(
    first: dict[str, int], second: dict[str, int], third: dict[str, int]
) -> None:
    frame = figures(tuik=first, plan=second, muhtar=third)
    found = [
        (finding.where["source"], row["neighbourhood"], row["stated"], row["expected"])
        for finding in find_source_contradictions(frame, {"tuik": 0, "plan": 1, "muhtar": 2})
        for row in finding.where["rows"]
    ]
    expected = [("plan", name, value, first[name]) for name, value in second.items() if first.get(name, value) != value]
    shown = second | first
    expected += [("muhtar", name, value, shown[name]) for name, value in third.items() if shown.get(name, value) != value]
    assert sorted(found) == sorted(expected)


# ------------------------------------------------------------------ totals


def totals(values: Sequence[float | None], *stated: float | None) -> list[Finding]:
    rows = pd.DataFrame({"area_km2": [*values, *stated], "is_total": [False] * len(values) + [True] * len(stated)})
    return find_total_differences(rows.astype({"area_km2": "float64"}), AREA, "plan")


def test_defnes_printed_area_is_not_the_sum_of_its_rows() -> None:
    areas = numbers_of(rows_of("tablo08_nufus_mahalle.tsv"), "YÜZÖLÇÜMÜ (km ²)", whole=False)
    (finding,) = totals(areas[:-1], areas[-1])
    assert (finding.kind, finding.stated, finding.computed, finding.severity) == ("total-differs", 142.46, 142.44, "warning")
    assert "142,44" in finding.message("tr")
    assert "yuvarlanması bunu açıklayabilir" in finding.message("tr")


@pytest.mark.parametrize("heading", ["Deprem Öncesi NÜFUS - 2022 (kişi)", "Deprem Sonrası NÜFUS - 2023 (kişi)", "Değişim (kişi)"])
def test_defnes_other_printed_totals_are_the_sums_of_their_rows(heading: str) -> None:
    values = numbers_of(rows_of("tablo08_nufus_mahalle.tsv"), heading)
    assert totals(values[:-1], values[-1]) == []


@pytest.mark.parametrize(
    ("values", "stated", "rounding"),
    [
        ([1.61, 3.44], 5.06, True),
        ([1.61, 3.44], 5.07, False),
        ([1.61, 3.44], 6.05, False),
        ([100.0, 200.0], 301.0, False),
        ([-793.0, 119.0], -675.0, False),
    ],
)
def test_a_wrong_total_is_found_and_rounding_blamed_only_where_it_can_be(
    values: list[float], stated: float, rounding: bool
) -> None:
    (finding,) = totals(values, stated)
    assert finding.computed == pytest.approx(sum(values))
    assert ("may explain" in finding.message("en")) is rounding
    assert ("does not explain" in finding.message("en")) is not rounding


@pytest.mark.parametrize(
    ("values", "stated"),
    [
        ([0.1, 0.2], [0.3]),
        ([8.5, 20.1], [29.0]),
        ([1.0, None, 2.0], [3.0]),
        ([], [3.0]),
        ([1.0], []),
        ([1.0], [None]),
        ([None], [1.0]),
    ],
    ids=["binary-fractions", "total-in-whole", "missing-row", "no-rows", "no-total", "total-missing", "all-missing"],
)
def test_a_total_that_is_right_or_cannot_be_checked_gives_nothing(values: list[float | None], stated: list[float | None]) -> None:
    assert totals(values, *stated) == []


def test_of_two_totals_only_the_wrong_one_is_found() -> None:
    assert [finding.stated for finding in totals([1.0, 2.0], 3.0, 4.0)] == [4.0]


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=50), st.integers(0, 3), st.integers(-5, 5))
def test_a_total_of_decimals_is_found_exactly_when_it_is_off(units: list[int], decimals: int, error: int) -> None:
    scale = 10**decimals
    stated = (sum(units) + error) / scale
    # A total that ends in zeros is read as rounded further.
    is_off = abs(error) / scale > 0.5 * 10.0 ** -decimals_of(stated)
    rows = [unit / scale for unit in units]
    # A row that happens to be the sum of those above it is told too.
    assert bool(totals(rows, stated)) == (is_off or bool(hidden_subtotals(rows)))


# ------------------------------------------------------------------ printed figures


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(0, 0), (28.0, 0), (-8372, 0), (0.5, 1), (142.46, 2), (-0.001, 3), (1e16, 0), (1e22, 0), (1e-6, 6), (1.5e-7, 6), (1 / 3, 6)],
)
def test_decimals_of_a_figure_are_those_it_is_printed_with(value: float, decimals: int) -> None:
    assert decimals_of(value) == decimals


@pytest.mark.parametrize(
    ("stated", "computed", "does"),
    [
        (-28, -28.16, True),
        (-28, -28.5, True),
        (-28, -27.5, True),
        (-28, -28.51, False),
        (-40, -39.67, True),
        (-39.7, -39.67, True),
        (-39.6, -39.67, False),
        (28, -28, False),
        (142.46, 142.44, False),
        (142.4, 142.44, True),
        (-1405, -1425, False),
        (0, 0.4, True),
        (0.3, 0.1 + 0.2, True),
        (2.68, 2.675, True),
    ],
)
def test_agrees_of_a_printed_figure_goes_by_its_own_digits(stated: float, computed: float, does: bool) -> None:
    assert agrees(stated, computed) is does


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_agrees_of_a_value_rounded_to_any_digits_with_its_original_is_always_true(value: float, decimals: int) -> None:
    assert agrees(round(value, decimals), value)


@given(st.integers(-(10**6), 10**6), st.integers(0, 4), st.floats(0.51, 100))
def test_agrees_of_a_value_further_than_half_a_digit_is_false(units: int, decimals: int, away: float) -> None:
    stated = units / 10**decimals
    step = 10.0 ** -decimals_of(stated)
    assert not agrees(stated, stated + away * step)
    assert not agrees(stated, stated - away * step)


# ------------------------------------------------------------------ areas


def areas(official: Sequence[float | None], drawn: Sequence[float | None]) -> pd.DataFrame:
    names = [f"Mahalle {number}" for number in range(len(official))]
    frame = pd.DataFrame({"name": names, "official_area_km2": official, "drawn_area_km2": drawn}, index=names)
    return frame.astype({"official_area_km2": "float64", "drawn_area_km2": "float64"})


def test_a_drawn_area_far_from_the_official_one_is_found() -> None:
    frame = areas([1.61, 3.44, 2.0], [3.6912, 3.44, 1.5])
    findings = find_area_differences(frame)
    assert [(finding.stated, finding.computed) for finding in findings] == [(1.61, 3.69), (2.0, 1.5)]
    assert findings[0].where == {"neighbourhood_id": "Mahalle 0", "neighbourhoods": ["Mahalle 0"], "field": "area_km2"}
    assert "(fark +%129)" in findings[0].message("tr")
    assert "(fark −%25)" in findings[1].message("tr")
    assert "(−25% apart)" in findings[1].message("en")


@pytest.mark.parametrize(
    ("official", "drawn"),
    [(1.0, 1.0499), (1.0, 0.9501), (0.14, 0.1401), (None, 3.0), (3.0, None), (0.0, 3.0)],
    ids=["not-five-percent-more", "not-five-percent-less", "equal", "no-official", "not-drawn", "official-zero"],
)
def test_an_area_within_tolerance_or_unknown_gives_nothing(official: float | None, drawn: float | None) -> None:
    assert find_area_differences(areas([official], [drawn])) == []


def test_no_areas_give_nothing() -> None:
    assert find_area_differences(areas([], [])) == []


@given(st.lists(st.tuples(st.floats(0.01, 1000), st.floats(-0.9, 3)), max_size=20))
def test_areas_are_found_exactly_beyond_the_tolerance(pairs: list[tuple[float, float]]) -> None:
    pairs = [pair for pair in pairs if abs(abs(pair[1]) - AREA_TOLERANCE_PCT / 100) > 1e-9]
    frame = areas([official for official, _ in pairs], [official * (1 + apart) for official, apart in pairs])
    found = [finding.where["neighbourhood_id"] for finding in find_area_differences(frame)]
    far = [abs(apart) > AREA_TOLERANCE_PCT / 100 for _, apart in pairs]
    assert found == frame.index[far].tolist()
