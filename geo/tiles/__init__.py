"""Shapes cut into square map tiles, each as light as its zoom allows, borders shared as before.

All shapes are put on one grid (grid.py) as corners end to end (parts.py); each corner gets the lowest zoom at which it is drawn
(ranks.py); a tile takes what lies in it (pyramid.py), cut at its edge (clipping.py), as drawing commands (commands.py).
Web Mercator is for pictures: nothing is measured on it.
"""

from geo.tiles.grid import MAX_ZOOM, Tile
from geo.tiles.pyramid import Cut, Pyramid, gather_pyramid, make_pyramid

__all__ = ["MAX_ZOOM", "Cut", "Pyramid", "Tile", "gather_pyramid", "make_pyramid"]
