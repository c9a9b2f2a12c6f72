"""QGIS as another program: opens files and servers and tells in JSON what it sees. Run by the system's Python, which has QGIS.

Usage: read_by_qgis.py files PATH…
       read_by_qgis.py server ADDRESS COLLECTION COUNT EPSG
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProject,
    QgsRenderContext,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

# OGC API - Features, part 2: before, QGIS only knows degrees there (its pull request 52366).
CAN_ASK_FOR_A_SYSTEM = 33200
NEW_PLACE = "connections/ows/items/wfs/connections/items/atlas"


def plain(value):
    """A value as JSON has it; None where QGIS has NULL."""
    if isinstance(value, QVariant):
        return None if value.isNull() else plain(value.value())
    if hasattr(value, "toString"):
        # Days and moments of Qt.
        return value.toString("yyyy-MM-dd")
    return value


def colours(renderer):
    """The colour of each category by its value, or the one colour under null."""
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        return {"by": renderer.classAttribute(), "of": {c.value(): c.symbol().color().name() for c in renderer.categories()}}
    if isinstance(renderer, QgsSingleSymbolRenderer):
        return {"by": None, "of": {"": renderer.symbol().color().name()}}
    # A KML has a style a feature; what is drawn tells it.
    return {"by": type(renderer).__name__, "of": {}}


def seen(layer):
    """What QGIS sees of a layer."""
    features = list(layer.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.EmbeddedSymbols)))
    fields = [field.name() for field in layer.fields()]
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "geometry": QgsWkbTypes.geometryDisplayString(layer.geometryType()),
        "types": {field.name(): field.typeName() for field in layer.fields()},
        "rows": [dict(zip(fields, map(plain, feature.attributes()), strict=True)) for feature in features],
        "shapes": [feature.geometry().asWkt(9) if feature.hasGeometry() else None for feature in features],
        "colours": colours(layer.renderer()) if layer.isSpatial() and layer.renderer() else None,
        # What is drawn, not only what stands in the style.
        "drawn": drawn(layer, features),
    }


def drawn(layer, features):
    """The colour in which each feature is drawn."""
    renderer = layer.renderer()
    if renderer is None or not layer.isSpatial():
        return None
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    renderer.startRender(context, layer.fields())
    found = []
    for feature in features:
        context.expressionContext().setFeature(feature)
        symbol = renderer.originalSymbolForFeature(feature, context)
        found.append(None if symbol is None else symbol.color().name())
    renderer.stopRender(context)
    return found


def files(paths):
    """Each file by its path."""
    found = {}
    for path in paths:
        source = f"/vsizip/{path}" if path.endswith(".zip") else path
        layer = QgsVectorLayer(source, "file", "ogr")
        found[path] = seen(layer) if layer.isValid() else {"valid": False}
    return found


def server(address, collection, count, epsg):
    """The collections that the browser panel lists, and a layer made of one of them, moved to a coordinate system."""
    settings = QgsSettings()
    # Where versions before and after 3.30 keep their connections.
    for url, version in (
        ("qgis/connections-wfs/atlas/url", "qgis/WFS/atlas/version"),
        (f"{NEW_PLACE}/url", f"{NEW_PLACE}/version"),
    ):
        settings.setValue(url, address)
        settings.setValue(version, "OGC_API_FEATURES")
    registry = QgsApplication.dataItemProviderRegistry()
    (provider,) = (one for one in registry.providers() if one.name() == "WFS")
    root = provider.createDataItem("", None)
    (connection,) = (one for one in root.createChildren() if one.name() == "atlas")
    listed = [child.name() for child in connection.createChildren()]
    uri = f"url='{address}' typename='{collection}' pagingEnabled='true' pageSize='1000'"
    if Qgis.QGIS_VERSION_INT >= CAN_ASK_FOR_A_SYSTEM:
        uri += f" srsname='EPSG:{epsg}'"
    layer = QgsVectorLayer(uri, "server", "OAPIF")
    there = QgsCoordinateReferenceSystem.fromEpsgId(int(epsg))
    move = QgsCoordinateTransform(layer.crs(), there, QgsProject.instance())
    ids, shapes = [], []
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(move)
        ids.append(feature["id"])
        shapes.append(geometry.asWkt(9))
        if len(ids) == int(count):
            break
    types = {field.name(): field.typeName() for field in layer.fields()}
    return {
        "valid": layer.isValid(),
        "version": Qgis.QGIS_VERSION_INT,
        "crs": layer.crs().authid(),
        "listed": listed,
        "count": layer.featureCount(),
        "ids": ids,
        "shapes": shapes,
        "types": types,
    }


def main():
    """Answer on standard output."""
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    what, *rest = sys.argv[1:]
    answer = files(rest) if what == "files" else server(*rest)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    # Leaving by the door takes Qt down in an order that it does not always survive.
    os._exit(0)


main()
