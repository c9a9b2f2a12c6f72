"""Clean tables such as municipalities print, made from a seed, and mistakes planted into them one at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True)
class Table:
    """One column in the order of the document, a second one beside it, and the total that was printed below."""

    values: list[float]
    beside: list[float]
    total: float
    decimals: int
    unit: str
    subtotals: list[float] = field(default_factory=list)

    def with_values(self, values: list[float]) -> "Table":
        return replace(self, values=[round(value, 6) for value in values])


def populations(rng: np.random.Generator) -> Table:
    rows = int(rng.integers(10, 61))
    values = [float(value) for value in np.maximum(30, rng.lognormal(7.3, 1.1, rows)).astype(int)]
    before = [float(round(value * rng.uniform(0.8, 1.2))) for value in values]
    return Table(values, before, sum(values), 0, "persons")


def areas_km2(rng: np.random.Generator) -> Table:
    return _areas(rng, 1.0, "km2")


def areas_ha(rng: np.random.Generator) -> Table:
    return _areas(rng, 4.0, "ha")


def areas_m2(rng: np.random.Generator) -> Table:
    return _areas(rng, 8.0, "m2")


def _areas(rng: np.random.Generator, size: float, unit: str) -> Table:
    rows = int(rng.integers(10, 61))
    values = [float(value) for value in np.maximum(0.11, rng.lognormal(size, 1.2, rows)).round(2)]
    parcels = [float(value) for value in rng.integers(1, 200, rows)]
    return Table(values, parcels, round(sum(values), 2), 2, unit)


def budgets(rng: np.random.Generator) -> Table:
    rows = int(rng.integers(10, 61))
    step = float(rng.choice([1_000, 10_000, 100_000]))
    values = [float(round(value) * step) for value in np.maximum(15, rng.lognormal(6.5, 1.2, rows))]
    next_year = [float(round(value * rng.uniform(1.1, 1.4) / step) * step) for value in values]
    return Table(values, next_year, sum(values), 0, "try")


CLEAN: dict[str, Callable[[np.random.Generator], Table]] = {
    "populations": populations,
    "areas_km2": areas_km2,
    "areas_ha": areas_ha,
    "areas_m2": areas_m2,
    "budgets": budgets,
}


def shares_of(values: list[float]) -> list[float]:
    """Shares in percent with two decimals that sum to 100 exactly: the largest remainders are rounded up."""
    exact = np.array(values) / sum(values) * 10_000
    units = np.floor(exact).astype(int)
    up = np.argsort(-(exact - units), kind="stable")[: 10_000 - int(units.sum())]
    units[up] += 1
    return [unit / 100 for unit in units.tolist()]


# Each returns the table with the mistake in it, or None where this table cannot show it (a swap of equal digits is no change).
Plant = Callable[[np.random.Generator, Table], Table | None]


def rotation(rng: np.random.Generator, table: Table) -> Table | None:
    """Some rows, not next to each other, pass their values around."""
    size = int(rng.integers(3, 8))
    places = sorted(rng.choice(len(table.values), size, replace=False).tolist())
    if len({table.values[place] for place in places}) < size or places[-1] - places[0] == size - 1:
        return None
    values = list(table.values)
    for place, source in zip(places, [*places[1:], places[0]], strict=True):
        values[place] = table.values[source]
    return table.with_values(values)


def shift(rng: np.random.Generator, table: Table) -> Table | None:
    """A block of rows slips by one, up or down; the value pushed out comes in at the other end."""
    size = int(rng.integers(3, 10))
    start = int(rng.integers(0, len(table.values) - size + 1))
    block = table.values[start : start + size]
    if len(set(block)) < size:
        return None
    moved = [*block[1:], block[0]] if rng.random() < 0.5 else [block[-1], *block[:-1]]
    return table.with_values([*table.values[:start], *moved, *table.values[start + size :]])


def open_shift(rng: np.random.Generator, table: Table) -> Table | None:
    """A block slips down by one; the value pushed out is lost, the first one stands twice."""
    size = int(rng.integers(3, 10))
    start = int(rng.integers(0, len(table.values) - size + 1))
    block = table.values[start : start + size]
    if len(set(block)) < size:
        return None
    return table.with_values([*table.values[:start], block[0], *block[:-1], *table.values[start + size :]])


def _digits(value: float, table: Table) -> str:
    return str(round(value * 10**table.decimals)).zfill(table.decimals + 1)


def swapped_digits(rng: np.random.Generator, table: Table) -> Table | None:
    """Two neighbouring digits of one row swap places."""
    row = int(rng.integers(len(table.values)))
    digits = list(_digits(table.values[row], table))
    place = int(rng.integers(len(digits) - 1)) if len(digits) > 1 else 0
    if len(digits) < 2 or digits[place] == digits[place + 1] or (place == 0 and digits[1] == "0"):
        return None
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    values = list(table.values)
    values[row] = int("".join(digits)) / 10**table.decimals
    return table.with_values(values)


def _times(table: Table, row: int, factor: float) -> Table | None:
    values = list(table.values)
    values[row] = values[row] * factor
    # People come in whole numbers and lira in this table as well: a fraction would be refused when it is read.
    if table.decimals == 0 and not values[row].is_integer():
        return None
    return table.with_values(values)


def factor_ten(rng: np.random.Generator, table: Table) -> Table | None:
    row = int(rng.integers(len(table.values)))
    return _times(table, row, 10.0 if rng.random() < 0.5 else 0.1)


def factor_thousand(rng: np.random.Generator, table: Table) -> Table | None:
    row = int(rng.integers(len(table.values)))
    return _times(table, row, 1000.0 if rng.random() < 0.5 else 0.001)


def copied_row(rng: np.random.Generator, table: Table) -> Table | None:
    """A row is copied over the one below it, in every column."""
    row = int(rng.integers(1, len(table.values)))
    values, beside = list(table.values), list(table.beside)
    if values[row] == values[row - 1]:
        return None
    values[row], beside[row] = values[row - 1], beside[row - 1]
    return replace(table.with_values(values), beside=beside)


def printed_subtotal(rng: np.random.Generator, table: Table) -> Table | None:
    """The printed total has a printed subtotal added in."""
    end = int(rng.integers(2, len(table.values)))
    subtotal = round(sum(table.values[:end]), table.decimals)
    return replace(table, total=round(table.total + subtotal, table.decimals), subtotals=[subtotal])


def subtotal_as_row(rng: np.random.Generator, table: Table) -> Table | None:
    """A subtotal stands among the rows as if it were one."""
    end = int(rng.integers(2, len(table.values)))
    start = int(rng.integers(0, end - 1))
    subtotal = round(sum(table.values[start:end]), table.decimals)
    beside = sum(table.beside[start:end])
    return replace(
        table.with_values([*table.values[:end], subtotal, *table.values[end:]]),
        beside=[*table.beside[:end], beside, *table.beside[end:]],
    )


UNIT_FACTORS = {"m2": 1e-4, "ha": 1e4, "km2": 100.0, "try": 1e-6}


def unit_of_a_row(rng: np.random.Generator, table: Table) -> Table | None:
    """One row is written in hectares among square metres, in square metres among hectares, and so on."""
    if table.unit not in UNIT_FACTORS:
        return None
    row = int(rng.integers(len(table.values)))
    slipped = _times(replace(table, decimals=6), row, UNIT_FACTORS[table.unit])
    if slipped is None or slipped.values[row] / UNIT_FACTORS[table.unit] != table.values[row]:
        return None
    return replace(slipped, decimals=table.decimals)


def unit_of_the_column(rng: np.random.Generator, table: Table) -> Table | None:
    """The whole column is written in another unit."""
    if table.unit not in UNIT_FACTORS:
        return None
    values = [round(value * UNIT_FACTORS[table.unit], 6) for value in table.values]
    return table.with_values(values)


# What each plant is to be called.
PLANTS: dict[str, tuple[Plant, str]] = {
    "rotation": (rotation, "permuted-values"),
    "shift": (shift, "shifted-block"),
    "open_shift": (open_shift, "shifted-block"),
    "swapped_digits": (swapped_digits, "transposed-digits"),
    "factor_ten": (factor_ten, "factor-ten"),
    "factor_thousand": (factor_thousand, "thousands"),
    "copied_row": (copied_row, "copied-row"),
    "printed_subtotal": (printed_subtotal, "subtotal-counted"),
    "subtotal_as_row": (subtotal_as_row, "subtotal-counted"),
    "unit_of_a_row": (unit_of_a_row, "unit-slipped"),
    "unit_of_the_column": (unit_of_the_column, "unit-slipped"),
}
BY_SOURCE = [name for name in PLANTS if "subtotal" not in name]
BY_TOTAL = [name for name in PLANTS if name not in ("rotation", "shift", "open_shift", "unit_of_the_column")]
