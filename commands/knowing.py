"""Commands that answer from the current data: contradictions, the atlas, where the next facilities go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.options import siting_options, siting_request
from commands.speaking import (
    MARKS,
    answer,
    answer_table,
    format_option,
    json_option,
    opened,
    parse_epsg,
    refusable,
    say,
    say_issues,
)


@click.command()
@json_option
@click.pass_obj
@refusable
def check(path: Path, form: str) -> None:
    """Güncel verideki bütün çelişkiler. Every contradiction in the current data."""
    from layers.checking import find_contradictions

    findings = find_contradictions(opened(path))
    if form == "json":
        answer({"findings": [finding.as_answer() for finding in findings]})
        return
    for finding in findings:
        click.echo(f"{MARKS[finding.severity]} [{finding.kind}] {finding.message('tr')}")
        click.echo(f"  {finding.message('en')}")
    if not findings:
        say("Çelişki bulunmadı.", "No contradiction found.")


@click.command()
@click.option("--from", "from_year", type=int, help="Değişimin ilk yılı. First year of the change.")
@click.option("--to", "to_year", type=int, help="Değişimin son yılı. Last year of the change.")
@click.option("--fairness", is_flag=True, help="Göstergeler kişilere ne kadar eşit dağılıyor. How evenly they reach people.")
@click.option("--scenario", "scenarios", multiple=True, help="Senaryo; iki kez verilirse ikisi yan yana. Twice: side by side.")
@click.option(
    "--with-investments", "built_by", type=int, metavar="YEAR", help="Yatırımlar o yıla dek yapılınca. Before and after."
)
@format_option
@click.pass_obj
@refusable
def atlas(
    path: Path,
    from_year: int | None,
    to_year: int | None,
    fairness: bool,
    scenarios: tuple[str, ...],
    built_by: int | None,
    form: str,
) -> None:
    """Bütün göstergeleriyle mahalle tablosu. The neighbourhood table with all indicators."""
    from layers.atlas import build_atlas
    from layers.atlas_records import atlas_records
    from layers.fairness import fairness_rows
    from layers.programme_effect import effect_of_programme, effect_records
    from layers.scenarios import atlas_of_scenario, compare_scenarios, comparison_records

    workspace = opened(path)
    if scenarios and (len(scenarios) > 2 or from_year is not None or to_year is not None):
        raise click.UsageError("En çok iki senaryo, yıl verilmeden. Two scenarios at most, without years.")
    if built_by is not None:
        if scenarios or fairness or from_year is not None or to_year is not None:
            raise click.UsageError("--with-investments tek başına verilir. It stands alone.")
        answer_table(effect_records(effect_of_programme(workspace, built_by)), form)
        return
    if len(scenarios) == 2:
        compared = compare_scenarios(workspace, scenarios[0], scenarios[1])
        answer_table(comparison_records(compared), form)
        if form == "table":
            say_issues([*compared.first.issues, *compared.second.issues])
        return
    if scenarios:
        one = atlas_of_scenario(workspace, scenarios[0])
        built, told = one.atlas, list(one.issues)
    else:
        built, told = build_atlas(workspace, from_year=from_year, to_year=to_year), []
    if form == "table":
        say_issues([*told, *(issue for issue in built.facts.issues if issue.severity != "info")])
    # A table has no room for what stands beside each value.
    is_whole = form == "json"
    rows = fairness_rows(built, with_curve=is_whole) if fairness else atlas_records(built, with_evidence=is_whole)
    answer_table(rows, form)


@click.command()
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@siting_options
@click.option("--crs", "epsg", type=str, help="EPSG kodu. EPSG code.")
@format_option
@click.pass_obj
@refusable
def site(path: Path, /, kind: str, out: Path, epsg: str | None, form: str, **asked: Any) -> None:
    """Yeni KIND tesisleri nereye: belediyenin taşınmazlarından en çok kişiye yarayanlar OUT dosyasına yazılır.

    Where the next facilities of a KIND should go: the municipal plots by which most people gain are written to OUT.
    """
    from layers.outgoing.writing import require_format, write_table
    from layers.siting import site as choose_sites
    from layers.siting import siting_document, siting_export, summary_rows, told_result

    require_format(out)
    found = choose_sites(opened(path), siting_request(kind, asked))
    write_table(siting_export(found), out, epsg=parse_epsg(epsg))
    document = siting_document(found)
    if form == "json":
        answer(document)
        return
    answer_table(summary_rows(found), form)
    say_issues(found.issues)
    for line in told_result(document):
        say(line.tr, line.en)
    say(f"{out}: {len(found.sites)} yer", f"{out}: {len(found.sites)} sites")
