"""Commands about layers and their revisions."""

from __future__ import annotations

from pathlib import Path

import click

from commands.speaking import answer, answer_table, cell, format_option, opened, refusable, say


@click.command()
@format_option
@click.pass_obj
@refusable
def layers(path: Path, form: str) -> None:
    """Bilinen katmanlar ve güncel sürümleri. Known layers and their current revisions."""
    from layers.summary import layer_summaries

    answer_table(layer_summaries(opened(path)), form)


@click.command()
@click.argument("layer")
@format_option
@click.pass_obj
@refusable
def history(path: Path, layer: str, form: str) -> None:
    """Bir katmanın sürümleri, en yenisi başta. Revisions of a layer, the newest first."""
    from layers.summary import revision_summaries

    answer_table(revision_summaries(opened(path), layer), form)


@click.command()
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


@click.command()
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
            old_text, new_text = (cell(value if is_quantity or value is None else str(value), machine=False) for value in values)
            if field:
                click.echo(f"    {field}: {old_text} → {new_text}")
    created, updated, deleted = (found.count(change) for change in signs)
    say(
        f"{layer} {old} → {new}: {created} yeni, {updated} değişen, {deleted} silinen satır",
        f"{layer} {old} → {new}: {created} rows created, {updated} updated, {deleted} deleted",
    )


@click.command()
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
