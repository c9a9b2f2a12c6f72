"""All targets of the plan: how far each has come, and beside it, apart, the money."""

from dataclasses import dataclass

import pandas as pd

from web.desk.asking import DeskQuestion
from web.formatting import number
from web.targets.report import Period, Progress, progress_of, rows_of


@dataclass(frozen=True, slots=True)
class Money:
    """What was planned and spent, as written."""

    planned: str
    spent: str
    percent: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target: its progress, how much of its weight is known, its money and how many indicators it has."""

    no: str
    progress: Progress
    known_weight: str
    indicators: int
    undescribed: int
    money: Money


@dataclass(frozen=True, slots=True)
class AimBlock:
    """One aim with its targets; aims have money but no progress."""

    no: str
    money: Money
    targets: tuple[TargetLine, ...]


def overview_of(question: DeskQuestion, period: Period) -> tuple[Money, tuple[AimBlock, ...]]:
    """The money of the whole plan, and its aims with their targets."""
    rows, speech = rows_of(question, period), question.speech
    by_level = dict(iter(rows.groupby("level")))
    indicators = by_level.get("indicator", rows.iloc[:0])
    target_of = indicators["no"].map(lambda no: str(no).rpartition(".")[0])
    silent = indicators["unknown_en"].eq("its kind of value or direction is not given")
    counts, undescribed = target_of.value_counts(), target_of[silent].value_counts()
    lines: dict[str, list[TargetLine]] = {}
    for row in by_level.get("target", rows.iloc[:0]).to_dict("records"):
        no = str(row["no"])
        line = TargetLine(
            no,
            progress_of(row, speech),
            number(row["known_weight_pct"], speech.code, 0),
            int(counts.get(no, 0)),
            int(undescribed.get(no, 0)),
            money_of(row, question),
        )
        lines.setdefault(no.partition(".")[0], []).append(line)
    aims = {str(row["no"]): row for row in by_level.get("aim", rows.iloc[:0]).to_dict("records")}
    blocks = tuple(AimBlock(no, money_of(aims.get(no, {}), question), tuple(found)) for no, found in lines.items())
    plan = by_level.get("plan", rows.iloc[:0]).to_dict("records")
    return money_of(plan[0] if plan else {}, question), blocks


def money_of(row: dict[object, object] | dict[str, object], question: DeskQuestion) -> Money:
    """The money of a row of the monitoring table."""
    code = question.speech.code

    def value(name: str) -> object:
        return row.get(name, float("nan"))

    percent = value("spent_pct")
    written = number(percent, code, 1)
    shown = written if pd.isna(percent) else f"%{written}" if code == "tr" else f"{written} %"
    return Money(number(value("planned_try"), code), number(value("spent_try"), code), shown)
