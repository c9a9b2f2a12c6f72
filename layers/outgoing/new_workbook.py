"""A new XLSX workbook: no cell can start a formula, the same input gives the same bytes, and what fails is told once."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import xlsxwriter

# Nothing in a text is taken for more than text.
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _Sink(io.FileIO):
    """A file that is closed by what fails and then takes whatever comes: a zip that is left behind tries again as it goes."""

    def write(self, data: Any) -> int:
        rest = memoryview(data).cast("B")
        try:
            while rest and not self.closed:
                rest = rest[super().write(rest) :]
        except OSError:
            self.close()
            raise
        return memoryview(data).nbytes

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return 0 if self.closed else super().seek(place, whence)

    def tell(self) -> int:
        return 0 if self.closed else super().tell()

    def flush(self) -> None:
        if not self.closed:
            super().flush()


@contextmanager
def new_workbook(path: Path, *, row_by_row: bool = False) -> Iterator[Any]:
    """A workbook that is written when the block ends; `row_by_row`: rows go to disk in their order and are not held.

    Raises
        OSError: the place cannot be written to.
    """
    try:
        # Sheets are written to files of their own first, which must go whatever happens.
        with tempfile.TemporaryDirectory(prefix=".mahalle-", dir=path.parent) as folder, _Sink(path, "w") as sink:
            options = {**_OPTIONS, "constant_memory": row_by_row, "tmpdir": folder}
            with xlsxwriter.Workbook(sink, options) as book:
                yield book
    except xlsxwriter.exceptions.XlsxFileError as error:
        raise OSError(str(error)) from error
