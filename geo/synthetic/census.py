"""Population as two sources print it, and what a text says of it: the register's table, the plan's table, the plan's paragraph."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers
from geo.synthetic.homes import AFTER, BEFORE, YEARS, Homes

REGISTER: Final = "tuik"
PLAN: Final = "plan"
TOTAL_NAME: Final = "TOPLAM"
_HEADING_LINES: Final = 1
_STATED_PLACES: Final = 5


def population_rows(homes: Homes, names: list[str], codes: list[str], area_m2: Integers) -> pd.DataFrame:
    """Both sources' tables, one row a neighbourhood, year and source, with the plan's printed total.

    Returns
        columns of the population layer; areas in km², exact to four decimals.
    """
    register = [_of_year(homes, names, codes, year).assign(source=REGISTER) for year in YEARS]
    plan = [_of_year(homes, names, codes, year).assign(source=PLAN, women=None, men=None) for year in (BEFORE, AFTER)]
    printed = pd.concat([_with_total(rows) for rows in plan], ignore_index=True)
    printed["stated_area_km2"] = np.tile(np.append(area_m2, area_m2.sum()) / 1e6, 2)
    before, after = (printed.loc[printed["year"] == year, "population"].astype(int).tolist() for year in (BEFORE, AFTER))
    is_after = printed["year"] == AFTER
    printed.loc[is_after, "since_year"] = BEFORE
    printed.loc[is_after, "stated_change_count"] = [now - then for then, now in zip(before, after, strict=True)]
    printed.loc[is_after, "stated_change_pct"] = [percent(now - then, then) for then, now in zip(before, after, strict=True)]
    return pd.concat([*register, printed], ignore_index=True)


def statement_rows(population: pd.DataFrame) -> pd.DataFrame:
    """What the plan's text says: the change of the first neighbourhoods and of the whole, as the plan's table prints it."""
    after = population[(population["source"] == PLAN) & (population["year"] == AFTER)]
    told = pd.concat([after.head(_STATED_PLACES), after[after["is_total"]]])
    measures = ["change_count", "change_pct"]
    rows = told.rename(columns={f"stated_{measure}": measure for measure in measures}).melt(
        ["neighbourhood_id", "neighbourhood_name", "source"], measures, "measure", "value", ignore_index=False
    )
    rows = rows.sort_index(kind="stable").reset_index(drop=True)
    return rows.assign(source_row=np.arange(len(rows)) // len(measures) + 1 + _HEADING_LINES)


def percent(part: int, whole: int) -> float:
    """A share in percent with one decimal, half away from zero, as an office's spreadsheet prints it.

    >>> percent(-1, 8), percent(1, 3)
    (-12.5, 33.3)
    """
    return float((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _of_year(homes: Homes, names: list[str], codes: list[str], year: int) -> pd.DataFrame:
    people, women = homes.population[year], homes.women[year]
    return pd.DataFrame(
        {
            "neighbourhood_id": codes,
            "neighbourhood_name": names,
            "is_total": False,
            "year": year,
            "population": people,
            "women": women,
            "men": people - women,
            "source_row": np.arange(len(names)) + 1 + _HEADING_LINES,
        }
    )


def _with_total(rows: pd.DataFrame) -> pd.DataFrame:
    total = rows.tail(1).assign(
        neighbourhood_id=None,
        neighbourhood_name=TOTAL_NAME,
        is_total=True,
        population=rows["population"].sum(),
        source_row=len(rows) + 1 + _HEADING_LINES,
    )
    return pd.concat([rows, total], ignore_index=True)
