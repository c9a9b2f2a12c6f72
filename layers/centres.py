"""Centres of neighbourhoods: a point each, for those who have no boundaries yet."""

from layers.base import Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

LAYER = declared(
    "centres",
    Words4(
        title_tr="Mahalle merkezleri",
        title_en="Centres of neighbourhoods",
        description_tr="Mahallelerin yaklaşık merkez noktaları; sınır yokken taslak çizmek ve koordinat sistemini kanıtlamak için.",
        description_en="Approximate centre points of the neighbourhoods; to sketch boundaries and to prove a coordinate system.",
    ),
    [Field("precision_m", "Hassasiyet", "Precision", "number", unit="m", extensive=False, headings=("doğruluk",))],
    geometry="Point",
    style=Style("#555555"),
)
