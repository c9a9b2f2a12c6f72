"""Which of the formats that are written in JSON a file is, from its beginning."""

import json
import re
from typing import Literal

JsonKind = Literal["geojson", "geojsonseq", "topojson", "other", "none"]

_RECORD_SEPARATOR = b"\x1e"
_GEOMETRIES = "Point|MultiPoint|LineString|MultiLineString|Polygon|MultiPolygon|GeometryCollection"
_GEOJSON = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|%s)"' % _GEOMETRIES.encode())
_TOPOLOGY = re.compile(rb'"type"\s*:\s*"Topology"')


def json_kind(head: bytes) -> JsonKind:
    """What the first bytes of a file say.

    >>> json_kind(b'{"type":"Topology","objects":{}'), json_kind(b'{"a":1}'), json_kind(b"NAME;AGE")
    ('topojson', 'other', 'none')
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_RECORD_SEPARATOR):
        return "geojsonseq"
    if not text.startswith((b"{", b"[")):
        return "none"
    if _TOPOLOGY.search(text):
        return "topojson"
    if not _GEOJSON.search(text):
        return "other"
    first, _, second = text.partition(b"\n")
    if second.lstrip().startswith(b"{"):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return "geojson"
        return "geojsonseq"
    return "geojson"
