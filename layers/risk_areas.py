"""Risk areas declared under law 6306, with the decision that declares them."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_STATUSES = (
    Code("in_force", "Yürürlükte", "In force", ("ilan edildi", "geçerli", "devam ediyor"), "#c83a3a"),
    Code("cancelled_by_court", "Yargı kararıyla iptal", "Cancelled by court", ("iptal", "mahkeme kararıyla iptal", "danıştay iptali"), "#9a9a9a"),
    Code("lifted", "Kaldırıldı", "Lifted", ("riskli alan ilanı kaldırıldı", "kaldırılan"), "#b8b8b8"),
    Code("proposed", "Teklif edildi", "Proposed", ("teklif", "öneri", "teklif aşamasında"), "#e0a080"),
    Code("completed", "Dönüşüm tamamlandı", "Completed", ("tamamlandı",), "#4aa83a"),
)  # fmt: skip

LAYER = declared(
    "risk_areas",
    Words4(
        title_tr="Riskli alanlar (6306)",
        title_en="Risk areas (law 6306)",
        description_tr="6306 sayılı Kanun uyarınca ilan edilen riskli alanlar: ilan tarihi ve karar numarası. Riskli yapılar (tek bina) burada tutulmaz.",
        description_en="Risk areas declared under law 6306: date of declaration and decision number. Single risk buildings are not kept here.",
    ),
    [
        Field("name", "Riskli alan adı", "Risk area", "text", headings=("adı", "ad", "alan adı", "riskli alan", "bölge adı")),
        Field("declared_on", "İlan tarihi", "Declared on", "date", headings=("karar tarihi", "ilan", "riskli alan ilan tarihi"), required=True),
        Field("decision_no", "Karar no", "Decision no.", "text", headings=("karar numarası", "cumhurbaşkanı kararı", "cumhurbaşkanlığı karar no", "bakanlar kurulu karar no", "karar sayısı"), required=True),
        Field("gazette_on", "Resmî Gazete tarihi", "Official gazette date", "date", headings=("rg tarihi", "resmi gazete")),
        Field("gazette_no", "Resmî Gazete sayısı", "Official gazette no.", "text", headings=("rg sayısı", "resmi gazete no")),
        Field("status", "Durum", "Status", "code", codes=_STATUSES, headings=("durumu", "hukuki durumu")),
        Field("area_m2", "Yazılan alan", "Stated area", "number", unit="m2", extensive=True, headings=("alan", "alanı", "yüzölçümü", "shape area")),
        Field("building_count", "Yapı sayısı", "Buildings", "integer", unit="count", extensive=True, headings=("bina sayısı", "yapı adedi")),
        Field("dwelling_count", "Bağımsız bölüm sayısı", "Dwellings and units", "integer", unit="count", extensive=True, public=False, headings=("bağımsız bölüm", "konut sayısı")),
        Field("note", "Açıklama", "Note", "text", public=False, headings=("not", "açıklamalar")),
    ],
    geometry="MultiPolygon",
    identity=("name", "decision_no"),
    authority="ministry",
    owner=Words("Kentsel Dönüşüm Müdürlüğü", "Urban regeneration department"),
    style=Style("#c83a3a", by="status"),
)  # fmt: skip
