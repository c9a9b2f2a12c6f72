"""The contradictions that name a neighbourhood: the sentence, or its own row of a table of moved or differing values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from geo.formatting import number
from geo.issues import LANGUAGES, Finding, Words

_WITH_ROWS = ("permuted-values", "sources-differ")


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One value that another source contradicts: what is printed, whose it is (empty: nobody can tell), what it should be."""

    id: str
    name: str
    row: int
    stated: float
    owner: str
    expected: float


def moved_rows(finding: Finding) -> tuple[MovedRow, ...]:
    """The rows of a finding that has a table of values; none of any other."""
    if finding.kind not in _WITH_ROWS:
        return ()
    rows = cast(Sequence[Mapping[str, object]], finding.where["rows"])
    expected = Counter(row["expected"] for row in rows)
    # Where two neighbourhoods have the same figure, whose it was cannot be told.
    owners = {row["expected"]: str(row["neighbourhood"]) for row in rows if expected[row["expected"]] == 1}
    is_moved = finding.kind == "permuted-values"
    return tuple(
        MovedRow(
            id=str(row["neighbourhood_id"]),
            name=str(row["neighbourhood"]),
            row=int(str(row["row"])),
            stated=float(str(row["stated"])),
            owner=owners.get(row["stated"], "") if is_moved else "",
            expected=float(str(row["expected"])),
        )
        for row in rows
    )


def is_about(finding: Finding, place_id: str, name: str) -> bool:
    """Whether a finding without a table of values names the neighbourhood."""
    if "neighbourhood_id" in finding.where:
        return finding.where["neighbourhood_id"] == place_id
    return name in cast(Sequence[str], finding.where.get("neighbourhoods", ()))


def findings_about(findings: Sequence[Finding], place_id: str, name: str) -> list[Words]:
    """What contradicts the figures of a neighbourhood, a sentence each."""
    told = []
    for finding in findings:
        rows = moved_rows(finding)
        told += [_sentence(finding, row) for row in rows if row.id == place_id]
        if not rows and is_about(finding, place_id, name):
            told.append(Words(finding.message("tr"), finding.message("en")))
    return told


def _sentence(finding: Finding, row: MovedRow) -> Words:
    stated, expected = ({language: number(value, language) for language in LANGUAGES} for value in (row.stated, row.expected))
    source, against = finding.params["source"], finding.params["against"]
    tr = f"{source}, {row.row}. satırda {stated['tr']} yazıyor; {against} değeri {expected['tr']}."
    en = f"{source}, row {row.row} says {stated['en']}; the value of {against} is {expected['en']}."
    if row.owner:
        tr += f" Yazılan sayı aslında şu mahallenin değeri: {row.owner}."
        en += f" The printed figure is really that of: {row.owner}."
    return Words(tr, en)
