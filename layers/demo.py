"""The demo: Defne's workspace, built from the shipped tables with the same imports that anyone would type."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import fold
from layers.aliases import accept_alias
from layers.importing import ImportOptions, ImportResult, ReadFiles, read_files, store_files
from layers.reading.isolation import shared_workers
from layers.shipped import data_folder, manifest, shipped_rows
from layers.workspace import Beginning, PlannedPopulation, Workspace, create_workspace, is_workspace, open_workspace

_READERS = 2


def build_demo(path: Path, municipality: str = "defne") -> tuple[Workspace, list[ImportResult]]:
    """The demo workspace in `path`: made when it is not there, completed when it is; what it already holds stays.

    Another municipality's workspace in that folder is refused.
    """
    for _ in range(_READERS):
        shared_workers().start()
    described = cast(Mapping[str, Any], manifest(municipality))
    if is_workspace(path):
        workspace = open_workspace(path)
        if (fold(workspace.province), fold(workspace.district or "")) != (
            fold(described["province"]),
            fold(described["district"]),
        ):
            raise RefusedError(Issue("workspace-exists", params={"path": str(path)}))
    else:
        workspace = create_workspace(
            path,
            name=described["name"],
            province=described["province"],
            district=described["district"],
            known=Beginning(
                source_titles=described["sources"],
                plan=PlannedPopulation(**described["plan"]),
                compared_years=tuple(described["compared_years"]),
            ),
        )
    results: list[ImportResult] = []
    folder = data_folder() / municipality
    steps: Sequence[Mapping[str, Any]] = described["imports"]
    missing = [step for step in steps if not _holds(workspace, step["layer"], step["source"])]

    def read(step: Mapping[str, Any]) -> ReadFiles:
        options = ImportOptions(source=step["source"], table=step.get("table"), values=step.get("values"))
        return read_files(workspace, step["layer"], [(folder / step["file"]).resolve()], options)

    # All else joins to the boundaries; after them the next files are read while one is stored.
    results += [store_files(read(step)) for step in missing if step["layer"] == "boundaries"]
    _accept_shipped_aliases(workspace, municipality, described["aliases"])
    with ThreadPoolExecutor(_READERS) as pool:
        results += [store_files(files) for files in pool.map(read, (step for step in missing if step["layer"] != "boundaries"))]
    return workspace, results


def _holds(workspace: Workspace, layer: str, source: str) -> bool:
    revision = workspace.store().current(layer)
    return revision is not None and any(record.source == source for record in revision.sources)


def _accept_shipped_aliases(workspace: Workspace, municipality: str, file: str) -> None:
    known = {alias.alias for alias in workspace.store().aliases()}
    for row in shipped_rows(municipality, file):
        if row["EŞ AD"] not in known:
            accept_alias(workspace, row["EŞ AD"], row["MAHALLE"], reason=row["GEREKÇE"])
