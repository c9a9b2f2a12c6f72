"""Commands about names that no neighbourhood was found for."""

from __future__ import annotations

from pathlib import Path

import click

from commands.speaking import answer_table, format_option, opened, refusable, say


@click.group(invoke_without_command=True)
@format_option
@click.pass_context
@refusable
def names(context: click.Context, form: str) -> None:
    """Eşleşmeyen adlar ve önerileri. Open names and their suggestions."""
    if context.invoked_subcommand is not None:
        return
    from layers.aliases import open_names

    rows = [name.as_record() for name in open_names(opened(context.obj))]
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
