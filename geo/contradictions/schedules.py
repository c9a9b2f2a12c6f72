"""Dates and statuses of works, plans and decisions that cannot all be true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.contradictions.quantity import listed
from geo.issues import Finding, Language, Words


@dataclass(frozen=True, slots=True)
class Schedule:
    """The columns of one layer, each None where the layer has none, and the codes of its statuses.

    `start`, `end`, `approved`: dates, texts as yyyy-mm-dd, or bare years. `progress`: 0 to 1.
    """

    label: str = "name"
    start: str | None = None
    end: str | None = None
    approved: str | None = None
    status: str | None = None
    progress: str | None = None
    planned: frozenset[str] = frozenset({"planned"})
    completed: frozenset[str] = frozenset({"completed"})
    cancelled: frozenset[str] = frozenset({"cancelled"})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a layer says of each row; unknown dates are NaT, unknown progress NaN, and contradict nothing."""

    first: Mapping[str, pd.Series]
    last: Mapping[str, pd.Series]
    progress: pd.Series
    status: pd.Series
    as_of: pd.Timestamp
    schedule: Schedule

    def is_status(self, codes: frozenset[str]) -> pd.Series:
        return self.status.isin(list(codes))


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    kind: str
    words: Words
    breaks: Callable[[_Facts], pd.Series]


_RULES: tuple[_Rule, ...] = (
    _Rule(
        "end-before-start",
        "dates-contradict",
        Words("bitiş başlangıçtan önce", "end before start"),
        lambda facts: facts.last["end"] < facts.first["start"],
    ),
    _Rule(
        "approved-after-start",
        "dates-contradict",
        Words("onay başlangıçtan sonra", "approved after the start"),
        lambda facts: facts.first["approved"] > facts.last["start"],
    ),
    _Rule(
        "approved-in-the-future",
        "dates-contradict",
        Words("onay tarihi gelecekte", "approved in the future"),
        lambda facts: facts.first["approved"] > facts.as_of,
    ),
    _Rule(
        "progress-out-of-range",
        "status-contradicts",
        Words("ilerleme %0 ile %100 arasında değil", "progress not between 0% and 100%"),
        lambda facts: (facts.progress < 0.0) | (facts.progress > 1.0),
    ),
    _Rule(
        "completed-but-unfinished",
        "status-contradicts",
        Words("tamamlandı denmiş, ilerleme %100 değil", "completed, but progress below 100%"),
        lambda facts: facts.is_status(facts.schedule.completed) & (facts.progress < 1.0),
    ),
    _Rule(
        "completed-in-the-future",
        "status-contradicts",
        Words("tamamlandı denmiş, başlangıcı gelecekte", "completed, but starts in the future"),
        lambda facts: facts.is_status(facts.schedule.completed) & (facts.first["start"] > facts.as_of),
    ),
    _Rule(
        "planned-with-progress",
        "status-contradicts",
        Words("planlanıyor denmiş, ilerleme var", "planned, but has progress"),
        lambda facts: facts.is_status(facts.schedule.planned) & (facts.progress > 0.0),
    ),
    _Rule(
        "cancelled-with-progress",
        "status-contradicts",
        Words("iptal edilmiş, ilerleme var", "cancelled, but has progress"),
        lambda facts: facts.is_status(facts.schedule.cancelled) & (facts.progress > 0.0),
    ),
)


def find_schedule_contradictions(rows: pd.DataFrame, schedule: Schedule, source: str, layer: str, as_of: date) -> list[Finding]:
    """Rows that end before they start, are completed and unfinished, cancelled with progress, or approved too late.

    A bare year is the whole of it: what starts and ends in 2025 contradicts nothing.

    Parameters
        rows: one source's rows with the columns that `schedule` names; source_row where known.
        as_of: the day that the data describe; what lies after it is the future.
    Returns
        kinds `dates-contradict` and `status-contradicts`, one finding a rule with all rows that break it; the name of the rule in
        `where["rule"]`.

    >>> works = pd.DataFrame({"name": ["Park"], "from": [2027], "to": [2025]})
    >>> columns = Schedule(start="from", end="to")
    >>> (finding,) = find_schedule_contradictions(works, columns, "plan", "investments", date(2024, 9, 1))
    >>> finding.where["rule"]
    'end-before-start'
    """
    table = rows.reset_index(drop=True)
    facts = _facts(table, schedule, as_of)
    findings = []
    for rule in _RULES:
        broken = table[rule.breaks(facts).fillna(False).astype(bool)]
        if broken.empty:
            continue
        names = broken[schedule.label].astype(str).tolist()
        lines = broken["source_row"].astype(int).tolist() if "source_row" in broken else []
        findings.append(
            Finding(
                rule.kind,
                (layer,),
                {"source": source, "rule": rule.name, "names": names, "rows": lines},
                stated=len(names),
                computed=0,
                params={"source": source, "what": rule.words, "count": len(names), "listing": listed(names, _as_it_is)},
                effect=len(names) / len(table),
            )
        )
    return findings


def _as_it_is(name: object, language: Language) -> str:
    return str(name)


def _facts(table: pd.DataFrame, schedule: Schedule, as_of: date) -> _Facts:
    columns = {"start": schedule.start, "end": schedule.end, "approved": schedule.approved}
    spans = {name: _days(table, column) for name, column in columns.items()}
    unknown = pd.Series(float("nan"), index=table.index)
    progress = (
        unknown if schedule.progress is None else pd.to_numeric(table[schedule.progress], errors="coerce").astype("float64")
    )
    status = pd.Series("", index=table.index) if schedule.status is None else table[schedule.status].fillna("").astype(str)
    return _Facts(
        {name: span[0] for name, span in spans.items()},
        {name: span[1] for name, span in spans.items()},
        progress,
        status,
        pd.Timestamp(as_of),
        schedule,
    )


def _days(table: pd.DataFrame, column: str | None) -> tuple[pd.Series, pd.Series]:
    """First and last day that each cell can mean; NaT where it says nothing."""
    if column is None:
        nothing = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns]")
        return nothing, nothing
    cells = table[column]
    if pd.api.types.is_numeric_dtype(cells):
        years = cells.astype("float64").round().astype("Int64").astype("string")
        first, last = years + "-01-01", years + "-12-31"
        return tuple(pd.to_datetime(days, errors="coerce", format="%Y-%m-%d").astype("datetime64[ns]") for days in (first, last))
    days = pd.to_datetime(cells, errors="coerce", format="ISO8601").astype("datetime64[ns]")
    return days, days
