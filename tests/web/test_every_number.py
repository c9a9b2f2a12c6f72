"""Every number on the first page and on all cards of Defne is that value of `mahalle atlas --format json`, to the last digit.

What is no neighbourhood's own figure is told by `mahalle check` (contradictions) or `mahalle layers` (revisions, dates).
"""

import re
from pathlib import Path

import pytest
from client import JudgingClient, parsed
from figures import Told, told_by
from told_pages import read_atlas, read_card

INDICATORS = (
    *("change_pct", "change_count", "population", "density_per_km2", "growth_per_mille"),
    *("people_per_family_health_centre", "asset_count", "asset_area_m2"),
)
# A digit that a reader sees: neither within a tag nor within a script.
DIGITS = re.compile(r">([^<>]*\d[^<>]*)<")


@pytest.fixture(scope="module")
def told(demo_path: Path) -> Told:
    return told_by(demo_path, (2022, 2023))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_number_of_every_card_is_in_the_atlas(client: JudgingClient, told: Told, language: str) -> None:
    for record in told.records:
        page = client.page(f"/mahalleler/{record['id']}?dil={language}", language=language)
        read_card(page.root.one("body"), told, record, language)
    assert len(told.records) == 37


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_number_of_the_first_page_is_in_the_atlas(client: JudgingClient, told: Told, indicator: str, language: str) -> None:
    page = client.page(f"/?gosterge={indicator}&dil={language}", language=language)
    read_atlas(page.root.one("body"), told, indicator, language)


def test_the_indicators_are_all_that_the_page_offers(client: JudgingClient) -> None:
    choices = client.page("/").root.one("select", name="gosterge").all("option")
    assert {choice.attributes["value"] for choice in choices} == set(INDICATORS)


def test_other_years_are_those_of_the_atlas_too(client: JudgingClient, demo_path: Path) -> None:
    later = told_by(demo_path, (2022, 2025))
    page = client.page("/?gosterge=change_count&son=2025")
    read_atlas(page.root.one("body"), later, "change_count", "tr")


@pytest.mark.parametrize("address", ["/mahalleler/31083", "/mahalleler/149189", "/?gosterge=population"])
def test_no_digit_can_be_changed_unnoticed(client: JudgingClient, told: Told, address: str) -> None:
    html = client.page(address).html
    start = html.index("<main")
    unnoticed = []
    texts = [found for found in DIGITS.finditer(html, start) if "<select" not in html[found.start() - 300 : found.start()]]
    for found in texts[:: max(1, len(texts) // 60)]:
        last = max(place for place in range(*found.span(1)) if html[place].isdecimal())
        wrong = f"{html[:last]}{(int(html[last]) + 1) % 10}{html[last + 1 :]}"
        body = parsed(wrong)[0].one("body")
        try:
            if address.startswith("/mahalleler"):
                read_card(body, told, told.by_id[address.rpartition("/")[2]], "tr")
            else:
                read_atlas(body, told, "population", "tr")
        except (AssertionError, StopIteration, ValueError, KeyError):
            continue
        unnoticed.append(found[1])
    assert not unnoticed
