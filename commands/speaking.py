"""What every command says and how: refusals and messages on standard error, answers on standard output, options by one name."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from geo.errors import MahalleError
from geo.issues import Finding, Issue

if TYPE_CHECKING:
    from layers.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")

_PHASES = {"reading": "okunuyor / reading", "checking": "denetleniyor / checking", "storing": "saklanıyor / storing"}
_BAR_STEPS = 100
MARKS = {"error": "✗", "warning": "!", "info": "·"}


class WritingGroup(click.Group):
    """A group whose first word may be a file: then that is written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words of a subcommand; `write` where they begin with none and ask for no help."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["write", *args]
        return super().parse_args(ctx, args)


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
        say(f"{MARKS[issue.severity]} {issue.message('tr')}", issue.message("en"))


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


@contextmanager
def counted_progress(count: int, label: str) -> Iterator[Callable[[str], None]]:
    """What is to be told of each of `count` things when it is done: a bar on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=count, file=sys.stderr, label=label, width=30, item_show_func=lambda name: name) as bar:
        yield lambda name: bar.update(1, name)


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
        writer.writerows([[cell(value, machine=True) for value in row.values()] for row in rows])
    elif rows:
        lines = [list(rows[0]), *([cell(value, machine=False) for value in row.values()] for row in rows)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
        for line in lines:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def cell(value: object, *, machine: bool) -> str:
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


def opened(path: Path, *, released: bool = False) -> Workspace:
    """The workspace that the command line names; `released` shows of it what the public sees."""
    from layers.workspace import open_workspace

    workspace = open_workspace(path)
    if not released:
        return workspace
    from layers.releases import shown_to

    return shown_to(workspace, "public")


def say_drafts(workspace: Workspace) -> None:
    """Say which layers of a file that is handed on nobody has released."""
    from layers.releases import drafts_of

    drafts = [f"{name} ({number})" for name, number in drafts_of(workspace).items()]
    if drafts:
        say(
            f"! Taslak, henüz yayımlanmadı: {', '.join(drafts)}. Yalnız yayımlananlar için: --released",
            f"Draft, not released yet: {', '.join(drafts)}. For released revisions only: --released",
        )


format_option = click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)


json_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


since_option = click.option(
    "--since",
    multiple=True,
    metavar="REV",
    help="O günden beri ne değişti: sürüm, KATMAN=SÜRÜM ya da last. What changed since: a revision, LAYER=REV, or last.",
)


receiver_option = click.option("--receiver", help="Kime; --since last bunu bilir. Who gets it; --since last knows.")


released_option = click.option("--released", is_flag=True, help="Yalnız yayımlanan sürümler. Released revisions only.")

profile_option = click.option("--profile", help="Alıcının adlarıyla: netcad-mis, inspire, … In the words of a receiving system.")


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
