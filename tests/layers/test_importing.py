"""Bad input: what is refused, what is set aside, and that the current revision never suffers."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import BROKEN, DATA, PLAN, SKETCHED, TUIK, content, current, done, findings, make, records, run, table, take

from geo.errors import MahalleError
from layers.importing import ImportOptions, import_files
from layers.workspace import open_workspace


@dataclass(frozen=True)
class Fault:
    """A broken file, and what has to be said of it: kind, place, and a word of the remedy in both languages."""

    file: str
    layer: str
    kind: str
    remedy_tr: str
    remedy_en: str
    row: int | None = None
    column: str | None = None


def people(file: str, kind: str, remedy_tr: str, remedy_en: str, row: int | None = None, column: str | None = None) -> Fault:
    return Fault(file, "population", kind, remedy_tr, remedy_en, row, column)


def drawing(file: str, kind: str, remedy_tr: str, remedy_en: str, row: int | None = None, column: str | None = None) -> Fault:
    return Fault(file, "boundaries", kind, remedy_tr, remedy_en, row, column)


COUNT = "NÜFUS 2023"

REFUSED = [
    people("missing-column.tsv", "missing-column", "--columns population_2023=BAŞLIK", "--columns population_2023=HEADING"),
    people("missing-name-column.tsv", "missing-column", "--columns name=BAŞLIK", "--columns name=HEADING"),
    people("nothing-matched.tsv", "no-name-matched", "denetleyin", "column"),
    people("empty.tsv", "empty-file", "isteyin", "Ask"),
    people("blank.tsv", "empty-file", "isteyin", "Ask"),
    people("headings-only.tsv", "empty-file", "isteyin", "Ask"),
    people("unclosed-quote.tsv", "unreadable-row", "düzelt", "Correct", row=3),
    people("duplicate-headings.tsv", "two-columns-for-one-field", "--columns name=", "--columns name="),
    people(
        "two-columns-for-one-field.tsv", "two-columns-for-one-field", "--columns population_2023=", "--columns population_2023="
    ),
    people("every-row-bad.tsv", "no-row-taken", "olduğu gibi", "stays"),
    people("every-row-bad.tsv", "malformed-number", "düzelt", "Correct", 2, COUNT),
    people("other-district-only.tsv", "no-row-taken", "olduğu gibi", "stays"),
    people("other-district-only.tsv", "out-of-scope", "alınmadı", "taken"),
    people("total-only.tsv", "no-row-taken", "olduğu gibi", "stays"),
    people("pdf.csv", "wrong-content", "kaydedip", "Save"),
    people("table.geojson", "wrong-content", "kaydedip", "Save"),
    Fault("statement-without-measure.tsv", "statements", "stated-measure-missing", "Başlıklar:", "Headings:"),
    drawing("table.geojson", "wrong-content", "kaydedip", "Save"),
    drawing("missing-column.tsv", "no-shapes", "verin", "Give"),
    Fault("other-district.geojson", "population", "wrong-format-for-layer", ".xlsx", ".xlsx"),
    drawing("no-properties.geojson", "missing-column", "--columns name=BAŞLIK", "--columns name=HEADING"),
    drawing("no-name-property.geojson", "missing-column", "Başlıklar: alan", "Headings: alan"),
    drawing("empty-collection.geojson", "empty-file", "isteyin", "Ask"),
    drawing("cut-off.geojson", "unreadable-file", "kaydedin", "save"),
    drawing("not-geojson.geojson", "wrong-content", "kaydedip", "Save"),
    drawing("coordinate-infinite.geojson", "unreadable-file", "kaydedin", "save"),
    drawing("other-district.geojson", "no-row-taken", "olduğu gibi", "stays"),
]

SAID = [
    drawing("metres-without-crs.geojson", "crs-datum-assumed", "--crs 2322", "--crs 2322"),
    people("duplicate-same-values.tsv", "duplicate-row", "silin", "Delete", row=3),
    people("duplicate-different-values.tsv", "duplicate-neighbourhood", "doğru satır", "right row", row=2),
    people("duplicate-different-values.tsv", "duplicate-neighbourhood", "doğru satır", "right row", row=4),
    people("negative-population.tsv", "negative-value", "düzelt", "Correct", 3, COUNT),
    people("fractional-population.tsv", "fractional-count", "düzelt", "Correct", 3, COUNT),
    people("malformed-number.tsv", "malformed-number", "düzelt", "Correct", 3, COUNT),
    people("word-for-number.tsv", "malformed-number", "düzelt", "Correct", 3, COUNT),
    people("ambiguous-number.tsv", "ambiguous-number", "Binlik ise 1234", "Write 1234", 3, "YÜZÖLÇÜMÜ (km²)"),
    people("uneven-row.tsv", "uneven-row", "düzelt", "Correct", row=3),
    people("empty-name.tsv", "empty-name", "yaz", "source", 3, "MAHALLE"),
    people("year-out-of-range.tsv", "year-out-of-range", "düzelt", "Correct", 3, "YIL"),
    drawing("bow-tie.geojson", "repaired-geometry-much", "denetleyin", "Check", row=1),
    drawing("missing-geometry.geojson", "missing-geometry", "tamamla", "Complete", row=2),
    drawing("empty-geometry.geojson", "missing-geometry", "tamamla", "Complete", row=2),
    drawing("point.geojson", "wrong-geometry-type", "apalı alan", "polygon", row=2),
    drawing("line.geojson", "wrong-geometry-type", "apalı alan", "polygon", row=2),
    drawing("collapsed.geojson", "shape-without-area", "eniden çiz", "Draw", row=2),
    drawing("unclosed-ring.geojson", "reader-doubt", "denetleyin", "check"),
    drawing("overlap.geojson", "overlap", "düzelt", "Correct"),
    drawing("gap.geojson", "gap", "düzelt", "Correct"),
    drawing("same-shape-twice.geojson", "duplicate-geometry", "denetleyin", "heck"),
    drawing("duplicate-neighbourhood.geojson", "duplicate-neighbourhood", "doğru satır", "right row", row=2),
    drawing("shape-outside-country.geojson", "shape-outside-country", "düzelt", "Correct", row=10),
    drawing("coordinate-too-large.geojson", "shape-outside-country", "düzelt", "Correct", row=2),
    drawing("coordinate-not-a-number.geojson", "broken-coordinates", "onar", "Repair", row=2),
    drawing("no-name.geojson", "empty-name", "yaz", "source", 2, "MAHALLE"),
    drawing("negative-area.geojson", "negative-value", "düzelt", "Correct", 2, "YÜZÖLÇÜMÜ (km²)"),
]


def name(fault: Fault) -> str:
    place = f"-row{fault.row}" if fault.row else ""
    return f"{fault.file}-{fault.layer}-{fault.kind}{place}"


def assert_said(fault: Fault, issues: list[dict[str, object]]) -> None:
    said = [issue for issue in issues if (issue["kind"], issue["row"]) == (fault.kind, fault.row)]
    assert len(said) == 1, [(issue["kind"], issue["row"]) for issue in issues]
    issue = said[0]
    assert issue["column"] == fault.column
    turkish, english = str(issue["message"]), str(issue["message_en"])
    assert turkish != english
    assert fault.remedy_tr in turkish
    assert fault.remedy_en.lower() in english.lower()
    if fault.row is not None:
        assert turkish.startswith(f"{fault.row}. satır")
        assert english.startswith(f"Row {fault.row}")
    if fault.column is not None:
        assert f'"{fault.column}" sütunu' in turkish
        assert f'column "{fault.column}"' in english


@pytest.mark.parametrize("fault", REFUSED, ids=name)
def test_import_of_a_meaningless_file_is_refused_and_changes_nothing(demo: Path, fault: Fault) -> None:
    before = content(demo)

    # `plan` and `sketch` have rows already: a refusal that stored nothing in their place would wipe them out.
    source = "sketch" if fault.layer == "boundaries" else "plan"
    answer = take(demo, fault.layer, BROKEN / fault.file, source=source)

    assert answer.code == 1
    assert answer.document["revision"] is None
    assert_said(fault, answer.document["issues"])
    assert content(demo) == before
    # The same words stand on standard error for whoever reads no JSON.
    assert fault.remedy_tr in answer.err
    assert fault.remedy_en.lower() in answer.err.lower()


@pytest.mark.parametrize("fault", SAID, ids=name)
def test_import_of_a_faulty_row_names_row_column_and_remedy(own_demo: Path, fault: Fault) -> None:
    before = {layer: current(own_demo, layer) for layer in ("boundaries", "population")}

    answer = done(take(own_demo, fault.layer, BROKEN / fault.file, source="deneme"))

    assert_said(fault, answer.document["issues"])
    counts = answer.document
    assert counts["rows_in"] == counts["rows_stored"] + counts["rows_quarantined"] + counts["rows_out_of_scope"]
    assert counts["rows_stored"] >= 1
    set_aside = [issue for issue in counts["issues"] if issue["row"] and issue["severity"] == "error"]
    assert len({issue["row"] for issue in set_aside}) + len(answer.issues("duplicate-row")) == counts["rows_quarantined"]
    for layer, frame in before.items():
        now = current(own_demo, layer)
        assert records(now[now["source"] != "deneme"].reset_index(drop=True)) == records(frame)


def test_faults_every_broken_file_is_in_the_table() -> None:
    used = {fault.file for fault in [*REFUSED, *SAID]} | {"swapped-axes-ankara.geojson"}
    assert {path.name for path in BROKEN.iterdir() if path.is_file()} == used


def test_import_of_an_unknown_layer_is_refused_and_lists_the_known(demo: Path) -> None:
    answer = take(demo, "parklar", PLAN)
    assert answer.code == 1
    assert answer.document["issues"][0]["kind"] == "unknown-layer"
    assert "boundaries, population, statements" in answer.err


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("name=YOK", "unknown-column-option"),
        ("parti=MAHALLE ADI", "unknown-column-option"),
        ("population_23=MAHALLE ADI", "unknown-column-option"),
    ],
)
def test_import_with_wrong_columns_is_refused_and_lists_fields_and_headings(demo: Path, columns: str, kind: str) -> None:
    before = content(demo)
    answer = take(demo, "population", PLAN, "--columns", columns)
    assert answer.code == 1
    assert answer.document["issues"][0]["kind"] == kind
    assert "population_<year>" in answer.err
    assert "MUHTAR ADI (2024-2029)" in answer.err
    assert content(demo) == before


def test_import_with_two_columns_for_one_field_takes_the_one_that_is_named(own_demo: Path) -> None:
    file = BROKEN / "two-columns-for-one-field.tsv"
    answer = done(take(own_demo, "population", file, "--columns", "population_2023=TÜİK NÜFUSU 2023"))
    assert [issue["column"] for issue in answer.issues("column-ignored")] == ["PLAN NÜFUSU 2023"]
    rows = current(own_demo, "population").query("source == 'deneme'")
    assert rows["population"].tolist() == [3115]


def test_import_before_any_boundaries_is_refused_and_says_how_to_begin(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    answer = take(folder, "population", PLAN)
    assert answer.code == 1
    assert answer.document["issues"][0]["kind"] == "no-neighbourhoods"
    assert "mahalle import boundaries" in answer.err
    assert content(folder) == {"aliases": []}


def test_import_dry_run_reports_the_same_and_stores_nothing(own_drawn: Path) -> None:
    before = content(own_drawn)
    rehearsed = done(take(own_drawn, "population", PLAN, "--dry-run"))
    assert content(own_drawn) == before
    assert not list((own_drawn / "sources").glob("*/tablo08*"))
    real = done(take(own_drawn, "population", PLAN))
    assert rehearsed.document["revision"] is None
    assert real.document["revision"] == 1
    assert rehearsed.document | {"revision": 1} == real.document


def test_import_of_the_same_file_twice_gives_equal_content(own_drawn: Path) -> None:
    done(take(own_drawn, "population", TUIK, source="tuik"))
    first = current(own_drawn, "population")
    done(take(own_drawn, "population", TUIK, source="tuik"))
    assert records(current(own_drawn, "population")) == records(first)
    done(take(own_drawn, "boundaries", SKETCHED, source="sketch"))
    store = open_workspace(own_drawn).store()
    assert records(store.read("boundaries", 1)) == records(store.read("boundaries", 2))


def test_import_replaces_only_the_rows_of_its_source(own_drawn: Path, tmp_path: Path) -> None:
    done(take(own_drawn, "population", TUIK, source="tuik"))
    done(take(own_drawn, "population", PLAN, source="plan"))
    short = table(tmp_path / "kisa.tsv", [["MAHALLE", "2023"], ["Tavla", "2970"]])
    done(take(own_drawn, "population", short, source="plan"))
    rows = current(own_drawn, "population")
    assert rows.groupby("source").size().to_dict() == {"plan": 1, "tuik": 74}


def test_import_of_two_files_that_state_the_same_row_is_refused(own_drawn: Path, tmp_path: Path) -> None:
    files = [table(tmp_path / f"{k}.tsv", [["MAHALLE", "2023"], ["Tavla", 2970 + k]]) for k in (1, 2)]
    answer = run(own_drawn, "import", "population", *files, "--source", "plan", "--format", "json")
    assert answer.code == 1
    assert answer.document["issues"][0]["kind"] == "same-row-in-two-files"
    assert "--source" in answer.err


def test_import_keeps_the_original_byte_for_byte(own_drawn: Path) -> None:
    done(take(own_drawn, "population", PLAN, source="plan"))
    record = next(iter(open_workspace(own_drawn).store().current("population").sources))
    kept = open_workspace(own_drawn).kept_source(record.sha256, record.file)
    assert kept.read_bytes() == PLAN.read_bytes()


def test_quarantined_row_keeps_its_text_as_printed(own_demo: Path) -> None:
    done(take(own_demo, "population", BROKEN / "malformed-number.tsv", source="deneme"))
    store = open_workspace(own_demo).store()
    rows = [row for row in store.quarantine("population", store.current("population").number) if row.source == "deneme"]
    assert [(row.row, row.kind, row.raw) for row in rows] == [(3, "malformed-number", {"MAHALLE": "Tavla", COUNT: "490.000.00"})]


def test_finding_totals_of_a_source_with_rows_set_aside_are_not_called_wrong(own_demo: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE", COUNT], ["Akdeniz", "3115"], ["Tavla", "2970,5"], ["TOPLAM", "6085"]]
    done(take(own_demo, "population", table(tmp_path / "t.tsv", rows), source="muhtar"))
    said = [(finding["kind"], finding["severity"]) for finding in findings(own_demo) if finding["where"]["source"] == "muhtar"]
    assert said == [("total-not-compared", "info")]


# --------------------------------------------------------------------------- no row is ever lost

PRINTED = [line.split("\t") for line in PLAN.read_text(encoding="utf-8").splitlines()]
CHANGES = st.sampled_from(["drop", "swap", "repeat", "blank cell", "blank row", "extra cell", "stray", "cut row"])
STRAYS = st.sampled_from(["", "X", "-5", "3,7", "1.234", "490.000.00", "Kadıköy", "SINANLI", "Defne", "TOPLAM", "çöp", "=1+1"])


@st.composite
def mangled_tables(draw: st.DrawFn) -> list[list[str]]:
    """The plan's table with a few things wrong; the heading row stays."""
    rows = [list(row) for row in PRINTED]
    for change in draw(st.lists(CHANGES, min_size=1, max_size=8)):
        if len(rows) < 3:
            break
        place = draw(st.integers(1, len(rows) - 1))
        other = draw(st.integers(1, len(rows) - 1))
        if change == "drop":
            del rows[place]
        elif change == "swap":
            rows[place], rows[other] = rows[other], rows[place]
        elif change == "repeat":
            rows.insert(other, list(rows[place]))
        elif change == "blank row":
            rows.insert(place, [""])
        elif change == "extra cell":
            rows[place].append("fazla")
        elif change == "cut row":
            rows[place] = rows[place][: draw(st.integers(0, len(rows[place])))] or [""]
        elif rows[place]:
            cell = draw(st.integers(0, len(rows[place]) - 1))
            rows[place][cell] = "" if change == "blank cell" else draw(STRAYS)
    return rows


@pytest.mark.slow
@settings(max_examples=60)
@given(mangled_tables(), st.sampled_from("\t;|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1254"]))
def test_import_of_a_mangled_table_accounts_for_every_row(
    drawn: Path, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    workspace = open_workspace(drawn)
    with tempfile.TemporaryDirectory() as folder:
        file = table(Path(folder) / "plan.csv", rows, delimiter=delimiter, encoding=encoding)
        try:
            result = import_files(workspace, "population", [file], ImportOptions(source="plan", dry_run=True))
        except MahalleError:
            return
    filled = [number for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    assert result.rows_in == len(filled)
    assert result.rows_in == result.rows_stored + result.rows_quarantined + result.rows_out_of_scope
    # Each issue stands at a line that has something on it.
    assert {issue.row for issue in result.issues if issue.row is not None} <= set(filled)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(1, len(PLAN.read_bytes())))
def test_import_of_a_table_cut_off_anywhere_accounts_for_every_row_or_is_refused(drawn: Path, length: int) -> None:
    workspace = open_workspace(drawn)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.tsv"
        file.write_bytes(PLAN.read_bytes()[:length])
        try:
            result = import_files(workspace, "population", [file], ImportOptions(source="plan", dry_run=True))
        except MahalleError:
            return
    lines = [line for line in PLAN.read_bytes()[:length].split(b"\n")[1:] if line.strip()]
    assert result.rows_in == len(lines)
    assert result.rows_in == result.rows_stored + result.rows_quarantined + result.rows_out_of_scope


# --------------------------------------------------------------------------- real files of others


@pytest.mark.slow
def test_import_of_all_of_tuik_takes_the_district_and_counts_the_rest(real_data: Path, own_demo: Path) -> None:
    file = real_data / "tuik-mahalle-nufus-2023" / "tuik_mahalle_nufus_2023.csv"
    document = done(take(own_demo, "population", file, source="tuik2023")).document
    counted = [document[key] for key in ("rows_in", "rows_stored", "rows_quarantined", "rows_out_of_scope")]
    assert counted == [30154, 37, 0, 30117]
    rows = current(own_demo, "population").query("source == 'tuik2023'")
    assert rows["population"].sum() == 142146


def test_import_of_a_table_with_two_columns_for_2023_needs_a_word_and_then_works(real_data: Path, own_demo: Path) -> None:
    file = real_data / "defne-mahalle" / "defne_nufus.csv"
    refused = take(own_demo, "population", file)
    assert refused.code == 1
    assert "two-columns-for-one-field" in refused.kinds
    done(take(own_demo, "population", file, "--columns", "population_2023=tuik_nufus_2023", source="tuik-csv"))
    rows = current(own_demo, "population").query("source == 'tuik-csv'")
    assert rows.groupby("year")["population"].sum().to_dict() == {2022: 165494, 2023: 142146, 2025: 139605}


@pytest.mark.slow
def test_import_of_a_province_accounts_for_every_feature_and_keeps_districts_apart(real_data: Path, tmp_path: Path) -> None:
    file = real_data / "hatay-mahalle" / "hatay_mahalle.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    names = [item["properties"]["name"].removesuffix(" Mh.").removesuffix(" Mah.") for item in features]
    folder = make(tmp_path / "hatay", district=None)

    without = done(take(folder, "boundaries", file)).document
    # The file states no district: names that stand in several cannot be told apart, and that is what is said.
    assert without["rows_in"] == 595 == without["rows_stored"] + without["rows_quarantined"]
    assert without["rows_quarantined"] == sum(names.count(name) > 1 for name in names) > 0
    kinds = [issue["kind"] for issue in without["issues"] if issue["severity"] == "error"]
    assert kinds == ["district-unknown"] * without["rows_quarantined"]

    other = make(tmp_path / "ilceli", district=None)
    with_districts = done(take(other, "boundaries", file, "--columns", "district=townId")).document
    assert (with_districts["rows_stored"], with_districts["rows_quarantined"]) == (595, 0)
    assert current(other, "boundaries")["id"].is_unique


def test_every_shipped_table_is_looked_at_without_a_crash(demo: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "w"))
    for file in sorted(DATA.glob("*.tsv")):
        for layer in ("population", "statements"):
            answer = take(folder, layer, file, "--dry-run")
            assert answer.code in {0, 1}, (file.name, layer)
            assert answer.document["rows_in"] >= 0
