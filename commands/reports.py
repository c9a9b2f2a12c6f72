"""Commands that write reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import ReportOptions, report_options, siting_options, siting_request, year_options
from commands.speaking import counted_progress, opened, refusable, released_option, say, say_drafts, say_issues
from geo.issues import Language

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.reports.document import Document
    from layers.workspace import Workspace

Years = tuple[int | None, int | None]


@click.group()
def report() -> None:
    """Raporlar. Reports."""


@report.command("duties")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@released_option
@click.pass_obj
@refusable
def report_duties(path: Path, out: Path, released: bool) -> None:
    """Yol, park ve yatırımlar hangi idarenin, toplamlarıyla (.csv). Whose duty each thing is, with totals."""
    from layers.duties import current_duties, duties_export
    from layers.outgoing.writing import write_table
    from layers.target_report import require_csv

    require_csv(out)
    workspace = opened(path, released=released)
    duties, _ = current_duties(workspace)
    table = write_table(duties_export(workspace, duties), out)
    say_issues(duties.issues)
    say_drafts(workspace)
    say(f"{out}: {len(table.features)} satır", f"{out}: {len(table.features)} rows")


@report.command("conflicts")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@released_option
@click.pass_obj
@refusable
def report_conflicts(path: Path, out: Path, released: bool) -> None:
    """Yatırımlar ve planlar neyle çakışıyor (.geojson, .gpkg, .csv). What the investments and plans conflict with."""
    from layers.conflict_table import conflicts_export
    from layers.conflicts import current_conflicts
    from layers.outgoing.writing import require_format, write_table

    require_format(out)
    workspace = opened(path, released=released)
    found = current_conflicts(workspace)
    table = write_table(conflicts_export(workspace, found), out)
    say_issues(found.issues)
    say_drafts(workspace)
    say(f"{out}: {len(table.features)} çakışma", f"{out}: {len(table.features)} conflicts")


@report.command("plan")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--district", "of_district", is_flag=True, help="İlçenin tümü, plan raporuyla. The whole, beside the plan report.")
@released_option
@click.pass_obj
@refusable
def report_plan(path: Path, out: Path, *, of_district: bool, released: bool) -> None:
    """Her mahallede hangi kullanıma kaç hektar ayrılmış, kademe kademe (.csv). Hectares by neighbourhood and land use."""
    from layers.ground import Ground
    from layers.outgoing.writing import write_table
    from layers.plan_tables import plan_export, plan_tables
    from layers.target_report import require_csv

    require_csv(out)
    workspace = opened(path, released=released)
    found = plan_tables(Ground(workspace))
    table = write_table(plan_export(workspace, found, of_district=of_district), out)
    say_issues(found.issues)
    say_drafts(workspace)
    say(f"{out}: {len(table.features)} satır", f"{out}: {len(table.features)} rows")


@report.command("plan-changes")
@click.argument("old", metavar="A", type=click.IntRange(min=1))
@click.argument("new", metavar="B", type=click.IntRange(min=1))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
@refusable
def report_plan_changes(path: Path, old: int, new: int, out: Path) -> None:
    """İmar planının A sürümünden B sürümüne kullanımı değişen hektarlar (.csv). Land whose use a plan revision changed."""
    from layers.ground import Ground
    from layers.outgoing.writing import write_table
    from layers.plan_tables import plan_changes, plan_changes_export
    from layers.target_report import require_csv

    require_csv(out)
    workspace = opened(path)
    found = plan_changes(Ground(workspace), old, new)
    table = write_table(plan_changes_export(workspace, found), out)
    say_issues(found.issues)
    say(f"{out}: {len(table.features)} satır", f"{out}: {len(table.features)} rows")


@report.command("targets")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--year", type=int, help="Yalnız bu yıl. This year only.")
@click.option("--half", type=click.Choice(["1", "2"]), default="2", show_default=True, help="Altı aylık (1) ya da yıllık (2).")
@report_options
@click.pass_obj
@refusable
def report_targets(path: Path, out: Path, year: int | None, half: str, asked: ReportOptions) -> None:
    """Hedeflerin altı aylık izlemesi ya da yıllık değerlendirmesi (.pdf, .xlsx, .csv). Monitoring or evaluation of targets."""
    from layers.outgoing.writing import write_table
    from layers.reports.targets import targets_report
    from layers.reports.writing import require_report_suffix
    from layers.target_report import report_targets as monitor
    from layers.target_report import target_export

    suffix = require_report_suffix(out, ".csv")
    workspace = opened(path, released=asked.released)
    found = monitor(workspace, half=1 if half == "1" else 2, year=year)
    if suffix == ".csv":
        write_table(target_export(workspace, found), out)
        say_drafts(workspace)
    else:
        _write(targets_report(workspace, found, half=1 if half == "1" else 2, day=asked.day), workspace, out, asked.language)
    say_issues(found.issues)
    say(f"{out}: {len(found.rows)} satır", f"{out}: {len(found.rows)} rows")


@report.command("neighbourhood")
@click.argument("name")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@year_options
@report_options
@click.pass_obj
@refusable
def report_neighbourhood(path: Path, name: str, out: Path, years: Years, asked: ReportOptions) -> None:
    """NAME mahallesinin iki sayfalık karnesi (.pdf, .xlsx). The card of a neighbourhood on two pages."""
    from layers.atlas import build_atlas
    from layers.reports.neighbourhood import neighbourhood_report, prepare_cards
    from layers.reports.place import find_id
    from layers.reports.writing import require_report_suffix

    require_report_suffix(out)
    atlas = build_atlas(opened(path, released=asked.released), from_year=years[0], to_year=years[1])
    place_id = find_id(atlas, name)
    _write(neighbourhood_report(prepare_cards(atlas, day=asked.day), place_id), atlas.workspace, out, asked.language)
    say(f"{out}: {atlas.neighbourhoods.loc[place_id, 'name']}", f"{out}: {atlas.neighbourhoods.loc[place_id, 'name']}")


@report.command("neighbourhoods")
@click.argument("folder", metavar="OUT_DIR", type=click.Path(path_type=Path, file_okay=False))
@year_options
@report_options
@click.pass_obj
@refusable
def report_neighbourhoods(path: Path, folder: Path, years: Years, asked: ReportOptions) -> None:
    """Bütün mahallelerin karneleri, OUT_DIR klasörüne (PDF). The cards of all neighbourhoods, into a folder."""
    from layers.atlas import build_atlas
    from layers.releases import drafts_of
    from layers.reports.common import marked
    from layers.reports.neighbourhood import card_names, neighbourhood_report, prepare_cards
    from layers.reports.writing import write_reports

    atlas = build_atlas(opened(path, released=asked.released), from_year=years[0], to_year=years[1])
    cards, names, drafts = prepare_cards(atlas, day=asked.day), card_names(atlas), drafts_of(atlas.workspace)
    made = ((name, marked(neighbourhood_report(cards, place_id), atlas.workspace, drafts)) for place_id, name in names.items())
    with counted_progress(len(names), "karneler / cards") as told:
        written = write_reports(made, folder, asked.language, told)
    say_drafts(atlas.workspace)
    say(f"{folder}: {len(written)} karne", f"{folder}: {len(written)} cards")


@report.command("district")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@year_options
@report_options
@click.pass_obj
@refusable
def report_district(path: Path, out: Path, years: Years, asked: ReportOptions) -> None:
    """İlçe raporu: mahalleler yan yana, donatı, erişim, çelişkiler (.pdf, .xlsx). The report of the whole district."""
    from layers.reports.district import district_report

    _write_about_all(path, out, years, asked, lambda atlas: district_report(atlas, day=asked.day))


@report.command("green")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@year_options
@report_options
@click.pass_obj
@refusable
def report_green(path: Path, out: Path, years: Years, asked: ReportOptions) -> None:
    """Yeşil alan envanteri (PG 2.4.1): var olan, kişi başına, açık, parklar (.pdf, .xlsx). The green inventory."""
    from layers.reports.green import green_report

    _write_about_all(path, out, years, asked, lambda atlas: green_report(atlas, day=asked.day))


@report.command("siting")
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@siting_options
@report_options
@click.pass_obj
@refusable
def report_siting(path: Path, /, kind: str, out: Path, asked: ReportOptions, **sites: Any) -> None:
    """Yer tespit planı (PG 1.4.5): yeni KIND tesisleri nereye, hangi yıl, neden (.pdf, .xlsx). The siting plan."""
    from layers.reports.siting import siting_report
    from layers.reports.writing import require_report_suffix
    from layers.siting import site as choose_sites
    from layers.siting_runs import answer_document

    require_report_suffix(out)
    workspace = opened(path, released=asked.released)
    found = choose_sites(workspace, siting_request(kind, sites))
    _write(siting_report(answer_document(found), found.atlas, day=asked.day), workspace, out, asked.language)
    say_issues(found.issues)
    say(f"{out}: {len(found.sites)} yer", f"{out}: {len(found.sites)} sites")


def _write_about_all(path: Path, out: Path, years: Years, asked: ReportOptions, made: Callable[[Atlas], Document]) -> None:
    """Write a report about all neighbourhoods of the atlas of two years."""
    from layers.atlas import build_atlas
    from layers.reports.writing import require_report_suffix

    require_report_suffix(out)
    atlas = build_atlas(opened(path, released=asked.released), from_year=years[0], to_year=years[1])
    _write(made(atlas), atlas.workspace, out, asked.language)
    say(f"{out}: {len(atlas.neighbourhoods)} mahalle", f"{out}: {len(atlas.neighbourhoods)} neighbourhoods")


def _write(document: Document, workspace: Workspace, out: Path, language: Language) -> None:
    """Write a report, marked where something of the workspace is not released."""
    from layers.releases import drafts_of
    from layers.reports.common import marked
    from layers.reports.writing import write_report

    write_report(marked(document, workspace, drafts_of(workspace)), out, language)
    say_drafts(workspace)
