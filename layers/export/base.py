"""What an export format is: it writes one table of features, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layers.outgoing.table import ExportTable


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format. `write` writes the table to a path that is not there yet."""

    suffix: str
    title: str
    write: Callable[[ExportTable, Path], None]
    # RFC 7946 knows no coordinate system but WGS 84.
    only_wgs84: bool = False
    # A drawing has no rows without a place.
    needs_shapes: bool = False
    # A drawing board has metres; degrees on it are of no use.
    in_metres: bool = False
    # It writes row by row and asks nothing of all rows at once but what `Fetched` says.
    streams: bool = False
