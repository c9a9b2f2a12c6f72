"""Address points: door numbers with their street, so that lists of addresses find a place."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_USES = (
    Code("dwelling", "Konut", "Dwelling", ("mesken", "ev"), "#e0b850"),
    Code("workplace", "İş yeri", "Workplace", ("işyeri", "dükkan", "ticaret"), "#d83a34"),
    Code("public", "Kamu", "Public", ("resmi", "kamu binası"), "#3a6ab0"),
    Code("plot", "Arsa", "Plot", ("boş arsa", "boş"), "#c0b090"),
    Code("demolished", "Yıkılmış", "Demolished", ("yıkık", "yıkıldı"), "#9a9a9a"),
)

LAYER = declared(
    "address_points",
    Words4(
        title_tr="Adres noktaları",
        title_en="Address points",
        description_tr="Numarataj: cadde ya da sokak, dış kapı numarası, adres kodu. Oturan kişi tutulmaz.",
        description_en="Numbering: street, door number, address code. Nobody who lives there is kept.",
    ),
    [
        Field("street", "Cadde, sokak", "Street", "text", headings=("cadde sokak", "sokak", "sokak adı", "cadde adı", "csbm", "csbm adı", "yol adı"), required=True),
        Field("door_no", "Dış kapı no", "Door no.", "text", headings=("kapı no", "kapı numarası", "numara", "dış kapı", "dış kapı numarası"), required=True),
        Field("address_code", "Adres kodu", "Address code", "text", headings=("uavt adres no", "adres no", "uavt adres kodu", "numarataj kimlik no")),
        Field("building_no", "Yapı kimlik no", "Building id", "text", public=False, headings=("bina no", "bina kodu", "yapı no")),
        Field("use", "Kullanım", "Use", "code", codes=_USES, headings=("kullanım amacı", "kullanımı")),
        Field("postcode", "Posta kodu", "Postcode", "text"),
        Field("block_no", "Ada", "Block", "text", headings=("ada no",)),
        Field("parcel_no", "Parsel", "Parcel", "text", headings=("parsel no",)),
    ],
    geometry="Point",
    identity=("street", "door_no"),
    authority="shared",
    owner=Words("İmar ve Şehircilik Müdürlüğü", "Zoning and urban planning department"),
    style=Style("#d05a9a", by="use"),
)  # fmt: skip
