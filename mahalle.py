"""The command line: a workspace, then one of the commands of `commands`, each of which calls one function of `layers` or `web`.

Nothing asks questions. Data go to standard output, messages to standard error. Exit codes: 0 done, 1 refused with reasons,
2 wrong use.
"""

from __future__ import annotations

from pathlib import Path

import click

from commands import COMMANDS


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


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
