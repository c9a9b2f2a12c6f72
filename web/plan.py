"""The plans in hectares, as tables: of the district, of each neighbourhood, and of what a later revision changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.tabulate import NOT_STATED
from layers.codes.land_use import LAND_USES, PLAN_LEVELS
from layers.plan_tables import PlanChanges, PlanTables, plan_changes, plan_tables
from web.desk.asking import DeskQuestion, to
from web.desk.cells import Writer
from web.desk.listing import Column, Filter, Listing, ListingPage, whole
from web.formatting import number, signed
from web.i18n import Speech

USE = "kullanim"
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """What a revision of the zones changed: hectares of each land use before and after, and the land whose use is another."""

    uses: ListingPage
    moves: ListingPage


def plan_of(question: DeskQuestion) -> PlanTables:
    """The plans of the shown revisions, tabulated once a state.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
    """
    return question.library.keep(question.state, ("plan tables",), lambda: plan_tables(question.state.ground))


def district_listing(tables: PlanTables, speech: Speech) -> Listing:
    """A line a land use: what each plan draws and what its report prints."""
    uses = _use_titles(speech)
    levels = _level_titles(speech)
    columns = [Column("land_use", speech.gettext("Kullanım"), lambda key: uses.get(str(key), str(key)))]
    for name in tables.district:
        level, is_printed = name.removesuffix("_ha").removesuffix("_stated"), name.endswith("_stated_ha")
        how = speech.gettext("plan raporunda (ha)") if is_printed else speech.gettext("çizilen (ha)")
        columns.append(Column(name, f"{levels[level]}, {how}", _hectares(speech), numeric=True))
    return Listing("imar-ilce", tuple(columns), tables.district.reset_index())


def district_totals(tables: PlanTables, speech: Speech) -> list[str]:
    """The sum of each column of the district's table as written."""
    return [_hectares(speech)(value) for value in tables.district.sum(min_count=1)]


def balance_listing(tables: PlanTables, speech: Speech) -> Listing:
    """A line a drawn plan: what of its land counts twice, lies outside, and what has no zone."""
    levels = _level_titles(speech)
    titles = {
        "zoned_ha": speech.gettext("Mahallelerde planlı (ha)"),
        "overlap_ha": speech.gettext("Birden çok kullanım alanında (ha)"),
        "gap_ha": speech.gettext("Hiçbir kullanım alanında değil (ha)"),
        "outside_ha": speech.gettext("Mahallelerin dışında (ha)"),
    }
    columns = [Column("plan_level", speech.gettext("Plan kademesi"), lambda key: levels[str(key)])]
    columns += [Column(key, title, _hectares(speech), numeric=True) for key, title in titles.items()]
    return Listing("imar-denge", tuple(columns), tables.balance.T.rename_axis("plan_level").reset_index())


def neighbourhood_listing(tables: PlanTables, speech: Speech) -> Listing:
    """A line a neighbourhood and land use, with the hectares of each drawn plan."""
    uses, levels = _use_titles(speech), _level_titles(speech)
    rows = tables.neighbourhoods.reset_index()
    columns = [
        Column("name", speech.gettext("Mahalle"), link=lambda row: to("neighbourhood.show", place_id=row["neighbourhood_id"])),
        Column("neighbourhood_id", speech.gettext("Kimlik"), on_page=False),
        Column("land_use", speech.gettext("Kullanım"), lambda key: uses.get(str(key), str(key))),
    ]
    columns += [
        Column(name, f"{levels[name.removesuffix('_ha')]} (ha)", _hectares(speech), numeric=True)
        for name in tables.neighbourhoods.columns.drop("name")
    ]
    there = set(rows["land_use"])
    choices = {key: title for key, title in uses.items() if key in there}
    return Listing("imar-mahalle", tuple(columns), rows, (Filter(USE, "land_use", speech.gettext("Kullanım"), choices),))


def changed_plan(question: DeskQuestion, old: int, new: int) -> ChangedPlan | None:
    """What changed from one revision of the zones to another; None where no plan in force is drawn in either.

    Raises
        NotFoundError, RefusedError: as `layers.plan_tables.plan_changes`.
    """
    state, speech = question.state, question.speech
    found = question.library.keep(state, ("plan changes", old, new), lambda: plan_changes(state.ground, old, new))
    if found.uses.empty:
        return None
    return ChangedPlan(whole(_uses_listing(found, speech)), whole(_moves_listing(found, speech)))


def plan_sources(question: DeskQuestion) -> list[str]:
    """Where the zones and the printed areas are from: layer, revision and sources."""
    workspace, speech = question.state.workspace, question.speech
    said = []
    for layer in ("zoning", "plan_areas"):
        revision = question.state.revisions.get(layer)
        if revision is not None:
            spec = workspace.layer(layer)
            titles = dict.fromkeys(workspace.source_title(record.source) for record in revision.sources)
            values = {"layer": speech.choose(spec.title_tr, spec.title_en), "number": revision.number}
            said.append(speech.gettext("%(layer)s, sürüm %(number)s: %(sources)s", **values, sources=", ".join(titles)))
    return said


def _uses_listing(changes: PlanChanges, speech: Speech) -> Listing:
    uses, levels, hectares = _use_titles(speech), _level_titles(speech), _hectares(speech)
    columns = [
        Column("land_use", speech.gettext("Kullanım"), lambda key: uses.get(str(key), str(key))),
        Column("plan_level", speech.gettext("Plan kademesi"), lambda key: levels[str(key)]),
        Column("before_ha", speech.gettext("Önce (ha)"), hectares, numeric=True),
        Column("after_ha", speech.gettext("Sonra (ha)"), hectares, numeric=True),
        Column("difference_ha", speech.gettext("Fark (ha)"), lambda value: signed(value, speech.code, _DECIMALS), numeric=True),
    ]
    return Listing("imar-degisen", tuple(columns), changes.uses)


def _moves_listing(changes: PlanChanges, speech: Speech) -> Listing:
    uses, levels = _use_titles(speech), _level_titles(speech)

    def use(absent: str) -> Writer:
        return lambda key: absent if key is None else uses.get(str(key), str(key))

    columns = [
        Column("plan_level", speech.gettext("Plan kademesi"), lambda key: levels[str(key)]),
        Column("land_use_before", speech.gettext("Önceki kullanım"), use(speech.gettext("plansız"))),
        Column("land_use_after", speech.gettext("Sonraki kullanım"), use(speech.gettext("plandan çıktı"))),
        Column("area_ha", speech.gettext("Alan (ha)"), _hectares(speech), numeric=True),
    ]
    return Listing("imar-tasinan", tuple(columns), changes.moves)


def _use_titles(speech: Speech) -> Mapping[str, str]:
    titles = {use.key: speech.choose(use.title_tr, use.title_en) for use in LAND_USES}
    return {**titles, NOT_STATED: speech.gettext("kullanımı yazılmamış")}


def _level_titles(speech: Speech) -> Mapping[str, str]:
    return {level.key: speech.choose(level.title_tr, level.title_en) for level in PLAN_LEVELS}


def _hectares(speech: Speech) -> Writer:
    return lambda value: number(value, speech.code, _DECIMALS)
