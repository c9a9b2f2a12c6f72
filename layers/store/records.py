"""What all stores write alike: names of tables, times, sources as text, and the words for a revision that cannot be read."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.store.audit import Event, utc_now
from layers.store.base import Alias, Revision, SourceRecord

# shapely's numbers of the types that a table of each type may hold.
_TYPE_IDS = {"Point": {0}, "MultiLineString": {1, 5}, "MultiPolygon": {3, 6}}


def table_name(layer: str, number: int) -> str:
    """The table that holds the rows of a revision.

    >>> table_name("population", 2)
    'population__r0002'
    """
    return f"{layer}__r{number:04d}"


def geometry_type(shapes: npt.NDArray[np.object_]) -> str:
    """The narrowest type of OGC 06-103r4 that all shapes of a table have; any where there is none to tell.

    >>> geometry_type(np.array([shapely.Point(0, 0), None])), geometry_type(np.array([None]))
    ('Point', 'Geometry')
    """
    found = {int(number) for number in np.unique(shapely.get_type_id(shapes))} - {-1}
    for name, numbers in _TYPE_IDS.items():
        if found and found <= numbers:
            return name
    return "Geometry"


def common_type(kinds: Collection[str]) -> str:
    """The narrowest type that a table of shapes of these types may declare; see `geometry_type`.

    >>> common_type({"Polygon", "MultiPolygon"}), common_type({"Point", "LineString"}), common_type([])
    ('MultiPolygon', 'Geometry', 'Geometry')
    """
    samples = {"Point": "Point", "LineString": "MultiLineString", "Polygon": "MultiPolygon"}
    found = {samples.get(kind.removeprefix("Multi") if kind != "MultiPoint" else kind, "Geometry") for kind in kinds}
    return found.pop() if len(found) == 1 else "Geometry"


def as_multi(shapes: npt.NDArray[np.object_], declared: str) -> npt.NDArray[np.object_]:
    """Shapes as a table of that type holds them; other programs hold it to its word."""
    if declared not in ("MultiPolygon", "MultiLineString"):
        return shapes
    single, several = (3, shapely.multipolygons) if declared == "MultiPolygon" else (1, shapely.multilinestrings)
    places = np.flatnonzero(shapely.get_type_id(shapes) == single)
    if len(places):
        shapes = shapes.copy()
        shapes[places] = several(shapes[places], indices=np.arange(len(places)))
    return shapes


def sources_to_text(sources: Sequence[SourceRecord]) -> str:
    """The sources of a revision as JSON."""
    return json.dumps([asdict(record) for record in sources], ensure_ascii=False)


@lru_cache(maxsize=256)
def sources_from_text(text: str) -> tuple[SourceRecord, ...]:
    """The sources of a revision from their JSON."""
    return tuple(SourceRecord(**record) for record in json.loads(text))


def require_revision(layer: str, number: int, revisions: Sequence[Revision]) -> Revision:
    """The revision of that number among all of a layer.

    Raises
        NotFoundError: there is none of that number, or none at all.
        RefusedError: its rows were pruned.
    """
    if not revisions:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    found = next((revision for revision in revisions if revision.number == number), None)
    if found is None:
        known = ", ".join(str(revision.number) for revision in revisions)
        raise NotFoundError(Issue("unknown-revision", params={"layer": layer, "number": str(number), "known": known}))
    if found.pruned_at is not None:
        params = {"layer": layer, "number": str(number), "when": found.pruned_at[:10]}
        raise RefusedError(Issue("revision-pruned", params=params))
    return found


def revision_event(revision: Revision) -> Event:
    """A new revision as the record tells it."""
    detail: dict[str, object] = {"revision": revision.number, "rows": revision.rows, "note": revision.note}
    if revision.restores is not None:
        detail["restores"] = revision.restores
    detail["sources"] = [record.file for record in revision.sources if record.revision == revision.number]
    return Event(revision.created_at, revision.action, revision.layer, detail)


def alias_event(alias: Alias) -> Event:
    """What a person said of a name as the record tells it: all of it, so that an earlier word can be looked up."""
    action = "name-rejected" if alias.neighbourhood_id is None else "name-accepted"
    return Event(utc_now(), action, alias.alias, asdict(alias))
