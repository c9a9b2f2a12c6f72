"""Municipal property: parcels the municipality owns or has a share in, one a row, or groups of them where a report prints no more."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_NATURES = (
    Code("building_plot", "Arsa", "Building plot", ("arsa yol", "arsa ve ev", "arsa ve kagir ev"), "#e0b850"),
    Code("field", "Tarla", "Field", ("tarla kayalık", "ağaçlı tarla", "pınarlı tarla", "ağaçlı sulu tarla", "sulu ağaçlı tarla", "sulu tarla", "susuz tarla"), "#e8e0a0"),
    Code("garden", "Bahçe", "Garden", ("sulu bahçe", "sulu bahçe ve ev", "bahçeli ev sulu", "iki katlı ev ve sulu bahçe", "narenciye bahçesi"), "#b8d890"),
    Code("olive_grove", "Zeytinlik", "Olive grove", ("zeytinlik ve tarla",), "#9aaa58"),
    Code("threshing_floor", "Harman yeri", "Threshing floor", (), "#d8c890"),
    Code("road", "Yol", "Road", ("yol boşluğu",), "#c0c0c0"),
    Code("park", "Park", "Park", ("çocuk bahçesi",), "#4aa83a"),
    Code("green_area", "Yeşil alan", "Green area", (), "#70c050"),
    Code("cemetery", "Mezarlık", "Cemetery", ("mezarlık şeyh yusuf ziyareti", "ağaçlı mezarlık"), "#8a9a8a"),
    Code("shrine", "Ziyaret, türbe", "Shrine", ("ziyaret", "türbe yeri", "türbe yeri içinde parsel var"), "#4ab8b8"),
    Code("school", "Okul", "School", ("okul lojmanı wc ve bahçe", "okul, lojmanı, wc ve bahçe"), "#3a8ad8"),
    Code("municipal_service", "Belediye hizmet alanı", "Municipal service area", (), "#3a6ab0"),
    Code("stream_bed", "Dere yatağı", "Stream bed", ("dere",), "#80b8e8"),
    Code("transformer", "Trafo yeri", "Transformer site", ("trafo",), "#8a8a9a"),
    Code("house", "Ev", "House", ("kagir ev", "kargir ev"), "#c8a064"),
    Code("flat", "Daire", "Flat", ("mesken", "bağımsız bölüm"), "#c89064"),
    Code("village_room", "Köy odası", "Village room", ("köy odası ve avlusu",), "#b09070"),
    Code("shop", "Dükkân", "Shop", ("işyeri", "dükkan"), "#d83a34"),
)  # fmt: skip

LAYER = declared(
    "assets",
    Words4(
        title_tr="Belediye taşınmazları",
        title_en="Municipal property",
        description_tr="Belediyenin sahip ya da hissedar olduğu taşınmazlar: ada, parsel, nitelik, alan, kullanım.",
        description_en="Immovables that the municipality owns or shares: block, parcel, nature, area, use.",
    ),
    [
        Field("block_no", "Ada", "Block", "text", headings=("ada no", "ada numarası")),
        Field("parcel_no", "Parsel", "Parcel", "text", headings=("parsel no", "parsel numarası")),
        Field("nature", "Nitelik", "Nature", "code", codes=_NATURES, headings=("niteliği", "cinsi", "vasfı", "tapu niteliği")),
        Field("parcel_count", "Parsel sayısı", "Number of parcels", "integer", unit="count", extensive=True, headings=("parsel adedi",)),
        Field("net_area_m2", "Net alan", "Net area", "number", unit="m2", extensive=True, headings=("yüzölçümü", "parsel alanı", "tapu alanı", "alan")),
        Field("share_area_m2", "Hisse alanı", "Area of the share", "number", unit="m2", extensive=True, headings=("hisse miktarı", "belediye hissesi")),
        Field("zoning", "İmar durumu", "Zoning status", "text", headings=("imar fonksiyonu", "plan kararı")),
        Field("use", "Kullanım", "Use", "text", headings=("kullanımı", "kullanım durumu", "kullanım amacı")),
        Field("is_leased", "Kirada", "Leased", "boolean", headings=("kiralık", "kiraya verildi", "kira durumu")),
        Field("is_occupied", "İşgalli", "Occupied", "boolean", headings=("işgal", "işgal durumu")),
        Field("acquired_on", "Edinme tarihi", "Acquired on", "date"),
    ],
    geometry="MultiPolygon",
    identity=("block_no", "parcel_no", "nature"),
    owner=Words("Emlak ve İstimlak Müdürlüğü", "Property and expropriation department"),
    style=Style("#b07a30", by="nature"),
)  # fmt: skip
