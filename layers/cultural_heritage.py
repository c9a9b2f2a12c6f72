"""Registered cultural and natural heritage, and what the earthquake left of it."""

from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("monumental", "Anıtsal yapı", "Monument", ("anıt", "anıt eser", "dinsel yapı", "kamusal yapı", "dini yapı"), "#8a4a2a"),
    Code("civil", "Sivil mimarlık örneği", "Civil architecture", ("sivil mimari", "sivil mimarlık", "konak", "smö"), "#c08050"),
    Code("archaeological_site", "Arkeolojik sit", "Archaeological site", ("arkeolojik sit alanı", "höyük", "arkeolojik"), "#c8a0a0"),
    Code("urban_site", "Kentsel sit", "Urban protected site", ("kentsel sit alanı",), "#d0b090"),
    Code("historic_site", "Tarihî sit", "Historic site", ("tarihi sit", "tarihi sit alanı"), "#c0a888"),
    Code("natural_site", "Doğal sit", "Natural protected site", ("doğal sit alanı", "doğal koruma alanı"), "#a0c8c0"),
    Code("natural_monument", "Anıt ağaç, doğal varlık", "Natural monument", ("anıt ağaç", "mağara", "doğal varlık"), "#5a9a5a"),
    Code("cemetery", "Tarihî mezarlık, türbe", "Historic cemetery, shrine", ("tarihi mezarlık", "mezarlık", "hazire", "türbe", "ziyaret"), "#8a9a8a"),
    Code("fountain_bridge", "Çeşme, köprü, su yapısı", "Fountain, bridge, waterwork", ("çeşme", "köprü", "su kemeri", "değirmen"), "#6090b0"),
    Code("military", "Askerî yapı, sur", "Fortification", ("sur", "kale", "askeri yapı"), "#7a7a6a"),
)  # fmt: skip

_GRADES = (
    Code("group_1", "I. grup", "Group I", ("1. grup", "1", "i", "birinci grup")),
    Code("group_2", "II. grup", "Group II", ("2. grup", "2", "ii", "ikinci grup")),
    Code("degree_1", "I. derece", "Degree I", ("1. derece", "birinci derece")),
    Code("degree_2", "II. derece", "Degree II", ("2. derece", "ikinci derece")),
    Code("degree_3", "III. derece", "Degree III", ("3. derece", "üçüncü derece")),
    Code("ungraded", "Gruplandırılmamış", "Ungraded", ("grubu yok", "belirlenmemiş")),
)

_STATES = (
    Code("sound", "Sağlam", "Sound", ("iyi", "hasarsız")),
    Code("slight", "Az hasarlı", "Slight damage", ("az",)),
    Code("moderate", "Orta hasarlı", "Moderate damage", ("orta",)),
    Code("severe", "Ağır hasarlı", "Severe damage", ("ağır",)),
    Code("collapsed", "Yıkık", "Collapsed", ("yıkıldı", "yıkılmış", "harabe")),
    Code("in_restoration", "Restorasyonda", "In restoration", ("onarımda", "restorasyon sürüyor")),
)

LAYER = declared(
    "cultural_heritage",
    Words4(
        title_tr="Kültür ve tabiat varlıkları",
        title_en="Cultural and natural heritage",
        description_tr="Tescilli taşınmaz kültür ve tabiat varlıkları ile sit alanları: türü, grubu, tescil kararı, deprem sonrası durumu.",
        description_en="Registered immovable cultural and natural heritage and protected sites: kind, group, decision, state after the earthquake.",
    ),
    [
        Field("name", "Varlık adı", "Name", "text", headings=("adı", "ad", "eser adı", "yapı adı", "taşınmaz adı", "sit adı"), required=True),
        Field("inventory_no", "Envanter no", "Inventory no.", "text", headings=("envanter numarası", "envanter")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "varlık türü", "sit türü", "eser türü")),
        Field("grade", "Grup, derece", "Group or degree", "code", codes=_GRADES, headings=("grubu", "grup", "koruma grubu", "derece", "derecesi", "sit derecesi")),
        Field("registered_on", "Tescil tarihi", "Registered on", "date", headings=("karar tarihi", "tescil karar tarihi")),
        Field("decision_no", "Tescil karar no", "Decision no.", "text", headings=("karar no", "tescil kararı", "kurul karar no", "karar numarası")),
        Field("state", "Durum", "State", "code", codes=_STATES, headings=("durumu", "mevcut durumu", "hasar durumu", "deprem sonrası durumu")),
        Field("block_no", "Ada", "Block", "text", headings=("ada no",)),
        Field("parcel_no", "Parsel", "Parcel", "text", headings=("parsel no",)),
        Field("address", "Adres", "Address", "text", headings=("adresi", "açık adres", "mevki")),
    ],
    geometry="any",
    identity=("name", "inventory_no"),
    authority="ministry",
    style=Style("#8a4a2a", by="kind"),
)  # fmt: skip
