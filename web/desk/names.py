"""Open names that wait for a person, and contradictions that `check` has found, as the desk shows them."""

from geo.issues import Finding
from geo.names import Place
from layers.aliases import OpenName, open_names
from layers.importing import gazetteer
from layers.mapping import field_title
from web.desk.asking import DeskQuestion
from web.desk.cells import severity_word, title_of
from web.desk.listing import Column, Listing, listing_of
from web.desk.troubles import severity_filter
from web.formatting import MISSING


def names_of(question: DeskQuestion) -> tuple[OpenName, ...]:
    """All names that match nothing, those already rejected last."""

    def find() -> tuple[OpenName, ...]:
        return tuple(sorted(open_names(question.state.workspace), key=lambda name: name.rejected))

    return question.library.keep(question.state, ("desk-names",), find)


def places_of(question: DeskQuestion) -> tuple[Place, ...]:
    """The neighbourhoods that a name can be accepted for."""

    def find() -> tuple[Place, ...]:
        workspace = question.state.workspace
        return tuple(gazetteer(workspace, workspace.store()).places)

    return question.library.keep(question.state, ("desk-places",), find)


def names_listing(question: DeskQuestion, names: tuple[OpenName, ...]) -> Listing:
    """The names as a table for files."""
    speech, workspace = question.speech, question.state.workspace
    columns = [
        Column("name", speech.gettext("Yazılan ad")),
        Column("suggestions", speech.gettext("Öneri")),
        Column("layer", speech.gettext("Katman"), lambda value: title_of(workspace.layer(str(value)), speech)),
        Column("source", speech.gettext("Kaynak"), lambda value: workspace.source_title(str(value))),
        Column("rows", speech.gettext("Satırlar")),
        Column("state", speech.gettext("Durum")),
    ]
    return listing_of("adlar", columns, [name.as_record() for name in names])


def findings_of(question: DeskQuestion) -> tuple[Finding, ...]:
    """All contradictions; none where there are no boundaries to build an atlas on."""
    return question.library.findings(question.state) if question.state.has_boundaries else ()


def findings_listing(question: DeskQuestion, findings: tuple[Finding, ...]) -> Listing:
    """The contradictions as a table, the gravest first."""
    speech, workspace = question.speech, question.state.workspace

    def layers(value: object) -> str:
        return ", ".join(title_of(workspace.layer(str(name)), speech) for name in (value if isinstance(value, list) else []))

    columns = [
        Column("severity", speech.gettext("Önem"), lambda value: severity_word(str(value), speech)),
        Column("layers", speech.gettext("Katman"), layers),
        Column("message", speech.gettext("Çelişki")),
        Column("evidence", speech.gettext("Dayanağı")),
        Column("kind", speech.gettext("Tür"), on_page=False),
    ]
    records = [
        {
            "severity": finding.severity,
            "layers": list(finding.layers),
            "message": finding.message(speech.code),
            "evidence": _evidence(finding, question),
            "kind": finding.kind,
        }
        for finding in findings
    ]
    return listing_of("celiskiler", columns, records, [severity_filter(speech)])


def _evidence(finding: Finding, question: DeskQuestion) -> str:
    """Where it stands: source, field, rows and neighbourhoods, as far as the finding says."""
    speech, where = question.speech, finding.where
    parts = []
    if isinstance(source := where.get("source"), str):
        parts.append(question.state.workspace.source_title(source))
    if isinstance(field := where.get("field"), str):
        parts.append(_shown_field(field, finding, question))
    rows = where.get("rows")
    lines = [row.get("row") if isinstance(row, dict) else row for row in rows] if isinstance(rows, list) else []
    if lines:
        parts.append(speech.gettext("satır %(rows)s", rows=", ".join(str(line) for line in lines)))
    names = where.get("neighbourhoods")
    if isinstance(names, list) and names and finding.kind != "permuted-values":
        parts.append(", ".join(str(name) for name in names))
    return " · ".join(parts) or MISSING


def _shown_field(field: str, finding: Finding, question: DeskQuestion) -> str:
    """A field of a finding by its title."""
    if field == "geometry":
        return question.speech.gettext("sınır")
    title = field_title(question.state.workspace.layer(finding.layers[0]), field)
    return question.speech.choose(title.tr, title.en)
