"""Cadastral and zoning parcels, keyed by neighbourhood, block and parcel; block "0" exists, and no owner is kept."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("cadastral", "Kadastro parseli", "Cadastral parcel", ("kadastro", "kadastral"), "#b8a080"),
    Code("zoning", "İmar parseli", "Zoning parcel", ("imar",), "#d0b060"),
)

LAYER = declared(
    "parcels",
    Words4(
        title_tr="Parseller",
        title_en="Parcels",
        description_tr="Kadastro ve imar parselleri: ada, parsel, pafta, alan, nitelik. Malik bilgisi tutulmaz.",
        description_en="Cadastral and zoning parcels: block, parcel, map sheet, area, nature. No owner is kept.",
    ),
    [
        Field("block_no", "Ada", "Block", "text", headings=("ada no", "ada numarası")),
        Field("parcel_no", "Parsel", "Parcel", "text", headings=("parsel no", "parsel numarası"), required=True),
        Field("map_sheet", "Pafta", "Map sheet", "text", headings=("pafta no", "pafta numarası")),
        Field("kind", "Parsel türü", "Kind of parcel", "code", codes=_KINDS, headings=("tür", "türü", "parsel tipi")),
        Field("area_m2", "Tapu alanı", "Registered area", "number", unit="m2", extensive=True, headings=("alan", "alanı", "yüzölçümü", "yüzölçüm", "parsel alanı", "shape area")),
        Field("nature", "Nitelik", "Nature", "text", headings=("niteliği", "cinsi", "vasfı", "tapu niteliği")),
    ],
    geometry="MultiPolygon",
    identity=("block_no", "parcel_no"),
    authority="ministry",
    owner=Words("İmar ve Şehircilik Müdürlüğü", "Zoning and urban planning department"),
    style=Style("#b8a080", by="kind"),
)  # fmt: skip
