"""An export: the atlas or a layer, whole or as what changed in it, in the format of the suffix and the words of a profile."""

from dataclasses import dataclass, replace
from pathlib import Path

from layers.export import ExportTable
from layers.handover.changes import change_table, former_table
from layers.handover.profile import read_profile
from layers.handover.receivers import remember_handover, require_receiver
from layers.handover.rendering import in_words_of
from layers.handover.since import since_when
from layers.outgoing.fetching import fetched_table
from layers.outgoing.tables import ATLAS, Years, table_of
from layers.outgoing.writing import require_format, write_table
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user said beside what and where to.

    `since`: write what changed since then instead of all (layers/handover/since.py). `receiver`: who gets it, so that the next
    hand-over can be told from this one. `profile`: in whose words (layers/handover/profile.py); without `epsg` in its coordinate
    system as well, where the format has room for one.
    """

    epsg: int | None = None
    years: Years | None = None
    turkish_numbers: bool = False
    since: tuple[str, ...] = ()
    receiver: str | None = None
    profile: str | None = None


def export(workspace: Workspace, what: str, out: Path, options: ExportOptions | None = None) -> ExportTable:
    """Write `what` (`atlas` or a layer) to a file; an existing file is replaced only by a whole one.

    Raises
        RefusedError: the format, the coordinate system, the receiver or the place to write to will not do.
        NotFoundError: there is no such layer or revision, or nothing in it.
    """
    options = options or ExportOptions()
    form = require_format(out)
    require_receiver(options.receiver)
    profile = None if options.profile is None else read_profile(workspace, options.profile)
    is_whole = options.since or profile is not None or what == ATLAS or not form.streams
    table = (None if is_whole else fetched_table(workspace, what)) or table_of(workspace, what, options.years)
    since = since_when(workspace, what, options.since, options.receiver)
    if since is not None:
        table = change_table(former_table(workspace, what, since, options.years), table)
    epsg = options.epsg
    if profile is not None:
        table = in_words_of(profile, table)
        epsg = profile.epsg if epsg is None and not form.only_wgs84 else epsg
    table = write_table(replace(table, turkish_numbers=options.turkish_numbers), out, epsg=epsg)
    if options.receiver is not None:
        store = workspace.store()
        behind = store.layers() if what == ATLAS else [what]
        revisions = {layer: revision.number for layer in behind if (revision := store.current(layer)) is not None}
        remember_handover(workspace, what, options.receiver, revisions)
    told = {"file": out.name, "rows": table.size, "receiver": options.receiver or "", "profile": options.profile or ""}
    workspace.store().register.record("exported", what, told)
    return table
