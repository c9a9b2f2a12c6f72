"""The attributes of a drawing's features as text: what a layer reads of them, and how a row that is set aside is kept."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd


class Attributes:
    """The attributes of features as text, column by column; a row is put together only when it is asked for.

    >>> features = gpd.GeoDataFrame({"AD": [" Çökek", None], "KOD": [31049.0, 31050.5]}, geometry=[None] * 2, index=[1, 2])
    >>> attributes = Attributes(features)
    >>> attributes.column(0), attributes.raw(2)
    (['Çökek', ''], {'AD': '', 'KOD': '31050.5'})
    """

    def __init__(self, features: gpd.GeoDataFrame) -> None:
        table = features.drop(columns=features.geometry.name)
        self.headings: Sequence[str] = [str(heading) for heading in table.columns]
        self._columns = [[_text(value) for value in table.iloc[:, place].tolist()] for place in range(table.shape[1])]
        self._places = {int(number): place for place, number in enumerate(features.index)}

    def column(self, place: int) -> list[str]:
        """All texts of a column, in the features' order."""
        return self._columns[place]

    def raw(self, number: int) -> dict[str, str]:
        """The feature of that number as heading and text."""
        place = self._places[number]
        return {heading: texts[place] for heading, texts in zip(self.headings, self._columns, strict=True)}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, np.ndarray | list):
        # A GeoJSON property may be a list, such as a centroid.
        return ", ".join(_text(item) for item in value)
    if pd.isna(value):
        return ""
    # A code stored as a number comes back as 31049.0 when another row has none.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
