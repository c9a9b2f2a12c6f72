"""Targets of the strategic plan: each indicator with its weight, baseline and a target for each year, as its card prints it."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_VALUE_KINDS = (
    Code("yearly", "Yıllık", "Yearly", ("yıl içinde", "yıllık değer")),
    Code("cumulative", "Kümülatif", "Cumulative", ("birikimli", "yıl sonu itibarıyla")),
    Code("tick", "Yapılacak iş", "To be done", ("x", "tamamlanma")),
)
_DIRECTIONS = (
    Code("higher", "Artması iyi", "Higher is better", ("artan", "artış")),
    Code("lower", "Azalması iyi", "Lower is better", ("azalan", "azalış")),
)

LAYER = declared(
    "targets",
    Words4(
        title_tr="Hedef kartları",
        title_en="Target cards",
        description_tr="Stratejik planın performans göstergeleri: hedefe etkisi, başlangıç değeri, yıllara göre hedeflenen ve gerçekleşen değerler.",
        description_en="Performance indicators of the strategic plan: weight in the target, baseline, targeted and realised values by year.",
    ),
    [
        Field("target_no", "Hedef", "Target no.", "text", headings=("hedef no",), required=True),
        Field("indicator_no", "PG", "Indicator no.", "text", headings=("pg no", "gösterge no"), required=True),
        Field("indicator", "Performans göstergesi", "Performance indicator", "text", headings=("gösterge", "gösterge adı"), required=True),
        Field("weight_pct", "Hedefe etkisi", "Weight in the target", "number", unit="pct", extensive=False, headings=("etkisi", "ağırlık")),
        Field("baseline", "Başlangıç", "Baseline", "number", headings=("başlangıç değeri",), may_be_negative=True),
        Field("target_value", "Hedeflenen değer", "Targeted value", "number", headings=("hedeflenen",), by_year=True, keeps_text=True, may_be_negative=True),
        Field("realised_value", "Gerçekleşen değer", "Realised value", "number", headings=("gerçekleşen", "gerçekleşme"), by_year=True, keeps_text=True, may_be_negative=True),
        Field("realised_half_value", "Altı aylık gerçekleşen değer", "Realised in the half year", "number", headings=("altı aylık gerçekleşen", "6 aylık gerçekleşen", "ilk altı ay gerçekleşen"), by_year=True, keeps_text=True, may_be_negative=True),
        Field("deviation_reason", "Sapma nedeni", "Reason for deviation", "text", headings=("sapma gerekçesi",)),
        Field("value_kind", "Değer türü", "Kind of value", "code", codes=_VALUE_KINDS),
        Field("direction", "Yön", "Direction", "code", codes=_DIRECTIONS),
        Field("monitoring_interval", "İzleme sıklığı", "Monitored every", "text"),
        Field("reporting_interval", "Raporlama sıklığı", "Reported every", "text"),
        Field("responsible", "Sorumlu birim", "Responsible department", "text", headings=("sorumlu müdürlük", "koordinatör birim")),
    ],
    places=False,
    identity=("indicator_no",),
    owner=Words("Strateji Geliştirme Müdürlüğü", "Strategy department"),
    style=Style("#4a6fa5"),
)  # fmt: skip
