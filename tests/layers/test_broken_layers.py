"""Faulty files of the declared layers: what is said of them and where, what is done, and that no row is lost."""

import csv
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from samples_of_layers import DECLARED, SAMPLES
from workspaces import BROKEN

from geo.errors import MahalleError, RefusedError
from geo.issues import Issue
from layers import LAYERS
from layers.base import ReadContext, Reading
from layers.importing import read_file

FOLDER = BROKEN / "layers"


@dataclass(frozen=True)
class Fault:
    """A broken file, what has to be said of it with its remedy in both languages, and which rows are set aside for it."""

    file: str
    layer: str
    kind: str
    remedy_tr: str
    remedy_en: str
    row: int | None = None
    column: str | None = None
    aside: tuple[int, ...] = ()


AREA = "ALAN (m)"
FAULTS = [
    Fault("unknown-class.tsv", "damage", "unknown-code", "layers/codes.yaml", "layers/codes.yaml", 3, "HASAR DURUMU"),
    Fault("unknown-neighbourhood.tsv", "parks", "open-name-without-suggestion", "names accept", "names accept", 3, "MAHALLE"),
    Fault("investment-without-year.tsv", "investments", "no-yearly-value", "kaynakta yazın", "Fill it", 3),
    Fault("investment-without-year-in-rows.tsv", "investments", "no-yearly-value", "kaynakta yazın", "Fill it", 3),
    Fault("negative-budget.tsv", "investments", "negative-value", "düzelt", "Correct", 3, "BÜTÇE 2025 (TL)", (3,)),
    Fault("indicator-without-target.tsv", "targets", "missing-required", "Kaynakta yazıp", "Fill it", 3, "HEDEF", (3,)),
    Fault("dates-in-five-formats.tsv", "crosswalk", "malformed-date", "GG.AA.YYYY", "DD.MM.YYYY", 7, "TARİH", (7,)),
    Fault("point-among-roads.geojson", "roads", "shape-of-another-type", "Doğru katmanı seçin", "right layer", 2, None, (2,)),
    Fault("zone-outside-country.geojson", "zoning", "shape-outside-country", "düzelt", "Correct", 11, None, (11,)),
    Fault("empty-zone.geojson", "zoning", "broken-shape", "düzeltin", "Correct", 2, None, (2,)),
    Fault("bow-tie-zone.geojson", "zoning", "repaired-geometry-much", "denetleyin", "Check", 2),
    Fault("copied-zone.geojson", "zoning", "duplicate-row", "silin", "Delete", 3, None, (3,)),
    Fault("missing-required.tsv", "assembly_areas", "missing-required", "Kaynakta yazıp", "Fill it", 3, "TESİS ADI", (3,)),
    Fault("work-without-year.tsv", "infrastructure_works", "missing-required", "Kaynakta yazıp", "Fill it", 3, "YIL", (3,)),
    Fault("duplicate-id-same-values.tsv", "shelters", "duplicate-row", "silin", "Delete", 3, None, (3,)),
    Fault("duplicate-id-different-values.tsv", "shelters", "duplicate-id", "doğru satırı", "right row", 2, None, (2, 4)),
    Fault("length-in-an-area-cell.tsv", "parks", "unit-mismatch-in-cell", "düzeltin", "correct it", 3, "ALAN", (3,)),
    Fault("areas-in-four-units.tsv", "parks", "unit-converted", "çevrildi", "converted", 2, "ALAN"),
    Fault("ticks.tsv", "targets", "words-beside-number", "yanında", "beside", 3, "2025"),
    Fault("ticks.tsv", "targets", "words-for-number", "kaynakta yazın", "in the source", 3, "2026"),
    Fault("word-for-yes.tsv", "assets", "malformed-boolean", "Evet, Hayır", "Evet, Hayır", 3, "KİRADA", (3,)),
    Fault("row-without-a-place.tsv", "parks", "row-without-place", "Mahallesini yazın", "Write its neighbourhood", 3),
    Fault("another-district.tsv", "parks", "out-of-scope", "alınmadı", "taken"),
]
REFUSED = [
    Fault("length-for-area.tsv", "parks", "unit-mismatch", "--columns area_m2=", "--columns area_m2=", None, AREA),
    Fault("zone-without-level.geojson", "zoning", "missing-column-or-value", "--value plan_level=", "--value plan_level="),
]


def said(fault: Fault, issues: list[Issue]) -> None:
    found = [issue for issue in issues if (issue.kind, issue.row) == (fault.kind, fault.row)]
    assert len(found) == 1, [(issue.kind, issue.row) for issue in issues]
    assert found[0].column == fault.column
    assert fault.remedy_tr in found[0].message("tr")
    assert fault.remedy_en in found[0].message("en")


def read(fault: Fault, context: ReadContext) -> Reading:
    return read_file(LAYERS[fault.layer], FOLDER / fault.file, context)


def name(fault: Fault) -> str:
    return f"{fault.file}-{fault.kind}"


@pytest.mark.parametrize("fault", FAULTS, ids=name)
def test_a_faulty_row_is_named_with_its_remedy_and_none_is_lost(fault: Fault, context: ReadContext) -> None:
    reading = read(fault, context)
    said(fault, reading.issues)
    assert tuple(sorted(row.row for row in reading.quarantined)) == fault.aside
    assert all(row.raw and any(row.raw.values()) for row in reading.quarantined)
    assert reading.rows_in == reading.rows_stored + len(reading.quarantined) + reading.rows_out_of_scope


@pytest.mark.parametrize("fault", REFUSED, ids=name)
def test_a_meaningless_file_is_refused_with_its_remedy(fault: Fault, context: ReadContext) -> None:
    with pytest.raises(RefusedError) as refused:
        read(fault, context)
    said(fault, refused.value.issues)


def test_every_broken_file_is_used() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {fault.file for fault in (*FAULTS, *REFUSED)}


def rows_of(file: str, layer: str, context: ReadContext) -> list[dict[str, object]]:
    frame = read_file(LAYERS[layer], FOLDER / file, context).rows.astype(object)
    rows: list[dict[str, object]] = frame.where(frame.notna(), None).to_dict(orient="records")
    return rows


def test_an_unknown_class_is_kept_as_written_and_told_once(context: ReadContext) -> None:
    rows = rows_of("unknown-class.tsv", "damage", context)
    assert [(row["damage_class"], row["damage_class_stated"]) for row in rows] == [
        ("slight", "Az hasarlı"),
        (None, "Epey hasarlı"),
        (None, "Epey hasarlı"),
    ]


def test_an_open_name_costs_no_row(context: ReadContext) -> None:
    rows = rows_of("unknown-neighbourhood.tsv", "parks", context)
    assert [(row["neighbourhood_name"], row["stated_name"]) for row in rows] == [("Tavla", "Tavla"), (None, "Olmayanköy")]


def test_five_ways_of_writing_a_day_are_one_day(context: ReadContext) -> None:
    rows = rows_of("dates-in-five-formats.tsv", "crosswalk", context)
    assert [row["changed_on"] for row in rows] == ["2023-02-06"] * 5


def test_areas_are_kept_in_square_metres_whatever_their_unit(context: ReadContext) -> None:
    rows = rows_of("areas-in-four-units.tsv", "parks", context)
    assert [row["area_m2"] for row in rows] == [500_000, 3_000, 20_000, 750]


def test_a_tick_is_one_done_and_words_stay_beside_the_number(context: ReadContext) -> None:
    rows = rows_of("ticks.tsv", "targets", context)
    assert [(row["indicator_no"], row["year"], row["target_value"], row["target_value_stated"]) for row in rows] == [
        ("4.2.1", 2025, 1, "X"),
        ("4.2.2", 2025, 1, "1 adet rapor"),
        ("4.2.2", 2026, None, "sürekli"),
    ]


def written(folder: Path, file: str, text: str) -> Path:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return path


def test_a_total_without_a_year_beside_yearly_values_is_counted_in_no_year(tmp_path: Path, context: ReadContext) -> None:
    text = "YATIRIM ADI\tTÜRÜ\tMAHALLE\tBÜTÇE 2025\tBÜTÇE 2026\tHARCAMA\nPark\tPark\tTavla\t100\t200\t250\n"
    rows = read_file(LAYERS["investments"], written(tmp_path, "y.tsv", text), context).rows
    assert rows["budget_try"].sum() == 300
    assert rows["spent_try"].sum() == 250
    assert rows["year"].isna().tolist() == [False, False, True]
    assert rows["id"].nunique() == 1


def test_years_in_rows_share_the_id_of_their_thing(tmp_path: Path, context: ReadContext) -> None:
    text = "YATIRIM ADI\tTÜRÜ\tMAHALLE\tYIL\tBÜTÇE\nPark\tPark\tTavla\t2025\t100\nPark\tPark\tTavla\t2026\t200\n"
    rows = read_file(LAYERS["investments"], written(tmp_path, "y.tsv", text), context).rows
    assert rows["id"].nunique() == 1
    assert rows["year"].tolist() == [2025, 2026]


def test_a_total_beside_the_codes_is_no_unknown_code(context: ReadContext) -> None:
    rows = read_file(LAYERS["plan_areas"], SAMPLES["plan_areas"], context).rows
    assert rows.loc[rows["is_total"], ["area_ha", "land_use_stated"]].to_numpy().tolist() == [[200.0, "TOPLAM"]]


def test_of_two_numberings_the_register_s_own_id_is_taken(tmp_path: Path, context: ReadContext) -> None:
    text = "OBJECTID\tID\tPARK ADI\tTÜRÜ\tMAHALLE\n7\tP-1\tÇınar Parkı\tPark\tTavla\n"
    reading = read_file(LAYERS["parks"], written(tmp_path, "p.tsv", text), context)
    assert reading.rows["id"].tolist() == ["P-1"]
    assert [(issue.kind, issue.column) for issue in reading.issues] == [("column-ignored", "OBJECTID")]


def test_an_unknown_code_without_a_name_waits_like_a_name(tmp_path: Path, context: ReadContext) -> None:
    text = "MAH_ID\tPARK ADI\tTÜRÜ\n31049\tÇınar Parkı\tPark\n99999\tMeşe Parkı\tPark\n"
    reading = read_file(LAYERS["parks"], written(tmp_path, "p.tsv", text), context)
    assert reading.rows["neighbourhood_name"].tolist() == ["Akdeniz", None]
    (issue,) = reading.issues
    assert (issue.kind, issue.row, issue.column, issue.old) == ("open-name-without-suggestion", 3, "MAH_ID", "99999")


def test_what_holds_for_every_row_may_be_said_once(context: ReadContext) -> None:
    said_once = ReadContext(context.province, context.district, context.gazetteer, values={"plan_level": "1/1000"})
    rows = read_file(LAYERS["zoning"], FOLDER / "zone-without-level.geojson", said_once).rows
    assert rows["plan_level"].tolist() == ["implementation_1000"]


# --------------------------------------------------------------------------- no row is ever lost

TABLES = [name for name in DECLARED if SAMPLES[name].suffix in {".tsv", ".csv"}]
CHANGES = st.sampled_from(["drop", "swap", "repeat", "blank cell", "blank row", "extra cell", "stray", "cut row", "drop column"])
STRAYS = st.sampled_from(
    ["", "X", "-5", "3,7", "1.234", "490.000.00", "Kadıköy", "SINANLI", "Defne", "TOPLAM", "=1+1", "31.02.2023", "%140", "12 ha"]
)


@st.composite
def mangled_samples(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A layer's sample with a few things wrong."""
    layer = draw(st.sampled_from(TABLES))
    text = SAMPLES[layer].read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if SAMPLES[layer].suffix == ".tsv" else ";"))
    for change in draw(st.lists(CHANGES, min_size=1, max_size=6)):
        if len(rows) < 3:
            break
        place, other = draw(st.integers(1, len(rows) - 1)), draw(st.integers(1, len(rows) - 1))
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
        elif change == "drop column" and len(rows[0]) > 2:
            column = draw(st.integers(0, len(rows[0]) - 1))
            rows = [row[:column] + row[column + 1 :] or [""] for row in rows]
        elif rows[place]:
            cell = draw(st.integers(0, len(rows[place]) - 1))
            rows[place][cell] = "" if change == "blank cell" else draw(STRAYS)
    # Where few rows are as wide as the heading, the delimiter may as well be another: then it is another table.
    assume(sum(len(row) == len(rows[0]) for row in rows) > 2 * len(rows) / 3)
    return layer, rows


@pytest.mark.slow
@settings(max_examples=150)
@given(mangled_samples(), st.sampled_from("\t;|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1254"]))
def test_every_row_of_a_mangled_table_is_accounted_for(
    context: ReadContext, mangled: tuple[str, list[list[str]]], delimiter: str, encoding: str
) -> None:
    layer, rows = mangled
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "katman.csv"
        file.write_bytes(stream.getvalue().encode(encoding, errors="replace"))
        try:
            reading = read_file(LAYERS[layer], file, context)
        except MahalleError:
            return
    filled = [number for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    assert reading.rows_in == len(filled)
    stored, aside = set(reading.rows["source_row"]), [row.row for row in reading.quarantined]
    assert len(stored) + len(aside) + reading.rows_out_of_scope == len(filled)
    assert stored | set(aside) <= set(filled)
    assert stored.isdisjoint(aside)
    assert not reading.rows.duplicated(list(LAYERS[layer].key)).any()
    assert {issue.row for issue in reading.issues if issue.row is not None} <= set(filled)


@pytest.mark.slow
@settings(max_examples=80)
@given(st.data())
def test_a_sample_cut_off_anywhere_is_accounted_for_or_refused(context: ReadContext, data: st.DataObject) -> None:
    layer = data.draw(st.sampled_from(DECLARED))
    whole = SAMPLES[layer].read_bytes()
    cut = whole[: data.draw(st.integers(1, len(whole)))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / SAMPLES[layer].name
        file.write_bytes(cut)
        try:
            reading = read_file(LAYERS[layer], file, context)
        except MahalleError:
            return
    assert reading.rows_in == reading.rows_stored + len(reading.quarantined) + reading.rows_out_of_scope


@pytest.mark.slow
@settings(max_examples=80)
@given(st.data())
def test_every_feature_of_a_mangled_drawing_is_accounted_for(context: ReadContext, data: st.DataObject) -> None:
    layer = data.draw(st.sampled_from([name for name in DECLARED if SAMPLES[name].suffix == ".geojson"]))
    document = json.loads(SAMPLES[layer].read_text(encoding="utf-8"))
    features = document["features"]
    for _ in range(data.draw(st.integers(1, 4))):
        feature = data.draw(st.sampled_from(features))
        change = data.draw(st.sampled_from(["repeat", "no shape", "point", "far", "stray", "no property"]))
        if change == "repeat":
            features.append(json.loads(json.dumps(feature)))
        elif change in {"no shape", "point", "far"}:
            places = {"no shape": None, "point": [36.12, 36.13], "far": [6.0, 36.13]}
            at = places[change]
            feature["geometry"] = None if at is None else {"type": "Point", "coordinates": at}
        else:
            key = data.draw(st.sampled_from(sorted(feature["properties"])))
            feature["properties"][key] = data.draw(STRAYS) if change == "stray" else None
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), "katman.geojson", json.dumps(document, ensure_ascii=False))
        try:
            reading = read_file(LAYERS[layer], file, context)
        except MahalleError:
            return
    assert reading.rows_in == len(features)
    assert reading.rows_stored + len(reading.quarantined) + reading.rows_out_of_scope == len(features)
