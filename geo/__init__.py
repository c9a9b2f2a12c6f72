"""The pure floor: computes on frames and geometries.

No files, no network, no clock, no Flask, no folium. `tests/test_architecture.py` holds every module of this package to it.
"""
