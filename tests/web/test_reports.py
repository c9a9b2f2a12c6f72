"""Reports in the browser: the page's figures stand in its PDF; links lead to files; what is set once is kept."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from client import Element, JudgingClient
from flask import Flask
from printed import numbers_in, pages_of, squeeze

from web import create_app

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def told_by(page: Element, ids: set[str]) -> list[str]:
    """The cells of the tables of some sections of a page."""
    sections = [item for item in page.all("section") if item.attributes.get("aria-labelledby") in ids]
    return [cell.text for item in sections for row in item.all("tr") for cell in row.children]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_figures_of_the_page_stand_in_its_pdf(example: JudgingClient, language: str) -> None:
    for record in example.json("/mahalleler.json")[:4]:
        query = f"?dil={language}"
        page = example.page(f"/mahalleler/{record['id']}{query}", language=language).root
        pages = pages_of(example.file(f"/mahalleler/{record['id']}.pdf{query}", PDF))
        assert len(pages) == 2
        of_layers = {item.attributes["aria-labelledby"] for item in page.one("div", class_="facts").all("section")}
        # Single investments would not fit on two pages.
        of_layers.discard("yatirimlar")
        cells = told_by(page, of_layers)
        assert len(cells) > 40
        squeezed = squeeze(" ".join(pages))
        assert [cell for cell in cells if squeeze(cell) not in squeezed] == []
        printed = numbers_in(" ".join(pages))
        stated = [number for cell in told_by(page, {"gostergeler"})[:18] for number in numbers_in(cell)]
        assert [number for number in stated if number not in printed] == []
        missing = [
            item.text
            for box in page.all("section")
            if box.attributes.get("aria-labelledby") == "eksikler"
            for item in box.all("li")
        ]
        assert [line for line in missing if squeeze(line) not in squeezed] == []


def test_the_card_of_sinanli_says_on_paper_what_its_page_says(client: JudgingClient) -> None:
    page = client.page("/mahalleler/149213?ilk=2022&son=2023")
    text = " ".join(pages_of(client.file("/mahalleler/149213.pdf?ilk=2022&son=2023", PDF)))
    for row in page.root.all("tr"):
        if row.attributes.get("class") == "wrong-row":
            assert row.all("td")[0].text in numbers_in(text)
    notice = page.root.one("section", class_="notices").one("p").text
    assert squeeze(notice) in squeeze(text)
    assert "2022 → 2023" in text


def test_pages_link_to_their_reports_in_the_language_of_the_page(client: JudgingClient) -> None:
    for language in ("tr", "en"):
        for address in ("/", "/mahalleler/149213", "/raporlar"):
            page = client.page(f"{address}?dil={language}", language=language)
            links = {item.attributes["href"] for item in page.root.all("a") if ".pdf" in item.attributes.get("href", "")}
            assert links
            assert all(("dil=en" in link) == (language == "en") for link in links)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_link_of_the_page_of_reports_leads_to_a_file(example: JudgingClient, language: str) -> None:
    page = example.page(f"/raporlar?dil={language}", language=language)
    links = [item.attributes["href"] for item in page.root.one("main").all("a")]
    assert len(links) == 4 * 2 + 6
    for link in links:
        content = example.file(link, XLSX if ".xlsx" in link else PDF)
        assert content.startswith(b"PK" if ".xlsx" in link else b"%PDF")


def test_without_target_cards_no_report_of_targets_is_offered(hostile: JudgingClient) -> None:
    page = hostile.page("/raporlar")
    assert "/raporlar/hedefler" not in page.html
    assert hostile.page("/raporlar/hedefler.pdf", status=404)


def test_hostile_names_reach_neither_markup_nor_headers(hostile: JudgingClient) -> None:
    for record in hostile.json("/mahalleler.json"):
        response = hostile.get("/mahalleler/" + record["id"] + ".pdf")
        assert response.status_code == 200
        assert re.fullmatch(r'inline; filename="[a-z0-9.-]+\.pdf"', response.headers["Content-Disposition"])
        assert all(squeeze(record["name"]) in squeeze(page) for page in pages_of(response.data))


def test_unknown_reports_and_places_are_told_in_words(client: JudgingClient) -> None:
    assert "ilce, yesil-alan" in client.page("/raporlar/heykel.pdf", status=404).text
    assert "Sinanlı" in client.page("/mahalleler/Sinanli.pdf", status=404).text
    assert client.page("/raporlar/ilce.pdf?son=1999", status=400)


def test_a_report_is_set_once_and_a_new_revision_sets_it_anew(desk_path: Path, desk: JudgingClient) -> None:
    first = desk.file("/mahalleler/149213.pdf", PDF)
    assert desk.file("/mahalleler/149213.pdf", PDF) == first
    from layers.importing import undo
    from layers.workspace import open_workspace

    undo(open_workspace(desk_path), "population")
    assert desk.file("/mahalleler/149213.pdf", PDF) != first


def test_many_may_ask_at_once(demo_path: Path) -> None:
    app: Flask = create_app(demo_path)
    app.testing = True
    addresses = ["/mahalleler/149213.pdf", "/mahalleler/31083.pdf", "/raporlar/yesil-alan.pdf"] * 4
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda address: app.test_client().get(address).data, addresses))
    assert all(answer.startswith(b"%PDF") for answer in answers)
    assert len(set(answers)) == 3
