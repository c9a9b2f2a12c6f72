"""What a way of reading is, and what the gate hands to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import geopandas as gpd

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue, Parameter

Format = str
Cell = str | float | None
Params = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken, and how much reading it may use; above it the file is refused."""

    file_bytes: int = 512 * 1024 * 1024
    zip_entries: int = 200
    zip_total_bytes: int = 1024 * 1024 * 1024
    # Text packs well: real shapefiles reach about 20, a bomb is far beyond.
    zip_ratio: int = 200
    # Brackets within brackets, elements within elements; a GeoJSON of real life has about 10.
    nesting: int = 100
    rows: int = 2_000_000
    cells: int = 30_000_000
    vertices: int = 30_000_000
    # Of the reading process: its address space (libraries take some 0.5 GB of it), processor and elapsed time, files it writes.
    memory_bytes: int = 3 * 1024 * 1024 * 1024
    cpu_seconds: int = 120
    wall_seconds: int = 180
    scratch_bytes: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that passed: where to read it, what it is, the name its user knows it by, what the gate had to say and the limits.

    `path` is a copy under a name of ours: neither the user's name for it nor what lies beside it reaches a library.
    """

    path: Path
    format: Format
    name: str
    issues: tuple[Issue, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, row by row: the line as the source's own program counts it, and its cells."""

    name: str
    lines: Sequence[tuple[int, Sequence[Cell]]]
    # First and last line and column of each merged range, the columns from 0.
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """A way of reading: by what first bytes a format is known, what is refused before a library opens it, what opens it.

    `driver` is GDAL's name for a drawing; `frame` opens a drawing that GDAL does not, `sheets` a table. `settle` puts right what
    is peculiar to the format once its features are there.
    """

    format: Format
    title: Words
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    guard: Callable[[Path, str, Limits], None]
    driver: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[Path, str], list[Issue]] | None = None
    encoding: Callable[[Path, str], tuple[str | None, list[Issue]]] | None = None
    frame: Callable[[Path], gpd.GeoDataFrame] | None = None
    settle: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame] | None = None
    sheets: Callable[[Path, str], tuple[list[Sheet], list[Issue]]] | None = None

    @property
    def holds(self) -> Literal["drawing", "table"]:
        """Shapes with attributes, or cells."""
        return "table" if self.sheets is not None else "drawing"


def unreadable(name: str) -> RefusedError:
    """The refusal of a file that its own format's rules do not allow."""
    return RefusedError(Issue("unreadable-file", params={"file": name}))


def no_guard(path: Path, name: str, limits: Limits) -> None:
    """For formats whose readers stand what is wrong with a file; the limits of the reading process hold for all."""
