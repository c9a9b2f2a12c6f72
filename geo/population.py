"""Population figures of several sources: which one is shown, and which ones another source contradicts."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

# Under so many people one household more or less, about three people (TÜİK, İstatistiklerle Aile 2024: 3.11), moves a figure by
# more than one percent: rates and amounts per person are then as much chance as change.
SMALL_POPULATION: Final = 300

# Stands for every source that a precedence does not name.
ANY_SOURCE = "*"


def source_rank(source: str, precedence: Sequence[str]) -> int:
    """Place of a source in a declared precedence, 0 first.

    An entry stands for the source of that name and for those whose name goes on after it (`tuik` for `tuik_adnks_2023`);
    the full name goes before a beginning. `*` stands for all that is not named, and without it the unnamed come last.

    >>> [source_rank(source, ("tuik", "plan", "*")) for source in ("plan", "tuik_adnks_2023", "planlama", "muhtar")]
    [1, 0, 2, 2]
    >>> source_rank("kadastro", ("*", "sketch")), source_rank("sketch", ("*", "sketch"))
    (0, 1)
    """
    if source in precedence:
        return precedence.index(source)
    for rank, entry in enumerate(precedence):
        if source.startswith((entry + "-", entry + "_")):
            return rank
    return precedence.index(ANY_SOURCE) if ANY_SOURCE in precedence else len(precedence)


def is_small(population: pd.Series) -> pd.Series:
    """Whether so few people live there that rates mean little; missing where the population is unknown.

    >>> is_small(pd.Series([106, 300, None], dtype="Int64")).tolist()
    [True, False, <NA>]
    """
    persons = population.astype("Float64")
    return (persons < SMALL_POPULATION).astype("boolean")


def choose_by_precedence(figures: pd.DataFrame, precedence: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """One row for each key: that of the source which comes first in the precedence; ties go to the source's name.

    An empty frame gives an empty frame.

    Parameters
        figures: rows with the columns of `key` and `source`; one row a key and source.
        precedence: names or beginnings of sources, the best first (see `source_rank`).
    Returns
        the chosen rows in the order of `figures`, index kept.

    >>> figures = pd.DataFrame({"id": ["1", "1"], "year": 2023, "source": ["plan", "tuik"], "population": [2970, 6949]})
    >>> choose_by_precedence(figures, ("tuik", "plan"), ["id", "year"])["population"].tolist()
    [6949]
    """
    sources = sorted(figures["source"].unique(), key=lambda source: (source_rank(source, precedence), source))
    order = figures["source"].map({source: place for place, source in enumerate(sources)})
    # By position, because an index may repeat or be in any order.
    keys = figures[list(key)].reset_index(drop=True)
    best_first = keys.iloc[order.argsort(kind="stable").to_numpy()]
    return figures.iloc[sorted(best_first.drop_duplicates().index)]


def contradicted_figures(figures: pd.DataFrame, key: Sequence[str], value: str) -> pd.DataFrame:
    """The keys for which sources state different values; a missing value contradicts nothing.

    Parameters
        figures: rows with the columns of `key` and `value`, one a key and source.
    Returns
        the columns of `key` only, sorted, one row a contradicted key; empty when all agree.

    >>> figures = pd.DataFrame({"id": ["1", "1", "2", "2"], "source": ["a", "b"] * 2, "population": [5, 6, 7, 7]})
    >>> contradicted_figures(figures, ["id"], "population")["id"].tolist()
    ['1']
    """
    counts = figures.dropna(subset=[value]).groupby(list(key), sort=True)[value].nunique()
    return counts[counts > 1].reset_index()[list(key)]
