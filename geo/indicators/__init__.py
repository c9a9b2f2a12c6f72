"""The indicators of the atlas: one file each, one line each below, in the order in which they are offered."""

from geo.indicators import change_count, change_pct, density, growth_per_mille, population
from geo.indicators.base import Indicator, Unit, Years

INDICATORS: dict[str, Indicator] = {
    module.INDICATOR.key: module.INDICATOR
    for module in (
        change_count,
        change_pct,
        population,
        density,
        growth_per_mille,
    )
}

__all__ = ["INDICATORS", "Indicator", "Unit", "Years"]
