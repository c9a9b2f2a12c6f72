"""The open data of a workspace as a catalogue for other catalogues: DCAT-AP 3 as JSON-LD, whole in itself.

Source: W3C DCAT 3; DCAT-AP 3.0 (SEMIC), whose mandatory properties are title, description, publisher and dataset of a catalogue,
title and description of a dataset, accessURL of a distribution.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from geo.issues import Words
from layers.open_data import OpenLayer
from layers.workspace import Workspace

_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "adms": "http://www.w3.org/ns/adms#",
}
_FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
# By suffix: the name in the EU's list of file types (none where it has none), and the media type.
TYPES: Final[Mapping[str, tuple[str | None, str]]] = {
    ".geojson": ("GEOJSON", "application/geo+json"),
    ".geojsonl": ("GEOJSON", "application/geo+json-seq"),
    ".gpkg": ("GPKG", "application/geopackage+sqlite3"),
    ".parquet": ("PARQUET", "application/vnd.apache.parquet"),
    ".fgb": (None, "application/vnd.flatgeobuf"),
    ".kml": ("KML", "application/vnd.google-earth.kml+xml"),
    ".zip": ("SHP", "application/zip"),
    ".dxf": ("DXF", "image/vnd.dxf"),
    ".csv": ("CSV", "text/csv"),
    ".xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_ANY_TYPE: Final = (None, "application/octet-stream")
_NO_LICENCE: Final = Words("Kaynağı bir lisans belirtmiyor", "Its source states no licence")


def media_type(suffix: str) -> str:
    """The media type of a format that files are handed on in.

    >>> media_type(".csv"), media_type(".xyz")
    ('text/csv', 'application/octet-stream')
    """
    return TYPES.get(suffix, _ANY_TYPE)[1]


def dcat_document(
    workspace: Workspace, layers: Sequence[OpenLayer], page: str, address_of: Callable[[str, str], str]
) -> dict[str, Any]:
    """The catalogue as one JSON-LD document.

    Parameters
        page: the address of the page of open data, absolute.
        address_of: the absolute address of a layer in the format of a suffix.
    """
    publisher = {"@id": f"{page}#yayinci", "@type": "foaf:Agent", "foaf:name": publisher_of(workspace)}
    title = Words(f"{workspace.name}: açık veri", f"{workspace.name}: open data")
    about = Words(
        "Mahalle atlasının katmanları: herkese açık alanları, kaynağı ve sürümüyle.",
        "The layers of the neighbourhood atlas: their public fields, with source and revision.",
    )
    return {
        "@context": _CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": _both(title),
        "dct:description": _both(about),
        "dct:publisher": publisher,
        "dct:language": [{"@id": f"{_LANGUAGES}TUR"}, {"@id": f"{_LANGUAGES}ENG"}],
        "dct:modified": _time(max(layer.created_at for layer in layers)),
        "foaf:homepage": {"@id": page},
        "dcat:dataset": [_dataset(layer, page, address_of, str(publisher["@id"])) for layer in layers],
    }


def publisher_of(workspace: Workspace) -> str:
    """Whose data these are: the municipality of the place."""
    return f"{workspace.district or workspace.province} Belediyesi"


def _dataset(layer: OpenLayer, page: str, address_of: Callable[[str, str], str], publisher: str) -> dict[str, Any]:
    revisions = ", ".join(f"{name} {number}" for name, number in sorted(layer.revisions.items()))
    found: dict[str, Any] = {
        "@id": f"{page}#{layer.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": layer.name,
        "dct:title": _both(layer.title),
        "dct:description": _both(layer.description),
        "dct:publisher": {"@id": publisher},
        "dct:modified": _time(layer.created_at),
        "dcat:version": revisions,
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": "; ".join(layer.sources)},
        "dcat:keyword": [{"@language": "tr", "@value": "mahalle"}, {"@language": "en", "@value": "neighbourhood"}],
        "dcat:landingPage": {"@id": f"{page}#{layer.name}", "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(layer, suffix, page, address_of(layer.name, suffix)) for suffix in layer.formats],
    }
    if layer.as_of is not None and len(layer.as_of) == len("2025-12-31"):
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:endDate": {"@type": "xsd:date", "@value": layer.as_of}}
    return found


def _distribution(layer: OpenLayer, suffix: str, page: str, address: str) -> dict[str, Any]:
    file_type, media = TYPES.get(suffix, _ANY_TYPE)
    found: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": f"{layer.name}{suffix}",
        "dcat:accessURL": {"@id": f"{page}#{layer.name}"},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{media}", "@type": "dct:MediaType"},
    }
    if file_type is not None:
        found["dct:format"] = {"@id": f"{_FILE_TYPES}{file_type}", "@type": "dct:MediaTypeOrExtent"}
    licences = list(dict.fromkeys(layer.licences.values()))
    # One file of several sources is free only if all are.
    if licences and not layer.unlicensed:
        found["dct:license"] = [_licence(licence) for licence in licences]
    else:
        found["dct:rights"] = {"@type": "dct:RightsStatement", "rdfs:label": _both(_NO_LICENCE)}
    return found


def _licence(text: str) -> dict[str, Any]:
    """A licence by its address, or by its name."""
    if urlsplit(text).scheme in ("http", "https"):
        return {"@id": text, "@type": "dct:LicenseDocument"}
    return {"@type": "dct:LicenseDocument", "dct:title": text}


def _both(words: Words) -> list[dict[str, str]]:
    return [{"@language": "tr", "@value": words.tr}, {"@language": "en", "@value": words.en}]


def _time(iso: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": iso}
