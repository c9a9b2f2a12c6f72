"""The commands: one file a subject, one line a command here."""

from __future__ import annotations

import click

from commands import handing_on, knowing, matching, people, reports, revisions, taking_in, workspaces

COMMANDS: tuple[click.Command, ...] = (
    workspaces.init,
    workspaces.demo,
    workspaces.example,
    workspaces.serve,
    taking_in.look,
    taking_in.import_command,
    taking_in.sketch,
    revisions.layers,
    revisions.history,
    revisions.diff,
    revisions.undo,
    revisions.prune,
    matching.names,
    knowing.check,
    knowing.atlas,
    knowing.site,
    handing_on.export,
    handing_on.package,
    reports.report,
    people.user,
    people.audit,
)
