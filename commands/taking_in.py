"""Commands that look at files and take them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from commands.speaking import answer, json_option, opened, parse_epsg, refusable, say, say_issues, shown_progress
from geo.errors import MahalleError


@click.command()
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


@click.command("import")
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


@click.command()
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
