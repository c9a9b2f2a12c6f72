"""Which column of a file stands for which field of a layer: what may be chosen, what is guessed, and the choice as options."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from geo.issues import Words
from layers.base import Field, LayerSpec
from layers.declared.headings import YEAR, field_options, readable_fields
from layers.declared.headings import guess_fields as guess_declared

# Ways of saying where a row belongs, and measures that a layer keeps under another name.
_WORDS: Mapping[str, Words] = {
    "name": Words("Mahalle", "Neighbourhood"),
    "neighbourhood": Words("Mahalle", "Neighbourhood"),
    "code": Words("Mahalle kodu", "Neighbourhood code"),
    "neighbourhood_code": Words("Mahalle kodu", "Neighbourhood code"),
    "district": Words("İlçe", "District"),
    "province": Words("İl", "Province"),
    "change_count": Words("Değişim (kişi)", "Change (persons)"),
    "change_pct": Words("Değişim (%)", "Change (%)"),
    "area_km2": Words("Yüzölçümü (km²)", "Area (km²)"),
}
_ANY_YEAR = "_<year>"


def guessed_fields(spec: LayerSpec, headings: Sequence[str]) -> dict[int, str]:
    """What each heading most likely is, by position; unknown headings are left out."""
    return dict(spec.guess(headings)) if spec.guess is not None else guess_declared(spec, headings)


def choosable_fields(spec: LayerSpec, headings: Sequence[str]) -> dict[str, Words]:
    """The fields that a column may stand for, with their titles; one that goes by year stands there for each year in a heading.

    >>> from layers import LAYERS
    >>> [name for name in choosable_fields(LAYERS["population"], ["AD", "NÜFUS 2023"]) if name.startswith("population")]
    ['population', 'population_2023']
    """
    years = sorted({year for heading in headings for year in YEAR.findall(heading)})
    chosen: dict[str, Words] = {}
    for name in spec.column_options or field_options(spec):
        stem = name.removesuffix(_ANY_YEAR)
        title = field_title(spec, stem)
        if stem == name:
            chosen[name] = title
        else:
            chosen |= {f"{stem}_{year}": Words(f"{title.tr} {year}", f"{title.en} {year}") for year in years}
    return chosen


def constant_fields(spec: LayerSpec) -> dict[str, Field]:
    """The fields that may be given one value for all rows; a layer with a reader of its own has none."""
    return {} if spec.read is not None else {field.name: field for field in readable_fields(spec) if field.name != "id"}


def field_title(spec: LayerSpec, name: str) -> Words:
    """What a field is called; `name` may end in a year."""
    stem, _, year = name.rpartition("_")
    if YEAR.fullmatch(year):
        title = field_title(spec, stem)
        return Words(f"{title.tr} {year}", f"{title.en} {year}")
    titles = {field.name: Words(field.title_tr, field.title_en) for field in spec.fields}
    return titles.get(name) or _WORDS.get(name, Words(name, name))


def columns_option(spec: LayerSpec, headings: Sequence[str], chosen: Mapping[int, str]) -> dict[str, str]:
    """The choice as `ImportOptions.columns`: heading by field, empty for a guessed field that no column shall be.

    Nothing where the choice is what would be guessed anyway: then the next file with other headings is guessed anew.

    Parameters
        chosen: field by position of the heading; a heading left out stands for nothing.

    >>> from layers import LAYERS
    >>> columns_option(LAYERS["statements"], ["MAHALLE", "ALAN"], {0: "name", 1: "area_km2"})
    {}
    >>> columns_option(LAYERS["statements"], ["MAHALLE", "ALAN"], {0: "name"})
    {'name': 'MAHALLE', 'area_km2': ''}
    """
    guessed = guessed_fields(spec, headings)
    ambiguous = any(count > 1 for count in Counter(guessed.values()).values())
    if dict(chosen) == guessed and not ambiguous:
        return {}
    options = {field: headings[place] for place, field in sorted(chosen.items())}
    return options | {field: "" for field in guessed.values() if field not in options}


def private_headings(spec: LayerSpec, headings: Iterable[str], columns: Mapping[str, str]) -> set[str]:
    """The headings that stand for a field which is not public, or for none: what they hold is not shown to everybody.

    Parameters
        columns: the options of the import, heading by field.
    """
    listed = list(headings)
    fields = {listed[place]: name for place, name in guessed_fields(spec, listed).items()}
    fields |= {heading: name for name, heading in columns.items() if heading}
    return {heading for heading in listed if heading not in fields or not _is_public(spec, fields[heading])}


def _is_public(spec: LayerSpec, name: str) -> bool:
    stem, _, year = name.rpartition("_")
    wanted = stem if YEAR.fullmatch(year) else name
    return all(field.public for field in spec.fields if field.name == wanted)
