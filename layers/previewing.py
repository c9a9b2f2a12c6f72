"""What an import would store, before it does: the rows, those set aside, every doubt, and where in the district they lie."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geo.issues import Severity
from geo.names import Gazetteer
from geo.turkish import slug
from layers.base import LayerSpec, Reading
from layers.importing import ImportOptions, read_apart, workspace_context
from layers.reading.base import Limits
from layers.workspace import Workspace

_GRAVER: Mapping[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as a layer would take it; `options.based_on` is the revision that it would follow, 0 where there is none."""

    spec: LayerSpec
    options: ImportOptions
    reading: Reading
    # The gravest thing said of a row that is about the neighbourhood: `info` where nothing is, `error` where one was set aside.
    neighbourhoods: Mapping[str, Severity]


def preview_import(workspace: Workspace, layer: str, path: Path, options: ImportOptions, limits: Limits | None = None) -> Preview:
    """Read a file as `import_files` would, and store nothing.

    Raises
        RefusedError: it could not be stored.
    """
    spec = workspace.layer(layer)
    store = workspace.store()
    current = store.current(layer)
    context = workspace_context(workspace, store, options, layer)
    reading = read_apart(spec, path, context, limits)
    source = slug(options.source or path.stem) or "kaynak"
    settled = replace(options, source=source, based_on=0 if current is None else current.number)
    return Preview(spec, settled, reading, _neighbourhoods(reading, context.gazetteer))


def _neighbourhoods(reading: Reading, known: Gazetteer) -> dict[str, Severity]:
    """Neighbourhoods that the rows are about. A set-aside row is about the one that any of its cells names."""
    said: dict[int, Severity] = {}
    for issue in reading.issues:
        if issue.row is not None:
            said[issue.row] = max(said.get(issue.row, "info"), issue.severity, key=lambda severity: _GRAVER[severity])
    id_column = "neighbourhood_id" if "neighbourhood_id" in reading.rows else "id"
    found: dict[str, Severity] = {}

    def note(place_id: str, severity: Severity) -> None:
        found[place_id] = max(found.get(place_id, "info"), severity, key=lambda other: _GRAVER[other])

    for place_id, row in zip(reading.rows[id_column], reading.rows["source_row"], strict=True):
        if place_id in known.by_id:
            note(str(place_id), said.get(int(row), "info"))
    for set_aside in reading.quarantined:
        for cell in set_aside.raw.values():
            match = known.match(cell) if cell else None
            if match is not None and match.place is not None:
                note(match.place.id, "error")
                break
    return found
