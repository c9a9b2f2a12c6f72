"""Features as GeoJSON, written some at a time on whole columns and kept as long as there is room."""

import json
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from web.features.crs import Crs, moved
from web.features.served import Served

# What is kept of written features, all collections and systems together.
MOST_KEPT_BYTES: Final = 64 * 1024 * 1024
# What an entry of a list weighs beside its bytes.
_BYTES_OF_AN_ENTRY: Final = 60


@dataclass(frozen=True, slots=True)
class Selection:
    """Which columns of features are wanted, and whether their shapes."""

    names: tuple[str, ...]
    with_shapes: bool = True


def write_features(served: Served, rows: npt.NDArray[np.int64], crs: Crs, selection: Selection) -> list[bytes]:
    """The features of rows in their order, each as one line of GeoJSON."""
    # A percent sign in a name must not be taken for a place to fill.
    members = ",".join(_quoted(name).replace("%", "%%") + ":%s" for name in selection.names)
    template = '{"type":"Feature","id":%s,"properties":{' + members + '},"geometry":%s}'
    ids = [_quoted(served.ids[row]) for row in rows.tolist()]
    columns = [served.columns[name].json_of(rows) for name in selection.names]
    if selection.with_shapes and served.profile.bounds is not None:
        shapes = shapely.to_geojson(moved(served.shapes[rows], crs)).tolist()
        geometries = ["null" if shape is None else shape for shape in shapes]
    else:
        geometries = ["null"] * len(rows)
    return [(template % row).encode() for row in zip(ids, *columns, geometries, strict=True)]


class KeptFeatures:
    """Written features by collection, revision and system: each is written once, and those not asked for longest go first."""

    def __init__(self, most_bytes: int = MOST_KEPT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[dict[int, bytes], int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def features(self, key: Hashable, served: Served, rows: npt.NDArray[np.int64], crs: Crs) -> Sequence[bytes]:
        """All columns and the shape of rows; `key` names the collection and its revision."""
        place = (key, crs.uri)
        wanted = rows.tolist()
        with self._lock:
            kept, _ = self._kept.get(place, ({}, 0))
            known = {row: kept[row] for row in wanted if row in kept}
            if place in self._kept:
                self._kept.move_to_end(place)
        missing = [row for row in wanted if row not in known]
        if missing:
            selection = Selection(tuple(served.columns))
            written = write_features(served, np.array(missing, dtype=np.int64), crs, selection)
            fresh = dict(zip(missing, written, strict=True))
            known |= fresh
            self._keep(place, fresh)
        return [known[row] for row in wanted]

    def _keep(self, place: Hashable, fresh: dict[int, bytes]) -> None:
        with self._lock:
            kept, before = self._kept.pop(place, ({}, 0))
            # Another request may have written some of them meanwhile.
            weight = sum(len(text) + _BYTES_OF_AN_ENTRY for row, text in fresh.items() if row not in kept)
            kept.update(fresh)
            self._kept[place] = (kept, before + weight)
            self._bytes += weight
            while self._bytes > self._most_bytes and self._kept:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
