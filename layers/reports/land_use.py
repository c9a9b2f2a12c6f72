"""How ground is divided among the uses of the zoning plan: the same section for a neighbourhood and for the district."""

from collections.abc import Mapping
from typing import Final

from geo.issues import Words
from layers.atlas import Atlas
from layers.reports.document import Amount, Bar, Bars, Cell, Heading, Section, Table, Width, shares
from layers.reports.place import codes_of, sources_of, titled

NO_PLAN: Final = Words(
    "Çizili imar planı yok; alanın kullanımlara dağılımı hesaplanamıyor.",
    "There is no drawn zoning plan; how the area is divided among uses cannot be computed.",
)
_M2_PER_HA: Final = 10_000.0
_OTHER_USE: Final = "#8a8a9a"
_HEADINGS: Final = (
    Heading(Words("Kullanım", "Use"), is_number=False),
    Heading(Words("Alan (ha)", "Area (ha)")),
    Heading(Words("Pay", "Share")),
)


def land_use_section(atlas: Atlas, area_m2: Mapping[str, float], width: Width) -> Section | Words:
    """Hectares and share of each land use, the largest first; in words where no plan is drawn."""
    if not area_m2:
        return NO_PLAN
    codes = codes_of(atlas, "zoning", "land_use")
    order = sorted(area_m2, key=lambda use: -area_m2[use])
    named: list[Cell] = [titled(codes[use]) if use in codes else use for use in order]
    colours = [(codes[use].colour if use in codes else None) or _OTHER_USE for use in order]
    values = [area_m2[use] for use in order]
    parts = [Amount(part, 1, "percent") for part in shares(values)]
    rows = [(name, Amount(value / _M2_PER_HA, 2), part) for name, value, part in zip(named, values, parts, strict=True)]
    rows.append((Words("Toplam", "Total"), Amount(sum(values) / _M2_PER_HA, 2), Amount(100.0, 1, "percent")))
    return Section(
        "imar",
        Words("İmar planında kullanım", "Land use in the zoning plan"),
        Table(_HEADINGS, tuple(rows), has_total=True),
        Bars(tuple(Bar(*item) for item in zip(named, values, parts, colours, strict=True))),
        source=sources_of(atlas, ["zoning"]),
        width=width,
    )
