"""Building damage after an earthquake: single buildings, or counts by neighbourhood and class."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_CLASSES = (
    Code("none", "Hasarsız", "Undamaged", ("hasar yok", "sağlam", "no damage"), "#7ab87a"),
    Code("slight", "Az hasarlı", "Slight damage", ("az", "az hasar", "hafif hasarlı"), "#e8d860"),
    Code("moderate", "Orta hasarlı", "Moderate damage", ("orta", "orta hasar"), "#e8a040"),
    Code("severe", "Ağır hasarlı", "Severe damage", ("ağır", "ağır hasar"), "#d84a34"),
    Code("urgent_demolition", "Acil yıktırılacak", "To be demolished urgently", ("acil", "acil yıkım", "acil yıkılacak"), "#a82a2a"),
    Code("collapsed", "Yıkık", "Collapsed", ("yıkılmış", "yıkıldı", "göçmüş", "tamamen yıkık"), "#5a1a1a"),
    Code("not_assessed", "Tespit yapılamadı", "Not assessed", ("tespit edilemedi", "girilemedi", "bina kilitli", "kilitli", "değerlendirme dışı", "kapsam dışı"), "#a8a8a8"),
)  # fmt: skip

LAYER = declared(
    "damage",
    Words4(
        title_tr="Bina hasarı",
        title_en="Building damage",
        description_tr="Hasar tespit sonuçları: ya bina bina ya da mahalle ve hasar sınıfına göre sayı. Bina ve adres bilgisi yayımlanmaz.",
        description_en="Results of damage assessment: building by building, or counts by neighbourhood and class. Building and address are not published.",
    ),
    [
        Field("damage_class", "Hasar durumu", "Damage class", "code", codes=_CLASSES, headings=("hasar", "hasar sınıfı", "hasar derecesi", "hasar tespit sonucu", "tespit sonucu", "hasar türü"), required=True),
        Field("building_count", "Bina sayısı", "Buildings", "integer", unit="count", extensive=True, headings=("yapı sayısı", "bina adedi", "adet", "sayı", "sayısı")),
        Field("dwelling_count", "Bağımsız bölüm sayısı", "Dwellings and units", "integer", unit="count", extensive=True, headings=("bağımsız bölüm", "bb sayısı", "konut sayısı", "daire sayısı")),
        Field("building_no", "Yapı kimlik no", "Building id", "text", public=False, headings=("bina kodu", "bina no", "yapı no", "askı kodu", "uavt bina no")),
        Field("block_no", "Ada", "Block", "text", public=False, headings=("ada no", "ada numarası")),
        Field("parcel_no", "Parsel", "Parcel", "text", public=False, headings=("parsel no", "parsel numarası")),
        Field("address", "Adres", "Address", "text", public=False, headings=("adresi", "açık adres", "cadde sokak", "sokak")),
        Field("assessed_on", "Tespit tarihi", "Assessed on", "date", headings=("hasar tespit tarihi", "tarih")),
        Field("is_demolished", "Yıkımı yapıldı", "Demolished", "boolean", headings=("yıkım durumu", "yıkım", "yıkım yapıldı mı")),
        Field("demolished_on", "Yıkım tarihi", "Demolished on", "date"),
    ],
    geometry="any",
    identity=("damage_class", "building_no", "block_no", "parcel_no"),
    authority="ministry",
    owner=Words("Yapı Kontrol Müdürlüğü", "Building control department"),
    style=Style("#d84a34", by="damage_class"),
)  # fmt: skip
