"""What we know and where it comes from: reads, checks, keeps and writes; computes nothing.

LAYERS is the registry: one file a layer, one line here.
"""

from layers import (
    address_points,
    assembly_areas,
    assets,
    boundaries,
    buildings,
    cemeteries,
    centres,
    citizen_requests,
    crosswalk,
    cultural_heritage,
    damage,
    facilities,
    infrastructure_works,
    investments,
    other_programmes,
    parcels,
    parks,
    plan_areas,
    population,
    reserve_areas,
    risk_areas,
    roads,
    settlement_suitability,
    shelters,
    statements,
    target_costs,
    targets,
    zoning,
)
from layers.base import LayerSpec

LAYERS: dict[str, LayerSpec] = {
    module.LAYER.name: module.LAYER
    for module in (
        boundaries,
        population,
        statements,
        crosswalk,
        centres,
        zoning,
        plan_areas,
        settlement_suitability,
        risk_areas,
        reserve_areas,
        parcels,
        buildings,
        damage,
        assets,
        facilities,
        parks,
        roads,
        infrastructure_works,
        other_programmes,
        cemeteries,
        cultural_heritage,
        assembly_areas,
        shelters,
        citizen_requests,
        address_points,
        investments,
        targets,
        target_costs,
    )
}

__all__ = ["LAYERS", "LayerSpec"]
