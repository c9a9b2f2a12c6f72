"""Municipal plots on which a facility of a kind may stand, and an investment begun from one of them."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from geo.crs import WGS84
from geo.issues import Issue
from layers.conflict_rules import conflict_rules_of
from layers.plots import Plots, municipal_plots
from layers.siting_kinds import SITING_KINDS, SitingKind
from web.desk.asking import DeskQuestion, to
from web.desk.listing import Column, Listing, listing_of
from web.editing.places import place_text
from web.formatting import MISSING, number, percent_share
from web.params import ParameterError
from web.people import visitor
from web.programme.state import ground_of

KIND, PLOT = "tur", "aday"


def asked_kind(args: Mapping[str, str]) -> SitingKind:
    """The kind of facility that an address asks for; parks where it asks for none.

    Raises
        ParameterError: there is no such kind.
    """
    key = args.get(KIND, "") or "park"
    if key not in SITING_KINDS:
        known = ", ".join(SITING_KINDS)
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": KIND, "value": key, "known": known}))
    return SITING_KINDS[key]


def plots_of(question: DeskQuestion, kind: SitingKind) -> Plots:
    """The municipality's plots for a kind, each with the first rule that it fails.

    Raises
        NotFoundError: `empty-layer`, there is no municipal property, or there are no boundaries.
    """

    def make() -> Plots:
        rules, _ = conflict_rules_of(question.state.workspace, "investments")
        found = municipal_plots(ground_of(question), kind, rules, 0.0)
        return Plots(found.table.to_crs(WGS84), found.issues)

    return question.library.keep(question.state, ("programme-plots", kind.key), make)


def candidates_listing(plots: Plots, kind: SitingKind, question: DeskQuestion) -> Listing:
    """The plots that fail no rule, the largest first."""
    speech = question.speech
    fitting = plots.table[plots.table["failed"].isna()].sort_values("area_m2", ascending=False, kind="stable")
    records = [
        {
            "plot": f"{row.block_no or MISSING} / {row.parcel_no or MISSING}",
            "neighbourhood_name": row.neighbourhood_name,
            "area_m2": row.area_m2,
            "owned_ratio": row.owned_ratio,
            "begin": speech.gettext("yatırım olarak başlat"),
            "id": place,
        }
        for place, row in zip(fitting.index, fitting.itertuples(), strict=True)
    ]

    def begin(row: pd.Series) -> str:
        return to("rows.edit", layer="investments", **{PLOT: row["id"], KIND: kind.key})

    columns = [
        Column("plot", speech.gettext("Ada / parsel")),
        Column("neighbourhood_name", speech.gettext("Mahalle")),
        Column("area_m2", speech.gettext("Alan"), lambda value: number(value, speech.code), numeric=True, unit="m²"),
        Column(
            "owned_ratio",
            speech.gettext("Belediyenin payı"),
            lambda value: MISSING if value != value else percent_share(float(str(value)), speech.code),
            numeric=True,
        ),
        Column("begin", speech.gettext("Programa al"), on_page=visitor().may("write"), link=begin),
        Column("id", speech.gettext("Taşınmaz"), on_page=False),
    ]
    return listing_of(f"adaylar-{kind.key}", columns, records)


def why_not(plots: Plots, question: DeskQuestion) -> list[tuple[str, int]]:
    """Why the other plots are no candidates, and how many each rule keeps out, the most first."""
    words = [question.speech.choose(why.tr, why.en) for why in plots.table["failed"] if why is not None]
    return sorted(((why, words.count(why)) for why in set(words)), key=lambda item: (-item[1], item[0]))


def prefilled(question: DeskQuestion, args: Mapping[str, str]) -> dict[str, str]:
    """The form of a new investment on a candidate site; empty where none is asked for.

    Raises
        ParameterError: there is no such plot or kind.
    """
    plot = args.get(PLOT, "")
    if not plot:
        return {}
    kind = asked_kind(args)
    table: gpd.GeoDataFrame = plots_of(question, kind).table
    if plot not in table.index:
        known = ", ".join(str(place) for place in table.index[:5]) + " …"
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": PLOT, "value": plot, "known": known}))
    row = table.loc[plot]
    shape = row.geometry
    place = place_text(shape)
    if not place.is_simple:
        place = place_text(shape.representative_point())
    title = question.speech.choose(kind.title.tr, kind.title.en)
    parcel = f"{row['block_no'] or MISSING} ada {row['parcel_no'] or MISSING} parsel"
    return {
        "alan.name": f"{row['neighbourhood_name'] or ''} {title}".strip(),
        "alan.kind": kind.investment,
        "alan.neighbourhood_id": str(row["neighbourhood_id"] or ""),
        "alan.status": "planned",
        "alan.address": parcel,
        "alan.quantity_unit": "m²",
        "yil.0.quantity": number(row["area_m2"], question.speech.code),
        "yer": place.kind,
        "koordinatlar": place.text,
    }
