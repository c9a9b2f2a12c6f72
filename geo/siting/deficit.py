"""What the people of each place lack: a neighbourhood's deficit shared out to where its people live."""

import pandas as pd


def share_deficit(homes: pd.DataFrame, deficit_m2: pd.Series) -> pd.Series:
    """The m2 that the people of each home lack: the neighbourhood's deficit by their share of its people.

    A neighbourhood whose deficit is unknown gives NaN, one where nobody lives 0.

    Parameters
        homes: neighbourhood_id, persons.
        deficit_m2: by neighbourhood id.
    Returns
        indexed like homes; the homes of a neighbourhood sum to its deficit.

    >>> homes = pd.DataFrame({"neighbourhood_id": ["a", "a", "b"], "persons": [30.0, 10.0, 5.0]})
    >>> share_deficit(homes, pd.Series({"a": 800.0})).tolist()
    [600.0, 200.0, nan]
    """
    persons = homes["persons"].astype("float64")
    people = persons.groupby(homes["neighbourhood_id"]).transform("sum")
    share = (persons / people.where(people > 0)).fillna(0.0).where(persons.notna())
    return homes["neighbourhood_id"].map(deficit_m2).astype("float64") * share
