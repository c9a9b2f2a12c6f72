"""The sections of the card: every number is one of the atlas, and what cannot be shown is said in one line."""

import csv
import io

import pytest
from client import Element, JudgingClient

from geo.numbers import parse_number
from layers.local_investments import investments_by_place
from layers.open_issues import issues_by_place

MISSING = (
    "Çizili imar planı yok; alanın kullanımlara dağılımı hesaplanamıyor.",
    "Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor.",
    "Hasar katmanı yok; yapıların hasar durumu gösterilemiyor.",
)


def as_number(text: str) -> float | None:
    number = parse_number(text.replace("%", "").strip())
    return number.as_tr if number.reading == "ambiguous" else number.value


def table_of(page: Element, section_id: str) -> list[list[str]]:
    section = next(item for item in page.all("section") if item.attributes.get("aria-labelledby") == section_id)
    rows = [row for part in ("tbody", "tfoot") for body in section.all(part) for row in body.all("tr")]
    return [[cell.text for cell in row.children] for row in rows]


def sections_of(page: Element) -> list[str]:
    return [item.attributes["aria-labelledby"] for item in page.one("div", class_="facts").all("section")]


def test_the_example_shows_every_section(example: JudgingClient) -> None:
    records = example.json("/mahalleler.json")
    seen = set()
    for record in records:
        for language in ("tr", "en"):
            page = example.page(f"/mahalleler/{record['id']}?dil={language}", language=language)
        seen |= set(sections_of(page.root))
    assert seen == {"imar", "standartlar", "erisim", "tesisler", "tasinmaz", "yatirim", "yatirimlar", "hasar", "toplanma"}


def test_land_use_adds_up_to_what_is_zoned(example: JudgingClient) -> None:
    for record in example.json("/mahalleler.json"):
        rows = table_of(example.page(f"/mahalleler/{record['id']}").root, "imar")
        zoned = {name: value for name, value in record["facts"].items() if name.startswith("zoned_m2_") and value > 0}
        assert len(rows) == len(zoned) + 1
        areas = [as_number(row[1]) for row in rows]
        assert areas[-1] == pytest.approx(sum(zoned.values()) / 10_000, abs=0.006)
        assert sum(areas[:-1]) == pytest.approx(areas[-1], abs=0.006 * len(rows))
        assert sum(as_number(row[2]) for row in rows[:-1]) == pytest.approx(100, abs=0.06 * len(rows))


def test_a_deficit_is_what_is_needed_less_what_is_there(example: JudgingClient) -> None:
    for record in example.json("/mahalleler.json"):
        rows = {row[0]: row[1:] for row in table_of(example.page(f"/mahalleler/{record['id']}").root, "standartlar")}
        existing, required, deficit, _, basis = rows["Aktif yeşil alan"]
        assert as_number(existing) == pytest.approx(record["facts"]["existing_m2_active_green"], abs=0.51)
        assert as_number(required) == pytest.approx(record["required_m2"]["active_green"], abs=0.51)
        assert as_number(deficit) == pytest.approx(max(0.0, as_number(required) - as_number(existing)), abs=1.1)
        assert as_number(deficit) == pytest.approx(record["deficit_m2_active_green"], abs=0.51)
        assert basis == "kişi başına 10 m²"
        assert all(row[1:4] == ["–", "–", "–"] for row in rows.values() if row[4] == "geçerli değer yok")


def test_investments_add_up_over_the_years(example: JudgingClient) -> None:
    for record in example.json("/mahalleler.json"):
        page = example.page(f"/mahalleler/{record['id']}").root
        if "yatirim" not in sections_of(page):
            continue
        *years, total = table_of(page, "yatirim")
        for year, amount in years:
            assert as_number(amount) == pytest.approx(record["facts"][f"investment_try_{year}"], abs=0.51)
        assert as_number(total[1]) == pytest.approx(record["facts"]["investment_try"], abs=0.51)


def test_single_investments_are_listed_in_time_and_add_up(example: JudgingClient, example_app) -> None:
    atlas = example_app.extensions["mahalle.library"].atlas(example_app.extensions["mahalle.library"].state())
    known = investments_by_place(atlas)
    for record in example.json("/mahalleler.json"):
        rows = example.json(f"/mahalleler/{record['id']}.json?bolum=yatirimlar")
        assert [row["year"] for row in rows] == sorted(row["year"] for row in rows)
        assert [row["name"] for row in rows] == [item.name for item in known[record["id"]]]
        cancelled = {item.name for item in known[record["id"]] if item.status == "cancelled"}
        counted = [row for row in rows if row["name"] not in cancelled and row["budget_try"]]
        here = sum(row["budget_try"] * row["share_pct"] / 100 for row in counted)
        assert here == pytest.approx(record["facts"]["investment_try"], rel=1e-6)
        assert all(row["unit_in_charge"] and row["target_no"] for row in rows)
        page = example.page(f"/mahalleler/{record['id']}")
        written = table_of(page.root, "yatirimlar")
        assert [row[0] for row in written] == [row["name"] for row in rows]
        assert [as_number(row[3]) for row in written] == [pytest.approx(row["budget_try"], abs=0.51) for row in rows]
        assert "birkaç mahalleye yayılan" not in page.text


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_table_of_the_card_is_sorted_and_is_a_file(example: JudgingClient, language: str) -> None:
    page = example.page(f"/mahalleler/900001?dil={language}", language=language)
    links = [link.attributes["href"] for line in page.root.all("p", class_="table-files") for link in line.all("a")]
    tables = page.root.all("table")
    assert all("data-sort" in item.attributes for item in tables)
    # The indicators stand in two tables and are one file.
    assert len(links) == 2 * (len(tables) - 1)
    for csv_link, json_link in zip(links[::2], links[1::2], strict=True):
        rows = example.json(json_link)
        lines = list(csv.DictReader(io.StringIO(example.file(csv_link, "text/csv").decode())))
        assert [set(line) for line in lines] == [set(row) for row in rows]
        first = next(iter(lines[0]))
        assert [line[first] for line in lines] == [str(row[first]) for row in rows]
    for table in tables:
        numeric = ["number" in heading.attributes.get("class", "") for heading in table.one("thead").all("th")]
        for row in table.one("tbody").all("tr"):
            for cell, is_number in zip(row.children, numeric, strict=True):
                assert ("data-v" in cell.attributes) == is_number, cell.text


def test_a_table_that_the_card_does_not_have_is_refused_in_words(client: JudgingClient) -> None:
    answer = client.json("/mahalleler/31083.json?bolum=yatirimlar", status=400)
    assert "bolum=yatirimlar" in answer["errors"][0]["message"]
    assert "kaynaklar, gostergeler" in answer["errors"][0]["message"]


def test_every_chart_has_its_table_and_as_many_bars(example: JudgingClient) -> None:
    page = example.page(f"/mahalleler/{example.json('/mahalleler.json')[0]['id']}").root
    for section in page.one("div", class_="facts").all("section"):
        rows = section.one("tbody").all("tr")
        for chart in section.all("svg"):
            assert chart.attributes["role"] == "img"
            assert chart.attributes["aria-label"]
            assert len(rows) - len(chart.all("rect")) in (0, 1)


def test_defne_says_in_one_line_each_what_is_missing(client: JudgingClient) -> None:
    page = client.page("/mahalleler/31083")
    section = next(item for item in page.root.all("section") if item.attributes.get("aria-labelledby") == "eksikler")
    lines = [item.text for item in section.all("li")]
    assert set(MISSING) <= set(lines)
    assert "Park katmanı yok; kişi başına yeşil alan hesaplanamıyor." in page.text
    english = client.page("/mahalleler/31083?dil=en", language="en").text
    assert "There is no layer of damage; the state of the buildings cannot be shown." in english


def test_open_issues_stand_on_the_card_of_their_row(client: JudgingClient, atlas) -> None:
    found = issues_by_place(atlas)
    for place_id, issues in found.items():
        text = client.page(f"/mahalleler/{place_id}").text
        assert all(" ".join(issue.message.tr.split()) in text for issue in issues)
    assert all(issue.severity in ("error", "warning") for issues in found.values() for issue in issues)
