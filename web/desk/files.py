"""Tables of the desk as files: JSON and CSV with the rows that the page would show, all of them."""

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from flask import Response, jsonify

from layers.outgoing.table import defuse
from web.desk.listing import Listing
from web.formatting import is_known


def json_file(listing: Listing, rows: pd.DataFrame, about: Mapping[str, object]) -> Response:
    """One object: what the table is, and its rows by the columns' keys."""
    keys = [column.key for column in listing.columns]
    columns = [[plain(value) for value in rows[key]] for key in keys]
    return jsonify({**about, "rows": [dict(zip(keys, cells, strict=True)) for cells in zip(*columns, strict=True)]})


def csv_file(listing: Listing, rows: pd.DataFrame) -> Response:
    """Comma, UTF-8, decimal points; no cell can start a formula."""
    keys = [column.key for column in listing.columns]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(keys)
    columns: Sequence[list[object]] = [[_cell(plain(value)) for value in rows[key]] for key in keys]
    writer.writerows(zip(*columns, strict=True))
    response = Response(stream.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{listing.name}.csv"'
    return response


def plain(value: object) -> object:
    """A value that JSON knows: None where it is missing.

    >>> plain(np.int64(5)), plain(pd.NA), plain(("a", "b"))
    (5, None, ['a', 'b'])
    """
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    if not is_known(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, dict):
        value = "; ".join(f"{name}: {item}" for name, item in value.items())
    return defuse(value) if isinstance(value, str) else value
