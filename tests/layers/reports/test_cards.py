"""The neighbourhood card: two pages each, the atlas's figures as written, the same bytes each time, names as text."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from printed import numbers_in, pages_of, sheets_of, squeeze
from shapely.geometry import box, mapping
from workspaces import done, run

from geo.formatting import number
from geo.issues import Words
from geo.synthetic.town import Size
from layers.atlas import Atlas, build_atlas
from layers.importing import ImportOptions, import_files
from layers.ornek import build_example
from layers.reports.document import Amount, Document, Heading, Section, Table, written
from layers.reports.neighbourhood import Cards, card_names, neighbourhood_report, prepare_cards
from layers.reports.place import find_id
from layers.reports.typesetting import Typesetter, as_data
from layers.reports.writing import write_report
from layers.workspace import create_workspace, open_workspace

LANGUAGES = ("tr", "en")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


@pytest.fixture(scope="module")
def defne(demo: Path) -> Cards:
    return prepare_cards(build_atlas(open_workspace(demo)))


@pytest.fixture(scope="module")
def example_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ornek") / "workspace"
    build_example(path, Size(9, 90), seed=3)
    return path


@pytest.fixture(scope="module")
def example(example_path: Path) -> Cards:
    return prepare_cards(build_atlas(open_workspace(example_path)))


def card(cards: Cards, name: str) -> Document:
    return neighbourhood_report(cards, find_id(cards.atlas, name))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_of_defne_is_two_pages_and_says_its_figures(defne: Cards, typesetter: Typesetter, language: str) -> None:
    atlas = defne.atlas
    for place_id, row in atlas.neighbourhoods.iterrows():
        first, second = pages_of(typesetter.pdf(neighbourhood_report(defne, str(place_id)), language))
        assert row["name"] in first
        assert row["name"] in second
        told = numbers_in(first)
        for year in atlas.years:
            assert number(row[f"population_{year}"], language) in told
        assert number(row["area_km2"], language, 2) in told
        informative = "Bilgi amaçlıdır" if language == "tr" else "For information only"
        assert informative in first
        assert informative in second


@pytest.mark.slow
def test_every_card_of_the_example_is_two_pages(example: Cards, typesetter: Typesetter) -> None:
    for place_id in example.atlas.neighbourhoods.index:
        for language in LANGUAGES:
            assert len(pages_of(typesetter.pdf(neighbourhood_report(example, str(place_id)), language))) == 2


def test_every_cell_of_a_card_stands_in_its_pdf(example: Cards, typesetter: Typesetter) -> None:
    document = neighbourhood_report(example, str(example.atlas.neighbourhoods.index[0]))
    for language in LANGUAGES:
        text = " ".join(pages_of(typesetter.pdf(document, language)))
        squeezed = squeeze(text)
        for section in document.sections:
            cells = [cell for row in section.table.rows[: section.table.most_printed] for cell in row] if section.table else []
            for cell in (*cells, *section.texts, *section.notes, section.title):
                assert squeeze(written(cell, language)) in squeezed
        assert {section.id for section in document.sections} >= {"imar", "standartlar", "erisim", "tasinmaz", "hasar", "toplanma"}


def test_the_same_input_gives_the_same_bytes(defne: Cards, demo: Path) -> None:
    again = prepare_cards(build_atlas(open_workspace(demo)))
    first = Typesetter().pdf(card(defne, "Sinanlı"), "tr")
    assert first == Typesetter().pdf(card(again, "Sinanlı"), "tr")


def test_the_day_is_that_of_the_newest_revision_or_the_one_that_is_asked_for(
    defne: Cards, demo: Path, typesetter: Typesetter
) -> None:
    newest = date.fromisoformat(defne.atlas.created_at[:10])
    assert f"{newest:%d.%m.%Y}" in pages_of(typesetter.pdf(card(defne, "Sinanlı"), "tr"))[0]
    dated = prepare_cards(defne.atlas, day="2031-02-03")
    content = typesetter.pdf(card(dated, "Sinanlı"), "tr")
    assert "03.02.2031" in pages_of(content)[1]
    assert typesetter.pdf(card(dated, "Sinanlı"), "en") != content


def test_the_moved_row_of_sinanli_is_told_on_its_card(defne: Cards, typesetter: Typesetter) -> None:
    _, second = pages_of(typesetter.pdf(card(defne, "Sinanlı"), "tr"))
    assert "30. satırda 5.736 yazıyor; TÜİK ADNKS değeri 1.008" in second
    first, _ = pages_of(typesetter.pdf(card(defne, "Sinanlı"), "tr"))
    assert "≠ 5.736" in first


def test_a_sketch_is_marked_on_the_map_and_under_the_page(defne: Cards, example: Cards, typesetter: Typesetter) -> None:
    first, second = pages_of(typesetter.pdf(card(defne, "Harbiye"), "tr"))
    assert "taslak sınır" in first
    assert "Sınırlar taslaktır" in second
    drawn = " ".join(pages_of(typesetter.pdf(neighbourhood_report(example, str(example.atlas.neighbourhoods.index[0])), "tr")))
    assert "taslak" not in drawn
    assert "Veriler sentetiktir" in drawn


def test_what_cannot_be_shown_is_said_in_words(defne: Cards, typesetter: Typesetter) -> None:
    text = " ".join(pages_of(typesetter.pdf(card(defne, "Akdeniz"), "tr")))
    assert "Çizili imar planı yok; alanın kullanımlara dağılımı hesaplanamıyor." in text
    assert "Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor." in text
    assert "Bu mahallenin rakamlarında bilinen bir çelişki ve açık uyarı yok." in text


def test_language_and_title_stand_in_the_file(defne: Cards, typesetter: Typesetter, tmp_path: Path) -> None:
    out = tmp_path / "karne.pdf"
    out.write_bytes(typesetter.pdf(card(defne, "Üzengili"), "tr"))
    reader = pypdf.PdfReader(out)
    assert reader.metadata is not None
    assert reader.metadata.title == "Üzengili Mahallesi"
    assert reader.trailer["/Root"]["/Lang"] == "tr"  # type: ignore[index]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_a_card_says_that_it_can_be_archived_and_read_aloud(defne: Cards, example: Cards, typesetter: Typesetter) -> None:
    for document in (card(defne, "Sinanlı"), neighbourhood_report(example, str(example.atlas.neighbourhoods.index[0]))):
        told = pypdf.PdfReader(io.BytesIO(typesetter.pdf(document, "tr"))).trailer["/Root"]["/Metadata"].get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in told
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
        assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_letters_that_no_font_has_do_not_keep_a_card_from_being_printed(defne: Cards, typesetter: Typesetter) -> None:
    foreign = replace(card(defne, "Sinanlı"), title=Words("حي 漢字", "حي 漢字"))
    assert len(pages_of(typesetter.pdf(foreign, "tr"))) == 2


def test_a_card_with_far_too_much_is_still_two_pages_and_a_workbook_has_it_all(
    defne: Cards, typesetter: Typesetter, tmp_path: Path
) -> None:
    document = card(defne, "Harbiye")
    rows = tuple((f"Yatırım {number}", Amount(float(number))) for number in range(150))
    headings = (Heading(Words("Ne", "What"), is_number=False), Heading(Words("Bütçe", "Budget")))
    long = Section("uzun", Words("Uzun", "Long"), Table(headings, rows))
    cut = Section("kesik", Words("Kesik", "Cut"), Table(headings, rows, most_printed=3))
    crowded = replace(document, pages=tuple((*page, long) for page in document.pages))
    pages = pages_of(typesetter.pdf(crowded, "tr"))
    assert len(pages) == 2
    assert all("Yatırım 149" in page for page in pages)
    shortened = replace(document, pages=((cut,), document.pages[1]))
    first, _ = pages_of(typesetter.pdf(shortened, "tr"))
    assert "Yatırım 2" in first
    assert "Yatırım 3" not in first
    write_report(shortened, tmp_path / "karne.xlsx", "tr")
    assert len(sheets_of(tmp_path / "karne.xlsx")["Kesik"]) == 151


HOSTILE = (
    '#import "@preview/x:1.0.0": *',
    "$ x^2 $ *kalın* _eğik_ `kod`",
    "<script>alert(1)</script> #panic() \\ ] }",
    "=SUM(A1) // yorum /* yorum */ @atıf",
    "ÇokUzun" * 30,
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder = tmp_path_factory.mktemp("hostile")
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "code": str(place)},
            "geometry": mapping(box(36 + place / 10, 36, 36.1 + place / 10, 36.1)),
        }
        for place, name in enumerate(HOSTILE)
    ]
    boundaries = folder / "sinir.geojson"
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    population = folder / "nufus.tsv"
    population.write_text("KOD\tNÜFUS 2022\tNÜFUS 2023\n0\t100\t50\n1\t10\t20\n", encoding="utf-8")
    workspace = create_workspace(folder / "workspace", name="#let x = 1", province="Hatay", district="*Defne*")
    import_files(workspace, "boundaries", [boundaries], ImportOptions(source="<kaynak> #x"))
    import_files(workspace, "population", [population], ImportOptions(source="$k$"))
    return build_atlas(open_workspace(workspace.path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_text_and_cards_stay_two_pages(hostile: Atlas, typesetter: Typesetter, language: str) -> None:
    cards = prepare_cards(hostile)
    for place_id, name in hostile.neighbourhoods["name"].items():
        first, second = pages_of(typesetter.pdf(neighbourhood_report(cards, str(place_id)), language))
        for page in (first, second):
            assert squeeze(name) in squeeze(page)
        assert "*Defne*" in first


def test_file_names_of_cards_are_plain_and_no_two_are_alike(hostile: Atlas, defne: Cards) -> None:
    for atlas in (hostile, defne.atlas):
        names = list(card_names(atlas).values())
        assert len(set(names)) == len(names) == len(atlas.neighbourhoods)
        assert all(name and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)


def test_a_document_becomes_json_without_losing_a_section(defne: Cards) -> None:
    document = card(defne, "Harbiye")
    data = as_data(document, "tr")
    assert json.loads(json.dumps(data)) == data
    assert [[section["id"] for section in page] for page in data["pages"]] == [
        [section.id for section in page] for page in document.pages
    ]


def test_the_tables_of_a_card_as_xlsx_are_those_of_the_document(example_path: Path, example: Cards, tmp_path: Path) -> None:
    place_id = str(example.atlas.neighbourhoods.index[0])
    out = tmp_path / "karne.xlsx"
    done(run(example_path, "report", "neighbourhood", place_id, out))
    document = neighbourhood_report(example, place_id)
    sheets = list(sheets_of(out).values())
    tables = [section.table for section in document.sections if section.table]
    assert len(sheets) == len(tables) + 1
    for sheet, table in zip(sheets, tables, strict=False):
        assert sheet[0] == [written(heading.title, "tr") for heading in table.headings]
        assert len(sheet) == len(table.rows) + 1
        for cells, row in zip(sheet[1:], table.rows, strict=True):
            for cell, said in zip(cells, row, strict=True):
                expected = getattr(said, "value", written(said, "tr"))
                assert cell == pytest.approx(expected) if isinstance(expected, float) else cell == expected
    about = dict(row[:2] for row in sheets[-1])
    assert about["Mahalle karnesi"] == written(document.title, "tr")
