"""Cemeteries and how much room they have left."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_STATES = (
    Code("in_use", "Kullanımda", "In use", ("açık", "gömüye açık", "faal"), "#7a8a7a"),
    Code("full", "Dolu", "Full", ("gömüye kapalı", "kapasitesi dolu"), "#a8a8a8"),
    Code("historic", "Tarihî", "Historic", ("tarihi", "tarihi mezarlık"), "#a08a6a"),
    Code("planned", "Planlanan", "Planned", ("yeni mezarlık alanı", "planlanıyor"), "#9ab0d0"),
)

LAYER = declared(
    "cemeteries",
    Words4(
        title_tr="Mezarlıklar",
        title_en="Cemeteries",
        description_tr="Mezarlıklar: alanı, mezar kapasitesi, dolu mezar sayısı, durumu. Kişi adı tutulmaz.",
        description_en="Cemeteries: area, capacity in graves, graves in use, state. No person is named.",
    ),
    [
        Field("name", "Mezarlık adı", "Cemetery", "text", headings=("adı", "ad", "mezarlık"), required=True),
        Field("area_m2", "Alan", "Area", "number", unit="m2", extensive=True, headings=("alanı", "yüzölçümü", "mezarlık alanı", "shape area")),
        Field("grave_capacity", "Mezar kapasitesi", "Capacity in graves", "integer", unit="count", extensive=True, headings=("kapasite", "kapasitesi", "toplam mezar sayısı")),
        Field("graves_used", "Dolu mezar sayısı", "Graves in use", "integer", unit="count", extensive=True, headings=("dolu mezar", "defin sayısı", "mezar sayısı")),
        Field("state", "Durum", "State", "code", codes=_STATES, headings=("durumu",)),
        Field("is_walled", "Çevre duvarı var", "Walled", "boolean", headings=("çevre duvarı", "duvar")),
        Field("opened_on", "Açılış tarihi", "Opened on", "date"),
    ],
    geometry="any",
    identity=("name",),
    authority="metropolitan",
    owner=Words("Mezarlıklar Dairesi Başkanlığı (büyükşehir)", "Cemeteries department of the metropolitan municipality"),
    style=Style("#7a8a7a", by="state"),
)  # fmt: skip
