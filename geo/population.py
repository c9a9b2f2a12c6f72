"""Population figures of several sources: which one is shown, and which ones another source contradicts."""

from collections.abc import Sequence

import pandas as pd

# Stands for every source that a precedence does not name.
ANY_SOURCE = "*"


def source_rank(source: str, precedence: Sequence[str]) -> int:
    """Place of a source in a declared precedence, 0 first.

    An entry stands for the source of that name and for those whose name goes on after it (`tuik` for `tuik_adnks_2023`);
    `*` stands for all that is not named, and without it the unnamed come last.

    >>> [source_rank(source, ("tuik", "plan", "*")) for source in ("plan", "tuik_adnks_2023", "planlama", "muhtar")]
    [1, 0, 2, 2]
    >>> source_rank("kadastro", ("*", "sketch")), source_rank("sketch", ("*", "sketch"))
    (0, 1)
    """
    for rank, entry in enumerate(precedence):
        if source == entry or source.startswith((entry + "-", entry + "_")):
            return rank
    return precedence.index(ANY_SOURCE) if ANY_SOURCE in precedence else len(precedence)


def choose_by_precedence(figures: pd.DataFrame, precedence: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """One row for each key: that of the source which comes first in the precedence; ties go to the source's name.

    Parameters
        figures: rows with the columns of `key` and `source`.
    Returns
        the chosen rows in the order of `figures`, index kept.

    >>> figures = pd.DataFrame({"id": ["1", "1"], "year": 2023, "source": ["plan", "tuik"], "population": [2970, 6949]})
    >>> choose_by_precedence(figures, ("tuik", "plan"), ["id", "year"])["population"].tolist()
    [6949]
    """
    ranks = {source: source_rank(source, precedence) for source in figures["source"].unique()}
    ordered = figures.assign(_rank=figures["source"].map(ranks)).sort_values(["_rank", "source"], kind="stable")
    return figures.loc[ordered.drop_duplicates(list(key)).index.sort_values()]


def contradicted_figures(figures: pd.DataFrame, key: Sequence[str], value: str) -> pd.DataFrame:
    """The keys for which sources state different values; a missing value contradicts nothing.

    >>> figures = pd.DataFrame({"id": ["1", "1", "2", "2"], "source": ["a", "b"] * 2, "population": [5, 6, 7, 7]})
    >>> contradicted_figures(figures, ["id"], "population")["id"].tolist()
    ['1']
    """
    counts = figures.dropna(subset=[value]).groupby(list(key), sort=True)[value].nunique()
    return counts[counts > 1].reset_index()[list(key)]
