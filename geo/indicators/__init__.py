"""The indicators of the atlas: one file each (or one family of them), one line each below, in the order they are offered in."""

from geo.indicators import (
    assembly_area,
    change_count,
    change_pct,
    damage,
    deficit,
    density,
    facility_load,
    growth_per_mille,
    investment,
    municipal_property,
    net_density,
    population,
    provision,
    walking_share,
)
from geo.indicators.base import GROUPS, Indicator, Setting, Unit

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for members in (
        (change_count.INDICATOR,),
        (change_pct.INDICATOR,),
        (population.INDICATOR,),
        (density.INDICATOR,),
        (net_density.INDICATOR,),
        (growth_per_mille.INDICATOR,),
        provision.FAMILY,
        facility_load.FAMILY,
        deficit.FAMILY,
        walking_share.FAMILY,
        municipal_property.FAMILY,
        investment.FAMILY,
        (assembly_area.INDICATOR,),
        damage.FAMILY,
    )
    for indicator in members
}

__all__ = ["GROUPS", "INDICATORS", "Indicator", "Setting", "Unit"]
