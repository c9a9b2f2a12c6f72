"""One investment as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue, Words
from layers.editing import thing_rows
from layers.programme import Programme
from web.desk.asking import DeskQuestion
from web.desk.cells import public_fields, unit_of, writer_of
from web.desk.layer import LayerState, require_layer
from web.formatting import MISSING, is_known, number
from web.programme.table import duty_writer, missing_word

_NOT_TOLD = frozenset({"id", "name", "neighbourhood_id", "stated_name", "is_total", "source_row", "year"})


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict in words: what it is, with what, how much of it, by which source, and what could be done."""

    title: str
    other: str
    share: str
    source: str
    remedy: str


@dataclass(frozen=True, slots=True, eq=False)
class InvestmentSheet:
    """The investment: fields by title, a table of its years, duty, conflicts (None where nobody could look)."""

    state: LayerState
    rows: pd.DataFrame
    name: str
    source: str
    id: str
    source_title: str
    facts: Mapping[str, str]
    headings: tuple[str, ...]
    years: tuple[tuple[str, ...], ...]
    duty: str
    duty_source: str
    duty_missing: str
    conflicts: tuple[ConflictLine, ...] | None
    target_no: str | None
    indicator_no: str | None


def investment_sheet(question: DeskQuestion, programme: Programme, source: str, thing: str) -> InvestmentSheet:
    """The page of one investment.

    Raises
        NotFoundError: `no-such-row`.
    """
    state = require_layer(question, "investments")
    spec, speech = state.spec, question.speech
    rows = thing_rows(spec, state.rows, source, thing)
    if not len(rows):
        raise NotFoundError(Issue("no-such-row", params={"layer": Words(spec.title_tr, spec.title_en), "id": thing}))
    first = rows.iloc[0]
    fields = [item for item in public_fields(spec) if item.name not in _NOT_TOLD and not item.name.endswith("_stated")]
    facts = {
        speech.choose(
            item.title_tr, item.title_en
        ): f"{writer_of(item, speech)(first[item.name])} {unit_of(item, speech)}".strip()
        for item in fields
        if not item.by_year and is_known(first[item.name])
    }
    yearly = [item for item in fields if item.by_year]
    lines = [
        (
            str(int(row["year"])) if is_known(row["year"]) else MISSING,
            *(writer_of(item, speech)(row[item.name]) for item in yearly),
        )
        for _, row in rows.iterrows()
    ]
    is_shown = thing in programme.things.index and programme.things.loc[thing, "source"] == source
    about = programme.things.loc[thing] if is_shown else None
    return InvestmentSheet(
        state,
        rows,
        str(first["name"]),
        source,
        thing,
        question.state.workspace.source_title(source),
        facts,
        (
            speech.gettext("Yıl"),
            *(
                f"{speech.choose(item.title_tr, item.title_en)} {f'({unit_of(item, speech)})' if item.unit else ''}".strip()
                for item in yearly
            ),
        ),
        tuple(lines),
        duty_writer(speech)(None if about is None else about["duty"]),
        "" if about is None or not is_known(about["duty_source"]) else str(about["duty_source"]),
        "" if about is None or not is_known(about["duty_missing"]) else missing_word(str(about["duty_missing"]), speech),
        _conflicts(question, programme, thing) if is_shown else None,
        _text(first["target_no"]),
        _text(first["indicator_no"]),
    )


def _text(value: object) -> str | None:
    return str(value) if is_known(value) else None


def _conflicts(question: DeskQuestion, programme: Programme, thing: str) -> tuple[ConflictLine, ...] | None:
    if programme.conflicts is None:
        return None
    speech, layers = question.speech, question.state.workspace.layers
    found = programme.conflicts.rows
    lines = []
    for row in found[found["thing"] == thing].itertuples():
        spec = layers.get(str(row.layer)) if is_known(row.layer) else None
        other = "" if spec is None else speech.choose(spec.title_tr, spec.title_en)
        value = str(row.other_value) if is_known(row.other_value) else ""
        code = next((code for item in (spec.fields if spec else ()) for code in item.codes if code.key == value), None)
        value = value if code is None else speech.choose(code.title_tr, code.title_en)
        share = f"{number(100 * float(row.share_ratio), speech.code, 1)} %" if is_known(row.share_ratio) else MISSING
        lines.append(
            ConflictLine(
                speech.choose(row.title.tr, row.title.en),
                ": ".join(part for part in (other, value) if part) or MISSING,
                share,
                str(row.source),
                speech.choose(row.remedy.tr, row.remedy.en),
            )
        )
    return tuple(lines)
