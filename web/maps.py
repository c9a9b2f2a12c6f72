"""The map: folium draws the neighbourhoods, with nothing in it but outlines.

folium escapes nothing and loads half a dozen libraries from elsewhere. So no name and no id reaches it: a shape is known by its
place in the table, and tooltips and colours are made in the browser from that table and its legend. And only its
drawing script is taken, as a file that follows from the boundaries alone: a browser keeps it from one view to the next. Leaflet
itself is served by us.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage import simplify_for_screen
from geo.crs import to_metric

_STYLE = {"fillColor": "#ffffff", "fillOpacity": 1, "color": "#4a4a4a", "weight": 1}

# A vertex less than a pixel off the line on the widest screens is not seen.
_SCREEN_PIXELS = 3000
# 0.00001 degrees are about a metre.
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class FoliumMap:
    """What a page needs of a map: the container and the script that fills it. Both hold nothing that a user has typed."""

    html: str
    script: str


def screen_shapes(neighbourhoods: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The outlines as light as the screen allows, in EPSG:4326, with a place for a mark.

    Columns geometry, mark_lon, mark_lat and mark_radius_m: centre and radius of the greatest circle inside.
    """
    metric = to_metric(neighbourhoods[["geometry"]])
    west, south, east, north = metric.total_bounds
    light = simplify_for_screen(metric, float(max(east - west, north - south)) / _SCREEN_PIXELS)
    circles = shapely.maximum_inscribed_circle(light.geometry.to_numpy(), tolerance=5.0)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), index=light.index, crs=light.crs).to_crs(4326)
    shapes = light.to_crs(4326)
    shapes["geometry"] = shapely.transform(shapes.geometry.to_numpy(), lambda xy: np.round(xy, _DECIMALS))
    shapes["mark_lon"], shapes["mark_lat"] = centres.x.round(_DECIMALS), centres.y.round(_DECIMALS)
    shapes["mark_radius_m"] = shapely.length(circles).round()
    return shapes


def is_tall(shapes: gpd.GeoDataFrame) -> bool:
    """Whether the place is higher than wide, so that a legend fits beside it."""
    west, south, east, north = to_metric(shapes[["geometry"]]).total_bounds
    return bool(north - south > 1.15 * (east - west))


def draw_map(shapes: gpd.GeoDataFrame, name: str = "atlas") -> FoliumMap:
    """The folium map of the shapes; the same input gives the same text.

    In the browser the map is `map_<name>` and its shapes are `geo_json_<name>_shapes`.
    """
    # Takes half a second to load, and only a map needs it.
    import folium
    from branca.element import Figure

    west, south, east, north = (float(value) for value in shapes.total_bounds)
    chart = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        # The wheel scrolls the page; + and − zoom the map.
        scroll_wheel_zoom=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
    )
    layer = folium.GeoJson(_features(shapes), style_function=lambda _: _STYLE)
    layer.add_to(chart)
    # map.js fits the view: Leaflet would animate a fit asked for here, and its end would undo what comes between.
    # Random ids would make each page differ from the last.
    chart._id, layer._id = name, f"{name}_shapes"
    figure = chart.get_root()
    if not isinstance(figure, Figure):
        raise TypeError(f"folium has put the map into {type(figure).__name__}, not into a figure")
    figure.render()
    return FoliumMap(figure.html.render(), figure.script.render())


def _features(shapes: gpd.GeoDataFrame) -> dict[str, object]:
    features = []
    for place, row in enumerate(shapes.itertuples()):
        features.append(
            {
                "type": "Feature",
                "id": str(place),
                "properties": {"at": [row.mark_lat, row.mark_lon], "radius": row.mark_radius_m},
                "geometry": shapely.geometry.mapping(row.geometry),
            }
        )
    return {"type": "FeatureCollection", "features": features}
