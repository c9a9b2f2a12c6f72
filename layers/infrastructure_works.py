"""Works of infrastructure by street, agency and year: who digs where, so that a street is opened once."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("water", "İçme suyu", "Drinking water", ("su", "içmesuyu", "su hattı", "içme suyu hattı"), "#3a8ad8"),
    Code("sewage", "Kanalizasyon", "Sewage", ("atıksu", "atık su", "kanal", "kanalizasyon hattı"), "#7a6a4a"),
    Code("stormwater", "Yağmur suyu", "Stormwater", ("yağmursuyu", "yağmur suyu hattı", "dere ıslahı"), "#60a0c0"),
    Code("electricity", "Elektrik", "Electricity", ("enerji", "elektrik hattı", "aydınlatma", "trafo"), "#e0b030"),
    Code("gas", "Doğal gaz", "Natural gas", ("doğalgaz", "gaz"), "#d8803a"),
    Code("telecom", "Haberleşme", "Telecommunication", ("telekom", "fiber", "internet", "iletişim"), "#8a5ab0"),
    Code("road_surface", "Yol üst yapısı", "Road surface", ("yol", "asfalt", "parke", "kaldırım", "üst yapı"), "#808080"),
)  # fmt: skip

_STATUSES = (
    Code("planned", "Planlandı", "Planned", ("planlanan", "programda")),
    Code("in_progress", "Devam ediyor", "In progress", ("devam eden", "yapılıyor", "sürüyor")),
    Code("completed", "Tamamlandı", "Completed", ("tamamlanan", "bitti", "yapıldı")),
    Code("cancelled", "İptal edildi", "Cancelled", ("iptal",)),
)

LAYER = declared(
    "infrastructure_works",
    Words4(
        title_tr="Altyapı çalışmaları",
        title_en="Infrastructure works",
        description_tr="Kurumların cadde ve sokaklardaki altyapı çalışmaları: kurum, tür, yıl, uzunluk. Aynı yolun iki kez kazılmasını önlemek için.",
        description_en="Works of infrastructure in streets: agency, kind, year, length. So that no street is dug up twice.",
    ),
    [
        Field("street", "Cadde, sokak", "Street", "text", headings=("cadde sokak", "sokak", "sokak adı", "cadde", "güzergah", "csbm")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "çalışma türü", "altyapı türü", "iş türü"), required=True),
        Field("agency", "Kurum", "Agency", "text", headings=("yapan kurum", "kuruluş", "sorumlu kurum", "yatırımcı kurum")),
        Field("year", "Yıl", "Year", "integer", headings=("yılı", "program yılı", "yapım yılı"), required=True),
        Field("length_m", "Uzunluk", "Length", "number", unit="m", extensive=True, headings=("uzunluğu", "metraj", "hat uzunluğu", "boy", "shape length")),
        Field("status", "Durum", "Status", "code", codes=_STATUSES, headings=("durumu", "aşama", "aşaması")),
        Field("starts_on", "Başlangıç tarihi", "Starts on", "date", headings=("başlama tarihi", "başlangıç")),
        Field("ends_on", "Bitiş tarihi", "Ends on", "date", headings=("tamamlanma tarihi", "bitiş")),
        Field("cost_try", "Maliyet", "Cost", "number", unit="try", extensive=True, headings=("bütçe", "tutar", "tutarı", "bedel")),
    ],
    geometry="any",
    identity=("street", "kind", "agency", "year"),
    authority="shared",
    owner=Words("Fen İşleri Müdürlüğü", "Public works department"),
    style=Style("#7090a0", by="kind"),
)  # fmt: skip
