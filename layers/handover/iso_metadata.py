"""Metadata of a table as ISO 19115 has them, in the XML of ISO/TS 19139: the core elements that a geoportal asks for."""

from typing import Final
from xml.etree import ElementTree as ET

import shapely

from layers.outgoing.table import ExportTable
from layers.workspace import Workspace

_GMD: Final = "http://www.isotc211.org/2005/gmd"
_GCO: Final = "http://www.isotc211.org/2005/gco"
_CODES: Final = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
_NAMES = {"gmd": _GMD, "gco": _GCO}


def iso_metadata(workspace: Workspace, table: ExportTable, *, epsg: int = 4326) -> bytes:
    """The metadata document of a table: identifier, language, contact, date, CRS, title, abstract, extent, lineage.

    Parameters
        table: in EPSG:4326.
        epsg: the coordinate system in which the data are handed over.
    """
    for prefix, address in _NAMES.items():
        ET.register_namespace(prefix, address)
    root = ET.Element(f"{{{_GMD}}}MD_Metadata")
    day = table.metadata["created_at"][:10]
    _text(root, "fileIdentifier", f"{workspace.province}-{workspace.district or ''}-{table.name}-{table.metadata['revision']}")
    _text(root, "language", "tur")
    _code(root, "characterSet", "MD_CharacterSetCode", "utf8")
    _code(root, "hierarchyLevel", "MD_ScopeCode", "dataset")
    _responsible(root, "contact", workspace, "pointOfContact")
    _date(ET.SubElement(root, f"{{{_GMD}}}dateStamp"), day)
    _text(root, "metadataStandardName", "ISO 19115:2003")
    system = _path(root, "referenceSystemInfo", "MD_ReferenceSystem", "referenceSystemIdentifier", "RS_Identifier")
    _text(system, "code", f"EPSG:{epsg}")
    identification = _path(root, "identificationInfo", "MD_DataIdentification")
    citation = _path(identification, "citation", "CI_Citation")
    _text(citation, "title", f"{workspace.name}: {table.metadata['title']}")
    dated = _path(citation, "date", "CI_Date")
    _date(_path(dated, "date"), day)
    _code(dated, "dateType", "CI_DateTypeCode", "revision")
    _text(citation, "edition", table.metadata["revision"])
    _text(identification, "abstract", _abstract(table))
    _responsible(identification, "pointOfContact", workspace, "owner")
    limits = _path(identification, "resourceConstraints", "MD_Constraints")
    _text(limits, "useLimitation", table.metadata.get("note", "Bilgi amaçlıdır. For information only."))
    _text(identification, "language", "tur")
    _path(identification, "topicCategory", "MD_TopicCategoryCode").text = "planningCadastre"
    if table.is_drawn:
        _extent(identification, table)
    lineage = _path(root, "dataQualityInfo", "DQ_DataQuality", "lineage", "LI_Lineage")
    _text(lineage, "statement", f"Kaynak / source: {table.metadata.get('source', '')}")
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _abstract(table: ExportTable) -> str:
    titles = [field.title_tr for name in table.columns if (field := table.fields.get(name)) is not None]
    return f"{table.metadata['title']}: {len(table.features)} satır / rows. {', '.join(titles)}."


def _extent(parent: ET.Element, table: ExportTable) -> None:
    box = _path(parent, "extent", "EX_Extent", "geographicElement", "EX_GeographicBoundingBox")
    west, south, east, north = shapely.total_bounds(table.features.geometry.to_numpy(dtype=object)).tolist()
    for name, degrees in (
        ("westBoundLongitude", west),
        ("eastBoundLongitude", east),
        ("southBoundLatitude", south),
        ("northBoundLatitude", north),
    ):
        ET.SubElement(_path(box, name), f"{{{_GCO}}}Decimal").text = f"{degrees:.6f}"


def _responsible(parent: ET.Element, name: str, workspace: Workspace, role: str) -> None:
    party = _path(parent, name, "CI_ResponsibleParty")
    _text(party, "organisationName", " ".join(filter(None, [workspace.province, workspace.district, "–", workspace.name])))
    _code(party, "role", "CI_RoleCode", role)


def _path(parent: ET.Element, *names: str) -> ET.Element:
    for name in names:
        parent = ET.SubElement(parent, f"{{{_GMD}}}{name}")
    return parent


def _text(parent: ET.Element, name: str, text: str) -> None:
    allowed = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    ET.SubElement(_path(parent, name), f"{{{_GCO}}}CharacterString").text = allowed


def _date(parent: ET.Element, day: str) -> None:
    ET.SubElement(parent, f"{{{_GCO}}}Date").text = day


def _code(parent: ET.Element, name: str, kind: str, value: str) -> None:
    element = _path(parent, name, kind)
    element.attrib |= {"codeList": f"{_CODES}#{kind}", "codeListValue": value}
    element.text = value
