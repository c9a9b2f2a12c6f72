"""Population as two sources print it, the register and the plan, and what the plan's text says of it."""

from collections.abc import Sequence
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
_PLAN_YEARS: Final = (BEFORE, AFTER)
_STATED_PLACES: Final = 5


def population_rows(homes: Homes, names: Sequence[str], codes: Sequence[str], area_m2: Integers) -> pd.DataFrame:
    """Both sources' tables, one row a neighbourhood, year and source, with the plan's printed total.

    Returns
        columns of the population layer; areas in km², exact to four decimals.
    """
    count, register, plan = len(names), len(YEARS), len(_PLAN_YEARS)
    people = {year: [*homes.population[year].tolist(), int(homes.population[year].sum())] for year in YEARS}
    women = np.concatenate([homes.women[year] for year in YEARS])
    blank = [None] * (plan * (count + 1))
    # Of the plan's table only the rows of the later year carry its change.
    before_change = [None] * (register * count + count + 1)
    change = [now - then for then, now in zip(people[BEFORE], people[AFTER], strict=True)]
    counted = [number for year in YEARS for number in people[year][:count]]
    return pd.DataFrame(
        {
            "neighbourhood_id": [*(list(codes) * register), *([*codes, None] * plan)],
            "neighbourhood_name": [*(list(names) * register), *([*names, TOTAL_NAME] * plan)],
            "is_total": [*([False] * register * count), *([*[False] * count, True] * plan)],
            "year": np.repeat([*YEARS, *_PLAN_YEARS], [count] * register + [count + 1] * plan),
            "population": [*counted, *(number for year in _PLAN_YEARS for number in people[year])],
            "women": pd.array([*women.tolist(), *blank], dtype="Int64"),
            "men": pd.array([*(np.array(counted) - women).tolist(), *blank], dtype="Int64"),
            "temporary_protection": pd.array(
                [*[None] * (register - 1) * count, *homes.protected.tolist(), *blank], dtype="Int64"
            ),
            "since_year": pd.array([*before_change, *[BEFORE] * (count + 1)], dtype="Int64"),
            "stated_change_count": pd.array([*before_change, *change], dtype="Int64"),
            "stated_change_pct": [*before_change, *map(percent, change, people[BEFORE])],
            "stated_area_km2": [*[None] * register * count, *([*(area_m2 / 1e6).tolist(), area_m2.sum() / 1e6] * plan)],
            "source_row": [*_lines(count, register), *_lines(count + 1, plan)],
            "source": np.repeat([REGISTER, PLAN], [register * count, plan * (count + 1)]),
        }
    )


def statement_rows(population: pd.DataFrame) -> pd.DataFrame:
    """What the plan's text says: the change of the first neighbourhoods and of the whole, as the plan's table prints it."""
    after = population[population["stated_change_count"].notna()].to_dict("records")
    told = [*after[:-1][:_STATED_PLACES], after[-1]]
    return pd.DataFrame(
        [
            {
                "neighbourhood_id": row["neighbourhood_id"],
                "neighbourhood_name": row["neighbourhood_name"],
                "measure": measure,
                "value": float(row[f"stated_{measure}"]),
                "source": PLAN,
                "source_row": line,
            }
            for line, row in enumerate(told, 1 + _HEADING_LINES)
            for measure in ("change_count", "change_pct")
        ]
    )


def percent(part: int, whole: int) -> float:
    """A share in percent with one decimal, half away from zero, as an office's spreadsheet prints it.

    >>> percent(-1, 8), percent(1, 3)
    (-12.5, 33.3)
    """
    return float((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _lines(rows: int, times: int) -> list[int]:
    return [number + 1 + _HEADING_LINES for number in range(rows)] * times
