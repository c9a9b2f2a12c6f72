"""What we know and where it comes from: reads, checks, keeps and writes; computes nothing.

LAYERS is the registry: one file a layer, one line here.
"""

from layers import (
    assets,
    boundaries,
    centres,
    facilities,
    plan_areas,
    population,
    statements,
    target_costs,
    targets,
)
from layers.base import LayerSpec

LAYERS: dict[str, LayerSpec] = {
    module.LAYER.name: module.LAYER
    for module in (
        boundaries,
        population,
        statements,
        centres,
        plan_areas,
        facilities,
        assets,
        targets,
        target_costs,
    )
}

__all__ = ["LAYERS", "LayerSpec"]
