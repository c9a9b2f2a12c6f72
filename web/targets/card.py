"""One target: its card as the plan prints it, its progress in a period, what is behind its indicators, what is entered."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.editing import Seen, Thing, thing_rows
from layers.programme import Programme, over_all_years
from web.desk.asking import DeskQuestion
from web.desk.cells import writer_of
from web.desk.layer import LayerState, require_layer
from web.editing.texts import text_of
from web.formatting import MISSING, is_known, number
from web.programme.titles import cumulative_indicators
from web.targets.overview import Money, money_of
from web.targets.report import Period, Progress, progress_of, rows_of

# What a person enters of an indicator: of the year, and of all its years.
OF_YEAR = ("realised_half_value", "realised_value", "deviation_reason")
OF_ALL = ("value_kind", "direction")


@dataclass(frozen=True, slots=True)
class Behind:
    """What of an indicator's target the programme has: in the period's year and in all years."""

    title: str
    target: str
    planned: str
    placed: str
    funded: str
    built: str


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One indicator; `entries` are the values in its form, by field, `revision` and `seen` what the form was made from."""

    no: str
    name: str
    weight: str
    baseline: str
    by_year: tuple[str, ...]
    intervals: str
    responsible: str
    kind: str
    direction: str
    target: str
    realised: str
    reason: str
    progress: Progress
    behind: tuple[Behind, ...]
    seen: Seen
    revision: int
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TargetCard:
    """The card; `choices` are the titles of kinds of value and directions."""

    no: str
    years: tuple[int, ...]
    progress: Progress
    known_weight: str
    money: Money
    indicators: tuple[IndicatorCard, ...]
    choices: Mapping[str, Mapping[str, str]]
    investments: int


def target_card(question: DeskQuestion, no: str, period: Period, programme: Programme | None, rolled: pd.DataFrame) -> TargetCard:
    """The card of a target.

    Raises
        NotFoundError: `no-such-target`; there are no target cards.
    """
    state = require_layer(question, "targets")
    rows = state.rows[(state.rows["target_no"] == no) & ~state.rows["is_total"].fillna(value=False).astype(bool)]
    if not len(rows):
        known = ", ".join(sorted(set(state.rows["target_no"].dropna()), key=_numbers))
        raise NotFoundError(Issue("no-such-target", params={"target": no, "known": known}))
    speech, spec = question.speech, state.spec
    years = tuple(sorted({int(year) for year in rows["year"].dropna()}))
    monitored = rows_of(question, period)
    of_target = monitored[(monitored["level"] == "target") & (monitored["no"] == no)].to_dict("records")
    about: dict[object, object] = of_target[0] if of_target else {"band": None, "performance_pct": None, "known_weight_pct": None}
    by_no = {str(row["no"]): row for row in monitored[monitored["level"] == "indicator"].to_dict("records")}
    once = rows.drop_duplicates(["source", "id"])
    cards = [
        _indicator(
            question, state, (str(row["source"]), str(row["id"])), years, period, by_no.get(str(row["indicator_no"])), rolled
        )
        for _, row in once.iterrows()
    ]
    things = None if programme is None else programme.things
    belongs = (
        0 if things is None else int((things["indicator_no"].isin(once["indicator_no"]) | (things["target_no"] == no)).sum())
    )
    return TargetCard(
        no,
        years,
        progress_of({str(name): value for name, value in about.items()}, speech),
        number(about.get("known_weight_pct", float("nan")), speech.code, 0),
        money_of(about, question),
        tuple(sorted(cards, key=lambda card: _numbers(card.no))),
        {name: {code.key: speech.choose(code.title_tr, code.title_en) for code in spec.field(name).codes} for name in OF_ALL},
        belongs,
    )


def entries_of(state: LayerState, rows: pd.DataFrame, year: int, question: DeskQuestion) -> dict[str, str]:
    """What the form of an indicator shows for a year."""
    of_year = rows[rows["year"] == year]
    first = rows.iloc[0]
    row = of_year.iloc[0] if len(of_year) else None
    entries = {name: "" if row is None else _entry(state, row, name, question) for name in OF_YEAR}
    return entries | {name: _entry(state, first, name, question) for name in OF_ALL}


def _entry(state: LayerState, row: pd.Series, name: str, question: DeskQuestion) -> str:
    return text_of(state.spec.field(name), row[name], row.get(f"{name}_stated"), question.speech.code)


def _indicator(
    question: DeskQuestion,
    state: LayerState,
    key: tuple[str, str],
    years: tuple[int, ...],
    period: Period,
    monitored: Mapping[object, object] | None,
    rolled: pd.DataFrame,
) -> IndicatorCard:
    spec, speech = state.spec, question.speech
    rows = thing_rows(spec, state.rows, *key)
    first = rows.iloc[0]
    write = {item.name: writer_of(item, speech) for item in spec.fields}

    def stated(row: pd.Series, name: str) -> str:
        said = row.get(f"{name}_stated")
        return str(said) if isinstance(said, str) and said else write[name](row[name])

    of_year = {int(row["year"]): row for _, row in rows.iterrows() if is_known(row["year"])}
    row = of_year.get(period.year)
    about = {str(name): value for name, value in (monitored or {}).items()}
    thing = Thing(spec.name, *key, rows, state.revision.number)
    intervals = " · ".join(str(first[name]) for name in ("monitoring_interval", "reporting_interval") if is_known(first[name]))
    name = "realised_half_value" if period.half == 1 else "realised_value"
    return IndicatorCard(
        no=str(first["indicator_no"]),
        name=str(first["indicator"]),
        weight=write["weight_pct"](first["weight_pct"]),
        baseline=write["baseline"](first["baseline"]),
        by_year=tuple(stated(of_year[year], "target_value") if year in of_year else MISSING for year in years),
        intervals=intervals or MISSING,
        responsible=write["responsible"](first["responsible"]),
        kind=write["value_kind"](first["value_kind"]),
        direction=write["direction"](first["direction"]),
        target=MISSING if row is None else stated(row, "target_value"),
        realised=MISSING if row is None else stated(row, name),
        reason=MISSING if row is None else write["deviation_reason"](row["deviation_reason"]),
        progress=progress_of(about or {"band": None, "performance_pct": None}, speech),
        behind=_behind(question, rolled, str(first["indicator_no"]), period.year),
        seen=Seen(*key, thing.digest),
        revision=state.revision.number,
        entries=entries_of(state, rows, period.year, question),
    )


def _behind(question: DeskQuestion, rolled: pd.DataFrame, indicator: str, year: int) -> tuple[Behind, ...]:
    """What the programme has of the indicator; nothing where no investment is planned for it."""
    if not len(rolled) or indicator not in rolled.index.get_level_values("indicator_no"):
        return ()
    own = rolled.xs(indicator, level="indicator_no")
    if not own["planned"].sum():
        return ()
    names = ("target_value", "planned", "placed", "funded", "built")

    def line(title: str, values: pd.Series) -> Behind:
        return Behind(title, *(number(values[name], question.speech.code, None) for name in names))

    whole = over_all_years(rolled.loc[[indicator]], cumulative_indicators(question))
    lines = [line(question.speech.gettext("bütün yıllar"), whole.iloc[0])]
    if year in own.index:
        lines.insert(0, line(str(year), own.loc[year]))
    return tuple(lines)


def _numbers(text: str) -> tuple[list[int], str]:
    parts = str(text).split(".")
    return ([int(part) for part in parts] if all(part.isdecimal() for part in parts) else [], str(text))
