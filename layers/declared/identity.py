"""Which rows of a declared layer are one thing: their ids, and rows that stand twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd
import shapely

from geo.issues import Issue
from geo.turkish import slug
from layers.base import LayerSpec
from layers.declared.rows import Rows
from layers.declared.shapes import Shapes

_LONGEST_ID = 80
# No field can be called so.
_SHAPE = "#shape"


def row_ids(spec: LayerSpec, rows: Rows, values: Mapping[str, Sequence[object]]) -> list[str]:
    """A stable id for each row: the file's own, else made of what tells the layer's rows apart, counted where it repeats.

    The years of one thing share an id where a table has a row for each.
    """
    size = len(rows.source.lines)
    blank: Sequence[object] = [None] * size
    own, years = values.get("id", blank), values.get("year", blank) if spec.by_year else blank
    parts = [rows.texts("neighbourhood")] if spec.has_places else []
    for name in spec.identity:
        column = values.get(f"{name}_stated", values.get(name, blank))
        parts.append(["" if value is None else str(value) for value in column])
    counts: dict[tuple[str, object], int] = defaultdict(int)
    # A slug of words is the slugs of the words, and most of them stand in many rows.
    slugs = {text: slug(text) for text in {text for part in parts for text in part}}
    ids = [""] * size
    for position in rows.positions:
        if own[position] is not None:
            ids[position] = str(own[position])
            continue
        words = ["toplam"] if position in rows.totals else []
        words += [word for part in parts if (word := slugs[part[position]])]
        made = "-".join(words)[:_LONGEST_ID].strip("-") or f"satir-{rows.source.lines[position]}"
        same = (made, years[position])
        if position not in rows.problems:
            counts[same] += 1
        ids[position] = made if counts[same] < 2 else f"{made}-{counts[same]}"
    return ids


def without_duplicates(spec: LayerSpec, frame: pd.DataFrame, rows: Rows, shapes: Shapes | None) -> pd.DataFrame:
    """Rows of one key twice: equal ones are kept once, different ones all set aside, for none is known to be right.

    A shape that stands twice with all its values is a copy whatever its id; without shapes two equal rows may be two things.
    """
    compared = frame.drop(columns=["position", "source_row"]).astype(str)
    if shapes is not None:
        compared[_SHAPE] = shapely.to_wkb(shapes[frame["position"].to_numpy(dtype=int)])
    dropped = _repeated_keys(list(spec.key), frame, compared, rows)
    if shapes is not None and "id" not in rows.columns:
        dropped |= _copies(frame, compared.drop(columns="id"), rows, dropped)
    return frame[~frame["position"].isin(dropped)] if dropped else frame


def _repeated_keys(key: list[str], frame: pd.DataFrame, compared: pd.DataFrame, rows: Rows) -> set[int]:
    dropped: set[int] = set()
    repeated = frame.duplicated(key, keep=False)
    if not repeated.any():
        return dropped
    for _, group in frame[repeated].groupby(key, sort=False, dropna=False):
        positions = list(dict.fromkeys(group["position"]))
        if len(positions) < 2:
            continue
        lines = [rows.source.lines[position] for position in positions]
        label = str(group["id"].iloc[0])
        same = len(compared.loc[group.index].drop_duplicates()) == 1
        for position, line in list(zip(positions, lines, strict=True))[1 if same else 0 :]:
            params = {"name": label, "first": str(lines[0])} if same else {"id": label, "rows": ", ".join(map(str, lines))}
            rows.problems[position] = Issue("duplicate-row" if same else "duplicate-id", row=line, params=params)
            dropped.add(position)
    return dropped


def _copies(frame: pd.DataFrame, compared: pd.DataFrame, rows: Rows, dropped: set[int]) -> set[int]:
    """Whole rows of the source that repeat an earlier one, all their years together."""
    drawn = compared[_SHAPE].notna() & ~frame["position"].isin(dropped)
    of_years = pd.util.hash_pandas_object(compared[drawn], index=False)
    digests = of_years.groupby(frame.loc[drawn, "position"].astype(int), sort=True).sum()
    earliest = digests.drop_duplicates()
    first = dict(zip(earliest, earliest.index, strict=True))
    ids = dict(zip(frame["position"], frame["id"], strict=True))
    copies = digests[digests.duplicated()]
    for position, digest in copies.items():
        params = {"name": str(ids[position]), "first": str(rows.source.lines[first[digest]])}
        rows.problems[position] = Issue("duplicate-row", row=rows.source.lines[position], params=params)
    return set(copies.index)
