"""Which heading of a file stands for which field of a layer."""

import re
from collections.abc import Mapping, Sequence

from geo.errors import RefusedError
from geo.issues import Issue
from layers.base import Field, LayerSpec
from layers.reading.table import heading_key, plain_heading_key

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEAR_WORDS = frozenset({"yil", "yili"})

# What a file may say of where a row belongs, as keys of headings; none of these is stored under its own name.
PLACE_HEADINGS: Mapping[str, frozenset[str]] = {
    "neighbourhood": frozenset(
        {"mahalle", "mahalleadi", "mahallead", "mahalleismi", "mahallesi", "mahadi", "mahad", "yer"}
        | {"neighbourhood", "neighbourhoodname", "neighborhood", "neighborhoodname"}
    ),
    "neighbourhood_code": frozenset(
        {"mahallekodu", "mahallekod", "mahalleid", "mahallekimlikno", "mahid", "mahkod", "mahkodu"}
        | {"uavtkodu", "uavtmahallekodu", "neighbourhoodcode", "neighbourhoodid"}
    ),
    "district": frozenset({"ilce", "ilceadi", "ilcead", "district", "county", "countyname"}),
    "province": frozenset({"il", "iladi", "ilad", "province"}),
}
# Written by the reader itself, or told apart by another column.
_NOT_READ = frozenset({"neighbourhood_id", "neighbourhood_name", "source_row"})


def readable_fields(spec: LayerSpec) -> list[Field]:
    """The fields that a column of a file can stand for."""
    return [field for field in spec.fields if field.name not in _NOT_READ]


def field_options(spec: LayerSpec) -> list[str]:
    """What `--columns` may name: fields, `<field>_<year>` for those that go by year, and where a row belongs."""
    names = [field.name for field in readable_fields(spec)]
    names += [f"{field.name}_<year>" for field in spec.fields if field.by_year]
    return names + (list(PLACE_HEADINGS) if spec.has_places else ["district", "province"])


def guess_fields(spec: LayerSpec, headings: Sequence[str]) -> dict[int, str]:
    """What each heading most likely is, by position; unknown headings are left out.

    A heading with a year stands for that year of a field that goes by year; a bare year for the first such field.
    """
    known = known_headings(spec)
    yearly = [field.name for field in spec.fields if field.by_year]
    guessed = {}
    for place, heading in enumerate(headings):
        name = _guess(heading, known, yearly)
        if name is not None:
            guessed[place] = name
    # A register often numbers its rows besides giving each thing its id.
    ids = [place for place, name in guessed.items() if name == "id"]
    ways = list(known)
    for place in sorted(ids, key=lambda place: ways.index(_key(headings[place])))[1:]:
        del guessed[place]
    return guessed


def known_headings(spec: LayerSpec) -> dict[str, str]:
    """The field by each way of writing its heading; what a field is called goes before what others call it."""
    fields = readable_fields(spec)
    places = PLACE_HEADINGS if spec.has_places else {name: PLACE_HEADINGS[name] for name in ("district", "province")}
    ways = [
        *((field.name, field.name) for field in fields),
        *((text, name) for name, texts in places.items() for text in sorted(texts)),
        *((text, field.name) for field in fields for text in (field.title_tr, field.title_en)),
        *((text, field.name) for field in fields for text in field.headings),
    ]
    known: dict[str, str] = {}
    for text, name in ways:
        known.setdefault(_key(text), name)
    for text, name in ways:
        known.setdefault(_plain_key(text), name)
    return known


def _guess(heading: str, known: Mapping[str, str], yearly: Sequence[str]) -> str | None:
    years = YEAR.findall(heading)
    if yearly and len(years) == 1:
        words = plain_heading_key(YEAR.sub(" ", heading)).split()
        rest = "".join(word for word in words if word not in _YEAR_WORDS)
        field = known.get(rest) if rest else yearly[0]
        if field in yearly:
            return f"{field}_{years[0]}"
    return known.get(_key(heading)) or known.get(_plain_key(heading))


def _key(text: str) -> str:
    """Registers write ADANO as well as ADA_NO and Ada No."""
    return heading_key(text).replace(" ", "")


def _plain_key(text: str) -> str:
    return plain_heading_key(text).replace(" ", "")


def require_columns(
    spec: LayerSpec, columns: Mapping[str, int], values: Mapping[str, str], headings: Sequence[str], file: str
) -> None:
    """Refuse a file that has no column for a field without which no row could be stored."""
    by_year = {name.rpartition("_")[0] for name in columns if YEAR.fullmatch(name.rpartition("_")[2])}
    missing = [
        field
        for field in readable_fields(spec)
        if field.required
        and field.name not in columns
        and field.name not in values
        and field.name not in by_year
        and not (field.name == "year" and by_year)
    ]
    if missing:
        listed = ", ".join(heading for heading in headings if heading)
        raise RefusedError(
            *(
                Issue(
                    "missing-column-or-value",
                    params={
                        "file": file,
                        "field": field.name,
                        "field_tr": field.title_tr,
                        "field_en": field.title_en,
                        "headings": listed,
                    },
                )
                for field in missing
            )
        )


def recognises(spec: LayerSpec, headings: Sequence[str], has_shapes: bool) -> bool:
    """Whether a table with these headings could be this layer's: it has all that is required, and most of what it has is known.

    A layer that is drawn is not guessed from a table without places and shapes, nor from a single heading.
    """
    guessed = {name.rpartition("_")[0] if YEAR.fullmatch(name.rpartition("_")[2]) else name for name in _names(spec, headings)}
    own = guessed - set(PLACE_HEADINGS) - {"id", "year"}
    required = {field.name for field in spec.fields if field.required and field.name != "year"}
    if not required <= guessed or not own:
        return False
    filled = [heading for heading in headings if heading]
    placed = has_shapes or bool(guessed & set(PLACE_HEADINGS)) or not spec.has_places
    return placed and 2 * len(guessed) >= len(filled)


def _names(spec: LayerSpec, headings: Sequence[str]) -> set[str]:
    return set(guess_fields(spec, headings).values())
