"""Layers that are read by what their fields say: no code of their own, for ours and for those a municipality adds.

spec.py makes one, headings.py finds its columns, source.py opens the file, cells.py reads cells by type, reader.py puts the rows
together.
"""

from layers.declared.headings import recognises
from layers.declared.reader import read_declared
from layers.declared.spec import declared

__all__ = ["declared", "read_declared", "recognises"]
