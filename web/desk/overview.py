"""`/veri`: what the workspace holds, layer by layer."""

from collections.abc import Mapping
from dataclasses import dataclass

from layers.base import LayerSpec
from layers.store.base import Revision
from web.desk.asking import DeskQuestion
from web.desk.cells import authority_word, severity_word, title_of
from web.desk.listing import Column, Listing, listing_of
from web.formatting import number
from web.i18n import Speech

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One layer: its current revision and what is to be said of it; without a revision it holds nothing yet."""

    name: str
    title: str
    description: str
    sources: tuple[str, ...]
    as_of: str | None
    revision: int | None
    created_at: str | None
    rows: int
    issues: Mapping[str, int]
    set_aside: int
    owner: str
    authority: str


def layer_lines(question: DeskQuestion) -> tuple[LayerLine, ...]:
    """All known layers, those with data first."""
    lines = question.library.keep(question.state, ("desk-lines", question.speech.code), lambda: _lines(question))
    return tuple(sorted(lines, key=lambda line: line.revision is None))


def _lines(question: DeskQuestion) -> tuple[LayerLine, ...]:
    workspace = question.state.workspace
    store = workspace.store()
    lines = []
    for name, spec in workspace.layers.items():
        revision = store.current(name)
        said = [] if revision is None else [issue.severity for issue in store.issues(name, revision.number)]
        lines.append(_line(spec, revision, said, question))
    return tuple(lines)


def _line(spec: LayerSpec, revision: Revision | None, said: list[str], question: DeskQuestion) -> LayerLine:
    speech = question.speech
    records = () if revision is None else revision.sources
    return LayerLine(
        name=spec.name,
        title=title_of(spec, speech),
        description=speech.choose(spec.description_tr, spec.description_en),
        sources=tuple(dict.fromkeys(question.state.workspace.source_title(record.source) for record in records)),
        as_of=max((record.as_of for record in records if record.as_of), default=None),
        revision=None if revision is None else revision.number,
        created_at=None if revision is None else revision.created_at,
        rows=0 if revision is None else revision.rows,
        issues={severity: said.count(severity) for severity in SEVERITIES},
        set_aside=sum(record.rows_quarantined for record in records),
        owner=speech.choose(spec.owner.tr, spec.owner.en),
        authority=authority_word(spec.authority, speech),
    )


def layers_listing(lines: tuple[LayerLine, ...], speech: Speech) -> Listing:
    """The layers as a table for files."""

    def count(value: object) -> str:
        return number(value, speech.code)

    columns = [
        Column("layer", speech.gettext("Katman")),
        Column("title", speech.gettext("Başlık")),
        Column("sources", speech.gettext("Kaynak")),
        Column("as_of", speech.gettext("Veri tarihi")),
        Column("revision", speech.gettext("Sürüm"), count, numeric=True),
        Column("created_at", speech.gettext("Alındığı gün")),
        Column("rows", speech.gettext("Satır"), count, numeric=True),
        *(Column(f"{severity}s", severity_word(severity, speech), count, numeric=True) for severity in SEVERITIES),
        Column("quarantined", speech.gettext("Ayrılan satır"), count, numeric=True),
        Column("owner", speech.gettext("Veri sahibi")),
        Column("authority", speech.gettext("Yetki")),
    ]
    records = [
        {
            "layer": line.name,
            "title": line.title,
            "sources": list(line.sources),
            "as_of": line.as_of,
            "revision": line.revision,
            "created_at": line.created_at,
            "rows": line.rows,
            **{f"{severity}s": line.issues[severity] for severity in SEVERITIES},
            "quarantined": line.set_aside,
            "owner": line.owner,
            "authority": line.authority,
        }
        for line in lines
    ]
    return listing_of("veri", columns, records)
