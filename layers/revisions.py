"""Revisions side by side: what changed between two of them, and which old ones may go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue
from geo.revision_diff import RowChange, Value, compare_revisions
from layers.base import LayerSpec
from layers.importing import author
from layers.releases import kept_for_release
from layers.store.base import Revision, Store
from layers.workspace import Workspace

# Where a row was read says nothing of the thing itself: a heading inserted above it, or a file renamed, changes no neighbourhood.
_NOT_COMPARED = ("source_row", "source_file")
_LABELS = ("name", "neighbourhood_name", "stated_name", "neighbourhood_id", "id")


@dataclass(frozen=True, slots=True)
class RevisionDiff:
    """What has to be done to revision `old` of a layer to get revision `new`; `measured` names the fields that have a unit."""

    layer: str
    old: int
    new: int
    changes: tuple[RowChange, ...]
    measured: frozenset[str]

    def count(self, change: str) -> int:
        """How many rows were `created`, `updated` or `deleted`."""
        return sum(row.change == change for row in self.changes)


def diff_revisions(workspace: Workspace, layer: str, old: int, new: int) -> RevisionDiff:
    """The rows created, updated and deleted between two revisions of a layer, told apart by source and the layer's key."""
    spec = workspace.layer(layer)
    store = workspace.store()
    totals = [field.name for field in spec.fields if field.name == "is_total"]
    changes = compare_revisions(
        _rows(store, spec, old),
        _rows(store, spec, new),
        ["source", *spec.key, *totals],
        ignored=_NOT_COMPARED,
        label_fields=_LABELS,
    )
    return RevisionDiff(layer, old, new, tuple(changes), frozenset(field.name for field in spec.fields if field.unit))


def diff_document(diff: RevisionDiff) -> dict[str, object]:
    """A difference ready for JSON; areas in m2."""
    return {
        "layer": diff.layer,
        "from": diff.old,
        "to": diff.new,
        "created": diff.count("created"),
        "updated": diff.count("updated"),
        "deleted": diff.count("deleted"),
        "changes": [
            {
                "change": row.change,
                "name": row.label,
                "key": dict(row.key),
                "fields": [{"field": item.field, "old": item.old, "new": item.new} for item in row.fields],
                "geometry": None
                if row.shape is None
                else {
                    "old_area_m2": row.shape.old_area_m2,
                    "new_area_m2": row.shape.new_area_m2,
                    "difference_m2": row.shape.difference_m2,
                },
            }
            for row in diff.changes
        ],
    }


def diff_rows(diff: RevisionDiff) -> list[dict[str, Value]]:
    """A difference as a flat table, one row a value that differs; a shape is told by its area in m2."""
    return [
        {"change": row.change, "name": row.label, **row.key, "field": field, "old": old, "new": new}
        for row in diff.changes
        for field, old, new in changed_values(row)
    ]


def changed_values(row: RowChange) -> Iterator[tuple[str, Value, Value]]:
    """Field, old and new value of all that differs in a row, its shape by area last; a row without any gives an empty field."""
    values = [(item.field, item.old, item.new) for item in row.fields]
    if row.shape is not None:
        values.append(("geometry_area_m2", row.shape.old_area_m2, row.shape.new_area_m2))
        values.append(("geometry_difference_m2", None, row.shape.difference_m2))
    yield from values or [("", None, None)]


def prune_layer(workspace: Workspace, layer: str, keep: int) -> list[Revision]:
    """Drop old revisions for good, all but those of `revisions_to_keep` and `kept_for_release`; their records stay.

    Returns
        the revisions that were dropped now, the newest first.
    """
    workspace.layer(layer)
    store = workspace.store()
    if store.current(layer) is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    # Nor what the public sees, or an approver is asked to.
    return store.prune(
        layer, lambda revisions: revisions_to_keep(revisions, keep) | kept_for_release(store, layer), author=author()
    )


def revisions_to_keep(revisions: Sequence[Revision], keep: int) -> set[int]:
    """The numbers that pruning leaves: the `keep` newest, what undoing `keep` - 1 times in a row would bring back, and all
    that a kept undo says it is equal to.

    Parameters
        revisions: all of a layer, the newest first; none gives an empty set.
        keep: at least 1.
    """
    by_number = {revision.number: revision for revision in revisions}
    kept = {revision.number for revision in revisions[:keep]}
    stands_for = _stands_for(by_number, revisions[0].number) if revisions else 0
    for _ in range(keep - 1):
        if stands_for - 1 not in by_number:
            break
        kept.add(stands_for - 1)
        stands_for = _stands_for(by_number, stands_for - 1)
    waiting = list(kept)
    while waiting:
        restored = by_number[waiting.pop()].restores
        if restored is not None and restored not in kept:
            kept.add(restored)
            waiting.append(restored)
    return kept


def _stands_for(by_number: dict[int, Revision], number: int) -> int:
    """The revision that an undo, or an undo of it, brought back; any other stands for itself."""
    while (restored := by_number[number].restores) is not None:
        number = restored
    return number


def _rows(store: Store, spec: LayerSpec, number: int) -> pd.DataFrame:
    return spec.conform(store.read(spec.name, number))
