"""The stored rows of a declared layer: one for a row of the source, or one for each of its years."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from geo.issues import Issue
from layers.base import LayerSpec
from layers.declared.headings import YEAR
from layers.declared.rows import Rows

# Told by the reader: an id may have been made, a total may say so in its first cell.
_TOLD = frozenset({"id", "is_total"})


def stored_frame(
    spec: LayerSpec, rows: Rows, values: Mapping[str, Sequence[object]], ids: Sequence[str], issues: list[Issue]
) -> pd.DataFrame:
    """The rows that nothing keeps out, with their `position` in the source.

    Parameters
        values: by column key, at every position of the source.
        ids: the same.
    """
    kept = [position for position in rows.positions if position not in rows.problems]
    lines = rows.source.lines
    base: dict[str, list[object]] = {
        "position": list(kept),
        "id": [ids[position] for position in kept],
        "is_total": [position in rows.totals for position in kept],
        "source_row": [lines[position] for position in kept],
    }
    if spec.has_places:
        places = [rows.places.get(position) for position in kept]
        names = rows.texts("neighbourhood")
        base["neighbourhood_id"] = [None if place is None else place.id for place in places]
        base["neighbourhood_name"] = [None if place is None else place.name for place in places]
        base["stated_name"] = [names[position] or None for position in kept]
    yearly = {field.name for field in spec.fields if field.by_year}
    by_year: dict[int, dict[str, list[object]]] = defaultdict(dict)
    for key, column in values.items():
        stem, _, year = key.rpartition("_")
        if stem in yearly and YEAR.fullmatch(year):
            by_year[int(year)][stem] = [column[position] for position in kept]
        elif key not in _TOLD:
            base[key] = [column[position] for position in kept]
    frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in base.items()})
    if not spec.by_year:
        return frame
    frame = _one_row_a_year(frame, by_year, yearly) if by_year else frame.assign(year=frame.get("year"))
    dated = frame.loc[frame["year"].notna(), "position"]
    for position in frame.loc[~frame["position"].isin(dated) & ~frame["is_total"].astype(bool), "position"]:
        issues.append(Issue("no-yearly-value", row=lines[position]))
    return frame


def _one_row_a_year(frame: pd.DataFrame, by_year: Mapping[int, Mapping[str, list[object]]], yearly: set[str]) -> pd.DataFrame:
    """A row for each year that states anything. What a column states without a year stands once, in a row without one."""
    undated = frame.reindex(columns=sorted(yearly & set(frame.columns)))
    names = sorted({name for values in by_year.values() for name in values} | set(undated.columns))
    parts = []
    for year in sorted(by_year):
        values = {name: pd.Series(by_year[year].get(name, [None] * len(frame)), dtype=object) for name in names}
        part = frame.assign(year=year, **values)
        parts.append(part[part[names].notna().any(axis=1)])
    silent = ~frame.index.isin(pd.concat(parts).index) | undated.notna().any(axis=1)
    rest = {name: undated.get(name) for name in names}
    parts.append(frame.assign(year=None, **rest)[silent])
    filled = [part.astype(object) for part in parts if len(part)]
    melted = pd.concat(filled) if filled else parts[0]
    # The years of one row of the source stay together.
    return melted.sort_values("position", kind="stable").reset_index(drop=True)
