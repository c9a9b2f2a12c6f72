"""What holds for every layer in the registry: its words, its units, its codes, and that its sample is taken and comes back."""

import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from samples_of_layers import DECLARED, DRAWN, SAMPLES, read_sample
from workspaces import current, done, records, take

from geo.units import UNITS
from layers import LAYERS
from layers.base import Field, LayerSpec, ReadContext
from layers.declared.cells import code_keys
from layers.declared.headings import PLACE_HEADINGS, guess_fields, known_headings, readable_fields
from layers.exporting import export
from layers.importing import read_file
from layers.looking import look
from layers.outgoing.hidden_ids import has_hidden_ids
from layers.reading.table import heading_key
from layers.workspace import open_workspace

every_layer = pytest.mark.parametrize("spec", LAYERS.values(), ids=list(LAYERS))
each_declared = pytest.mark.parametrize("spec", [LAYERS[name] for name in DECLARED], ids=DECLARED)

# What a name ends in says its unit (GLOSSARY.md).
UNIT_OF_ENDING = {"_m2": "m2", "_ha": "ha", "_km2": "km2", "_m": "m", "_try": "try", "_pct": "pct", "_ratio": "ratio"}


def test_each_layer_has_a_sample_and_each_sample_a_layer() -> None:
    assert sorted(SAMPLES) == sorted(LAYERS)


@every_layer
def test_names_are_fit_for_tables_addresses_and_files(spec: LayerSpec) -> None:
    for name in (spec.name, *(field.name for field in spec.fields)):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name), name
    names = [field.name for field in spec.fields]
    assert len(set(names)) == len(names)
    assert {*spec.key, *spec.identity} <= set(names)
    if spec.style.by is not None:
        assert all(code.colour for code in spec.field(spec.style.by).codes)


@every_layer
def test_everything_is_titled_in_both_languages(spec: LayerSpec) -> None:
    assert spec.title_tr.strip() != spec.title_en.strip() != ""
    for text in (spec.description_tr, spec.description_en):
        assert text.endswith("."), text
    assert spec.owner.tr
    assert spec.owner.en
    for item in (*spec.fields, *(code for field in spec.fields for code in field.codes)):
        assert item.title_tr.strip(), item
        assert item.title_en.strip(), item
    for language in ("title_tr", "title_en"):
        titles = [getattr(field, language) for field in spec.fields]
        assert len(set(titles)) == len(titles), titles


@every_layer
def test_each_quantity_has_a_unit_and_says_whether_it_adds_up(spec: LayerSpec) -> None:
    for field in spec.fields:
        ending = next((ending for ending in UNIT_OF_ENDING if field.name.endswith(ending)), None)
        if ending is not None:
            assert field.unit == UNIT_OF_ENDING[ending], field.name
        if field.unit is not None:
            assert field.unit in UNITS, field.name
            assert field.type in {"integer", "number"}, field.name
            assert field.extensive is not None, field.name
        if field.unit in {"ratio", "storeys"}:
            assert field.extensive is False, field.name
    quantities = [field.name.rpartition("_") for field in spec.fields]
    both = {stem for stem, _, end in quantities if end == "pct"} & {stem for stem, _, end in quantities if end == "ratio"}
    assert not both


def coded(spec: LayerSpec) -> Iterator[Field]:
    return (field for field in spec.fields if field.type == "code")


@every_layer
def test_no_two_codes_of_a_list_are_written_alike(spec: LayerSpec) -> None:
    for field in coded(spec):
        assert field.codes, field.name
        written: dict[str, str] = {}
        for code in field.codes:
            for text in {heading_key(text) for text in (code.key, code.title_tr, code.title_en, *code.written)}:
                assert text, f"{field.name}: {code.key}"
                assert written.setdefault(text, code.key) == code.key, f"{field.name}: {text}"
            assert code.colour is None or re.fullmatch("#[0-9a-f]{6}", code.colour), code
        known = code_keys(field.codes)
        for code in field.codes:
            for text in (code.key, code.title_tr, code.title_en, *code.written):
                assert known[heading_key(text)] == code.key


@each_declared
def test_no_two_fields_of_a_layer_are_headed_alike(spec: LayerSpec) -> None:
    claimed: dict[str, str] = {}
    places = PLACE_HEADINGS if spec.has_places else {}
    ways = [(text, name) for name, texts in places.items() for text in texts]
    ways += [(text, field.name) for field in readable_fields(spec) for text in (field.name, *field.headings)]
    ways += [(text, field.name) for field in readable_fields(spec) for text in (field.title_tr, field.title_en)]
    for text, name in ways:
        key = heading_key(text).replace(" ", "")
        assert claimed.setdefault(key, name) == name, text
    known = known_headings(spec)
    assert all(known[key] == name for key, name in claimed.items())


@each_declared
def test_a_heading_is_understood_however_it_is_spelt(spec: LayerSpec) -> None:
    for field in readable_fields(spec):
        for text in (field.name, field.title_tr, *field.headings):
            key = heading_key(text)
            for heading in (text, key, key.replace(" ", "_"), key.replace(" ", "")):
                assert guess_fields(spec, [heading]) == {0: field.name}, heading


@every_layer
def test_the_sample_is_taken_whole(spec: LayerSpec, context: ReadContext) -> None:
    reading = read_sample(spec, context)
    assert reading.rows_in == reading.rows_stored > 0
    doubts = [issue for issue in reading.issues if issue.severity == "error" or issue.kind in {"unknown-code", "column-ignored"}]
    assert doubts == []
    for field in spec.fields:
        if field.required:
            stated = reading.rows.loc[~reading.rows["is_total"].astype(bool), field.name]
            assert stated.notna().all(), field.name
        if field.type == "code":
            assert set(reading.rows[field.name].dropna()) <= {code.key for code in field.codes}
    assert reading.rows.drop_duplicates(list(spec.key)).shape == reading.rows.shape


@every_layer
def test_a_look_at_the_sample_names_the_layer(spec: LayerSpec, drawn: Path) -> None:
    (table,) = look(drawn, SAMPLES[spec.name])["tables"]
    assert spec.name in table["layers"]
    assert len(table["layers"]) <= 4, table["layers"]


def public(spec: LayerSpec, frame: pd.DataFrame, *, shapes: bool) -> list[dict[str, object]]:
    """Rows as an export gives them: what is public, without where it came from."""
    hidden = {"source", "source_file", "source_row", *(field.name for field in spec.fields if not field.public)}
    # An id that is made of private fields is another outside.
    hidden |= {"id"} if has_hidden_ids(spec) else set()
    kept = pd.DataFrame(frame).drop(columns=[name for name in hidden if name in frame])
    if isinstance(frame, gpd.GeoDataFrame):
        kept = gpd.GeoDataFrame(kept, geometry=frame.geometry) if shapes else kept.drop(columns=frame.geometry.name)
    return records(kept.sort_values(list(spec.key) if "id" not in hidden else [*kept.columns[:6]]))


@each_declared
def test_an_export_is_read_back_as_it_was(spec: LayerSpec, own_drawn: Path, tmp_path: Path, context: ReadContext) -> None:
    done(take(own_drawn, spec.name, SAMPLES[spec.name]))
    before = current(own_drawn, spec.name)
    suffixes = [".csv", ".geojson"] if spec.name in DRAWN else [".csv"]
    # A GeoPackage without any shape is a table, which no reader takes for a layer.
    suffixes += [".gpkg"] if isinstance(before, gpd.GeoDataFrame) and before.geometry.notna().any() else []
    for suffix in suffixes:
        out = tmp_path / f"{spec.name}{suffix}"
        export(open_workspace(own_drawn), spec.name, out)
        reading = read_file(spec, out, context)
        assert [issue for issue in reading.issues if issue.severity == "error"] == []
        assert reading.rows_in == reading.rows_stored == len(before)
        assert public(spec, reading.rows, shapes=suffix != ".csv") == public(spec, before, shapes=suffix != ".csv")
