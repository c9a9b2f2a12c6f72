"""The green inventory (yeşil alan envanteri): per neighbourhood what is there and lacking, and every park with its source.

It answers indicator PG 2.4.1 of the strategic plan.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.formatting import number
from geo.indicators import INDICATORS, Setting
from geo.issues import Words
from layers.atlas import Atlas
from layers.reports.common import about, district_name, layers_beneath, method_section, place_words, sources_section
from layers.reports.document import Amount, Cell, Document, Heading, Section, Table, amount
from layers.reports.green_places import green_places_section
from layers.reports.picture import Drawing, shade
from layers.reports.place import sources_of
from layers.reports.place_figures import indicator_title
from layers.requirements import setting_for
from layers.standards import read_standards

KIND: Final = Words("Yeşil alan envanteri", "Green inventory")
GREEN: Final = "active_green"
_TOTAL: Final = Words("Toplam", "Total")
_NO_PARKS: Final = Words(
    "Park katmanı yok: var olan yeşil alan, kişi başına düşen ve açık hesaplanamıyor; gereken alan nüfustan hesaplandı. "
    "Parkların listesi ya da çizimi gelince rapor tamamlanır (mahalle import parks DOSYA).",
    "There is no layer of parks: what is there, per person and lacking cannot be worked out; what is needed follows from the "
    "population. The report is complete once a list or drawing of the parks comes (mahalle import parks FILE).",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """Whose people count: the column of deficits, who they are in words, and m2 needed in each neighbourhood."""

    deficit: str
    people: Words
    needed_m2: pd.Series


def green_report(atlas: Atlas, *, day: str | None = None) -> Document:
    """The green inventory of an atlas; the day is that of the newest revision unless given (ISO)."""
    setting = _setting(atlas)
    has_parks = "parks" in atlas.revisions
    sections = [*_map(atlas), _by_neighbourhood(atlas, setting)]
    listed = green_places_section(atlas, GREEN)
    if listed is not None:
        sections.append(listed)
    if not has_parks:
        sections.append(Section("eksikler", Words("Gösterilemeyenler", "What cannot be shown"), texts=(_NO_PARKS,)))
    beneath = [f"m2_per_person_{GREEN}", f"existing_m2_{GREEN}", "area_km2", *(f"population_{year}" for year in atlas.years)]
    sections += [sources_section(atlas, layers_beneath(atlas, beneath)), method_section(atlas, *_rules(atlas))]
    name = district_name(atlas.workspace)
    return Document(KIND, Words(name, name), place_words(atlas), about(atlas, day), tuple(_highlights(atlas)), (tuple(sections),))


def _setting(atlas: Atlas) -> Setting | None:
    """What the standards ask for: of the later year's people, the earlier one's and the plan's."""
    if atlas.span is None:
        return None
    frame, span, plan = atlas.neighbourhoods, atlas.span, atlas.workspace.plan
    people = (
        frame[f"population_{span.to_year}"],
        frame[f"population_{span.from_year}"],
        None if plan is None else float(plan.persons),
    )
    return setting_for(span, read_standards(atlas.workspace.path), date(span.to_year, 12, 31), people)


def _bases(atlas: Atlas, setting: Setting | None) -> list[_Basis]:
    if setting is None:
        return []
    frame = atlas.neighbourhoods
    later, earlier = (frame[f"population_{year}"].astype("float64") for year in (setting.to_year, setting.from_year))
    rates = (setting.required_m2_per_person, setting.required_before_m2_per_person, setting.required_planned_m2_per_person)
    now, before, planned = (rate.get(GREEN, np.nan) for rate in rates)
    found = [_Basis(f"deficit_m2_{GREEN}", Words(f"{setting.to_year}", f"{setting.to_year}"), now * later)]
    if setting.from_year != setting.to_year:
        words = Words(f"{setting.from_year}", f"{setting.from_year}")
        found.append(_Basis(f"deficit_before_m2_{GREEN}", words, before * earlier))
    plan = atlas.workspace.plan
    if plan is not None and later.notna().all() and later.sum() > 0:
        words = Words(f"plan {plan.year}", f"plan {plan.year}")
        found.append(_Basis(f"deficit_planned_m2_{GREEN}", words, planned * later * (plan.persons / later.sum())))
    return found


def _highlights(atlas: Atlas) -> list[tuple[Words, Cell]]:
    there = atlas.facts.columns.get(f"existing_m2_{GREEN}")
    total = None if there is None or there.isna().any() else float(there.sum())
    people = None if atlas.span is None else atlas.total(f"population_{atlas.span.to_year}")
    deficit = atlas.neighbourhoods.get(f"deficit_m2_{GREEN}")
    asked = atlas.requirements.get(GREEN)
    return [
        (Words("m² aktif yeşil alan", "m² of active green"), Amount(total)),
        (Words("m² / kişi", "m² / person"), Amount(None if total is None or not people else total / people, 2)),
        (Words("m² / kişi gerekli", "m² / person needed"), Amount(None if asked is None else asked.m2_per_person, None)),
        (Words("m² açık", "m² lacking"), Amount(None) if deficit is None else amount(deficit.sum(skipna=False))),
    ]


def _map(atlas: Atlas) -> list[Section]:
    drawing, sections = Drawing.of(atlas.neighbourhoods), []
    years = None if atlas.span is None else (atlas.span.from_year, atlas.span.to_year)
    for key in (f"m2_per_person_{GREEN}", f"deficit_m2_{GREEN}"):
        if key in atlas.neighbourhoods:
            title = indicator_title(INDICATORS[key], years)
            pictures = (drawing.district(shade(atlas, INDICATORS[key]), None, title),)
            sections.append(Section(f"harita-{key}", title, pictures=pictures, width="half"))
    return sections


def _by_neighbourhood(atlas: Atlas, setting: Setting | None) -> Section:
    frame, bases = atlas.neighbourhoods, _bases(atlas, setting)
    blank = pd.Series(np.nan, index=frame.index)
    columns: list[tuple[Words, pd.Series, int]] = []
    if setting is not None:
        people = Words(f"Nüfus {setting.to_year}", f"Population {setting.to_year}")
        columns.append((people, frame[f"population_{setting.to_year}"].astype("float64"), 0))
    columns.append((Words("Var", "There is"), atlas.facts.columns.get(f"existing_m2_{GREEN}", blank), 0))
    per_person = frame.get(f"m2_per_person_{GREEN}", blank)
    columns.append((Words("m²/kişi", "m²/person"), per_person, 2))
    for basis in bases:
        columns.append((Words(f"Gerekli {basis.people.tr}", f"Needed {basis.people.en}"), basis.needed_m2, 0))
        lacking = frame.get(basis.deficit, blank)
        columns.append((Words(f"Açık {basis.people.tr}", f"Deficit {basis.people.en}"), lacking, 0))
    rows: list[tuple[Cell, ...]] = [
        (str(frame.loc[place, "name"]), *(amount(values[place], decimals) for _, values, decimals in columns))
        for place in frame.index
    ]
    if rows:
        sums = [Amount(None, 2) if values is per_person else amount(values.sum(skipna=False)) for _, values, _ in columns]
        rows.append((_TOTAL, *sums))
    headings = (
        Heading(Words("Mahalle", "Neighbourhood"), is_number=False, share=1.6),
        *(Heading(title, share=1.0) for title, _, _ in columns),
    )
    title = Words("Mahallelere göre aktif yeşil alan (m²)", "Active green by neighbourhood (m²)")
    table = Table(headings, tuple(rows), has_total=bool(rows))
    return Section(
        "mahalleler", title, table, notes=tuple(_whose(atlas)), source=sources_of(atlas, ["parks", "facilities", "population"])
    )


def _whose(atlas: Atlas) -> list[Words]:
    """Whose people the needs and deficits are for."""
    told = [
        Words(
            "Gerekli ve açık: başlıktaki yılın nüfusuna göre; bir mahallenin fazlası ötekinin açığını kapatmaz.",
            "Needed and deficit: for the people of the year in the heading; a surplus here fills no deficit there.",
        )
    ]
    plan = atlas.workspace.plan
    if plan is not None:
        told.append(
            Words(
                f"Plan {plan.year}: planın {number(plan.persons, 'tr')} kişisi, bugünün nüfusuyla orantılı dağıtıldı.",
                f"Plan {plan.year}: the plan's {number(plan.persons, 'en')} people, given out in proportion to today's.",
            )
        )
    return told


def _rules(atlas: Atlas) -> list[Words]:
    """The rule that is asked, by law and article."""
    asked = atlas.requirements.get(GREEN)
    if asked is None or asked.rule is None:
        return [Words("Aktif yeşil alan için geçerli bir standart girilmemiş.", "No standard for active green is in force.")]
    told = [
        Words(
            f"Aktif yeşil alan standardı: {asked.rule.law}, {asked.rule.article}.",
            f"Standard of active green: {asked.rule.law}, {asked.rule.article}.",
        )
    ]
    return told + [Words(issue.message("tr"), issue.message("en")) for issue in asked.issues]
