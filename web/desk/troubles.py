"""Issues and set-aside rows of a revision as tables; what stands in columns that are not public is kept from the network."""

from collections.abc import Mapping, Sequence

from layers.mapping import private_headings
from layers.store.base import SourceRecord, StoredIssue, StoredQuarantine
from web.desk.asking import DeskQuestion
from web.desk.cells import owner_word, severity_word
from web.desk.layer import LayerState
from web.desk.listing import Column, Filter, Listing, listing_of
from web.desk.overview import SEVERITIES
from web.formatting import MISSING
from web.i18n import Speech

SEVERITY = "onem"


def issue_columns(speech: Speech) -> list[Column]:
    """The columns of a table of issues."""
    return [
        Column("severity", speech.gettext("Önem"), lambda value: severity_word(str(value), speech)),
        Column("row", speech.gettext("Satır"), lambda value: MISSING if value is None else str(value), numeric=True),
        Column("column", speech.gettext("Sütun"), on_page=False),
        Column("message", speech.gettext("Ne oldu, ne yapmalı")),
        Column("old", speech.gettext("Yazan"), on_page=False),
        Column("new", speech.gettext("Yerine"), on_page=False),
        Column("owner", speech.gettext("Kim düzeltir"), lambda value: owner_word(str(value), speech)),
    ]


def severity_filter(speech: Speech) -> Filter:
    """The list that leaves only issues of one severity."""
    choices = {severity: severity_word(severity, speech) for severity in SEVERITIES}
    return Filter(SEVERITY, "severity", speech.gettext("Önem"), choices)


def issues_listing(question: DeskQuestion, state: LayerState, *, everything: bool) -> Listing:
    """The issues of the current revision, the gravest first.

    Parameters
        everything: whether the page is for this machine alone, so that cells of columns that are not public may be shown.
    """
    speech, workspace = question.speech, question.state.workspace
    stored = workspace.store().issues(state.spec.name, state.revision.number)
    hidden = {} if everything else _hidden_columns(state, [(issue.source, issue.column) for issue in stored])
    withheld = speech.gettext("Bu sütun herkese açık değil; ayrıntısı sunucunun bilgisayarında görülür.")
    records = []
    for issue in sorted(stored, key=lambda issue: SEVERITIES.index(issue.severity)):
        is_hidden = issue.old is not None and issue.column in hidden.get(issue.source, ())
        records.append(
            {
                "severity": issue.severity,
                "row": issue.row,
                "column": issue.column,
                "message": withheld if is_hidden else speech.choose(issue.message_tr, issue.message_en),
                "old": None if is_hidden else issue.old,
                "new": None if is_hidden else issue.new,
                "owner": issue.owner,
                "kind": issue.kind,
                "source": issue.source,
            }
        )
    columns = [
        *issue_columns(speech),
        Column("source", speech.gettext("Kaynak"), lambda value: workspace.source_title(str(value))),
        Column("kind", speech.gettext("Tür"), on_page=False),
    ]
    return listing_of(f"{state.spec.name}-sorunlar", columns, records, [severity_filter(speech)])


def set_aside_listing(question: DeskQuestion, state: LayerState, *, everything: bool) -> Listing:
    """The rows that the current revision set aside, each with its text as printed and what to do."""
    speech, workspace = question.speech, question.state.workspace
    store = workspace.store()
    number = state.revision.number
    rows = store.quarantine(state.spec.name, number)
    remedies = _remedies(store.issues(state.spec.name, number), speech)
    records = [
        {
            "row": row.row,
            "remedy": _remedy(row, remedies, state, everything=everything, speech=speech),
            "raw": _raw(row, state, everything=everything),
            "source": row.source,
            "kind": row.kind,
        }
        for row in rows
    ]
    return listing_of(f"{state.spec.name}-ayrilan", set_aside_columns(question), records)


def set_aside_columns(question: DeskQuestion) -> list[Column]:
    """The columns of a table of set-aside rows."""
    speech, workspace = question.speech, question.state.workspace
    return [
        Column("row", speech.gettext("Satır"), str, numeric=True),
        Column("remedy", speech.gettext("Neden ayrıldı, ne yapmalı")),
        Column("raw", speech.gettext("Dosyada yazan"), raw_text),
        Column("source", speech.gettext("Kaynak"), lambda value: workspace.source_title(str(value))),
        Column("kind", speech.gettext("Tür"), on_page=False),
    ]


def raw_text(raw: object) -> str:
    """A row as printed: each heading with its cell."""
    if not isinstance(raw, Mapping):
        return MISSING
    return " · ".join(f"{heading}: {cell}" for heading, cell in raw.items() if cell) or MISSING


def _remedies(issues: Sequence[StoredIssue], speech: Speech) -> Mapping[tuple[str, int, str], tuple[str, StoredIssue]]:
    return {
        (issue.source, issue.row, issue.kind): (speech.choose(issue.message_tr, issue.message_en), issue)
        for issue in issues
        if issue.row is not None
    }


def _remedy(
    row: StoredQuarantine,
    remedies: Mapping[tuple[str, int, str], tuple[str, StoredIssue]],
    state: LayerState,
    *,
    everything: bool,
    speech: Speech,
) -> str:
    found = remedies.get((row.source, row.row, row.kind))
    if found is None:
        return MISSING
    message, issue = found
    hidden = {} if everything else _hidden_columns(state, [(issue.source, issue.column)])
    if issue.old is not None and issue.column in hidden.get(issue.source, ()):
        return speech.gettext("Bu sütun herkese açık değil; ayrıntısı sunucunun bilgisayarında görülür.")
    return message


def _raw(row: StoredQuarantine, state: LayerState, *, everything: bool) -> dict[str, str]:
    if everything:
        return row.raw
    hidden = private_headings(state.spec, row.raw, _columns_of(state, row.source))
    return {heading: cell for heading, cell in row.raw.items() if heading not in hidden}


def _hidden_columns(state: LayerState, named: Sequence[tuple[str, str | None]]) -> dict[str, set[str]]:
    """Headings by source that must not be shown to everybody."""
    by_source: dict[str, set[str]] = {}
    for source, column in named:
        if column is not None:
            by_source.setdefault(source, set()).add(column)
    return {source: private_headings(state.spec, names, _columns_of(state, source)) for source, names in by_source.items()}


def _columns_of(state: LayerState, source: str) -> Mapping[str, str]:
    records: Sequence[SourceRecord] = state.revision.sources
    return next((record.columns for record in records if record.source == source), {})
