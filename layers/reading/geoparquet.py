"""GeoParquet, by pyarrow: GDAL as it comes with pyogrio has no driver for it."""

from pathlib import Path

import geopandas as gpd
import pyarrow.parquet
from pyarrow import ArrowException

from geo.issue_kinds import Words
from layers.reading.base import Limits, Reader, unreadable
from layers.reading.guards import guard_claim

_MARK = b"PAR1"


def _guard(path: Path, name: str, limits: Limits) -> None:
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 8))
        end = stream.read(8)
    if end[4:] != _MARK:
        raise unreadable(name)
    guard_claim(name, 12 + int.from_bytes(end[:4], "little"), size)


def _frame(path: Path) -> gpd.GeoDataFrame:
    try:
        metadata = pyarrow.parquet.read_metadata(path)
        if metadata.metadata is None or b"geo" not in metadata.metadata:
            return gpd.GeoDataFrame(pyarrow.parquet.read_table(path).to_pandas(ignore_metadata=True))
        return gpd.read_parquet(path)
    except ArrowException as error:
        raise ValueError(str(error)) from error


READER = Reader(
    format="geoparquet",
    title=Words("GeoParquet", "GeoParquet"),
    suffixes=(".parquet", ".geoparquet"),
    recognises=lambda head: head.startswith(_MARK),
    guard=_guard,
    frame=_frame,
)
