"""A small file of every layer, with invented things in Defne's neighbourhoods, as a municipality would write it."""

from pathlib import Path

from layers import LAYERS
from layers.base import LayerSpec, ReadContext, Reading
from layers.importing import read_file

SAMPLES = {path.stem: path for path in sorted((Path(__file__).parent / "samples").iterdir())}
# Layers that are read by what their fields say, and those that draw anything.
DECLARED = [name for name, spec in LAYERS.items() if spec.read is None]
DRAWN = [name for name, spec in LAYERS.items() if spec.geometry is not None]


def read_sample(spec: LayerSpec, context: ReadContext) -> Reading:
    """The sample of a layer, read in this process."""
    return read_file(spec, SAMPLES[spec.name], context)
