"""An import: files in, one new revision of a layer out, or a refusal that leaves everything as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.errors import ShapelyError

from geo.errors import NotFoundError, RefusedError, StaleError
from geo.issues import Issue, Words
from geo.names import Gazetteer, Place, place_key
from geo.population import choose_by_precedence
from geo.turkish import slug
from layers import LAYERS
from layers.acting import current_actor
from layers.base import LayerSpec, ReadContext, Reading
from layers.boundaries import SKETCH
from layers.changes import known_changes
from layers.declared import read_declared
from layers.drafting import SourceRows, merged, source_rows, with_edits, with_replaced_edits
from layers.reading.gate import Limits, admit, suffixes_of
from layers.reading.isolation import broken_answer, run_apart, shared_workers
from layers.reading.progress import one_of_several, tell
from layers.reading.wire import reading_from_document, reading_to_document
from layers.shipped import shipped_centres
from layers.store.base import Draft, Revision, SourceRecord, Store
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user said beside the files; `columns` names headings by field."""

    source: str | None = None
    columns: Mapping[str, str] | None = None
    epsg: int | None = None
    note: str = ""
    dry_run: bool = False
    table: str | None = None
    # What holds for every row of the files, by field.
    values: Mapping[str, str] | None = None
    # The revision that the user decided from, 0 where there was none yet: if the layer has moved on, nothing is stored.
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of an import; `revision` is None when nothing was stored."""

    layer: str
    revision: int | None
    rows_in: int
    rows_stored: int
    rows_quarantined: int
    rows_out_of_scope: int
    issues: Sequence[Issue]


def current_frame(workspace: Workspace, store: Store, layer: str) -> pd.DataFrame | None:
    """All rows of a layer's current revision, of every source; None where there is none yet."""
    revision = store.current(layer)
    return None if revision is None else workspace.layer(layer).conform(store.read(layer, revision.number))


def current_neighbourhoods(workspace: Workspace, store: Store) -> gpd.GeoDataFrame | None:
    """One row a neighbourhood: the boundary of the source that comes first, and a sketch only where there is no other."""
    frame = current_frame(workspace, store, "boundaries")
    return None if frame is None else shown_boundaries(workspace, frame)


def shown_boundaries(workspace: Workspace, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """As `current_neighbourhoods`, of rows that were read already."""
    is_sketch = frame["kind"] == SKETCH
    drawn = choose_by_precedence(frame[~is_sketch], workspace.precedence_of("boundaries"), ["id"])
    sketched = frame[is_sketch & ~frame["id"].isin(drawn["id"])]
    chosen = drawn.index.union(choose_by_precedence(sketched, workspace.precedence_of("boundaries"), ["id"]).index)
    return frame.loc[chosen]


def gazetteer(workspace: Workspace, store: Store) -> Gazetteer:
    """The workspace's neighbourhoods and accepted aliases."""
    return gazetteer_of(current_neighbourhoods(workspace, store), store)


def gazetteer_of(neighbourhoods: gpd.GeoDataFrame | None, store: Store) -> Gazetteer:
    """As `gazetteer`, of neighbourhoods that were read already."""
    places = (
        []
        if neighbourhoods is None
        else [
            Place(str(row.id), str(row.name), str(row.district), None if pd.isna(row.code) else str(row.code))
            for row in neighbourhoods[["id", "name", "district", "code"]].itertuples(index=False)
        ]
    )
    accepted = {alias.key: alias.neighbourhood_id for alias in store.aliases() if alias.neighbourhood_id}
    return Gazetteer(places, accepted)


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Files that were read for a layer and are not stored yet."""

    workspace: Workspace
    spec: LayerSpec
    readings: Sequence[tuple[str, Path, Reading]]
    options: ImportOptions


def import_files(workspace: Workspace, layer: str, paths: Sequence[Path], options: ImportOptions) -> ImportResult:
    """Read files into one new revision of a layer; rows of other sources stay as they are."""
    return store_files(read_files(workspace, layer, paths, options))


def read_files(workspace: Workspace, layer: str, paths: Sequence[Path], options: ImportOptions) -> ReadFiles:
    """Read files for a layer, each in a process of its own; nothing is stored."""
    spec = workspace.layer(layer)
    # It loads its libraries while this process opens the store.
    shared_workers().start()
    store = workspace.store()
    context = workspace_context(workspace, store, options, layer)
    readings: list[tuple[str, Path, Reading]] = []
    for number, path in enumerate(paths):
        source = slug(options.source) if options.source else slug(path.stem)
        with one_of_several(number, len(paths)):
            readings.append((source or "kaynak", path, read_apart(spec, path, context)))
    _require_distinct(spec, readings)
    return ReadFiles(workspace, spec, readings, options)


def store_files(read: ReadFiles) -> ImportResult:
    """Make what was read one new revision of its layer, unless it was only a trial."""
    spec, readings, options = read.spec, read.readings, read.options
    revision = None
    tell("storing")
    if not options.dry_run:
        store = read.workspace.store()
        revision = _commit(read.workspace, store, spec, readings, options, action_note=options.note).number
    tell("storing", 1.0)
    issues = [issue for _, _, reading in readings for issue in reading.issues]
    return ImportResult(
        spec.name,
        revision,
        rows_in=sum(reading.rows_in for _, _, reading in readings),
        rows_stored=sum(reading.rows_stored for _, _, reading in readings),
        rows_quarantined=sum(len(reading.quarantined) for _, _, reading in readings),
        rows_out_of_scope=sum(reading.rows_out_of_scope for _, _, reading in readings),
        issues=issues,
    )


def read_apart(spec: LayerSpec, path: Path, context: ReadContext, limits: Limits | None = None) -> Reading:
    """Read one file in a process of its own, whose death is a refusal."""
    limits = limits or Limits()
    tell("reading")
    # Ours hold functions that do not cross a process, those of a municipality only what its file says.
    named = spec.name if spec.name in LAYERS else spec
    document, block = run_apart("import", named, path.resolve(), context, limits, name=path.name, limits=limits)
    try:
        return reading_from_document(spec, document, block)
    except (KeyError, TypeError, ValueError, ShapelyError) as error:
        raise broken_answer(path.name) from error


def read_for_layer(layer: str | LayerSpec, path: Path, context: ReadContext, limits: Limits) -> tuple[dict[str, object], bytes]:
    """What `read_apart` asks of the other process."""
    spec = LAYERS[layer] if isinstance(layer, str) else layer
    return reading_to_document(read_file(spec, path, context, limits))


def read_file(spec: LayerSpec, path: Path, context: ReadContext, limits: Limits | None = None) -> Reading:
    """Read one file through the gate and hold the reader to its promise that no row is lost."""
    with admit(path, limits) as admitted:
        if admitted.format not in spec.formats:
            known = ", ".join(suffixes_of(spec.formats))
            raise RefusedError(Issue("wrong-format-for-layer", params={"file": path.name, "layer": spec.name, "known": known}))
        reading = read_declared(spec, admitted, context) if spec.read is None else spec.read(admitted, context)
    counted = reading.rows_stored + len(reading.quarantined) + reading.rows_out_of_scope
    if counted != reading.rows_in:
        raise AssertionError(f"{spec.name}: {reading.rows_in} rows in, {counted} accounted for")
    if not reading.rows[spec.key[0]].notna().any():
        raise RefusedError(Issue("no-row-taken", params={"file": path.name}), *reading.issues)
    return reading


def author() -> str:
    """Who makes the next revision: the signed-in person, else who is at the keyboard."""
    return current_actor().name


def undo(workspace: Workspace, layer: str, *, note: str = "", based_on: int | None = None) -> Revision:
    """A new revision equal to the one before the current; undoing again goes further back."""
    spec = workspace.layer(layer)
    store = workspace.store()
    history = store.history(layer)
    if not history:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    require_unchanged(spec, history[0].number, based_on)
    target = undo_target(history)
    if target is None:
        raise RefusedError(Issue("nothing-to-undo", params={"layer": layer}))
    return store.restore(layer, target, author=author(), note=note)


def undo_target(history: Sequence[Revision]) -> int | None:
    """The revision that an undo would bring back, of all of a layer, the newest first; None where there is none before."""
    revisions = {revision.number: revision for revision in history}
    if not revisions:
        return None
    stands_for = max(revisions)
    while (restored := revisions[stands_for].restores) is not None:
        stands_for = restored
    return stands_for - 1 if stands_for - 1 in revisions else None


def require_unchanged(spec: LayerSpec, current: int, based_on: int | None) -> None:
    """Refuse what was decided from a revision that is no longer the current one; None decides from none.

    Raises
        StaleError: the layer has moved on.
    """
    if based_on is not None and based_on != current:
        title = Words(spec.title_tr, spec.title_en)
        raise StaleError(Issue("stale-revision", params={"layer": title, "seen": str(based_on), "current": str(current)}))


def reread(workspace: Workspace, layer: str, sources: Sequence[str], *, note: str) -> Revision:
    """Read kept originals again with the options of their import, for instance after a name was accepted."""
    spec = workspace.layer(layer)
    store = workspace.store()
    former = store.current(layer)
    if former is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    readings = []
    for record in former.sources:
        # What was typed in by hand has no file.
        if record.source in sources and record.sha256:
            options = ImportOptions(
                source=record.source, columns=record.columns, epsg=record.epsg, table=record.table, values=record.values
            )
            path = workspace.kept_source(record.sha256, record.file)
            readings.append((record, read_apart(spec, path, workspace_context(workspace, store, options, layer))))

    def again(now: Revision | None, number: int) -> list[SourceRows]:
        news = [source_rows(record, reading, number) for record, reading in readings]
        return news if now is None else [with_edits(spec, store, now, rows) for rows in news]

    return store.commit(
        layer,
        lambda now, number: merged(spec, store, now, again(now, number)),
        author=author(),
        action="names",
        note=note,
    )


def workspace_context(workspace: Workspace, store: Store, options: ImportOptions, layer: str | None = None) -> ReadContext:
    """What a reader may know of a workspace and of what its user said."""
    neighbourhoods = current_neighbourhoods(workspace, store)
    known = gazetteer_of(neighbourhoods, store)
    return ReadContext(
        province=workspace.province,
        district=workspace.district,
        gazetteer=known,
        columns=options.columns or {},
        epsg=options.epsg,
        table=options.table,
        centres=_centres(neighbourhoods)
        if neighbourhoods is not None
        else shipped_centres(workspace.province, workspace.district),
        alias_reasons={alias.key: alias.reason for alias in store.aliases()},
        values=options.values or {},
        code_aliases=workspace.code_aliases.get(layer or "", {}),
        former=_former_places(workspace, store, known),
        own_layers=tuple(workspace.own_layers.values()),
    )


def _former_places(workspace: Workspace, store: Store, known: Gazetteer) -> Gazetteer:
    changes = known_changes(workspace, store, known)
    return Gazetteer(() if changes is None else changes.former.values())


def _centres(neighbourhoods: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    keys = neighbourhoods["name"].map(place_key)
    once = ~keys.duplicated(keep=False)
    points = neighbourhoods.geometry[once].representative_point()
    return dict(zip(keys[once], zip(points.x, points.y, strict=True), strict=True))


def _require_distinct(spec: LayerSpec, readings: Sequence[tuple[str, Path, Reading]]) -> None:
    """Two files given as one source may not both state the same thing."""
    by_source: dict[str, list[pd.DataFrame]] = {}
    for source, _, reading in readings:
        by_source.setdefault(source, []).append(reading.rows[list(spec.key)].dropna())
    for source, frames in by_source.items():
        keys = pd.concat(frames)
        if len(frames) > 1 and keys.duplicated().any():
            first = ", ".join(str(value) for value in keys[keys.duplicated()].iloc[0])
            raise RefusedError(Issue("same-row-in-two-files", params={"source": source, "example": first}))


def _commit(
    workspace: Workspace,
    store: Store,
    spec: LayerSpec,
    readings: Sequence[tuple[str, Path, Reading]],
    options: ImportOptions,
    action_note: str,
) -> Revision:
    kept = [(source, path.name, workspace.keep_source(path)[0], reading) for source, path, reading in readings]

    def draft(former: Revision | None, number: int) -> Draft:
        require_unchanged(spec, 0 if former is None else former.number, options.based_on)
        news = [
            source_rows(
                SourceRecord(
                    source,
                    name,
                    sha256,
                    number,
                    dict(options.columns or {}),
                    options.epsg,
                    table=options.table,
                    values=dict(options.values or {}),
                ),
                reading,
                number,
            )
            for source, name, sha256, reading in kept
        ]
        return merged(spec, store, former, with_replaced_edits(former, news))

    return store.commit(spec.name, draft, author=author(), action="import", note=action_note)
