"""Estimated cost of aims and targets by year, as the strategic plan prints it."""

from geo.issues import Words
from layers.base import Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

LAYER = declared(
    "target_costs",
    Words4(
        title_tr="Tahmini maliyetler",
        title_en="Estimated costs",
        description_tr="Stratejik planın amaç ve hedeflerinin yıllara göre tahminî maliyeti; amaçlar hedeflerinin toplamıdır.",
        description_en="Estimated cost of the strategic plan's aims and targets by year; an aim is the sum of its targets.",
    ),
    [
        Field("item", "Amaç ve hedef", "Aim or target", "text", headings=("amaç ve hedefler", "hedef", "amaç"), required=True),
        Field("cost_try", "Maliyet", "Cost", "number", unit="try", extensive=True, headings=("tahmini maliyet", "bütçe"), by_year=True),
        Field("stated_total_try", "Toplam maliyet", "Printed total", "number", unit="try", extensive=True, headings=("toplam",)),
    ],
    places=False,
    identity=("item",),
    nested=True,
    owner=Words("Mali Hizmetler Müdürlüğü", "Financial services department"),
    style=Style("#4a6fa5"),
)  # fmt: skip
