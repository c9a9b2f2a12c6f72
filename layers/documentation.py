"""A page of documentation for each layer, made from its description: `python -m layers.documentation FOLDER SAMPLES`."""

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from geo.issues import Words
from geo.units import UNITS
from layers import LAYERS
from layers.base import Authority, Field, FieldType, GeometryType, LayerSpec
from layers.reading.gate import suffixes_of

_HEAD_LINES = 3
_AUTHORITIES: Mapping[Authority, Words] = {
    "district": Words("İlçe belediyesi", "District municipality"),
    "metropolitan": Words("Büyükşehir belediyesi", "Metropolitan municipality"),
    "ministry": Words("Bakanlık ya da bağlı kurumu", "A ministry or its agency"),
    "shared": Words("Kanun ya da meclis kararına göre paylaşılır", "Shared by law or council decision"),
}
_GEOMETRIES: Mapping[GeometryType | None, Words] = {
    "Point": Words("Nokta", "Points"),
    "MultiLineString": Words("Çizgi", "Lines"),
    "MultiPolygon": Words("Alan", "Areas"),
    "any": Words("Nokta, çizgi, alan ya da yalnız mahalle adı", "Points, lines, areas, or only the name of a neighbourhood"),
    None: Words("Şekilsiz tablo", "A table without shapes"),
}
_TYPES: Mapping[FieldType, Words] = {
    "text": Words("metin", "text"),
    "integer": Words("tam sayı", "whole number"),
    "number": Words("sayı", "number"),
    "boolean": Words("evet/hayır", "yes/no"),
    "date": Words("tarih", "date"),
    "code": Words("kod", "code"),
}


def layer_page(spec: LayerSpec, example: Sequence[str] = ()) -> str:
    """The page of a layer, Turkish first: what it is, whose it is, its fields, its codes, and how a file of it begins.

    >>> layer_page(LAYERS["centres"]).splitlines()[0]
    '# Mahalle merkezleri / Centres of neighbourhoods'
    """
    parts = [
        f"# {spec.title_tr} / {spec.title_en}",
        f"{spec.description_tr}  \n{spec.description_en}",
        _facts(spec),
        "## Alanlar / Fields",
        markdown_table(_FIELD_HEADINGS, (_field_cells(field) for field in spec.fields)),
        *itertools.chain.from_iterable(_codes(field) for field in spec.fields if field.codes),
    ]
    if example:
        parts += ["## Örnek / Example", "Uydurma veri. / Invented data.", "```\n" + "\n".join(example) + "\n```"]
    return "\n\n".join(parts) + "\n"


def index_page() -> str:
    """The list of all layers."""
    rows = (
        (f"[{name}]({name}.md)", spec.title_tr, spec.title_en, both(_GEOMETRIES[spec.geometry])) for name, spec in LAYERS.items()
    )
    return (
        "# Katmanlar / Layers\n\n"
        "Bu sayfalar katman tanımlarından üretilir: `make docs`. / These pages are made from the layers' descriptions.\n\n"
        + markdown_table(("Katman / Layer", "Türkçe", "English", "Şekil / Shapes"), rows)
        + "\n"
    )


def pages(samples: Path) -> dict[str, str]:
    """Every page by file name; `samples` holds a file for each layer, of which the head is shown."""
    by_layer = {path.stem: path for path in sorted(samples.iterdir())}
    made = {f"{name}.md": layer_page(spec, _head(by_layer[name])) for name, spec in LAYERS.items()}
    return {"README.md": index_page(), **made}


def write_pages(folder: Path, samples: Path) -> None:
    """Write every page, and remove those of layers that are gone."""
    replace_pages(folder, pages(samples))


def replace_pages(folder: Path, made: Mapping[str, str]) -> None:
    """Write pages by file name, and remove the others of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


def _facts(spec: LayerSpec) -> str:
    facts = [
        ("Adı / Name", f"`{spec.name}`"),
        ("Veriyi tutan / Kept by", both(spec.owner)),
        ("Yetki / Authority", both(_AUTHORITIES[spec.authority])),
        ("Şekil / Shapes", both(_GEOMETRIES[spec.geometry])),
        ("Dosyalar / Files", ", ".join(f"`{suffix}`" for suffix in suffixes_of(spec.formats))),
        ("Satırı ayıran / A row is told apart by", ", ".join(f"`{name}`" for name in spec.key)),
    ]
    if spec.identity:
        facts.append(("Kimliği yoksa şunlardan yapılır / Its id, where it has none, from", _names(spec.identity)))
    if len(spec.precedence) > 1:
        facts.append(("Kaynak sırası / Order of sources", " → ".join(spec.precedence)))
    facts.append(("İçe aktarma / Import", f"`mahalle import {spec.name} DOSYA`"))
    return markdown_table(("", ""), facts)


_FIELD_HEADINGS = (
    *("Alan / Field", "Türkçe", "English", "Tür / Type", "Birim / Unit", "Toplanır / Adds up"),
    *("Zorunlu / Required", "Açık / Public", "Tanınan başlıklar / Headings understood"),
)


def _field_cells(field: Field) -> tuple[str, ...]:
    kind = _TYPES[field.type]
    yearly = Words(" (yıllara göre)", " (by year)") if field.by_year else Words("", "")
    return (
        f"`{field.name}`",
        field.title_tr,
        field.title_en,
        f"{kind.tr}{yearly.tr} / {kind.en}{yearly.en}",
        "" if field.unit is None else both(Words(UNITS[field.unit].tr, UNITS[field.unit].en)),
        "" if field.extensive is None else yes_or_no(field.extensive),
        yes_or_no(field.required) if field.required else "",
        "" if field.public else yes_or_no(field.public),
        ", ".join(field.headings),
    )


def _codes(field: Field) -> Iterator[str]:
    yield f"## `{field.name}`: {field.title_tr} / {field.title_en}"
    rows = ((f"`{code.key}`", code.title_tr, code.title_en, ", ".join(code.written), code.colour or "") for code in field.codes)
    yield markdown_table(("Kod / Code", "Türkçe", "English", "Şöyle de yazılır / Also written", "Renk / Colour"), rows)


def _head(path: Path) -> list[str]:
    """How a file begins: the lines of a table, the properties of a drawing's first shape."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".geojson":
        return text.splitlines()[:_HEAD_LINES]
    first = json.loads(text)["features"][0]
    properties = json.dumps(first["properties"], ensure_ascii=False, indent=2).splitlines()
    return [f"{first['geometry']['type']}:", *properties]


def markdown_table(headings: Sequence[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown.

    >>> markdown_table(("a", "b"), [("1", "x|y")]).splitlines()
    ['| a | b |', '| --- | --- |', '| 1 | x\\\\|y |']
    """
    lines = [headings, ["---"] * len(headings), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def both(words: Words) -> str:
    """Words in two languages, once where they are the same."""
    return words.tr if words.tr == words.en else f"{words.tr} / {words.en}"


def yes_or_no(answer: bool) -> str:
    """An answer in two languages."""
    return "evet / yes" if answer else "hayır / no"


if __name__ == "__main__":
    write_pages(*(Path(word) for word in sys.argv[1:3]))
