"""A name for each row of a layer that stays its name from one revision to the next."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from layers.base import LayerSpec

_ANY = "*"


def row_keys(spec: LayerSpec, rows: pd.DataFrame, precedence: Sequence[str]) -> list[str]:
    """One key a row, no two alike.

    A thing with an id of its own is called by it; where several sources have it, the first by `precedence` is, the others carry
    their source behind an @. Any other row is called by its source and the fields that tell it apart. Rows that nothing tells
    apart are numbered in their order.
    """
    if spec.key == ("id",):
        names = [str(value) for value in rows["id"]]
        sources = [str(value) for value in rows["source"]]
        first: dict[str, str] = {}
        for name, source in zip(names, sources, strict=True):
            first[name] = min(first.get(name, source), source, key=lambda one: _rank(one, precedence))
        keys = [name if source == first[name] else f"{name}@{source}" for name, source in zip(names, sources, strict=True)]
    else:
        parts = [rows[name].astype(object) for name in ("source", *spec.key)]
        totals = rows["is_total"].fillna(False).tolist() if "is_total" in rows else [False] * len(rows)
        columns = [["" if pd.isna(value) else str(value) for value in part] for part in parts]
        keys = [":".join(values) + (":total" if total else "") for *values, total in zip(*columns, totals, strict=True)]
    return _numbered(keys)


def _rank(source: str, precedence: Sequence[str]) -> tuple[int, str]:
    order = list(precedence)
    rest = order.index(_ANY) if _ANY in order else len(order)
    return (order.index(source) if source in order else rest, source)


def _numbered(keys: Sequence[str]) -> list[str]:
    """Keys made distinct.

    >>> _numbered(["a", "b", "a", "a#2"])
    ['a', 'b', 'a#3', 'a#2']
    """
    taken, counted = set(keys), Counter[str]()
    found = []
    for key in keys:
        counted[key] += 1
        name = key
        if counted[key] > 1:
            while (name := f"{key}#{counted[key]}") in taken:
                counted[key] += 1
            taken.add(name)
        found.append(name)
    return found
