"""Buildings: footprint, storeys, use, dwellings."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_USES = (
    Code("residential", "Konut", "Residential", ("mesken", "konut alanı", "ev", "apartman", "residential"), "#e0b850"),
    Code("mixed", "Konut ve ticaret", "Residential and trade", ("konut + ticaret", "konut-ticaret", "karma", "karışık kullanım"), "#e08858"),
    Code("commercial", "Ticaret", "Trade", ("işyeri", "iş yeri", "dükkan", "ofis", "commercial"), "#d83a34"),
    Code("industrial", "Sanayi ve depo", "Industry and storage", ("sanayi", "depo", "atölye", "fabrika"), "#8a4aa0"),
    Code("public", "Kamu", "Public", ("resmi bina", "kamu binası", "idari"), "#3a6ab0"),
    Code("education", "Eğitim", "Education", ("okul",), "#3a8ad8"),
    Code("health", "Sağlık", "Health", ("hastane",), "#d84a6a"),
    Code("worship", "İbadet", "Worship", ("cami", "kilise", "ziyaret", "cemevi"), "#4ab8b8"),
    Code("agricultural", "Tarım", "Agricultural", ("ahır", "sera", "ağıl", "tarımsal"), "#9aaa58"),
    Code("outbuilding", "Müştemilat", "Outbuilding", ("garaj", "kömürlük", "baraka"), "#b0a090"),
    Code("other", "Diğer", "Other", (), "#a8a8b0"),
)  # fmt: skip

_CONSTRUCTIONS = (
    Code("reinforced_concrete", "Betonarme", "Reinforced concrete", ("b.a.", "betonarme karkas", "karkas", "tünel kalıp")),
    Code("masonry", "Yığma", "Masonry", ("kagir", "kâgir", "kargir", "taş", "tuğla yığma", "briket")),
    Code("steel", "Çelik", "Steel", ("çelik karkas",)),
    Code("timber", "Ahşap", "Timber", ("ahşap karkas",)),
    Code("prefabricated", "Prefabrik", "Prefabricated", ("konteyner",)),
)

LAYER = declared(
    "buildings",
    Words4(
        title_tr="Binalar",
        title_en="Buildings",
        description_tr="Binalar: taban ve kat alanı, kat sayısı, kullanım, bağımsız bölüm sayısı, yapım yılı.",
        description_en="Buildings: footprint and floor area, storeys, use, number of dwellings, year of construction.",
    ),
    [
        Field("building_no", "Yapı kimlik no", "Building id", "text", public=False, headings=("bina kodu", "bina no", "yapı no", "uavt bina no", "bina id")),
        Field("use", "Kullanım", "Use", "code", codes=_USES, headings=("kullanım amacı", "kullanımı", "bina kullanımı", "bina türü", "yapı türü", "bina tipi")),
        Field("storeys", "Kat sayısı", "Storeys", "integer", unit="storeys", extensive=False, headings=("kat", "kat adedi", "toplam kat sayısı", "zemin üstü kat sayısı"), required=True),
        Field("footprint_m2", "Taban alanı", "Footprint", "number", unit="m2", extensive=True, headings=("taban", "oturum alanı", "bina alanı", "alan", "shape area")),
        Field("floor_area_m2", "Kat alanı", "Floor area", "number", unit="m2", extensive=True, headings=("toplam inşaat alanı", "inşaat alanı", "toplam kat alanı", "brüt alan")),
        Field("dwelling_count", "Konut sayısı", "Dwellings", "integer", unit="count", extensive=True, headings=("bağımsız bölüm sayısı", "bağımsız bölüm", "daire sayısı", "bb sayısı")),
        Field("construction", "Taşıyıcı sistem", "Construction", "code", codes=_CONSTRUCTIONS, headings=("yapı tarzı", "yapım türü", "taşıyıcı sistemi", "yapı sistemi")),
        Field("year_built", "Yapım yılı", "Year built", "integer", extensive=False, headings=("inşa yılı", "bina yapım yılı")),
        Field("has_occupancy_permit", "Yapı kullanma izni var", "Has an occupancy permit", "boolean", public=False, headings=("iskan", "iskân", "yapı kullanma izni")),
        Field("block_no", "Ada", "Block", "text", headings=("ada no",)),
        Field("parcel_no", "Parsel", "Parcel", "text", headings=("parsel no",)),
    ],
    geometry="MultiPolygon",
    identity=("building_no", "block_no", "parcel_no"),
    owner=Words("Yapı Kontrol Müdürlüğü", "Building control department"),
    style=Style("#c0a070", by="use"),
)  # fmt: skip
