"""Layers and code names that a municipality adds to its workspace: `layers/<name>.yaml` and `layers/codes.yaml`."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar, get_args

from geo.issues import Words
from geo.units import UNITS
from layers.base import Authority, Code, Field, FieldType, GeometryType, LayerSpec, Style
from layers.declared import declared
from layers.declared.spec import Options, Words4
from layers.described import DescriptionError, Entry, described_file
from layers.reading.table import heading_key

FOLDER = "layers"
CODES = "codes.yaml"
# What may stand in an SQL identifier, an address and a file name on every system.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# The store's own tables, those that GDAL, PostGIS and QGIS put beside them, and what an export may be called.
_TAKEN_LAYERS = frozenset({"revisions", "issues", "quarantine", "aliases", "spatial_ref_sys", "geometry_columns", "layer_styles"})
_TAKEN_LAYERS |= {"geography_columns", "atlas", "codes"}
_TAKEN_BEGINNINGS = ("gpkg_", "rtree_", "sqlite_", "pg_")
# What every layer has beside its own fields, and what databases call columns of their own.
_TAKEN_FIELDS = frozenset({"neighbourhood_id", "neighbourhood_name", "stated_name", "is_total", "source_row", "source"})
_TAKEN_FIELDS |= {"source_file", "geometry", "geom", "fid", "ogc_fid", "rowid", "position", "as_of"}
_TAKEN_FIELDS |= {"ctid", "oid", "tableoid", "xmin", "xmax", "cmin", "cmax"}
_NUMBERS = frozenset({"integer", "number"})
_ONLY_NUMBERS = Words("yalnız sayılar için", "only for numbers")

T = TypeVar("T")
CodeAliases = Mapping[str, Mapping[str, Mapping[str, str]]]


def own_layers(workspace: Path, known: Mapping[str, LayerSpec]) -> dict[str, LayerSpec]:
    """The layers described in a workspace, by name.

    Raises
        RefusedError: one of them is wrong, with its file, line and reason.
    """
    found = {}
    for path in sorted((workspace / FOLDER).glob("*.y*ml")):
        if path.name != CODES:
            found[path.stem] = _described(path, partial(_layer, path=path, known=known))
    return found


def code_aliases(workspace: Path, known: Mapping[str, LayerSpec]) -> CodeAliases:
    """What this municipality writes for codes: layer, field, text as it is compared, key.

    `codes.yaml` reads `zoning: {land_use: {"TİCARİ ALAN": commercial}}`.
    """
    path = workspace / FOLDER / CODES
    return _described(path, lambda entry: _aliases(entry, known)) if path.is_file() else {}


def _described(path: Path, build: Callable[[Entry], T]) -> T:
    return described_file(path, f"{FOLDER}/{path.name}", build)


def _layer(entry: Entry, path: Path, known: Mapping[str, LayerSpec]) -> LayerSpec:
    name = _layer_name(path, known)
    entry.only({"title", "description", "geometry", "owner", "authority", "style", "identity", "places", "fields"})
    title, description = entry.need("title").words(), entry.need("description").words()
    described = entry.need("fields")
    fields = [_field(item) for item in described.items()]
    if not fields:
        raise DescriptionError(described.line, Words("en az bir alan gerekir", "at least one field is needed"))
    names = [field.name for field in fields]
    options = Options()
    if (geometry := entry.get("geometry")) is not None:
        options["geometry"] = geometry.one_of(get_args(GeometryType))  # type: ignore[typeddict-item]
    if (owner := entry.get("owner")) is not None:
        options["owner"] = owner.words()
    if (authority := entry.get("authority")) is not None:
        options["authority"] = authority.one_of(get_args(Authority))  # type: ignore[typeddict-item]
    if (places := entry.get("places")) is not None:
        options["places"] = places.boolean()
    if (style := entry.get("style")) is not None:
        options["style"] = _style(style, [field.name for field in fields if field.codes])
    if (identity := entry.get("identity")) is not None:
        options["identity"] = tuple(item.one_of(names) for item in identity.items())
    words = Words4(title_tr=title.tr, title_en=title.en, description_tr=description.tr, description_en=description.en)
    spec = declared(name, words, fields, **options)
    _require_distinct(spec, fields, [item.line for item in described.items()])
    return spec


def _layer_name(path: Path, known: Mapping[str, LayerSpec]) -> str:
    name = path.stem
    if path.suffix != ".yaml":
        raise DescriptionError(1, Words("dosya adının sonu .yaml olmalı", "the file's name must end in .yaml"))
    if name in known or name in _TAKEN_LAYERS or "__" in name or name.startswith(_TAKEN_BEGINNINGS) or not _NAME.fullmatch(name):
        why = Words(
            f"dosya adı ({name}) katman adı olamaz: küçük ASCII harf, rakam ve alt çizgi; hazır katmanlardan biri değil",
            f"the file's name ({name}) cannot be a layer's: small ASCII letters, digits, underscores; none of the built-in ones",
        )
        raise DescriptionError(1, why)
    return name


def _require_distinct(spec: LayerSpec, fields: Sequence[Field], lines: Sequence[int]) -> None:
    """No two fields by one name, nor by one heading: a column could then be either."""
    names = [field.name for field in spec.fields]
    headings: dict[str, str] = {}
    for field, line in zip(fields, lines, strict=True):
        if names.count(field.name) > 1:
            raise DescriptionError(line, Words(f"{field.name} iki kez var", f"{field.name} stands here twice"))
        for text in (field.name, field.title_tr, field.title_en, *field.headings):
            other = headings.setdefault(heading_key(text), field.name)
            if other != field.name:
                why = Words(f"“{text}” başlığı aynı zamanda {other} alanının", f"the heading “{text}” is also that of {other}")
                raise DescriptionError(line, why)


def _field(entry: Entry) -> Field:
    entry.only(
        {"name", "title", "type", "unit", "extensive", "public", "headings", "codes", "required", "may_be_negative", "by_year"}
    )
    name = entry.need("name")
    if not _NAME.fullmatch(name.text()) or name.text() in _TAKEN_FIELDS:
        raise DescriptionError(name.line, Words(f"{name.text()} alan adı olamaz", f"{name.text()} cannot be a field's name"))
    title = entry.need("title").words()
    kind: FieldType = entry.need("type").one_of(get_args(FieldType))  # type: ignore[assignment]
    unit, headings, codes, extensive = (entry.get(key) for key in ("unit", "headings", "codes", "extensive"))
    if (kind == "code") != (codes is not None):
        why = Words("codes yalnız code türünde ve orada zorunlu", "codes belong to the type code, and must be there")
        raise DescriptionError((codes or entry).line, why)
    for key in ("unit", "extensive", "may_be_negative"):
        given = entry.get(key)
        if given is not None and kind not in _NUMBERS:
            raise DescriptionError(given.line, Words(f"{key} {_ONLY_NUMBERS.tr}", f"{key} is {_ONLY_NUMBERS.en}"))
    if unit is not None and extensive is None:
        why = Words("birimi olan alan toplanır mı, extensive ile söyleyin", "say by extensive whether it adds up")
        raise DescriptionError(unit.line, why)
    return Field(
        name.text(),
        title.tr,
        title.en,
        kind,
        unit=None if unit is None else unit.one_of(UNITS),
        extensive=None if extensive is None else extensive.boolean(),
        public=_flag(entry, "public", default=True),
        headings=() if headings is None else tuple(item.text() for item in headings.items()),
        codes=() if codes is None else _code_list(codes),
        required=_flag(entry, "required"),
        may_be_negative=_flag(entry, "may_be_negative"),
        by_year=_flag(entry, "by_year"),
    )


def _flag(entry: Entry, key: str, *, default: bool = False) -> bool:
    found = entry.get(key)
    return default if found is None else found.boolean()


def _code_list(entry: Entry) -> tuple[Code, ...]:
    found: list[Code] = []
    written: dict[str, str] = {}
    for item in entry.items():
        code = _code(item)
        for text in (code.key, code.title_tr, code.title_en, *code.written):
            other = written.setdefault(heading_key(text), code.key)
            if other != code.key or code.key in {earlier.key for earlier in found}:
                why = Words(f"“{text}” {other} koduna da verilmiş", f"“{text}” is also given to the code {other}")
                raise DescriptionError(item.line, why)
        found.append(code)
    if not found:
        raise DescriptionError(entry.line, Words("en az bir kod gerekir", "at least one code is needed"))
    return tuple(found)


def _code(entry: Entry) -> Code:
    entry.only({"key", "tr", "en", "written", "colour"})
    written, colour = entry.get("written"), entry.get("colour")
    return Code(
        entry.need("key").text(),
        entry.need("tr").text(),
        entry.need("en").text(),
        () if written is None else tuple(item.text() for item in written.items()),
        None if colour is None else _colour(colour),
    )


def _style(entry: Entry, names: list[str]) -> Style:
    entry.only({"colour", "by"})
    by = entry.get("by")
    return Style(_colour(entry.need("colour")), None if by is None else by.one_of(names))


def _colour(entry: Entry) -> str:
    if not _COLOUR.fullmatch(entry.text()):
        raise DescriptionError(entry.line, Words("renk #rrggbb biçiminde yazılır", "a colour is written #rrggbb"))
    return entry.text()


def _aliases(entry: Entry, known: Mapping[str, LayerSpec]) -> CodeAliases:
    entry.only(known)
    found: dict[str, dict[str, dict[str, str]]] = {}
    for layer, fields in entry.pairs().items():
        coded = {field.name: [code.key for code in field.codes] for field in known[layer].fields if field.codes}
        fields.only(coded)
        found[layer] = {name: _texts(texts, coded[name]) for name, texts in fields.pairs().items()}
    return found


def _texts(entry: Entry, keys: Sequence[str]) -> dict[str, str]:
    """The code's key by text as it is compared: the same text may not mean two codes."""
    found: dict[str, str] = {}
    for text, key in entry.pairs().items():
        if found.setdefault(heading_key(text), key.one_of(keys)) != key.text():
            raise DescriptionError(key.line, Words(f"“{text}” iki koda verilmiş", f"“{text}” is given to two codes"))
    return found
