"""Reserve building areas under law 6306, with the version of the law that they were declared under."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

# Law 7471, in force on 9 November 2023, took the words "yeni yerleşim alanı olarak" out of the definition.
_LAW_VERSIONS = (
    Code("law_6306_of_2012", "6306, 9 Kasım 2023 öncesi", "Law 6306 before 9 November 2023", ("6306 (2012)", "7471 öncesi", "eski tanım", "2023 öncesi"), "#d8b040"),
    Code("law_7471_of_2023", "6306, 7471 sayılı Kanunla değişik", "Law 6306 as amended by law 7471", ("7471", "7471 sonrası", "yeni tanım", "9 kasım 2023 sonrası", "2023 sonrası"), "#c86a3a"),
)  # fmt: skip

_STATUSES = (
    Code("in_force", "Yürürlükte", "In force", ("ilan edildi", "belirlendi", "geçerli", "devam ediyor")),
    Code("cancelled_by_court", "Yargı kararıyla iptal", "Cancelled by court", ("iptal", "mahkeme kararıyla iptal")),
    Code("suspended_by_court", "Yürütmesi durduruldu", "Suspended by court", ("yürütmeyi durdurma", "yd")),
    Code("lifted", "Kaldırıldı", "Lifted", ("kaldırılan", "rezerv alandan çıkarıldı")),
    Code("proposed", "Teklif edildi", "Proposed", ("teklif", "öneri")),
)

LAYER = declared(
    "reserve_areas",
    Words4(
        title_tr="Rezerv yapı alanları",
        title_en="Reserve building areas",
        description_tr="6306 sayılı Kanun uyarınca belirlenen rezerv yapı alanları. Tanım 9 Kasım 2023'te değişti; her alan hangi hükümle belirlendiğini taşır.",
        description_en="Reserve building areas determined under law 6306. The definition changed on 9 November 2023; each area carries the version that it rests on.",
    ),
    [
        Field("name", "Rezerv yapı alanı adı", "Reserve building area", "text", headings=("adı", "ad", "alan adı", "rezerv alan", "rezerv alan adı", "rezerv yapı alanı")),
        Field("law_version", "Kanun hükmü", "Version of the law", "code", codes=_LAW_VERSIONS, headings=("kanun", "yasal dayanak", "dayanak"), required=True),
        Field("declared_on", "Belirlenme tarihi", "Declared on", "date", headings=("ilan tarihi", "olur tarihi", "bakanlık olur tarihi", "karar tarihi"), required=True),
        Field("decision_no", "Karar no", "Decision no.", "text", headings=("karar numarası", "olur no", "bakanlık olur no", "olur sayısı")),
        Field("status", "Durum", "Status", "code", codes=_STATUSES, headings=("durumu", "hukuki durumu")),
        Field("area_m2", "Yazılan alan", "Stated area", "number", unit="m2", extensive=True, headings=("alan", "alanı", "yüzölçümü", "shape area")),
        Field("planned_dwellings", "Planlanan konut sayısı", "Planned dwellings", "integer", unit="count", extensive=True, headings=("konut sayısı", "planlanan konut")),
        Field("note", "Açıklama", "Note", "text", public=False, headings=("not", "açıklamalar")),
    ],
    geometry="MultiPolygon",
    identity=("name", "decision_no"),
    authority="ministry",
    owner=Words("Kentsel Dönüşüm Müdürlüğü", "Urban regeneration department"),
    style=Style("#c86a3a", by="law_version"),
)  # fmt: skip
