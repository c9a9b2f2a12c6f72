"""The command line: thin, each command calls one function of `layers` or `web`.

Nothing asks questions. Data go to standard output, messages to standard error. Exit codes: 0 done, 1 refused with reasons,
2 wrong use.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from geo.errors import MahalleError
from geo.issues import Finding, Issue

if TYPE_CHECKING:
    from layers.importing import ImportResult
    from layers.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")

_PHASES = {"reading": "okunuyor / reading", "checking": "denetleniyor / checking", "storing": "saklanıyor / storing"}
_BAR_STEPS = 100
_MARKS = {"error": "✗", "warning": "!", "info": "·"}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "-w",
    "--workspace",
    "path",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workspace"),
    envvar="MAHALLE_WORKSPACE",
    show_default=True,
    help="Çalışma alanı klasörü. Folder of the workspace.",
)
@click.version_option(package_name="mahalle")
@click.pass_context
def main(context: click.Context, path: Path) -> None:
    """Belediyenin dosyalarından denetlenmiş, sürümlü mahalle atlası.

    A checked, versioned neighbourhood atlas from the files a municipality has.
    """
    context.obj = path


def refusable(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into its words on standard error and exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except MahalleError as error:
            say_issues(error.issues)
            raise SystemExit(1) from error

    return run


def say(tr: str, en: str) -> None:
    """One message in both languages on standard error."""
    click.echo(tr, err=True)
    click.echo(click.style(f"  {en}", dim=True), err=True)


def say_issues(issues: Iterable[Issue | Finding]) -> None:
    """Issue rows on standard error, the Turkish sentence first."""
    for issue in issues:
        say(f"{_MARKS[issue.severity]} {issue.message('tr')}", issue.message("en"))


@contextmanager
def shown_progress(*, is_shown: bool) -> Iterator[None]:
    """A bar on standard error, if that is a terminal, while files are taken in."""
    if not (is_shown and sys.stderr.isatty()):
        yield
        return
    from layers.reading.progress import Progress, told_to

    with click.progressbar(length=_BAR_STEPS, file=sys.stderr, show_eta=False, width=30) as bar:

        def show(progress: Progress) -> None:
            bar.label = _PHASES[progress.phase]
            bar.update(max(0, round(progress.done_ratio * _BAR_STEPS) - bar.pos))
            bar.render_progress()

        with told_to(show):
            yield


def answer(document: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))


def answer_table(rows: Sequence[Mapping[str, object]], form: str) -> None:
    """Rows on standard output as JSON, CSV or an aligned table."""
    if form == "json":
        answer(list(rows))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if rows:
            writer.writerow(rows[0])
        writer.writerows([[_cell(value, machine=True) for value in row.values()] for row in rows])
    elif rows:
        lines = [list(rows[0]), *([_cell(value, machine=False) for value in row.values()] for row in rows)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
        for line in lines:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object, *, machine: bool) -> str:
    from geo.numbers import format_number
    from layers.outgoing.table import defuse

    if value is None:
        return "" if machine else "–"
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={item}" for key, item in value.items())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if machine else format_number(value, "tr")
    return defuse(str(value)) if machine else str(value)


format_option = click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
json_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


since_option = click.option(
    "--since",
    multiple=True,
    metavar="REV",
    help="O günden beri ne değişti: sürüm, KATMAN=SÜRÜM ya da last. What changed since: a revision, LAYER=REV, or last.",
)
receiver_option = click.option("--receiver", help="Kime; --since last bunu bilir. Who gets it; --since last knows.")

profile_option = click.option("--profile", help="Alıcının adlarıyla: netcad-mis, inspire, … In the words of a receiving system.")


def opened(path: Path) -> Workspace:
    """The workspace that the command line names."""
    from layers.workspace import open_workspace

    return open_workspace(path)


@main.command()
@click.option("--no-serve", is_flag=True, help="Yalnız kur, sunma. Build only.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
@refusable
def demo(path: Path, no_serve: bool, host: str, port: int) -> None:
    """Defne çalışma alanını kurar ve sunar. Build the Defne workspace, then serve it."""
    from layers.demo import build_demo

    workspace, results = build_demo(path)
    say_results(results)
    if not no_serve:
        run_server(workspace.path, host, port)


@main.command()
@click.option("--neighbourhoods", type=int, default=24, show_default=True, help="Mahalle sayısı. Number of neighbourhoods.")
@click.option("--zones", type=int, default=600, show_default=True, help="İmar alanı sayısı. Number of zones of the plan.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Aynı sayıya aynı dosyalar. Same seed, same bytes."
)
@click.pass_obj
@refusable
def example(path: Path, neighbourhoods: int, zones: int, seed: int) -> None:
    """Bütün katmanlarıyla sentetik bir belediye kurar. Build a synthetic municipality with every layer.

    Dosyaları ve bilinen cevapları (truth.json) WORKSPACE/example içindedir. Its files and known answers are in WORKSPACE/example.
    """
    from geo.synthetic.town import Size
    from layers.ornek import build_example

    _, results = build_example(path, Size(neighbourhoods, zones), seed)
    say_results(results)


def say_results(results: Iterable[ImportResult]) -> None:
    """One line for each import."""
    for result in results:
        say(
            f"{result.layer}: {result.rows_stored} satır alındı, {result.rows_quarantined} ayrıldı, sürüm {result.revision}",
            f"{result.layer}: {result.rows_stored} rows stored, {result.rows_quarantined} set aside, revision {result.revision}",
        )


@main.command()
@click.argument("name")
@click.option("--province", required=True, help="İl.")
@click.option("--district", default=None, help="İlçe; verilmezse kapsam ildir. Without it the scope is the province.")
@click.option("--store", default=None, help="PostGIS adresi; verilmezse GeoPackage. URL of a PostGIS, else a GeoPackage.")
@click.pass_obj
@refusable
def init(path: Path, name: str, province: str, district: str | None, store: str | None) -> None:
    """Boş çalışma alanı kurar. Make an empty workspace."""
    from layers.workspace import create_workspace

    workspace = create_workspace(path, name=name, province=province, district=district, store=store)
    say(f"Çalışma alanı kuruldu: {path}", f"Workspace made: {path}")
    if workspace.store_address is None:
        return
    held = ", ".join(workspace.store().layers())
    if held:
        say(f"Bu depo ortak kullanılıyor; içindekiler: {held}", f"This store is shared; it already holds: {held}")
    if workspace.store_address.writes_out_a_password:
        say(
            "Parola workspace.yaml içinde açık duruyor. Yerine bir ortam değişkeni yazın: postgresql://kullanıcı:${PAROLA}@…",
            "The password stands in workspace.yaml in plain text. Better name a variable: postgresql://user:${PASSWORD}@…",
        )


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--crs", "epsg", type=str, help="EPSG kodu, örnek 5256. EPSG code.")
@json_option
@click.pass_obj
@refusable
def look(path: Path, file: Path, epsg: str | None, form: str) -> None:
    """Bir dosya nedir, saklamadan. What a file is, without storing it."""
    from layers.looking import described, with_words
    from layers.looking import look as look_at

    document = look_at(path, file, epsg=parse_epsg(epsg))
    if form == "json":
        answer(with_words(document))
        return
    for line in described(document):
        click.echo(line)


@main.command("import")
@click.argument("layer")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Bunu kim söylüyor (tuik, plan, …). Who says so.")
@click.option("--columns", default="", help="alan=başlık,… field=heading,…")
@click.option("--crs", "epsg", type=str, help="EPSG kodu, örnek 5256. EPSG code.")
@click.option("--table", help="Birden çok tablodan hangisi. Which of several tables.")
@click.option("--value", "values", multiple=True, help="alan=değer, her satır için. field=value, for every row.")
@click.option("--dry-run", is_flag=True, help="Oku ve denetle, saklama. Read and check, do not store.")
@click.option("--note", default="", help="Sürüme yazılacak not. Note for the revision.")
@json_option
@click.pass_obj
@refusable
def import_command(
    path: Path,
    layer: str,
    files: tuple[Path, ...],
    source: str | None,
    columns: str,
    epsg: str | None,
    table: str | None,
    values: tuple[str, ...],
    dry_run: bool,
    note: str,
    form: str,
) -> None:
    """Dosyaları bir katmana yeni sürüm olarak alır. Take files into a layer as one new revision."""
    from layers.importing import ImportOptions, ImportResult, import_files

    options = ImportOptions(source, parse_columns(columns), parse_epsg(epsg), note, dry_run, table, parse_values(values))
    try:
        with shown_progress(is_shown=form == "text"):
            result = import_files(opened(path), layer, files, options)
    except MahalleError as error:
        if form == "json":
            answer(_import_answer(ImportResult(layer, None, 0, 0, 0, 0, error.issues)))
        raise
    if form == "json":
        answer(_import_answer(result))
        return
    say_issues(result.issues)
    stored = "deneme, saklanmadı" if result.revision is None else f"sürüm {result.revision}"
    say(
        f"{layer}: {result.rows_in} satır geldi, {result.rows_stored} alındı, {result.rows_quarantined} ayrıldı, "
        f"{result.rows_out_of_scope} kapsam dışı; {stored}",
        f"{layer}: {result.rows_in} rows in, {result.rows_stored} stored, {result.rows_quarantined} set aside, "
        f"{result.rows_out_of_scope} out of scope; "
        + ("dry run, not stored" if result.revision is None else f"revision {result.revision}"),
    )


def _import_answer(result: object) -> dict[str, object]:
    from layers.importing import ImportResult

    if not isinstance(result, ImportResult):
        raise TypeError(result)
    return {
        "layer": result.layer,
        "revision": result.revision,
        "rows_in": result.rows_in,
        "rows_stored": result.rows_stored,
        "rows_quarantined": result.rows_quarantined,
        "rows_out_of_scope": result.rows_out_of_scope,
        "issues": [issue.as_answer() for issue in result.issues],
    }


def parse_columns(text: str) -> dict[str, str]:
    """`field=heading,field=heading` as a dictionary; anything else is wrong use.

    >>> parse_columns("name=MAHALLE ADI,population_2023=NÜFUS")
    {'name': 'MAHALLE ADI', 'population_2023': 'NÜFUS'}
    """
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if any(not field.strip() or not sign or not heading.strip() for field, sign, heading in pairs):
        raise click.BadParameter("alan=başlık,… field=heading,…", param_hint="--columns")
    return {field.strip(): heading.strip() for field, _, heading in pairs}


def parse_values(texts: Sequence[str]) -> dict[str, str]:
    """`field=value`, one a text; anything else is wrong use.

    >>> parse_values(["plan_level=1/5.000", "plan_name=Nazım, 2019"])
    {'plan_level': '1/5.000', 'plan_name': 'Nazım, 2019'}
    """
    pairs = [text.partition("=") for text in texts]
    if any(not field.strip() or not sign or not value.strip() for field, sign, value in pairs):
        raise click.BadParameter("alan=değer, field=value", param_hint="--value")
    return {field.strip(): value.strip() for field, _, value in pairs}


def parse_epsg(text: str | None) -> int | None:
    """`5256` or `EPSG:5256` as a number.

    >>> parse_epsg("EPSG:5256"), parse_epsg(None)
    (5256, None)
    """
    if text is None:
        return None
    digits = text.upper().removeprefix("EPSG:")  # ascii
    if not digits.isdecimal():
        raise click.BadParameter("EPSG kodu bir sayıdır, örnek 5256. An EPSG code is a number.", param_hint="--crs")
    return int(digits)


@main.command()
@format_option
@click.pass_obj
@refusable
def layers(path: Path, form: str) -> None:
    """Bilinen katmanlar ve güncel sürümleri. Known layers and their current revisions."""
    from layers.summary import layer_summaries

    answer_table(layer_summaries(opened(path)), form)


@main.command()
@click.argument("layer")
@format_option
@click.pass_obj
@refusable
def history(path: Path, layer: str, form: str) -> None:
    """Bir katmanın sürümleri, en yenisi başta. Revisions of a layer, the newest first."""
    from layers.summary import revision_summaries

    answer_table(revision_summaries(opened(path), layer), form)


@main.command()
@click.argument("layer")
@click.option("--note", default="")
@click.pass_obj
@refusable
def undo(path: Path, layer: str, note: str) -> None:
    """Önceki sürüme eşit yeni bir sürüm yapar. Make a new revision equal to the former one."""
    from layers.importing import undo as undo_layer

    revision = undo_layer(opened(path), layer, note=note)
    say(
        f"{layer}: sürüm {revision.number}, sürüm {revision.restores} ile aynı",
        f"{layer}: revision {revision.number}, equal to revision {revision.restores}",
    )


@main.command()
@click.argument("layer")
@click.argument("old", metavar="A", type=click.IntRange(min=1))
@click.argument("new", metavar="B", type=click.IntRange(min=1))
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.pass_obj
@refusable
def diff(path: Path, layer: str, old: int, new: int, form: str) -> None:
    """A sürümünden B sürümüne ne değişti. What changed from revision A to revision B."""
    from layers.revisions import changed_values, diff_document, diff_revisions, diff_rows

    found = diff_revisions(opened(path), layer, old, new)
    if form == "json":
        answer(diff_document(found))
        return
    if form == "csv":
        answer_table(diff_rows(found), form)
        return
    signs = {"created": "+", "updated": "~", "deleted": "-"}
    for row in found.changes:
        key = ", ".join(str(value) for name, value in row.key.items() if value is not None and name != "is_total")
        click.echo(f"{signs[row.change]} {row.label or '–'} ({key})")
        for field, *values in changed_values(row):
            # A year is no quantity: 2023, never 2.023.
            is_quantity = field in found.measured or field.startswith("geometry_")
            old_text, new_text = (_cell(value if is_quantity or value is None else str(value), machine=False) for value in values)
            if field:
                click.echo(f"    {field}: {old_text} → {new_text}")
    created, updated, deleted = (found.count(change) for change in signs)
    say(
        f"{layer} {old} → {new}: {created} yeni, {updated} değişen, {deleted} silinen satır",
        f"{layer} {old} → {new}: {created} rows created, {updated} updated, {deleted} deleted",
    )


@main.command()
@click.argument("layer")
@click.option("--keep", required=True, type=click.IntRange(min=1), help="Kalacak sürüm sayısı. How many revisions stay.")
@click.pass_obj
@refusable
def prune(path: Path, layer: str, keep: int) -> None:
    """Eski sürümlerin satırlarını kalıcı olarak siler; kayıtları kalır. Drop the rows of old revisions for good."""
    from layers.revisions import prune_layer

    dropped = prune_layer(opened(path), layer, keep)
    for revision in dropped:
        say(
            f"{layer}: sürüm {revision.number} budandı ({revision.rows} satır, {revision.created_at})",
            f"{layer}: revision {revision.number} pruned ({revision.rows} rows, {revision.created_at})",
        )
    if not dropped:
        say(f"{layer}: budanacak sürüm yok", f"{layer}: no revision to prune")


@main.group(invoke_without_command=True)
@format_option
@click.pass_context
@refusable
def names(context: click.Context, form: str) -> None:
    """Eşleşmeyen adlar ve önerileri. Open names and their suggestions."""
    if context.invoked_subcommand is not None:
        return
    from layers.aliases import open_names

    rows = [
        {
            "name": name.name,
            "suggestions": [place.name for place in name.suggestions],
            "layer": name.layer,
            "source": name.source,
            "rows": list(name.rows),
            "state": "rejected" if name.rejected else "open",
        }
        for name in open_names(opened(context.obj))
    ]
    answer_table(rows, form)
    if not rows and form == "table":
        say("Açık ad yok.", "No open names.")


@names.command("accept")
@click.argument("alias")
@click.argument("neighbourhood")
@click.option("--reason", default="", help="Gerekçe. Why.")
@click.pass_obj
@refusable
def accept(path: Path, alias: str, neighbourhood: str, reason: str) -> None:
    """ALIAS artık bu mahalledir; bekleyen satırlar alınır. From now on ALIAS is this neighbourhood."""
    from layers.aliases import accept_alias

    changed = accept_alias(opened(path), alias, neighbourhood, reason=reason)
    say(f"{alias} = {neighbourhood}", f"{alias} = {neighbourhood}")
    for layer, number in changed:
        say(f"{layer}: bekleyen satırlar alındı, sürüm {number}", f"{layer}: waiting rows taken, revision {number}")


@names.command("reject")
@click.argument("alias")
@click.option("--reason", default="", help="Gerekçe. Why.")
@click.pass_obj
@refusable
def reject(path: Path, alias: str, reason: str) -> None:
    """ALIAS bu mahallelerden hiçbiri değildir. ALIAS is none of the neighbourhoods."""
    from layers.aliases import reject_alias

    changed = reject_alias(opened(path), alias, reason=reason)
    say(f"{alias}: hiçbir mahalle değil", f"{alias}: no neighbourhood")
    for layer, number in changed:
        say(f"{layer}: satırları çıkarıldı, sürüm {number}", f"{layer}: its rows taken out, revision {number}")


@main.command()
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
        click.echo(f"{_MARKS[finding.severity]} [{finding.kind}] {finding.message('tr')}")
        click.echo(f"  {finding.message('en')}")
    if not findings:
        say("Çelişki bulunmadı.", "No contradiction found.")


@main.command()
@click.option("--from", "from_year", type=int, help="Değişimin ilk yılı. First year of the change.")
@click.option("--to", "to_year", type=int, help="Değişimin son yılı. Last year of the change.")
@click.option("--fairness", is_flag=True, help="Göstergeler kişilere ne kadar eşit dağılıyor. How evenly they reach people.")
@click.option("--scenario", "scenarios", multiple=True, help="Senaryo; iki kez verilirse ikisi yan yana. Twice: side by side.")
@format_option
@click.pass_obj
@refusable
def atlas(path: Path, from_year: int | None, to_year: int | None, fairness: bool, scenarios: tuple[str, ...], form: str) -> None:
    """Bütün göstergeleriyle mahalle tablosu. The neighbourhood table with all indicators."""
    from layers.atlas import atlas_records, build_atlas
    from layers.fairness import fairness_rows
    from layers.scenarios import atlas_of_scenario, compare_scenarios, comparison_records

    workspace = opened(path)
    if scenarios and (len(scenarios) > 2 or from_year is not None or to_year is not None):
        raise click.UsageError("En çok iki senaryo, yıl verilmeden. Two scenarios at most, without years.")
    if len(scenarios) == 2:
        compared = compare_scenarios(workspace, *scenarios)
        answer_table(comparison_records(compared), form)
        if form == "table":
            say_issues([*compared.first.issues, *compared.second.issues])
        return
    if scenarios:
        one = atlas_of_scenario(workspace, *scenarios)
        built, told = one.atlas, list(one.issues)
    else:
        built, told = build_atlas(workspace, from_year=from_year, to_year=to_year), []
    if form == "table":
        say_issues([*told, *(issue for issue in built.facts.issues if issue.severity != "info")])
    answer_table(fairness_rows(built, with_curve=form == "json") if fairness else atlas_records(built), form)


@main.command()
@click.argument("what")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--crs", "epsg", type=str, help="EPSG kodu. EPSG code.")
@click.option("--from", "from_year", type=int)
@click.option("--to", "to_year", type=int)
@click.option("--turkish-numbers", is_flag=True, help="CSV ve XLSX'te 1.234,5. Numbers as people write them.")
@since_option
@receiver_option
@profile_option
@click.pass_obj
@refusable
def export(
    path: Path,
    what: str,
    out: Path,
    epsg: str | None,
    from_year: int | None,
    to_year: int | None,
    turkish_numbers: bool,
    since: tuple[str, ...],
    receiver: str | None,
    profile: str | None,
) -> None:
    """WHAT (bir katman ya da atlas) dosyaya yazılır; biçim uzantıdan. Write a layer or `atlas` to a file."""
    from layers.exporting import ExportOptions
    from layers.exporting import export as export_table
    from layers.outgoing.tables import Years

    options = ExportOptions(parse_epsg(epsg), Years(from_year, to_year), turkish_numbers, since, receiver, profile)
    table = export_table(opened(path), what, out, options)
    say(f"{out}: {table.size} satır", f"{out}: {table.size} rows")


class PackageGroup(click.Group):
    """`package OUT.zip` writes one; a first word that is no subcommand's name is where to."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words of a subcommand; `write` where they begin with none and ask for no help."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["write", *args]
        return super().parse_args(ctx, args)


@main.group(cls=PackageGroup, subcommand_metavar="OUT.zip | verify FILE")
def package() -> None:
    """KBS teslim paketi: OUT.zip yazar, verify denetler. The hand-over package: write one, or verify one."""


@package.command("write", hidden=True)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@since_option
@receiver_option
@profile_option
@click.pass_obj
@refusable
def write_package(path: Path, out: Path, since: tuple[str, ...], receiver: str | None, profile: str | None) -> None:
    """Güncel sürümlerin teslim paketini yazar. Write the hand-over package of the current revisions."""
    from layers.handover.package import PackageOptions
    from layers.handover.package import write_package as write

    packaged = write(opened(path), out, PackageOptions(since, receiver, profile))
    say(
        f"{out}: {len(packaged.tables)} tablo, {packaged.files} dosya",
        f"{out}: {len(packaged.tables)} tables, {packaged.files} files",
    )
    for name, counted in packaged.changes.items():
        created, updated, deleted = counted["CREATE"], counted["UPDATE"], counted["DELETE"]
        say(
            f"{name}: {created} yeni, {updated} değişen, {deleted} silinen satır",
            f"{name}: {created} rows created, {updated} updated, {deleted} deleted",
        )


@package.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@refusable
def verify(file: Path) -> None:
    """Bir paket yazıldığı gibi mi. Whether a package is as it was written."""
    from layers.handover.verify import verify_package

    verified = verify_package(file)
    say(
        f"{file}: sağlam; {verified.title}, {verified.created_at}, {verified.files} dosya",
        f"{file}: as it was written; {verified.title}, {verified.created_at}, {verified.files} files",
    )


@main.group()
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
    """Yatırımlar neyle çakışıyor (.geojson, .gpkg, .csv). What the investments conflict with."""
    from layers.duties import current_duties
    from layers.investment_conflicts import conflicts_export, conflicts_of_investments
    from layers.outgoing.writing import require_format, write_table

    require_format(out)
    workspace = opened(path)
    duties, ground = current_duties(workspace)
    found = conflicts_of_investments(workspace, ground, duties)
    if found is None:
        raise MahalleError(Issue("empty-layer", params={"layer": "investments"}))
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


@main.command()
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--count", required=True, type=click.IntRange(min=1), help="Kaç yer. How many sites.")
@click.option("--per-year", type=click.IntRange(min=1), help="Yılda en çok kaç. At most how many a year.")
@click.option("--reach-m", type=float, help="Yürüme mesafesi (m); verilmezse standarttan. Walking distance, else the standard's.")
@click.option("--first-year", type=int, help="İlk yıl; verilmezse nüfus yılından sonraki. Else the year after the population's.")
@click.option("--min-area-m2", type=click.FloatRange(min=0), help="En küçük taşınmaz. Smallest plot.")
@click.option("--cost-per-m2", type=click.FloatRange(min=0), help="TL/m²; verilmezse maliyet bilinmez. Else costs are unknown.")
@click.option("--budget", type=float, help="Bütün yılların bütçesi (TL). Budget of all years.")
@click.option(
    "--aim", type=click.Choice(["people", "deficit"]), default="people", show_default=True, help="Neyin en çoğu. Most of what."
)
@click.option("--crs", "epsg", type=str, help="EPSG kodu. EPSG code.")
@format_option
@click.pass_obj
@refusable
def site(path: Path, /, kind: str, out: Path, epsg: str | None, form: str, **asked: Any) -> None:
    """Yeni KIND tesisleri nereye: belediyenin taşınmazlarından en çok kişiye yarayanlar OUT dosyasına yazılır.

    Where the next facilities of a KIND should go: the municipal plots by which most people gain are written to OUT.
    """
    from layers.outgoing.writing import require_format, write_table
    from layers.siting import SitingRequest, siting_document, siting_export, summary_rows
    from layers.siting import site as choose_sites

    require_format(out)
    asked["cost_try_per_m2"], asked["budget_try"] = asked.pop("cost_per_m2"), asked.pop("budget")
    found = choose_sites(opened(path), SitingRequest(kind, **asked))
    write_table(siting_export(found), out, epsg=parse_epsg(epsg))
    if form == "json":
        answer(siting_document(found))
        return
    answer_table(summary_rows(found), form)
    say_issues(found.issues)
    for line in found.told():
        say(line.tr, line.en)
    say(f"{out}: {len(found.sites)} yer", f"{out}: {len(found.sites)} sites")


@main.command()
@click.argument("centres", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--areas", type=click.Path(path_type=Path), help="Resmî alan tablosu. Table of official areas.")
@click.option("--codes", type=click.Path(path_type=Path), help="Resmî kod tablosu. Table of official codes.")
@click.option("--aliases", type=click.Path(path_type=Path), help="Eş ad tablosu. Table of aliases.")
@click.option("--province", default=None, help="İl.")
@click.option("--district", default=None, help="İlçe.")
@click.pass_obj
@refusable
def sketch(
    path: Path,
    centres: Path,
    out: Path,
    areas: Path | None,
    codes: Path | None,
    aliases: Path | None,
    province: str | None,
    district: str | None,
) -> None:
    """Merkez ve resmî alanlardan taslak sınır çizer. Draw boundaries from centres and official areas."""
    from layers.sketching import SketchInputs, sketch_file

    issues = sketch_file(path, SketchInputs(centres, areas, codes, aliases, province, district), out)
    say_issues(issues)
    say(f"Taslak sınırlar yazıldı: {out}", f"Sketched boundaries written: {out}")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
@refusable
def serve(path: Path, host: str, port: int) -> None:
    """Atlası tarayıcıya sunar. Serve the atlas to a browser."""
    run_server(opened(path).path, host, port)


def run_server(path: Path, host: str, port: int) -> None:
    """Serve a workspace until stopped; the address goes to standard error once the port is open."""
    from waitress import create_server

    from web import create_app, settings_for, warm_up

    workspace = opened(path)
    settings = replace(settings_for(host), basemap_url=workspace.basemap_url, basemap_attribution=workspace.basemap_attribution)
    app = create_app(path, settings=settings)
    try:
        server = create_server(app, host=host, port=port, ident=None)
    except OSError as error:
        raise MahalleError(Issue("port-taken", params={"host": host, "port": str(port), "why": error.strerror or ""})) from error
    address = f"http://{host}:{server.effective_port}/"
    say(f"Atlas burada: {address}  (durdurmak için Ctrl+C)", f"The atlas is at {address}  (Ctrl+C stops it)")
    warm_up(app)
    try:
        server.run()
    finally:
        server.close()


if __name__ == "__main__":
    main()
