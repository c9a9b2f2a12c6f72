"""Zones of plans: what may be built where, under which plan, and whether that plan still holds."""

from layers.base import Code, Field, Style
from layers.codes.land_use import LAND_USES, PLAN_LEVELS, PLAN_STATUSES
from layers.declared import declared
from layers.declared.spec import Words4

_BUILDING_ORDERS = (
    Code("detached", "Ayrık nizam", "Detached", ("a", "ayrık")),
    Code("attached", "Bitişik nizam", "Attached", ("b", "bitişik")),
    Code("block", "Blok nizam", "Block", ("bl", "blok")),
    Code("twin", "İkiz nizam", "Semi-detached", ("ikiz",)),
    Code("free", "Serbest nizam", "Free", ("s", "serbest")),
)

LAYER = declared(
    "zoning",
    Words4(
        title_tr="İmar planı",
        title_en="Zoning",
        description_tr="İmar planlarının kullanım alanları: plan kademesi, yapılaşma koşulları, onay ve yargı durumu. Üç kademe yan yana durur, alanları birbirine eklenmez.",
        description_en="Zones of the plans: plan level, building conditions, approval and standing in court. The three levels stand side by side and are never added to each other.",
    ),
    [
        Field("plan_level", "Plan kademesi", "Plan level", "code", codes=PLAN_LEVELS, headings=("plan ölçeği", "ölçek", "kademe", "plan türü"), required=True),
        Field("plan_name", "Plan adı", "Plan name", "text", headings=("plan", "planın adı")),
        Field("plan_no", "Plan işlem numarası (PİN)", "Plan transaction no. (PİN)", "text", headings=("pin", "pin no", "plan no", "nipin", "uipin")),
        Field("land_use", "Kullanım kararı", "Land use", "code", codes=LAND_USES, headings=("kullanım türü", "kullanım", "fonksiyon", "fonksiyon adı", "lejant", "lejand", "imar fonksiyonu", "plan fonksiyonu", "kullanım alanı"), required=True),
        Field("zoning_block", "İmar adası", "Zoning block", "text", headings=("imar ada no", "yapı adası", "ada no", "ada")),
        Field("area_m2", "Yazılan alan", "Stated area", "number", unit="m2", extensive=True, headings=("alan", "alanı", "yüzölçümü", "yüzölçüm", "shape area")),
        Field("far", "Emsal (KAKS)", "Floor area ratio (FAR)", "number", unit="ratio", extensive=False, headings=("kaks", "e", "emsal değeri", "kat alanı katsayısı")),
        Field("bcr", "Taban alanı katsayısı (TAKS)", "Building coverage ratio (BCR)", "number", unit="ratio", extensive=False, headings=("taks",)),
        Field("max_storeys", "En çok kat", "Maximum storeys", "integer", unit="storeys", extensive=False, headings=("kat adedi", "kat sayısı", "kat", "maksimum kat", "azami kat", "max kat")),
        Field("max_height_m", "En çok yükseklik (Yençok)", "Maximum height", "number", unit="m", extensive=False, headings=("yençok", "hmax", "h max", "yükseklik", "bina yüksekliği", "gabari")),
        Field("building_order", "Yapı nizamı", "Building order", "code", codes=_BUILDING_ORDERS, headings=("nizam", "nizamı", "yapı düzeni")),
        Field("approved_on", "Onay tarihi", "Approved on", "date", headings=("onay", "plan onay tarihi", "karar tarihi", "meclis karar tarihi", "onama tarihi")),
        Field("decision_no", "Karar no", "Decision no.", "text", headings=("karar numarası", "meclis karar no", "meclis kararı")),
        Field("status", "Plan durumu", "Plan status", "code", codes=PLAN_STATUSES, headings=("durum", "durumu", "yürürlük", "yürürlük durumu")),
        Field("cancelled_on", "İptal tarihi", "Cancelled on", "date", headings=("yargı kararı tarihi", "mahkeme kararı tarihi")),
    ],
    geometry="MultiPolygon",
    identity=("plan_level", "land_use", "zoning_block"),
    authority="shared",
    style=Style("#e0b850", by="land_use"),
)  # fmt: skip
