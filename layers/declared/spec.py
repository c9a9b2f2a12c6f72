"""A layer from its own fields: those that every such layer has are put around them."""

from collections.abc import Sequence
from typing import Literal, TypedDict, Unpack

from geo.issues import Words
from layers.base import DEFAULT_STYLE, PLANNING_OFFICE, Authority, Field, GeometryType, LayerSpec, Style
from layers.reading import DRAWINGS, TABLES

_ID = Field("id", "Kimlik", "Id", "text", headings=("no", "sıra no", "kimlik no", "objectid"))
_PLACE = (
    Field("neighbourhood_id", "Mahalle kimliği", "Neighbourhood id", "text"),
    Field("neighbourhood_name", "Mahalle", "Neighbourhood", "text"),
    Field("stated_name", "Kaynakta yazılan mahalle", "Neighbourhood as written", "text"),
)
_TOTAL = Field("is_total", "Toplam satırı", "Total row", "boolean")
_YEAR = Field("year", "Yıl", "Year", "integer", headings=("yılı", "program yılı"))
_ROW = Field("source_row", "Kaynak satırı", "Source row", "integer")


class Words4(TypedDict):
    """Title and description of a layer in both languages."""

    title_tr: str
    title_en: str
    description_tr: str
    description_en: str


class Options(TypedDict, total=False):
    """What a layer may say beyond its fields; see `LayerSpec`."""

    geometry: GeometryType | None
    places: bool
    identity: tuple[str, ...]
    precedence: tuple[str, ...]
    owner: Words
    authority: Authority
    style: Style
    nested: bool


def declared(name: str, words: Words4, fields: Sequence[Field], **options: Unpack[Options]) -> LayerSpec:
    """A layer that is read by its fields.

    Each row gets an id, its neighbourhood by id, by official name and as written (unless `places` is False), whether it is a
    printed total, the year where a field goes by year, and its row of the source. A code keeps beside it what was written.

    Parameters
        geometry: what its shapes are; a row without a shape is taken as well. None: it has none.

    >>> words = Words4(title_tr="Çeşmeler", title_en="Fountains", description_tr="…", description_en="…")
    >>> spec = declared("fountains", words, [Field("flow_l_s", "Debi", "Flow", "number")], geometry="Point")
    >>> [field.name for field in spec.fields][:3], spec.key
    (['id', 'neighbourhood_id', 'neighbourhood_name'], ('id',))
    """
    own: list[Field] = []
    for field in fields:
        own.append(field)
        if field.type == "code" or field.keeps_text:
            title = Words(f"{field.title_tr} (yazıldığı gibi)", f"{field.title_en} (as written)")
            own.append(Field(f"{field.name}_stated", title.tr, title.en, "text", public=field.public, by_year=field.by_year))
    by_year = any(field.by_year for field in fields)
    has_year = any(field.name == "year" for field in fields)
    places = options.get("places", True)
    geometry: Literal["Point", "MultiLineString", "MultiPolygon", "any"] | None = options.get("geometry")
    has_id = any(field.name == "id" for field in fields)
    return LayerSpec(
        name=name,
        **words,
        geometry=geometry,
        fields=(
            *(() if has_id else (_ID,)),
            *(_PLACE if places else ()),
            _TOTAL,
            *((_YEAR,) if by_year and not has_year else ()),
            *own,
            _ROW,
        ),
        key=("id", "year") if by_year else ("id",),
        formats=TABLES | DRAWINGS if geometry is not None else TABLES,
        precedence=options.get("precedence", ("*",)),
        identity=options.get("identity", ()),
        owner=options.get("owner", PLANNING_OFFICE),
        authority=options.get("authority", "district"),
        style=options.get("style", DEFAULT_STYLE),
        nested=options.get("nested", False),
    )
