"""Commands that write data for others: exports and hand-over packages."""

from __future__ import annotations

from pathlib import Path

import click

from commands.speaking import (
    WritingGroup,
    opened,
    parse_epsg,
    profile_option,
    receiver_option,
    refusable,
    released_option,
    say,
    say_drafts,
    since_option,
)


@click.command()
@click.argument("what")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--crs", "epsg", type=str, help="EPSG kodu. EPSG code.")
@click.option("--from", "from_year", type=int)
@click.option("--to", "to_year", type=int)
@click.option("--turkish-numbers", is_flag=True, help="CSV ve XLSX'te 1.234,5. Numbers as people write them.")
@since_option
@receiver_option
@profile_option
@released_option
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
    released: bool,
) -> None:
    """WHAT (bir katman ya da atlas) dosyaya yazılır; biçim uzantıdan. Write a layer or `atlas` to a file."""
    from layers.exporting import ExportOptions
    from layers.exporting import export as export_table
    from layers.outgoing.tables import Years

    options = ExportOptions(parse_epsg(epsg), Years(from_year, to_year), turkish_numbers, since, receiver, profile)
    workspace = opened(path, released=released)
    table = export_table(workspace, what, out, options)
    say_drafts(workspace)
    say(f"{out}: {table.size} satır", f"{out}: {table.size} rows")


@click.group(cls=WritingGroup, subcommand_metavar="OUT.zip | verify FILE")
def package() -> None:
    """KBS teslim paketi: OUT.zip yazar, verify denetler. The hand-over package: write one, or verify one."""


@package.command("write", hidden=True)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@since_option
@receiver_option
@profile_option
@released_option
@click.pass_obj
@refusable
def write_package(
    path: Path, out: Path, since: tuple[str, ...], receiver: str | None, profile: str | None, released: bool
) -> None:
    """Güncel sürümlerin teslim paketini yazar. Write the hand-over package of the current revisions."""
    from layers.handover.package import PackageOptions
    from layers.handover.package import write_package as write

    workspace = opened(path, released=released)
    packaged = write(workspace, out, PackageOptions(since, receiver, profile))
    say_drafts(workspace)
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
