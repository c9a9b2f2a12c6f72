"""Rows changed by hand: an edit is read and checked as an import is, and makes a new revision of its layer.

What is edited is a thing: the rows of one source that share an id, one or one a year. An edit says what changes in it, and which
content of the thing it was made from. Where the thing is another meanwhile, nothing is written and the other content is told;
what changed elsewhere in the layer stays. New things belong to a source of their own, so that no file replaces them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import NotFoundError, RefusedError, StaleError
from geo.issues import Issue, Words
from layers.base import LayerSpec
from layers.declared.headings import YEAR, guess_fields
from layers.drafting import BY_HAND, row_keys, stored_issue
from layers.edited_places import placed, require_inside
from layers.edited_rows import Cells, Wanted, read_edited
from layers.importing import ImportOptions, author, current_neighbourhoods, workspace_context
from layers.store.base import Draft, Revision, SourceRecord, Store, StoredIssue
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing as somebody saw it; `digest` is that of its content then."""

    source: str
    id: str
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """What one person changes of a thing, or puts into a new one (`of` is None).

    `rows`: by year (None where rows have none) the cells that change, by field: numbers, or texts as a file has them; a
    neighbourhood by its id in `neighbourhood_id`; None deletes the row. Years that are not named stay as they are. With `moves`
    all rows get `shape` (EPSG:4326; None takes their place away).
    """

    rows: Mapping[int | None, Cells | None]
    of: Seen | None = None
    shape: shapely.Geometry | None = None
    moves: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """The rows of one source that share an id, by year, in the revision `revision` of their layer."""

    layer: str
    source: str
    id: str
    rows: pd.DataFrame
    revision: int

    @property
    def digest(self) -> str:
        """A word that is equal where the content is: all fields and shapes, but not where a row was read."""
        return digest_of(self.rows)


@dataclass(frozen=True, slots=True)
class EditResult:
    """What came of an edit: the new revision, what is edited in it, and what is to be said."""

    revision: Revision
    source: str
    id: str
    issues: tuple[Issue, ...]


class ChangedMeanwhileError(StaleError):
    """The thing was changed or deleted since the form was made; `now` is what it is now, None where it is gone."""

    def __init__(self, issue: Issue, now: Thing | None) -> None:
        self.now = now
        super().__init__(issue)


def require_editable(workspace: Workspace, layer: str) -> LayerSpec:
    """The layer, if its rows can be changed one by one: those that are read by their fields.

    Raises
        NotFoundError: there is no such layer.
        RefusedError: `layer-not-editable`.
    """
    spec = workspace.layer(layer)
    if not is_editable(spec):
        raise RefusedError(Issue("layer-not-editable", params={"layer": Words(spec.title_tr, spec.title_en)}))
    return spec


def is_editable(spec: LayerSpec) -> bool:
    """Whether rows of the layer can be changed one by one."""
    return spec.read is None and spec.key[0] == "id"


def thing_of(workspace: Workspace, store: Store, layer: str, source: str, thing: str, revision: int | None = None) -> Thing:
    """A thing as it is, or was in a revision.

    Raises
        NotFoundError: `no-such-row`; the revision is unknown.
        RefusedError: the revision was pruned.
    """
    spec = workspace.layer(layer)
    current = store.current(layer)
    number = revision if revision is not None else 0 if current is None else current.number
    if current is not None:
        rows = thing_rows(spec, spec.conform(store.read(layer, number)), source, thing)
        if len(rows):
            return Thing(layer, source, thing, rows, number)
    raise NotFoundError(Issue("no-such-row", params={"layer": Words(spec.title_tr, spec.title_en), "id": thing}))


def thing_rows(spec: LayerSpec, frame: pd.DataFrame, source: str, thing: str) -> pd.DataFrame:
    """The rows of a thing among all of its layer, by year."""
    rows = frame[(frame["source"] == source) & (frame["id"] == thing)]
    return rows.sort_values("year", kind="stable") if spec.by_year else rows


def digest_of(rows: pd.DataFrame) -> str:
    """A word that is equal where the content is, whatever store the rows come from.

    >>> one = pd.DataFrame({"id": ["a"], "width_m": [3.0], "source_row": [7]})
    >>> digest_of(one) == digest_of(one.assign(source_row=9)), digest_of(one) == digest_of(one.assign(width_m=4.0))
    (True, False)
    """
    plain = pd.DataFrame(rows.drop(columns=["source_row", "source_file"], errors="ignore")).astype(object)
    if isinstance(rows, gpd.GeoDataFrame):
        plain[rows.geometry.name] = [None if shape is None else shapely.to_wkb(shape, hex=True) for shape in rows.geometry]
    records = plain.where(plain.notna(), None).to_dict("records")
    return hashlib.sha256(json.dumps(records, sort_keys=True, default=str).encode()).hexdigest()


def edit_thing(workspace: Workspace, layer: str, edit: Edit, *, note: str = "") -> EditResult:
    """Change, add or delete one thing: a new revision of its layer, or a refusal that leaves everything as it was.

    Parameters
    Raises
        NotFoundError: there is no such layer.
        RefusedError: `layer-not-editable`, `nothing-changed`; a value that the layer's fields refuse (`edit-bad-value`,
            `edit-missing-value`); a shape that they refuse or that lies outside (`shape-outside-district`).
        ChangedMeanwhileError: `row-changed-meanwhile`, `row-deleted-meanwhile`.
    """
    spec = require_editable(workspace, layer)
    store = workspace.store()
    context = workspace_context(workspace, store, ImportOptions(), layer)
    neighbourhoods = current_neighbourhoods(workspace, store) if spec.has_places or spec.geometry else None
    if edit.moves and edit.shape is not None:
        require_inside(edit.shape, neighbourhoods)
    said: list[Issue] = []
    known: list[tuple[str, str]] = []

    def draft(former: Revision | None, number: int) -> Draft:
        frame = _empty(spec) if former is None else spec.conform(store.read(layer, former.number))
        before = _before(spec, frame, edit, former)
        source = BY_HAND if edit.of is None else edit.of.source
        thing = None if edit.of is None else edit.of.id
        made = read_edited(spec, Wanted(before, edit.rows, thing, edit.shape, edit.moves), context)
        rows = _numbered(made.rows, frame, source)
        if thing is None and len(rows):
            thing = _unused_id(str(rows["id"].iloc[0]), frame)
            rows["id"] = thing
        issues, rows = placed(spec, rows, neighbourhoods, changed=made.shape_changed)
        if len(before) == len(rows) and digest_of(before) == digest_of(rows):
            raise RefusedError(Issue("nothing-changed"))
        said[:] = [*made.issues, *issues]
        known[:] = [(source, str(thing))]
        changed = _Changed(source, before, rows, {*made.changed})
        return _drafted(spec, store, former, number, frame, changed, said)

    revision = store.commit(layer, draft, author=author(), action="edit", note=note)
    return EditResult(revision, *known[0], tuple(said))


@dataclass(frozen=True, slots=True, eq=False)
class _Changed:
    source: str
    before: pd.DataFrame
    after: pd.DataFrame
    fields: set[str]


def _empty(spec: LayerSpec) -> pd.DataFrame:
    columns = [*(item.name for item in spec.fields), "source", "source_file"]
    plain = pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    if spec.geometry is None:
        return spec.conform(plain)
    return spec.conform(gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries([], crs=4326)))


def _before(spec: LayerSpec, frame: pd.DataFrame, edit: Edit, former: Revision | None) -> pd.DataFrame:
    """The rows that are edited, as they stand while nobody else may write."""
    if edit.of is None:
        return frame.iloc[:0]
    rows = thing_rows(spec, frame, edit.of.source, edit.of.id)
    params: dict[str, Words | str] = {"layer": Words(spec.title_tr, spec.title_en), "id": edit.of.id}
    if not len(rows) or former is None:
        raise ChangedMeanwhileError(Issue("row-deleted-meanwhile", params=params), None)
    thing = Thing(spec.name, edit.of.source, edit.of.id, rows, former.number)
    if thing.digest != edit.of.digest:
        raise ChangedMeanwhileError(Issue("row-changed-meanwhile", params=params), thing)
    return rows


def _numbered(rows: pd.DataFrame, frame: pd.DataFrame, source: str) -> pd.DataFrame:
    """The edited rows with their source; a new thing gets the number after the last of its source."""
    numbers = frame.loc[frame["source"] == source, "source_row"]
    following = 1 if numbers.isna().all() else int(numbers.max()) + 1
    own = rows["source_row"].dropna()
    number = int(own.iloc[0]) if len(own) else following
    return rows.assign(source=source, source_file=BY_HAND, source_row=rows["source_row"].fillna(number))


def _unused_id(made: str, frame: pd.DataFrame) -> str:
    known = set(frame["id"])
    names = (made if count == 1 else f"{made}-{count}" for count in range(1, len(known) + 2))
    return next(name for name in names if name not in known)


def _drafted(
    spec: LayerSpec,
    store: Store,
    former: Revision | None,
    number: int,
    frame: pd.DataFrame,
    changed: _Changed,
    said: list[Issue],
) -> Draft:
    """The layer with the thing as it is now, in the place where it stood."""
    kept = frame.drop(index=changed.before.index)
    cut = int(np.searchsorted(kept.index, changed.before.index.min())) if len(changed.before) else len(kept)
    parts = [part for part in (kept.iloc[:cut], changed.after[kept.columns], kept.iloc[cut:]) if len(part)]
    whole = pd.concat(parts, ignore_index=True) if parts else kept
    issues = [] if former is None else store.issues(spec.name, former.number)
    open_still = [issue for issue in issues if not _is_mended(spec, issue, whole, changed)]
    quarantine = () if former is None else tuple(store.quarantine(spec.name, former.number))
    return Draft(
        spec.conform(whole),
        _sources(spec, former, number, whole, changed),
        (*open_still, *(stored_issue(changed.source, issue) for issue in said)),
        quarantine,
    )


def _is_mended(spec: LayerSpec, issue: StoredIssue, whole: pd.DataFrame, changed: _Changed) -> bool:
    """Whether an issue was about a value that the edit has changed, and no other row has that value."""
    lines = {int(line) for line in changed.before["source_row"].dropna()}
    if issue.source != changed.source or issue.row not in lines or issue.column is None:
        return False
    named = {YEAR.sub("", name).rstrip("_") for name in guess_fields(spec, [issue.column]).values()} | {issue.column}
    fields = named & changed.fields
    stated = [f"{name}_stated" for name in fields if f"{name}_stated" in whole]
    return bool(fields) and not any((whole[name] == issue.old).any() for name in stated)


def _sources(
    spec: LayerSpec, former: Revision | None, number: int, whole: pd.DataFrame, changed: _Changed
) -> tuple[SourceRecord, ...]:
    records = [] if former is None else list(former.sources)
    if not any(record.source == changed.source for record in records):
        records.append(SourceRecord(changed.source, BY_HAND, "", number))
    after = set(row_keys(spec, changed.after))
    gone: list[list[str | int | None]] = [list(key) for key in row_keys(spec, changed.before) if key not in after]
    mine = whole[whole["source"] == changed.source]
    done = []
    for record in records:
        if record.source != changed.source:
            done.append(record)
        elif record.sha256:
            deleted = [*(key for key in record.deleted if tuple(key) not in after), *gone]
            edited = int((mine["source_file"] == BY_HAND).sum())
            done.append(replace(record, revision=number, edited=edited, deleted=deleted))
        elif len(mine):
            count = int(mine["source_row"].nunique())
            done.append(replace(record, revision=number, rows_in=count, rows_stored=count, edited=0))
    return tuple(done)
