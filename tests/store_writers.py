"""Writers for tests of stores, each in a process of its own that can be killed.

The processes are forked from a server that has imported everything once, so that a test can afford many of them.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import shapely
from stores import Place, boundaries, population, put, source

from layers.importing import ImportOptions, import_files, undo
from layers.revisions import prune_layer
from layers.store.base import Draft, StoredIssue

_IMPORTED_ONCE = ["layers.importing", "layers.revisions", "layers.store.postgis", "store_writers"]


def started(work: Callable[..., None], *arguments: object) -> tuple[ForkServerProcess, Connection]:
    """A process that is about to work (it has said so), and the end of the pipe on which it says more."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED_ONCE)
    here, there = context.Pipe()
    process = context.Process(target=_ready, args=(there, work, *arguments), daemon=True)
    process.start()
    there.close()
    here.recv()
    return process, here


def _ready(pipe: Connection, work: Callable[..., None], *arguments: object) -> None:
    pipe.send("ready")
    work(pipe, *arguments)


def import_file(pipe: Connection, place: Place, layer: str, file: Path, name: str) -> None:
    """One import, as a person would type it."""
    import_files(place.workspace(), layer, [file], ImportOptions(source=name))


def import_rounds(pipe: Connection, place: Place, layer: str, files: list[Path], name: str) -> None:
    """One import after the other under one source, as fast as they go, once the other side says so."""
    pipe.recv()
    for file in files:
        import_files(place.workspace(), layer, [file], ImportOptions(source=name))


def write_equal_figures(pipe: Connection, place: Place, rows: int, revisions: int) -> None:
    """Revisions in which every row says the revision's number, so that a reader can tell a mixture."""
    store = place.open()
    for _ in range(revisions):
        store.commit(
            "population",
            lambda former, number: Draft(population([number] * rows), (source("plan", number),), (), ()),
            author="x",
            action="import",
            note="",
        )


def hold(pipe: Connection, place: Place) -> None:
    """A writer that is in the middle of its work until it is told to end, or killed."""

    def draft(former: object, number: int) -> Draft:
        pipe.send("holding")
        pipe.recv()
        return Draft(population([number]), (), (), ())

    place.open().commit("population", draft, author="x", action="import", note="")


def write_once(pipe: Connection, place: Place, value: int) -> None:
    """One small revision."""
    put(place.open(), population([value]))


def write_much(pipe: Connection, place: Place, shapes: int, issues: int) -> None:
    """One revision whose writing takes nearly all of the time, of its rows as of what is said of them."""
    corners = range(shapes)
    # Around the squares that are imported in turn with these: boundaries far from all that is known would be refused.
    frame = boundaries(list(shapely.segmentize(shapely.box(corners, 38, [x + 1 for x in corners], 39), 0.05)))
    said = tuple(StoredIssue("plan", row, "AD", "renamed", "info", "planner", "a", "b", "ç", "c") for row in range(issues))
    draft = Draft(frame, (source("plan"),), said, ())
    place.open().commit("boundaries", lambda former, number: draft, author="x", action="import", note="")


def open_first(pipe: Connection, place: Place) -> None:
    """The first opening of a store, which makes it."""
    place.open()


def undo_once(pipe: Connection, place: Place, layer: str) -> None:
    """One undo."""
    undo(place.workspace(), layer)


def prune_once(pipe: Connection, place: Place, layer: str, keep: int) -> None:
    """One pruning."""
    prune_layer(place.workspace(), layer, keep)
