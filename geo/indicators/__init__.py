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

# By the module that they are made in: one indicator, or the members of a family.
FAMILIES: dict[str, tuple[Indicator, ...]] = {
    "change_count": (change_count.INDICATOR,),
    "change_pct": (change_pct.INDICATOR,),
    "population": (population.INDICATOR,),
    "density": (density.INDICATOR,),
    "net_density": (net_density.INDICATOR,),
    "growth_per_mille": (growth_per_mille.INDICATOR,),
    "provision": provision.FAMILY,
    "facility_load": facility_load.FAMILY,
    "deficit": deficit.FAMILY,
    "walking_share": walking_share.FAMILY,
    "municipal_property": municipal_property.FAMILY,
    "investment": investment.FAMILY,
    "assembly_area": (assembly_area.INDICATOR,),
    "damage": damage.FAMILY,
}
INDICATORS: dict[str, Indicator] = {indicator.key: indicator for members in FAMILIES.values() for indicator in members}

__all__ = ["FAMILIES", "GROUPS", "INDICATORS", "Indicator", "Setting", "Unit"]
