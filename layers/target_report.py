"""`mahalle report targets`: how far the strategic plan has come, target by target and year by year, money beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue, Words
from geo.monitoring import monitoring_table, roll_up_costs, roll_up_investments
from geo.targets import BANDS, DIRECTIONS, UNKNOWN, VALUE_KINDS, find_unexplained_deviations, indicator_performance
from geo.turkish import fold, lower
from layers.export import ExportTable
from layers.importing import current_frame
from layers.outgoing.table import ColumnType
from layers.store.base import Store
from layers.workspace import Workspace

Half = Literal[1, 2]

_NOT_DESCRIBED: Final = Words("değer türü ya da yönü yazılmamış", "its kind of value or direction is not given")
_TARGET: Final = re.compile(r"[0-9]+\.[0-9]+")
_BANDS: Final = {band.key: band.words for band in BANDS}
# What a card prints for work that is to be done, without a number.
_TICK: Final = "x"

COLUMNS: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("level", "no", "name"), "text"),
    **dict.fromkeys(("year", "half"), "integer"),
    **dict.fromkeys(("weight_pct", "known_weight_pct", "baseline", "target_value", "realised_value"), "number"),
    "performance_pct": "number",
    **dict.fromkeys(("band", "band_tr", "band_en", "unknown_tr", "unknown_en"), "text"),
    **dict.fromkeys(("planned_try", "spent_try", "spent_pct"), "number"),
    **dict.fromkeys(("investments_planned", "investments_placed", "investments_funded", "investments_built"), "number"),
    "deviation_reason": "text",
}


@dataclass(frozen=True, slots=True, eq=False)
class TargetReport:
    """`rows`: by year, then plan, aim, target and indicator, with COLUMNS; what is unknown is missing and says why.

    `issues`: what keeps performance from being known, and deviations without a reason.
    """

    rows: pd.DataFrame
    issues: tuple[Issue, ...]


def report_targets(workspace: Workspace, *, half: Half = 2, year: int | None = None) -> TargetReport:
    """The monitoring tables of all years, or of one: the half year's (1), held against the target of its year, or the year's (2).

    Raises
        NotFoundError: `empty-layer`, there are no target cards; `no-targets-in-year`, they have no such year.
    """
    store = workspace.store()
    targets = current_frame(workspace, store, "targets")
    if targets is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": "targets"}))
    cards = target_cards(targets, half)
    if year is not None:
        years = sorted(set(cards["year"]))
        if year not in years:
            raise NotFoundError(Issue("no-targets-in-year", params={"year": str(year), "years": ", ".join(map(str, years))}))
        cards = cards[cards["year"] == year]
    described = cards["value_kind"].isin(VALUE_KINDS) & (cards["direction"].isin(DIRECTIONS) | (cards["value_kind"] == "tick"))
    # Of cards that say neither nothing is computed, rather than with a kind and direction that nobody gave.
    known = cards.assign(
        value_kind=cards["value_kind"].where(described, "tick"), realised_value=cards["realised_value"].where(described)
    )
    performance = indicator_performance(known)
    issues = [] if half == 1 else find_unexplained_deviations(known)
    if not described.all():
        count = int(cards.loc[~described, "indicator_no"].nunique())
        issues.insert(0, Issue("indicators-not-described", params={"count": count, "all": int(cards["indicator_no"].nunique())}))
    costs = _costs(current_frame(workspace, store, "target_costs"), cards, programmed(workspace, store), half)
    monitored = monitoring_table(known, costs)
    rows = pd.concat(
        [
            _indicator_rows(cards, performance, described, programmed(workspace, store)),
            _target_rows(monitored),
            _sums(costs),
        ],
        ignore_index=True,
    )
    return TargetReport(_in_order(rows), tuple(issues))


def require_csv(out: Path) -> None:
    """Refuse a file that a report without shapes cannot be written to.

    Raises
        RefusedError: `unknown-export`.

    >>> require_csv(Path("izleme.csv"))
    """
    if lower(out.suffix) != ".csv":
        raise RefusedError(Issue("unknown-export", params={"suffix": out.suffix, "known": ".csv"}))


def target_export(workspace: Workspace, report: TargetReport) -> ExportTable:
    """The report as a table to write."""
    rows = report.rows.set_index(pd.Index(range(1, len(report.rows) + 1), name="id"))
    return ExportTable("targets", rows, COLUMNS, {"title": workspace.name})


def target_cards(targets: pd.DataFrame, half: Half) -> pd.DataFrame:
    """A row an indicator and year; a tick is 1 where the card prints x.

    The half year's value is that of its own field; where it is not given, what stands as realised so far.
    """
    cards = targets[~targets["is_total"].fillna(value=False).astype(bool)].dropna(subset=["year"])
    cards = cards.drop_duplicates(["id", "year"]).reset_index(drop=True)
    if half == 1:
        given = cards["realised_half_value_stated"].notna() | cards["realised_half_value"].notna()
        for name in ("realised_value", "realised_value_stated"):
            cards[name] = cards[name.replace("realised", "realised_half")].where(given, cards[name])
    for name in ("target_value", "realised_value"):
        is_tick = cards[f"{name}_stated"].map(lambda text: fold(str(text)) == _TICK, na_action="ignore").eq(True)
        cards[name] = cards[name].astype("float64").mask(is_tick, 1.0)
        if name == "target_value":
            cards["value_kind"] = cards["value_kind"].mask(is_tick & cards["value_kind"].isna(), "tick")
    return cards.assign(half=half, year=cards["year"].astype("int64"))


def programmed(workspace: Workspace, store: Store) -> pd.DataFrame | None:
    """The rows of investments that have a year, with `placed`: whether they are on the map; None where there are none."""
    rows = current_frame(workspace, store, "investments")
    if rows is None:
        return None
    rows = rows[~rows["is_total"].fillna(value=False).astype(bool)].dropna(subset=["year"])
    placed = rows["geometry"].notna() if "geometry" in rows else False
    return pd.DataFrame(rows).assign(placed=placed, year=rows["year"].astype("int64"))


def _costs(costs: pd.DataFrame | None, cards: pd.DataFrame, investments: pd.DataFrame | None, half: Half) -> pd.DataFrame:
    """Planned by target and year as the plan prints it, and spent as the investments of the target say; missing where unknown."""
    keys = ["target_no", "year"]
    table = cards[keys].drop_duplicates()
    if costs is not None:
        number = costs["item"].map(target_number)
        planned = costs.assign(target_no=number).dropna(subset=keys).drop_duplicates(keys)
        planned = planned.astype({"year": "int64"})[[*keys, "cost_try"]]
        table = table.merge(planned[planned["year"].isin(cards["year"])], on=keys, how="outer")
    table = table.rename(columns={"cost_try": "planned_try"}).reindex(columns=[*keys, "planned_try"])
    spent = pd.Series(dtype="float64", name="spent_try")
    if investments is not None:
        spent = investments.assign(spent_try=investments["spent_try"].astype("float64"))
        spent = spent.groupby(keys)["spent_try"].sum(min_count=1)
        table = table.merge(spent.reset_index(), on=keys, how="left")
    return table.reindex(columns=[*keys, "planned_try", "spent_try"]).assign(half=half).astype({"spent_try": "float64"})


def target_number(item: object) -> str | None:
    """The number of the target that a row of the cost table is about; None for an aim.

    >>> target_number("HEDEF 2.4"), target_number("AMAÇ 2")
    ('2.4', None)
    """
    found = _TARGET.search(str(item))
    return found.group() if found else None


def _indicator_rows(
    cards: pd.DataFrame, performance: pd.DataFrame, described: pd.Series, investments: pd.DataFrame | None
) -> pd.DataFrame:
    why = [None if key is None else UNKNOWN[key] for key in performance["unknown"]]
    is_silent = ~described & cards["target_value"].notna() & cards["realised_value"].notna()
    why = [_NOT_DESCRIBED if silent else words for silent, words in zip(is_silent, why, strict=True)]
    rows = cards.assign(
        level="indicator",
        no=cards["indicator_no"],
        name=cards["indicator"],
        performance_pct=performance["performance_pct"],
        band=performance["band"],
        unknown_tr=[None if words is None else words.tr for words in why],
        unknown_en=[None if words is None else words.en for words in why],
    )
    if investments is not None:
        rolled = roll_up_investments(investments, cards.drop_duplicates(["indicator_no", "year"]))
        for name in ("planned", "placed", "funded", "built"):
            keys = pd.MultiIndex.from_frame(cards[["indicator_no", "year"]])
            rows[f"investments_{name}"] = rolled[name].reindex(keys).to_numpy()
    return rows


def _target_rows(monitored: pd.DataFrame) -> pd.DataFrame:
    rows = monitored.reset_index()
    return rows.assign(level="target", no=rows["target_no"], name=None)


def _sums(costs: pd.DataFrame) -> pd.DataFrame:
    """Aims and the whole plan: money adds up, performance does not."""
    parts = []
    for name in ("planned_try", "spent_try"):
        rolled = roll_up_costs(costs.assign(cost_try=costs[name])).drop(columns="total")
        parts.append(rolled.melt(ignore_index=False, var_name="year", value_name=name).set_index("year", append=True))
    sums = parts[0].join(parts[1]).reset_index()
    sums = sums[~sums["item"].str.contains(".", regex=False)]
    percent = 100 * sums["spent_try"] / sums["planned_try"].where(sums["planned_try"] > 0)
    level = sums["item"].map(lambda item: "aim" if item else "plan")
    return sums.assign(level=level, no=sums["item"], half=costs["half"].iloc[0], spent_pct=percent)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    order = {level: place for place, level in enumerate(("plan", "aim", "target", "indicator"))}
    keys = [
        (int(year), [int(part) for part in re.findall("[0-9]+", str(number))], order[level])
        for year, number, level in zip(rows["year"], rows["no"], rows["level"], strict=True)
    ]
    table = rows.iloc[sorted(range(len(rows)), key=keys.__getitem__)].reset_index(drop=True)
    words = [_BANDS.get(band) if isinstance(band, str) else None for band in table["band"]]
    table["band_tr"] = [None if one is None else one.tr for one in words]
    table["band_en"] = [None if one is None else one.en for one in words]
    numbers = [name for name, kind in COLUMNS.items() if kind == "number"]
    table = table.reindex(columns=list(COLUMNS))
    return (
        table.astype(dict.fromkeys(numbers, "float64"))
        .round(dict.fromkeys(numbers, 4))
        .astype({"year": "int64", "half": "int64"})
    )
