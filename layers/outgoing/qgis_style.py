"""How QGIS draws a table: the colours of its codes as QGIS's own style document (QML)."""

from collections.abc import Mapping
from typing import Final, Literal
from xml.etree import ElementTree as ET

from layers.outgoing.table import ExportTable

Symbol = Literal["marker", "line", "fill"]

_CLASSES: Final[Mapping[Symbol, str]] = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}
_OTHER = "diğer / other"


def qgis_style(table: ExportTable, symbol: Symbol) -> str:
    """The style document of a table: one colour a code of the field that it is drawn by, else one colour for all.

    Parameters
        symbol: what its shapes are drawn as: points as markers, lines, or areas filled.
    """
    field = table.fields.get(table.style.by or "")
    codes = [code for code in (() if field is None else field.codes) if code.colour]
    root = ET.Element("qgis", {"version": "3.22.0", "styleCategories": "Symbology"})
    if field is None or not codes or field.name not in table.columns:
        renderer = ET.SubElement(root, "renderer-v2", {"type": "singleSymbol", "symbollevels": "0", "enableorderby": "0"})
        _symbol(ET.SubElement(renderer, "symbols"), "0", table.style.colour, symbol)
    else:
        attributes = {"type": "categorizedSymbol", "attr": field.name, "symbollevels": "0", "enableorderby": "0"}
        renderer = ET.SubElement(root, "renderer-v2", attributes)
        categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
        shown = [(code.key, code.title_tr, code.colour or table.style.colour) for code in codes]
        # An empty value is QGIS's class for all that is in no other.
        for place, (value, label, colour) in enumerate([*shown, ("", _OTHER, table.style.colour)]):
            ET.SubElement(
                categories, "category", {"symbol": str(place), "value": value, "label": label, "render": "true", "type": "string"}
            )
            _symbol(symbols, str(place), colour, symbol)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")


def _symbol(symbols: ET.Element, name: str, colour: str, symbol: Symbol) -> None:
    drawn = ET.SubElement(symbols, "symbol", {"type": symbol, "name": name, "alpha": "1", "clip_to_extent": "1"})
    layer = ET.SubElement(drawn, "layer", {"class": _CLASSES[symbol], "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(layer, "Option", {"type": "Map"})
    for key, value in _properties(colour, symbol).items():
        # QGIS before 3.22 reads the one, later ones the other.
        ET.SubElement(options, "Option", {"type": "QString", "name": key, "value": value})
        ET.SubElement(layer, "prop", {"k": key, "v": value})


def _properties(colour: str, symbol: Symbol) -> dict[str, str]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    if symbol == "line":
        return {"line_color": f"{red},{green},{blue},255", "line_width": "0.66", "line_width_unit": "MM"}
    outline = {"outline_color": "60,60,60,255", "outline_width": "0.2", "outline_width_unit": "MM", "outline_style": "solid"}
    shape = {"name": "circle", "size": "2.4", "size_unit": "MM"} if symbol == "marker" else {"style": "solid"}
    return {"color": f"{red},{green},{blue},200", **outline, **shape}
