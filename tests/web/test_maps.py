"""The map's script: made of outlines only, the same each time, and asking nobody for anything."""

import json
import re
import subprocess
import sys

import geopandas as gpd
import shapely

from geo.crs import to_metric
from layers.atlas import Atlas
from web.maps import draw_map, screen_shapes


def test_the_same_map_is_the_same_text(atlas: Atlas) -> None:
    shapes = screen_shapes(atlas.neighbourhoods)
    assert draw_map(shapes) == draw_map(shapes)


def test_the_map_names_no_address_and_no_neighbourhood(atlas: Atlas) -> None:
    drawn = draw_map(screen_shapes(atlas.neighbourhoods))
    assert "//" not in drawn.script
    assert "<" not in drawn.script
    assert not [name for name in atlas.neighbourhoods["name"] if name in drawn.script]
    assert "$" not in drawn.script


def test_each_mark_lies_inside_its_shape_and_areas_stay(atlas: Atlas) -> None:
    shapes = screen_shapes(atlas.neighbourhoods)
    marks = gpd.points_from_xy(shapes["mark_lon"], shapes["mark_lat"])
    assert shapely.contains(shapes.geometry.to_numpy(), marks).all()
    before, after = to_metric(atlas.neighbourhoods).area, to_metric(shapes).area
    assert ((after / before - 1).abs() < 0.01).all()


def test_the_features_hold_only_what_the_page_needs(atlas: Atlas) -> None:
    script = draw_map(screen_shapes(atlas.neighbourhoods)).script
    collection = json.loads(re.search(r"atlas_shapes_add\((\{.*\})\);", script)[1])
    assert [feature["id"] for feature in collection["features"]] == [str(place) for place in range(37)]
    assert set(collection["features"][0]["properties"]) == {"at", "radius"}


def test_starting_loads_no_library_that_only_the_map_needs() -> None:
    code = "import sys, web; print(sorted({'folium', 'mapclassify', 'matplotlib', 'sklearn'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
