"""The answer of a siting on a page: sites with their reasons, years, what was left, the proof, and what has changed since."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely

from geo.authority import AUTHORITIES
from geo.issues import Issue
from geo.turkish import sort_key
from layers.accepting import INVESTMENTS, Purpose, accepted_already, site_title
from layers.runs import Run
from web.desk.asking import DeskQuestion
from web.desk.layer import layer_state, require_layer
from web.desk.listing import Column, Listing, listing_of
from web.desk.site_picture import SitePicture, picture_sites
from web.formatting import MISSING, is_known, number, percent_share
from web.i18n import Speech
from web.params import ParameterError

# Names of fields.
INDICATOR: Final = "gosterge"
UNIT: Final = "birim"
_ZOOM: Final = 17


@dataclass(frozen=True, slots=True)
class Site:
    """A chosen site: `numbers` are what its columns sort by, `place` leads the atlas there, `accepted` if it is an investment."""

    id: str
    order: int
    title: str
    year: int
    area: str
    gained: str
    closed: str
    cost: str
    duty: str
    to_settle: str
    why: str
    place: str
    accepted: bool
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the programme."""

    year: int
    sites: str
    gained: str
    total: str
    cost: str


@dataclass(frozen=True, slots=True)
class SitingPage:
    """All that the page says of an answer."""

    facts: tuple[tuple[str, str], ...]
    proof: tuple[str, ...]
    sites: tuple[Site, ...]
    years: tuple[Year, ...]
    reasons: tuple[tuple[str, str], ...]
    issues: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    picture: SitePicture | None
    indicators: Mapping[str, str]
    units: tuple[str, ...]


def siting_page(question: DeskQuestion, run: Run) -> SitingPage:
    """The page of a run that is done."""
    result, speech = run.result(), question.speech
    accepted = accepted_already(question.state.workspace, run)
    sites = tuple(_site(site, shape, accepted, speech) for site, shape in zip(result["sites"], result["shapes"], strict=True))
    return SitingPage(
        _facts(result, run, speech),
        _proof(result, run, speech),
        sites,
        tuple(_year(year, speech) for year in result["years"]),
        _reasons(result["left_out"], speech),
        tuple((issue["severity"], issue[_in("message", speech)]) for issue in result["issues"]),
        tuple(_changed(question, run, result["revisions"])),
        picture_sites(question, sites, result["shapes"]),
        _indicators(question),
        _units(question),
    )


def read_purpose(question: DeskQuestion, sent: Mapping[str, str]) -> Purpose:
    """What the form says the sites are for.

    Raises
        ParameterError: there is no such indicator.
    """
    unit, indicator = sent.get(UNIT, "").strip()[:200] or None, sent.get(INDICATOR, "").strip()
    if not indicator:
        return Purpose(unit_in_charge=unit)
    known = _indicators(question)
    if indicator not in known:
        params = {"parameter": INDICATOR, "value": indicator, "known": ", ".join(known) or "–"}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    rows = require_layer(question, "targets").rows
    target = rows.loc[rows["indicator_no"] == indicator, "target_no"].iloc[0]
    return Purpose(str(target), indicator, unit)


def _indicators(question: DeskQuestion) -> dict[str, str]:
    """The indicators of the target cards, by number."""
    state = layer_state(question, "targets")
    if state is None:
        return {}
    once = state.rows[state.rows["indicator_no"].notna()].drop_duplicates("indicator_no")
    return {str(row["indicator_no"]): f"{row['indicator_no']} {row['indicator']}" for _, row in once.iterrows()}


def _units(question: DeskQuestion) -> tuple[str, ...]:
    """The departments that the programme names."""
    state = layer_state(question, INVESTMENTS)
    return () if state is None else tuple(sorted(set(state.rows["unit_in_charge"].dropna()), key=sort_key))


def sites_listing(run: Run, speech: Speech) -> Listing:
    """The chosen sites as a file: every column of the answer."""
    records = run.result()["sites"]
    names = list(records[0]) if records else ["id"]
    return listing_of(f"yer-secimi-{run.id}", [Column(name, name) for name in names], records)


def left_listing(run: Run, speech: Speech) -> Listing:
    """The plots that were not chosen, each with its reason."""
    columns = [
        Column("neighbourhood_name", speech.gettext("Mahalle")),
        Column("block_no", speech.gettext("Ada")),
        Column("parcel_no", speech.gettext("Parsel")),
        Column("message", speech.gettext("Neden seçilmedi")),
        Column("id", speech.gettext("Taşınmaz"), on_page=False),
    ]
    records = [{**plot, "message": plot[_in("why_tr", speech)]} for plot in run.result()["left_out"]]
    return listing_of(f"secilmeyenler-{run.id}", columns, records)


def as_features(run: Run) -> dict[str, Any]:
    """The chosen sites as GeoJSON."""
    result = run.result()
    features = [
        {"type": "Feature", "id": site["id"], "properties": site, "geometry": shape}
        for site, shape in zip(result["sites"], result["shapes"], strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _in(name: str, speech: Speech) -> str:
    """The key of a text in the language of the page: why_tr and why_en, message and message_en."""
    if speech.code == "tr":
        return name
    return f"{name.removesuffix('_tr')}_en"


def _facts(result: Mapping[str, Any], run: Run, speech: Speech) -> tuple[tuple[str, str], ...]:
    code, years = speech.code, result["years"]
    gained = result["covered_after"] - result["covered_before"]
    costs = [site["cost_try"] for site in result["sites"]]
    closed = [site["deficit_closed_m2"] for site in result["sites"]]
    asked = number(run.asked.question["count"], code)
    facts = [
        (speech.gettext("Seçilen yer"), f"{number(len(result['sites']), code)} / {asked}"),
        (speech.gettext("İlk kez erişen"), speech.gettext("%(count)s kişi", count=number(gained, code))),
        (
            speech.gettext("Yürüme mesafesinde yaşayan"),
            f"{percent_share(result['covered_before'] / result['people'], code)} → "
            f"{percent_share(result['covered_after'] / result['people'], code)}"
            if result["people"]
            else MISSING,
        ),
        (speech.gettext("Kapanan açık"), f"{number(sum(closed), code)} m²" if _all_known(closed) else MISSING),
        (speech.gettext("Maliyet"), f"{number(sum(costs), code)} TL" if _all_known(costs) else MISSING),
        (speech.gettext("Yürüme mesafesi"), f"{number(result['reach_m'], code, None)} m"),
    ]
    if years:
        first, last = years[0]["year"], years[-1]["year"]
        facts.append((speech.gettext("Yıllar"), str(first) if first == last else f"{first}–{last}"))
    return tuple(facts)


def _all_known(values: Sequence[object]) -> bool:
    return bool(values) and all(is_known(value) for value in values)


def _proof(result: Mapping[str, Any], run: Run, speech: Speech) -> tuple[str, ...]:
    """How good the answer is: proven, or its distance from the bound; and against choosing the best one each time."""
    code = speech.code
    is_people = run.asked.question["aim"] == "people"
    unit = speech.gettext("kişi-yıl") if is_people else speech.gettext("m²-yıl")
    value, greedy = result["value"], result["greedy_value"]
    words = {"value": number(value, code), "unit": unit, "greedy": number(greedy, code)}
    if result["is_optimal"]:
        lines = [speech.gettext("En iyi çözüm olduğu kanıtlandı: %(value)s %(unit)s, daha çoğu olamaz.", **words)]
    else:
        gap = percent_share(result["gap_ratio"], code)
        lines = [speech.gettext("%(value)s %(unit)s; en iyisi bundan en çok %(gap)s daha iyi olabilir.", gap=gap, **words)]
    if value > greedy > 0:
        more = percent_share(value / greedy - 1, code)
        lines.append(
            speech.gettext(
                "Her seferinde o an en çok kazandıran yer seçilseydi %(greedy)s %(unit)s olurdu; bu plan %(more)s daha iyi.",
                more=more,
                **words,
            )
        )
    elif value > 0:
        lines.append(speech.gettext("Her seferinde o an en çok kazandıran yeri seçmek burada aynı sonucu verir."))
    return tuple(lines)


def _site(site: Mapping[str, Any], shape: Mapping[str, Any], accepted: frozenset[str], speech: Speech) -> Site:
    code = speech.code
    authority = AUTHORITIES.get(site["duty"]) if site["duty"] else None
    lon, lat = _inside(shape)
    amounts = {name: site[name] for name in ("order", "year", "area_m2", "people_gained", "deficit_closed_m2", "cost_try")}
    return Site(
        str(site["id"]),
        int(site["order"]),
        site_title(site),
        int(site["year"]),
        number(site["area_m2"], code),
        number(site["people_gained"], code),
        number(site["deficit_closed_m2"], code),
        number(site["cost_try"], code),
        MISSING if authority is None else speech.choose(authority.tr, authority.en),
        str(site["conflicts" if code == "tr" else "conflicts_en"] or ""),
        str(site[_in("why_tr", speech)]),
        f"{lat:.5f},{lon:.5f},{_ZOOM}",
        site["id"] in accepted,
        {name: "" if value is None else f"{value:.10g}" for name, value in amounts.items()},
    )


def _inside(shape: Mapping[str, Any]) -> tuple[float, float]:
    point = shapely.geometry.shape(shape).representative_point()
    return point.x, point.y


def _year(year: Mapping[str, Any], speech: Speech) -> Year:
    code = speech.code
    return Year(
        int(year["year"]),
        number(year["sites"], code),
        number(year["people_gained"], code),
        number(year["people_total"], code),
        number(year["cost_try"], code),
    )


def _reasons(left_out: Sequence[Mapping[str, Any]], speech: Speech) -> tuple[tuple[str, str], ...]:
    counts = Counter(str(plot[_in("reason_tr", speech)]) for plot in left_out)
    return tuple((reason, number(count, speech.code)) for reason, count in counts.most_common())


def _changed(question: DeskQuestion, run: Run, known: Mapping[str, int]) -> list[str]:
    """Layers that have another revision by now; what the acceptance of these sites itself wrote is no change."""
    workspace, speech = question.state.workspace, question.speech
    current = {name: revision.number for name, revision in question.library.revisions().items()}
    own = run.accepted_revision()
    told = []
    for layer in sorted({*current, *known}):
        if current.get(layer) == known.get(layer) or (layer == INVESTMENTS and own is not None and current.get(layer) == own):
            continue
        spec = workspace.layer(layer)
        before, after = (str(state.get(layer, MISSING)) for state in (known, current))
        told.append(f"{speech.choose(spec.title_tr, spec.title_en)} {before} → {after}")
    return told
