"""Values as a page writes them: as reports do, so that page and paper say the same."""

from geo.formatting import (
    MISSING,
    area,
    day,
    indicator_value,
    is_known,
    number,
    percent,
    percent_share,
    signed,
    unit_word,
)

__all__ = [
    "MISSING",
    "area",
    "day",
    "indicator_value",
    "is_known",
    "number",
    "percent",
    "percent_share",
    "signed",
    "unit_word",
]
