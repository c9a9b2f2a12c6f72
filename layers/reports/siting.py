"""The siting plan (kamusal alan uygulamaları dağılım ve yer tespit planı): the sites chosen, by year, with their reasons.

It answers indicator PG 1.4.5 of the strategic plan. It is made from the document that is kept of an answer, so that what was
found once need not be looked for again.
"""

from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import shapely

from geo.authority import AUTHORITIES
from geo.formatting import number
from geo.issues import Words
from layers.atlas import Atlas
from layers.reports.common import about, layers_beneath, method_section, place_words, sources_section
from layers.reports.document import Amount, Cell, Document, Heading, Section, Table, amount
from layers.reports.picture import Drawing, plain_shading
from layers.siting import reasons_of, told_result
from layers.siting_kinds import siting_kind

KIND: Final = Words("Yer tespit planı", "Siting plan")
_NO_DUTY: Final = Words("belirsiz", "undecided")


def siting_report(answer: Mapping[str, Any], atlas: Atlas, *, day: str | None = None) -> Document:
    """The chosen sites, what each brings, what they conflict with, and what could not be placed.

    Parameters
        answer: as `layers.siting_runs.answer_document` makes it.
        atlas: of the data that it was found in.
    """
    told = Section("sonuc", Words("Sonuç", "Result"), texts=tuple(told_result(answer)[:2]), width="half")
    sections = [_map(answer, atlas), told, _years(answer), _left_out_by_reason(answer), _sites(answer), _reasons(answer)]
    if answer["left_out"]:
        sections.append(_left_out(answer))
    if answer["issues"]:
        sections.append(_issues(answer))
    beneath = ("assets", "zoning", "roads", "parks", "facilities", "settlement_suitability", "risk_areas", "address_points")
    layers = [*layers_beneath(atlas, ["area_km2"]), *(layer for layer in beneath if layer in atlas.revisions)]
    sections += [sources_section(atlas, dict.fromkeys(layers)), method_section(atlas, _method(answer))]
    title = siting_kind(answer["kind"]).title
    return Document(
        KIND,
        Words(f"Yeni yerler: {title.tr}", f"New sites: {title.en}"),
        _subtitle(atlas),
        about(atlas, day),
        tuple(_highlights(answer)),
        (tuple(sections),),
    )


def _subtitle(atlas: Atlas) -> Words:
    where = place_words(atlas)
    return Words(
        f"Kamusal alan uygulamaları dağılım ve yer tespit planı · {where.tr}",
        f"Distribution and siting of public areas · {where.en}",
    )


def _highlights(answer: Mapping[str, Any]) -> list[tuple[Words, Cell]]:
    people = answer["people"] or float("nan")
    return [
        (Words("yer", "sites"), Amount(float(len(answer["sites"])))),
        (Words("kişi ilk kez erişir", "people gain access"), amount(sum(site["people_gained"] for site in answer["sites"]))),
        (Words("bugün erişebilen", "within reach today"), amount(100 * answer["covered_before"] / people, 1, "percent")),
        (Words("bu yerlerle", "with these sites"), amount(100 * answer["covered_after"] / people, 1, "percent")),
    ]


def _map(answer: Mapping[str, Any], atlas: Atlas) -> Section:
    places = atlas.neighbourhoods
    title = Words("Seçilen yerler, yapım sırasıyla", "The chosen sites, in the order of building")
    drawing = Drawing.of(places)
    shapes = gpd.GeoSeries([shapely.geometry.shape(shape) for shape in answer["shapes"]], crs=4326)
    marks = shapes.to_crs(drawing.shapes.crs).representative_point()
    orders = [site["order"] for site in answer["sites"]]
    picture = drawing.sites(plain_shading(places), list(zip(orders, marks, strict=True)), title)
    return Section("harita", title, pictures=(picture,), width="half")


def _years(answer: Mapping[str, Any]) -> Section:
    headings = (
        Heading(Words("Yıl", "Year"), is_number=False),
        Heading(Words("Yer", "Sites")),
        Heading(Words("Kazanılan kişi", "People gained")),
        Heading(Words("Toplam kişi", "People in all")),
        Heading(Words("Maliyet (TL)", "Cost (TRY)")),
    )
    rows = tuple(
        (
            str(row["year"]),
            amount(row["sites"]),
            amount(row["people_gained"]),
            amount(row["people_total"]),
            amount(row["cost_try"]),
        )
        for row in answer["years"]
    )
    return Section("yillar", Words("Yıllara göre", "By year"), Table(headings, rows), width="half")


def _sites(answer: Mapping[str, Any]) -> Section:
    headings = (
        Heading(Words("No", "No."), is_number=False, share=0.4),
        Heading(Words("Yıl", "Year"), is_number=False, share=0.6),
        Heading(Words("Mahalle", "Neighbourhood"), is_number=False, share=1.4),
        Heading(Words("Ada/parsel", "Block/parcel"), is_number=False, share=1.0),
        Heading(Words("Alan (m²)", "Area (m²)")),
        Heading(Words("Kazanan kişi", "People gained")),
        Heading(Words("Kapanan açık (m²)", "Deficit closed (m²)")),
        Heading(Words("Maliyet (TL)", "Cost (TRY)")),
        Heading(Words("Görev", "Duty"), is_number=False, share=1.2),
    )
    rows = tuple(
        (
            str(row["order"]),
            str(row["year"]),
            str(row["neighbourhood_name"] or "–"),
            _parcel(row),
            amount(row["area_m2"]),
            amount(row["people_gained"]),
            amount(row["deficit_closed_m2"]),
            amount(row["cost_try"]),
            AUTHORITIES.get(row["duty"], _NO_DUTY),
        )
        for row in answer["sites"]
    )
    title = Words("Seçilen yerler", "The chosen sites")
    if not rows:
        return Section("yerler", title, texts=(Words("Seçilen yer yok.", "No site was chosen."),))
    return Section("yerler", title, Table(headings, rows))


def _reasons(answer: Mapping[str, Any]) -> Section:
    headings = (
        Heading(Words("No", "No."), is_number=False, share=0.12),
        Heading(Words("Neden burası", "Why here"), is_number=False, share=1.0),
        Heading(Words("Çakışma ve çözülmesi gereken", "Conflicts and what is to be settled"), is_number=False, share=1.0),
    )
    rows = tuple(
        (
            str(row["order"]),
            Words(row["why_tr"], row["why_en"]),
            Words(row["conflicts"] or "yok", row["conflicts_en"] or "none"),
        )
        for row in answer["sites"]
    )
    return Section("gerekceler", Words("Gerekçeler", "Reasons"), Table(headings, rows) if rows else None)


def _left_out_by_reason(answer: Mapping[str, Any]) -> Section:
    title = Words("Yerleştirilemeyenler", "What could not be placed")
    if not answer["left_out"]:
        return Section("kalanlar", title, texts=(Words("Bütün adaylar seçildi.", "Every candidate was chosen."),), width="half")
    headings = (
        Heading(Words("Neden", "Reason"), is_number=False),
        Heading(Words("Taşınmaz", "Plots")),
    )
    rows = tuple((why, amount(count)) for why, count in reasons_of(answer))
    return Section("kalanlar", title, Table(headings, rows), width="half")


def _left_out(answer: Mapping[str, Any]) -> Section:
    headings = (
        Heading(Words("Mahalle", "Neighbourhood"), is_number=False, share=1.2),
        Heading(Words("Ada/parsel", "Block/parcel"), is_number=False, share=0.8),
        Heading(Words("Neden seçilmedi", "Why it was not chosen"), is_number=False, share=3.0),
    )
    rows = tuple(
        (str(row["neighbourhood_name"] or "–"), _parcel(row), Words(row["why_tr"], row["why_en"])) for row in answer["left_out"]
    )
    return Section("kalan-tasinmazlar", Words("Seçilmeyen taşınmazlar", "Plots that were not chosen"), Table(headings, rows))


def _parcel(row: Mapping[str, Any]) -> str:
    return " / ".join("–" if row[name] is None else str(row[name]) for name in ("block_no", "parcel_no"))


def _issues(answer: Mapping[str, Any]) -> Section:
    texts = tuple(Words(issue["message"], issue["message_en"]) for issue in answer["issues"])
    return Section("uyarilar", Words("Uyarılar", "Remarks"), texts=texts)


def _method(answer: Mapping[str, Any]) -> Words:
    tr, en = (number(answer["reach_m"], language) for language in ("tr", "en"))
    gap_tr, gap_en = (number(100 * answer["gap_ratio"], language, 2) for language in ("tr", "en"))
    return Words(
        f"Erişim: yollar boyunca {tr} m yürüme. Adaylar: belediyenin, yürürlükteki planda bu türe ayrılmış, boş ve uygun zeminli "
        f"taşınmazları. Yerler, en çok kişi kazanacak biçimde birlikte seçildi; en iyi sonuca uzaklık en çok %{gap_tr}.",
        f"Reach: a walk of {en} m along roads. Candidates: municipal plots that the plan in force sets aside for the kind, free "
        f"and on suitable ground. Sites were chosen together so that most people gain; the best is at most {gap_en} % better.",
    )
