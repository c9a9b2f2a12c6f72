"""Emergency assembly areas: where people wait first after a disaster; not where they are sheltered."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("park", "Park", "Park", ("yeşil alan", "çocuk bahçesi", "park alanı"), "#4aa83a"),
    Code("school_yard", "Okul bahçesi", "School yard", ("okul", "ilkokul bahçesi", "ortaokul bahçesi", "lise bahçesi"), "#3a8ad8"),
    Code("sport_ground", "Spor alanı", "Sport ground", ("spor sahası", "halı saha", "stadyum"), "#70c050"),
    Code("square", "Meydan", "Square", ("kent meydanı", "pazar yeri"), "#b0a890"),
    Code("parking", "Otopark", "Car park", ("açık otopark",), "#a8a8b0"),
    Code("worship_yard", "İbadet yeri avlusu", "Yard of a place of worship", ("cami avlusu", "cami"), "#4ab8b8"),
    Code("open_land", "Boş alan", "Open land", ("arsa", "boş arazi", "tarla", "açık alan"), "#e0d090"),
)  # fmt: skip

_STATES = (
    Code("usable", "Kullanılabilir", "Usable", ("açık", "uygun", "kullanımda", "aktif")),
    Code("occupied", "Başka amaçla kullanılıyor", "Used for something else", ("konteyner kent kuruldu", "işgalli", "konteyner var", "dolu")),
    Code("unusable", "Kullanılamaz", "Not usable", ("kapalı", "yapılaştı", "uygun değil", "pasif")),
)  # fmt: skip

LAYER = declared(
    "assembly_areas",
    Words4(
        title_tr="Toplanma alanları",
        title_en="Assembly areas",
        description_tr="Afet ve acil durum toplanma alanları: yeri, alanı, kişi kapasitesi. Geçici barınma alanları ayrı katmandadır.",
        description_en="Emergency assembly areas: place, area, capacity in persons. Shelter areas are a layer of their own.",
    ),
    [
        Field("name", "Toplanma alanı adı", "Assembly area", "text", headings=("tesis adı", "adı", "ad", "toplanma alanı", "alan adı", "afet toplanma alanı"), required=True),
        Field("sign_code", "Tabela kodu", "Sign code", "text", headings=("tabela kod", "tabela no", "alan kodu")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "alan türü", "niteliği", "nitelik")),
        Field("area_m2", "Alan", "Area", "number", unit="m2", extensive=True, headings=("alanı", "yüzölçümü", "büyüklük", "büyüklüğü", "metrekare", "shape area")),
        Field("capacity", "Kapasite", "Capacity", "integer", unit="persons", extensive=True, headings=("kapasitesi", "kişi kapasitesi", "kişi sayısı", "kapasite kişi")),
        Field("state", "Durum", "State", "code", codes=_STATES, headings=("durumu", "mevcut durumu", "mevcut durum")),
        Field("address", "Adres", "Address", "text", headings=("adresi", "açık adres", "cadde sokak", "mevki")),
        Field("designated_on", "Belirlenme tarihi", "Designated on", "date", headings=("onay tarihi", "belirleme tarihi")),
    ],
    geometry="any",
    identity=("name", "sign_code"),
    authority="ministry",
    owner=Words("Afet İşleri Müdürlüğü", "Disaster affairs department"),
    style=Style("#2a9a5a", by="kind"),
)  # fmt: skip
