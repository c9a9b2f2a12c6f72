"""Every park and what else counts as active green: where, how large, what of it counts, whose duty it is, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy.typing as npt
import pandas as pd

from geo.issues import Words
from geo.turkish import sort_key
from layers.atlas import Atlas
from layers.base import Code
from layers.duties import decide_duties
from layers.ground import Ground, is_in_use, stated_area_m2
from layers.reports.document import Cell, Heading, Section, Table, amount
from layers.reports.place import codes_of, sources_of, titled
from layers.requirements import counted_kinds
from layers.standards import read_standards

_DUTIES: Final = {"district": Words("ilçe", "district"), "metropolitan": Words("büyükşehir", "metropolitan")}
# Of each layer, the columns that state an area, the first that does.
_STATED: Final = {"parks": ("active_area_m2", "area_m2"), "facilities": ("area_m2",)}
_HEADINGS: Final = (
    Heading(Words("Mahalle", "Neighbourhood"), is_number=False, share=1.3),
    Heading(Words("Adı", "Name"), is_number=False, share=1.7),
    Heading(Words("Tür", "Kind"), is_number=False, share=1.3),
    Heading(Words("Alan (m²)", "Area (m²)")),
    Heading(Words("Sayılan (m²)", "Counted (m²)")),
    Heading(Words("Durum", "State"), is_number=False, share=1.3),
    Heading(Words("Görev", "Duty"), is_number=False, share=0),
    Heading(Words("Dosya, satır", "File, row"), is_number=False, share=1.7),
)
_NOTE: Final = Words(
    "Sayılan: kullanımda olan ve standardın saydığı türdeki alan; kapalı, işgalli ya da yapım aşamasındaki yer 0 sayılır. "
    "Birden çok mahalleye taşan yer, en çok içinde kaldığı mahallede yazılıdır; üstteki tabloda payına göre bölünür.",
    "Counted: what is in use and of a kind that the standard counts; what is closed, occupied or being built counts as 0. "
    "A place in several neighbourhoods stands under the one that has most of it; the table above divides it.",
)


def green_places_section(atlas: Atlas, facility_class: str) -> Section | None:
    """The places that count towards a class of facilities, by neighbourhood; None where no layer lists any."""
    ground = Ground(atlas.workspace)
    day = None if atlas.span is None else date(atlas.span.to_year, 12, 31)
    counted = counted_kinds(read_standards(atlas.workspace.path), day).get(facility_class, ())
    duties = decide_duties(atlas.workspace, ground).rows
    authorities = {(str(row.layer), str(row.id)): str(row.authority) for row in duties.itertuples()}
    found: list[tuple[tuple[object, ...], tuple[Cell, ...]]] = []
    for layer, stated in _STATED.items():
        rows = ground.rows(layer)
        if rows is None:
            continue
        listed = rows if layer == "parks" else rows[rows["kind"].isin(counted)].reset_index(drop=True)
        if not len(listed):
            continue
        telling = _Telling(
            atlas.neighbourhoods["name"],
            ground.belonging(listed).main_place(),
            stated_area_m2(listed, "area_m2"),
            stated_area_m2(listed, *stated).where(listed["kind"].isin(counted) & is_in_use(listed), 0.0),
            codes_of(atlas, layer, "kind"),
            codes_of(atlas, layer, "state"),
            {key: authority for (of, key), authority in authorities.items() if of == layer},
        )
        found += [telling.row(number, row) for number, (_, row) in enumerate(listed.iterrows())]
    if not found:
        return None
    return Section(
        "parklar",
        Words("Parklar ve sayılan öteki yeşil alanlar", "Parks and other green places that count"),
        Table(_HEADINGS, tuple(cells for _, cells in sorted(found, key=lambda item: item[0]))),
        notes=(_NOTE,),
        source=sources_of(atlas, list(_STATED)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Telling:
    """What is known of the rows of a layer, in their order; `main` is the position of each row's neighbourhood, -1 of none."""

    names: pd.Series
    main: npt.NDArray[Any]
    area_m2: pd.Series
    counted_m2: pd.Series
    kinds: Mapping[str, Code]
    states: Mapping[str, Code]
    authorities: Mapping[str, str]

    def row(self, number: int, row: pd.Series) -> tuple[tuple[object, ...], tuple[Cell, ...]]:
        """The place under the headings, behind what it is sorted by."""
        place = str(self.names.iloc[self.main[number]]) if self.main[number] >= 0 else "–"
        title = str(row["name"]) if pd.notna(row["name"]) else "–"
        cells: tuple[Cell, ...] = (
            place,
            title,
            _said(self.kinds, row["kind"]),
            amount(self.area_m2.iloc[number]),
            amount(self.counted_m2.iloc[number]),
            _said(self.states, row["state"]),
            _DUTIES.get(self.authorities.get(str(row["id"]), ""), "–"),
            f"{row['source_file']}, {int(row['source_row'])}",
        )
        return (sort_key(place), sort_key(title), str(row["id"])), cells


def _said(codes: Mapping[str, Code], key: object) -> Cell:
    code = codes.get(str(key))
    return Words("–", "–") if code is None else titled(code)
