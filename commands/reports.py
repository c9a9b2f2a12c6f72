"""Commands that write reports."""

from __future__ import annotations

from pathlib import Path

import click

from commands.speaking import opened, refusable, say, say_issues


@click.group()
def report() -> None:
    """Raporlar. Reports."""


@report.command("duties")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
@refusable
def report_duties(path: Path, out: Path) -> None:
    """Yol, park ve yatırımlar hangi idarenin, toplamlarıyla (.csv). Whose duty each thing is, with totals."""
    from layers.duties import current_duties, duties_export
    from layers.outgoing.writing import write_table
    from layers.target_report import require_csv

    require_csv(out)
    workspace = opened(path)
    duties, _ = current_duties(workspace)
    table = write_table(duties_export(workspace, duties), out)
    say_issues(duties.issues)
    say(f"{out}: {len(table.features)} satır", f"{out}: {len(table.features)} rows")


@report.command("conflicts")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
@refusable
def report_conflicts(path: Path, out: Path) -> None:
    """Yatırımlar ve planlar neyle çakışıyor (.geojson, .gpkg, .csv). What the investments and plans conflict with."""
    from layers.conflict_table import conflicts_export
    from layers.conflicts import current_conflicts
    from layers.outgoing.writing import require_format, write_table

    require_format(out)
    workspace = opened(path)
    found = current_conflicts(workspace)
    table = write_table(conflicts_export(workspace, found), out)
    say_issues(found.issues)
    say(f"{out}: {len(table.features)} çakışma", f"{out}: {len(table.features)} conflicts")


@report.command("targets")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--year", type=int, help="Yalnız bu yıl. This year only.")
@click.option("--half", type=click.Choice(["1", "2"]), default="2", show_default=True, help="Altı aylık (1) ya da yıllık (2).")
@click.pass_obj
@refusable
def report_targets(path: Path, out: Path, year: int | None, half: str) -> None:
    """Hedef ve göstergelerin izleme tablosu (.csv). The monitoring table of targets and indicators."""
    from layers.outgoing.writing import write_table
    from layers.target_report import report_targets as monitor
    from layers.target_report import require_csv, target_export

    require_csv(out)
    workspace = opened(path)
    found = monitor(workspace, half=1 if half == "1" else 2, year=year)
    write_table(target_export(workspace, found), out)
    say_issues(found.issues)
    say(f"{out}: {len(found.rows)} satır", f"{out}: {len(found.rows)} rows")
