"""Contradictions as a page shows them: one sentence each, and the rows behind it where there are some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.issues import Finding, Words
from layers.reports.place_findings import MovedRow, is_about, moved_rows
from web.formatting import number
from web.i18n import Speech


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One value that stands on the wrong row: what is printed, whose it is, and what should stand there."""

    id: str
    name: str
    row: int
    stated: str
    owner: str
    expected: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding. `rows` is empty where the sentence says it all; `source` and `against` head its columns."""

    severity: str
    sentence: str
    rows: tuple[NoticeRow, ...] = ()
    source: str = ""
    against: str = ""
    evidence: str = ""
    remedy: str = ""


def make_notices(findings: Sequence[Finding], speech: Speech) -> tuple[Notice, ...]:
    """All findings, the gravest first as they come."""
    return tuple(_notice(finding, speech) for finding in findings)


def notices_about(findings: Sequence[Finding], place_id: str, name: str, speech: Speech) -> tuple[Notice, ...]:
    """The findings that name a neighbourhood, with only its own row."""
    notices = []
    for finding in findings:
        notice = _notice(finding, speech)
        mine = tuple(row for row in notice.rows if row.id == place_id)
        if mine:
            notices.append(_only(notice, mine))
        elif not notice.rows and is_about(finding, place_id, name):
            notices.append(notice)
    return tuple(notices)


def _only(notice: Notice, rows: tuple[NoticeRow, ...]) -> Notice:
    return replace(notice, rows=rows)


def _notice(finding: Finding, speech: Speech) -> Notice:
    if not moved_rows(finding):
        return Notice(finding.severity, finding.message(speech.code))
    moved = finding.kind == "permuted-values"
    values = {
        "source": finding.params["source"],
        "against": finding.params["against"],
        "count": number(finding.params["count"], speech.code),
        "field": _words(finding.params["field"], speech),
    }
    if moved:
        sentence = speech.gettext("%(source)s tablosunda %(count)s mahallenin %(field)s başka bir satırın değeridir.", **values)
    else:
        sentence = speech.gettext("%(source)s ile %(against)s, %(count)s mahallede farklı değer veriyor (%(field)s).", **values)
    return Notice(
        severity=finding.severity,
        sentence=sentence,
        rows=tuple(_row(row, speech) for row in moved_rows(finding)),
        source=str(finding.params["source"]),
        against=str(finding.params["against"]),
        evidence=_words(finding.params["evidence"], speech) if moved else "",
        remedy=_remedy(values, speech) if moved else "",
    )


def _remedy(values: Mapping[str, object], speech: Speech) -> str:
    return speech.gettext(
        "Değerler yalnız yer değiştirdiği için hiçbir toplam bunu göstermez. Kaynaktan düzeltme isteyin; o zamana kadar "
        "atlasta %(against)s değerleri gösterilir.",
        **values,
    )


def _row(row: MovedRow, speech: Speech) -> NoticeRow:
    stated, expected = number(row.stated, speech.code), number(row.expected, speech.code)
    return NoticeRow(row.id, row.name, row.row, stated, row.owner, expected)


def _words(value: object, speech: Speech) -> str:
    return speech.choose(value.tr, value.en) if isinstance(value, Words) else str(value)
