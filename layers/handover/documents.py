"""What stands beside the data of a package: dictionary, JSON Schema, ISO metadata, issues, and what is not certain."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from geo.issues import Finding
from layers.atlas import Atlas
from layers.base import LayerSpec
from layers.boundaries import SKETCH
from layers.outgoing.dictionary import definitions
from layers.outgoing.private_issues import quotes_private
from layers.outgoing.table import ColumnType, ExportTable, defuse
from layers.store.base import Revision, StoredIssue
from layers.workspace import Workspace

_JSON_TYPES: Mapping[ColumnType, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "list": {"type": "array", "items": {"type": "string"}},
}
ISSUE_HEADINGS = (
    "layer",
    "revision",
    "source",
    "row",
    "column",
    "kind",
    "severity",
    "owner",
    "old",
    "new",
    "message_tr",
    "message_en",
)


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV for programs and spreadsheets alike; no cell can start a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else defuse(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def json_of(document: object) -> bytes:
    """A document as JSON, one line a value, so that two packages can be compared."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def schema_of(table: ExportTable) -> dict[str, object]:
    """The JSON Schema (2020-12) of the attributes of one row."""
    properties: dict[str, object] = {}
    for name, kind in table.columns.items():
        field = table.fields.get(name)
        described: dict[str, Any] = dict(_JSON_TYPES[kind])
        if field is not None:
            described |= {"title": field.title_en, "x-title-tr": field.title_tr}
            if field.unit is not None:
                described["x-unit"] = field.unit
            if field.codes:
                described["enum"] = [*(code.key for code in field.codes), None]
        properties[name] = described
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.metadata.get("title", table.name),
        "type": "object",
        "properties": properties,
        "required": list(table.columns),
        "additionalProperties": False,
    }


def dictionary_of(tables: Iterable[ExportTable], language: str) -> bytes:
    """Every column and code of every table in one language, as CSV."""
    headings = (
        ("tablo", "sütun", "kod", "ad", "tür", "birim")
        if language == "tr"
        else ("table", "column", "code", "title", "type", "unit")
    )
    rows: list[Sequence[object]] = [headings]
    for table in tables:
        for item in definitions(table):
            unit = None if item.unit is None else getattr(item.unit, language)
            rows.append((table.name, item.column, item.code, getattr(item.title, language), getattr(item.type, language), unit))
    return csv_of(rows)


def issues_of(spec: LayerSpec, revision: Revision, issues: Iterable[StoredIssue]) -> Iterator[Sequence[object]]:
    """The issue rows of a revision that may leave: of a layer with private fields only those that quote none of its cells."""
    for issue in issues:
        if quotes_private(spec, issue):
            continue
        yield (
            *(revision.layer, revision.number, issue.source, issue.row, issue.column, issue.kind, issue.severity, issue.owner),
            *(issue.old, issue.new, issue.message_tr, issue.message_en),
        )


def findings_of(findings: Iterable[Finding]) -> Iterator[Sequence[object]]:
    """What contradicts what, as rows under their headings."""
    yield ("kind", "severity", "layers", "where", "message_tr", "message_en")
    for finding in findings:
        where = json.dumps(finding.where, ensure_ascii=False, sort_keys=True, default=str)
        yield (finding.kind, finding.severity, " ".join(finding.layers), where, finding.message("tr"), finding.message("en"))


def uncertain_of(workspace: Workspace, atlas: Atlas | None, revisions: Sequence[Revision]) -> Iterator[tuple[str, str, str]]:
    """What is sketched, unverified, contradicted or set aside: the subject, and the sentence in both languages."""
    if workspace.synthetic:
        yield (
            "workspace",
            "Veriler sentetiktir: böyle bir belediye yoktur.",
            "The data are synthetic: there is no such municipality.",
        )
    if atlas is not None:
        places = atlas.neighbourhoods
        sketched = int((places["boundary_kind"] == SKETCH).sum())
        if sketched:
            yield (
                "boundaries",
                f"{len(places)} mahalle sınırından {sketched} tanesi taslaktır; resmî sınır değildir.",
                f"{sketched} of {len(places)} neighbourhood boundaries are sketched; they are not official.",
            )
        for code, requirement in atlas.requirements.items():
            for issue in requirement.issues:
                yield (f"standards/{code}", issue.message("tr"), issue.message("en"))
        for name, fields in zip(places["name"], places["contradicted"], strict=True):
            if fields:
                listed = ", ".join(fields)
                yield (
                    "atlas",
                    f"{name}: başka bir kaynak çelişiyor: {listed}.",
                    f"{name}: another source contradicts: {listed}.",
                )
    for revision in revisions:
        aside = sum(record.rows_quarantined for record in revision.sources)
        if aside:
            yield (
                revision.layer,
                f"{aside} kaynak satırı okunamadı ve ayrıldı; pakette yoktur.",
                f"{aside} source rows could not be read and were set aside; they are not in the package.",
            )
