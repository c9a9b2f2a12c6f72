"""Which open issues of the layers are about rows of a neighbourhood."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.issues import Words
from layers.atlas import Atlas
from layers.importing import current_frame
from layers.outgoing.private_issues import quotes_private

_OPEN = ("error", "warning")


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue of a stored row: the layer, what it says, and who should act."""

    layer: Words
    message: Words
    severity: str
    owner: str


def issues_by_place(atlas: Atlas) -> Mapping[str, tuple[OpenIssue, ...]]:
    """The warnings and errors of rows that belong to a neighbourhood, by its id; what is only for the record, or
    quotes what is not public, is left out."""
    store = atlas.workspace.store()
    found: dict[str, list[OpenIssue]] = {}
    for layer, revision in sorted(atlas.revisions.items()):
        spec = atlas.workspace.layer(layer)
        issues = [
            item
            for item in store.issues(layer, revision.number)
            if item.row is not None and item.severity in _OPEN and not quotes_private(spec, item)
        ]
        if not issues or not spec.has_places:
            continue
        frame = current_frame(atlas.workspace, store, layer)
        if frame is None:
            continue
        owned = frame.dropna(subset=["neighbourhood_id", "source_row"])
        rows = zip(owned["source"], owned["source_row"].astype(int), owned["neighbourhood_id"], strict=True)
        places = {(str(source), row): str(place) for source, row, place in rows}
        for item in issues:
            place = places.get((item.source, item.row or 0))
            if place is not None:
                told = OpenIssue(
                    Words(spec.title_tr, spec.title_en), Words(item.message_tr, item.message_en), item.severity, item.owner
                )
                found.setdefault(place, []).append(told)
    return {place: tuple(items) for place, items in found.items()}
