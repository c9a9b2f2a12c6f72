"""District, green, siting and target reports: their figures are those of the atlas and of the answers they are made from."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from printed import numbers_in, pages_of, sheets_of, squeeze

from geo.formatting import number
from geo.synthetic.town import Size
from layers.atlas import Atlas, build_atlas
from layers.facts import Facts
from layers.importing import current_frame
from layers.ornek import build_example
from layers.outgoing.hidden_ids import has_hidden_ids
from layers.reports.common import draft_mark, marked
from layers.reports.district import district_report
from layers.reports.document import Amount, Document, Section, written
from layers.reports.green import green_report
from layers.reports.neighbourhood import neighbourhood_report, prepare_cards
from layers.reports.place_sections import make_sections, provisions_of
from layers.reports.siting import siting_report
from layers.reports.targets import targets_report
from layers.reports.typesetting import Typesetter
from layers.reports.workbook import write_workbook
from layers.siting import SitingAnswer, site
from layers.siting_request import SitingRequest
from layers.siting_runs import answer_document
from layers.target_report import report_targets
from layers.workspace import Workspace, open_workspace

LANGUAGES = ("tr", "en")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


@pytest.fixture(scope="module")
def defne(demo: Path) -> Atlas:
    return build_atlas(open_workspace(demo))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    path = tmp_path_factory.mktemp("ornek") / "workspace"
    workspace, _ = build_example(path, Size(24, 600), seed=1)
    return build_atlas(workspace)


@pytest.fixture(scope="module")
def sited(example: Atlas) -> SitingAnswer:
    return site(example.workspace, SitingRequest("park", 2, 1, reach_m=600.0, cost_try_per_m2=500.0))


def section(document: Document, section_id: str) -> Section:
    return next(item for item in document.sections if item.id == section_id)


def amounts(document: Document, section_id: str, column: int, *, total: bool = False) -> list[float | None]:
    table = section(document, section_id).table
    assert table is not None
    rows = table.rows[-1:] if total else table.rows[:-1] if table.has_total else table.rows
    return [cell.value for row in rows if isinstance(cell := row[column], Amount)]


def check_all_cells(document: Document, typesetter: Typesetter, language: str) -> list[str]:
    """Every cell, text and note stands in the PDF, whose text is the answer."""
    pages = pages_of(typesetter.pdf(document, language))
    squeezed = squeeze("".join(pages))
    for item in document.sections:
        cells = [cell for row in item.table.rows for cell in row] if item.table else []
        for cell in (*cells, *item.texts):
            assert squeeze(written(cell, language)) in squeezed, (item.id, written(cell, language))
    return pages


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_district_report_adds_up_to_the_atlas(defne: Atlas, typesetter: Typesetter, language: str) -> None:
    document = district_report(defne)
    pages = pages_of(typesetter.pdf(document, language))
    told = numbers_in(" ".join(pages))
    for year in defne.years:
        assert number(defne.neighbourhoods[f"population_{year}"].sum(), language) in told
    for column, year in enumerate(defne.years, start=1):
        assert sum(amounts(document, "nufus", column)) == amounts(document, "nufus", column, total=True)[0]
        assert amounts(document, "nufus", column) == [float(value) for value in defne.neighbourhoods[f"population_{year}"]]
    assert len(section(document, "nufus").table.rows) == 38
    assert "Samankaya" in " ".join(pages)


@pytest.mark.slow
def test_the_district_report_of_the_example_says_every_cell(example: Atlas, typesetter: Typesetter) -> None:
    document = district_report(example)
    ids = {item.id for item in document.sections}
    assert ids >= {"imar", "standartlar", "erisim", "tasinmaz", "yatirim", "celiskiler", "kaynaklar", "yontem"}
    assert "eksikler" not in ids
    check_all_cells(document, typesetter, "tr")
    assert sum(amounts(document, "imar", 1)) == pytest.approx(amounts(document, "imar", 1, total=True)[0])
    walk = example.neighbourhoods["walk_pct_park_500"]
    people = example.neighbourhoods["population"]
    assert amounts(document, "erisim", 1)[0] == pytest.approx((walk * people).sum() / people.sum())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_green_inventory_adds_up_and_lists_every_park(example: Atlas, typesetter: Typesetter, language: str) -> None:
    document = green_report(example)
    check_all_cells(document, typesetter, language)
    existing = example.facts.columns["existing_m2_active_green"]
    assert amounts(document, "mahalleler", 2) == pytest.approx(list(existing))
    assert amounts(document, "mahalleler", 5) == pytest.approx(list(example.neighbourhoods["deficit_m2_active_green"]))
    assert amounts(document, "mahalleler", 7) == pytest.approx(list(example.neighbourhoods["deficit_before_m2_active_green"]))
    # What counts of the listed places is what the neighbourhoods have together.
    assert sum(amounts(document, "parklar", 4)) == pytest.approx(existing.sum())
    needed = [10 * people for people in example.neighbourhoods["population_2025"]]
    assert amounts(document, "mahalleler", 4) == pytest.approx(needed)


def test_a_year_whose_investments_are_unknown_is_no_zero(example: Atlas) -> None:
    columns = example.facts.columns.copy()
    place = columns.index[columns["investment_try"] > 0][0]
    columns.loc[place, ["investment_try_2026", "investment_try"]] = float("nan")
    unknown = replace(example, facts=Facts(columns, example.facts.layers, example.facts.issues))
    found = next(item for item in make_sections(unknown, str(place), provisions_of(unknown)).shown if item.id == "yatirim")
    assert found.table is not None
    assert [written(row[1], "tr") for row in found.table.rows if row[0] == "2026"] == ["–"]
    assert written(found.table.rows[-1][1], "tr") == "–"
    document = district_report(unknown, findings=[])
    assert amounts(document, "yatirim", 1)[1] is None
    assert None not in amounts(document, "yatirim", 1)[2:]
    assert amounts(document, "yatirim", 1, total=True) == [None]


def test_without_parks_the_green_inventory_says_so_and_what_is_needed(defne: Atlas, typesetter: Typesetter) -> None:
    document = green_report(defne)
    text = " ".join(check_all_cells(document, typesetter, "tr"))
    assert "Park katmanı yok" in text
    assert amounts(document, "mahalleler", 2) == [None] * 37
    assert amounts(document, "mahalleler", 4, total=True)[0] == 10 * defne.total("population_2025")
    # 250,000 people of the plan's year, given to neighbourhoods by today's.
    assert amounts(document, "mahalleler", 8, total=True)[0] == pytest.approx(2_500_000)
    assert "2.500.000" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_siting_plan_tells_every_site_and_every_plot_that_was_left(
    sited: SitingAnswer, typesetter: Typesetter, language: str
) -> None:
    # As a run keeps it.
    document = siting_report(json.loads(json.dumps(answer_document(sited))), sited.atlas)
    check_all_cells(document, typesetter, language)
    assert amounts(document, "yerler", 5) == list(sited.sites["people_gained"].astype(float))
    assert sum(amounts(document, "yillar", 2)) == pytest.approx(sited.plan.sites["people_gained"].sum(), abs=0.1)
    assert sum(amounts(document, "kalanlar", 1)) == len(sited.left_out) == len(section(document, "kalan-tasinmazlar").table.rows)
    marks = section(document, "harita").pictures[0].labels
    assert [mark.text for mark in marks] == ["1", "2"]
    assert all(0 < mark.x_ratio < 1 and 0 < mark.y_ratio < 1 for mark in marks)


@pytest.mark.parametrize("half", [1, 2])
def test_targets_are_told_by_year_with_their_money(demo: Path, typesetter: Typesetter, half: int) -> None:
    workspace = open_workspace(demo)
    found = report_targets(workspace, half=half, year=2026)
    document = targets_report(workspace, found, half=half)
    pages = check_all_cells(document, typesetter, "tr")
    kind = "Altı aylık izleme raporu" if half == 1 else "Yıllık değerlendirme raporu"
    assert kind in pages[0]
    whole = found.rows[found.rows["level"] == "plan"].iloc[0]
    assert number(whole["planned_try"], "tr") in numbers_in(pages[0])
    indicators = found.rows[found.rows["level"] == "indicator"]
    assert len(section(document, "gostergeler-2026").table.rows) == len(indicators)


def test_targets_of_all_years_stand_one_after_the_other(demo: Path) -> None:
    workspace = open_workspace(demo)
    document = targets_report(workspace, report_targets(workspace), half=2)
    years = [item.id for item in document.sections if item.id.startswith("hedefler-")]
    assert years == [f"hedefler-{year}" for year in range(2025, 2030)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_holds_the_tables_as_numbers_and_defuses_texts(example: Atlas, tmp_path: Path, language: str) -> None:
    document = green_report(example)
    out = tmp_path / "yesil.xlsx"
    write_workbook(document, language, out)
    sheets = sheets_of(out)
    title = written(section(document, "mahalleler").title, language)[:31]
    rows = sheets[title]
    assert rows[0][0] == ("Mahalle" if language == "tr" else "Neighbourhood")
    assert [row[2] for row in rows[1:-1]] == pytest.approx(list(example.facts.columns["existing_m2_active_green"]))
    again = tmp_path / "again.xlsx"
    write_workbook(document, language, again)
    assert again.read_bytes() == out.read_bytes()
    assert not [cell for rows in sheets.values() for row in rows for cell in row if str(cell).startswith(("=", "@", "\t"))]


# --------------------------------------------------------------------------- nothing private


def secrets_of(workspace: Workspace) -> set[str]:
    """What the private text fields of all layers hold, and the ids that are made of them."""
    found: set[str] = set()
    for name, spec in workspace.layers.items():
        rows = current_frame(workspace, workspace.store(), name)
        if rows is None:
            continue
        columns = [field.name for field in spec.fields if not field.public] + (["id"] if has_hidden_ids(spec) else [])
        found |= {str(value) for column in columns for value in rows[column].dropna()}
    # Shorter ones are blocks, parcels and counts, which stand in public numbers by chance.
    return {value for value in found if len(value) > 5}


@pytest.mark.slow
def test_nothing_private_is_in_any_report(example: Atlas, sited: SitingAnswer, typesetter: Typesetter, tmp_path: Path) -> None:
    workspace = example.workspace
    secrets = secrets_of(workspace)
    assert len(secrets) > 100
    cards = prepare_cards(example)
    documents = [neighbourhood_report(cards, place_id) for place_id in example.neighbourhoods.index]
    documents += [district_report(example), green_report(example), siting_report(answer_document(sited), sited.atlas)]
    documents.append(targets_report(workspace, report_targets(workspace, half=2), half=2))
    for document in documents:
        said = " ".join(pages_of(typesetter.pdf(document, "tr")))
        write_workbook(document, "tr", tmp_path / "r.xlsx")
        sheets = sheets_of(tmp_path / "r.xlsx").values()
        said += " ".join(str(cell) for rows in sheets for row in rows for cell in row if cell is not None)
        assert not [secret for secret in secrets if secret in said], document.title.tr


# --------------------------------------------------------------------------- drafts


def test_a_mark_names_three_drafts_and_counts_the_others(defne: Atlas) -> None:
    drafts = dict.fromkeys(list(defne.workspace.layers)[:5], 2)
    mark = draft_mark(marked(green_report(defne), defne.workspace, drafts).about)
    assert mark is not None
    assert mark.tr.count("(2)") == mark.en.count("(2)") == 3
    assert mark.tr.endswith("ve 2 katman daha")
    assert mark.en.endswith("and 2 more")
    assert draft_mark(green_report(defne).about) is None
