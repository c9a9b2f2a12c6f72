"""What we know and where it comes from: reads, checks, keeps and writes; computes nothing.

LAYERS is the registry: one file a layer, one line here.
"""

from layers import boundaries, population, statements
from layers.base import LayerSpec

LAYERS: dict[str, LayerSpec] = {
    module.LAYER.name: module.LAYER
    for module in (
        boundaries,
        population,
        statements,
    )
}

__all__ = ["LAYERS", "LayerSpec"]
