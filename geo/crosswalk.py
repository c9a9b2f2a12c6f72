"""Neighbourhoods that were renamed, merged or split: figures of one day carried over to the neighbourhoods of another.

A crosswalk is a table of changes; a row says which share of an old neighbourhood passes to a new one on a day. Changes of several
days are composed into one matrix of shares, which carries over what adds up (people, hectares) and what does not (m2 per person).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import pandas as pd
from scipy import sparse

from geo.errors import RefusedError
from geo.issues import Issue, Words

# The columns of a crosswalk, and their headings in a table that a person writes.
COLUMNS: Mapping[str, str] = {
    "from_id": "ESKİ MAHALLE",
    "to_id": "YENİ MAHALLE",
    "date": "TARİH",
    "share_ratio": "PAY",
    "kind": "TÜR",
}
CHANGE_KINDS: Mapping[str, Words] = {
    "renamed": Words("ad değişikliği", "renamed"),
    "merged": Words("birleşme", "merged"),
    "split": Words("bölünme", "split"),
    "transferred": Words("aktarma", "transferred"),
}

# Shares and totals that differ by more than this are not equal (DESIGN.md 6).
RELATIVE_TOLERANCE = 1e-9
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True, eq=False)
class Transfer:
    """Which share of each neighbourhood of one day lies in which neighbourhood of another.

    `shares` is a sparse matrix, `from_ids` by `to_ids`; a share that nobody knows is NaN, one that is not stored is 0. `issues`
    name changes that were not applied.
    """

    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    shares: sparse.csr_array
    issues: tuple[Issue, ...] = ()

    def reversed(self, weights: pd.Series | None = None) -> "Transfer":
        """The way back: of each new neighbourhood, the shares that come from the old ones.

        Where all of a new neighbourhood came from one old one, the way back is known. Where several were merged, the table of
        changes does not say how much of the merged one each of them makes up; their weights of the earlier day do, and without
        weights the share is unknown (NaN).

        Parameters
            weights: an amount of each of `from_ids` that adds up (say people before the merger), not negative.
        Returns
            shares of `to_ids` by `from_ids`; each row sums to 1 or holds NaN.

        >>> changes = pd.DataFrame({"from_id": ["a", "b"], "to_id": "c", "date": date(2013, 3, 30), "share_ratio": 1.0,
        ...     "kind": "merged"})
        >>> merger = compose_changes(changes, ["a", "b"], date(2012, 12, 31), date(2014, 12, 31))
        >>> merger.reversed(pd.Series({"a": 300.0, "b": 100.0})).shares.toarray().tolist()
        [[0.75, 0.25]]
        >>> merger.reversed().shares.toarray().tolist()
        [[nan, nan]]
        """
        entries = self.shares.tocoo()
        old, new = entries.coords
        known = np.full(len(self.from_ids), np.nan) if weights is None else _amounts(weights, self.from_ids)
        weight = np.where(known >= 0, known, np.nan)[old] * entries.data
        total = np.bincount(new, weight, len(self.to_ids))[new]
        sources = np.bincount(new, minlength=len(self.to_ids))[new]
        with np.errstate(divide="ignore", invalid="ignore"):
            back = np.where(sources == 1, 1.0, np.where(total > 0, weight / total, np.nan))
        shares = sparse.csr_array((back, (new, old)), shape=(len(self.to_ids), len(self.from_ids)))
        shares.eliminate_zeros()
        return Transfer(self.to_ids, self.from_ids, shares)


@dataclass(frozen=True, slots=True)
class Transferred:
    """Figures by neighbourhood of the other day, NaN where there is no value, and the issues that say why."""

    values: pd.Series
    issues: tuple[Issue, ...] = field(default=())


def check_changes(changes: pd.DataFrame) -> list[Issue]:
    """Everything that is wrong with a table of changes; an empty list when it can be applied.

    Parameters
        changes: the columns of `COLUMNS`, dates as date, share_ratio 0 to 1 or NaN where unknown (a renamed or merged
            neighbourhood passes on as a whole, so there NaN is 1); source_row, the line in the source, if there is one.

    >>> changes = pd.DataFrame({"from_id": "a", "to_id": ["b", "c"], "date": date(2013, 3, 30), "share_ratio": [0.6, 0.3],
    ...     "kind": "split"})
    >>> [issue.kind for issue in check_changes(changes)]
    ['change-shares-differ']
    """
    issues = []
    tidy = _tidy(changes)
    for row in tidy.itertuples():
        place = {"row": row.source_row}
        if not row.from_id or not row.to_id or row.date is None:
            issues.append(Issue("change-incomplete", old=" → ".join((row.from_id, row.to_id, str(row.date or ""))), **place))
        if row.kind not in CHANGE_KINDS:
            issues.append(Issue("change-kind-unknown", old=str(row.kind), params={"known": ", ".join(CHANGE_KINDS)}, **place))
        if not (0 <= row.share_ratio <= 1 or np.isnan(row.share_ratio)):
            issues.append(Issue("change-share-impossible", old=str(row.share_ratio), **place))
    # Sums over broken rows would only repeat what is wrong with them.
    return issues or _check_shares(tidy)


def compose_changes(changes: pd.DataFrame, ids: Iterable[str], from_day: date, to_day: date) -> Transfer:
    """The shares by which neighbourhoods of one day make up those of a later day, over all changes between.

    A change holds from its own day on: those after `from_day` and up to `to_day` are applied. Neighbourhoods without a change
    stay what they are. For the way back see `Transfer.reversed`.

    Parameters
        changes: see `check_changes`.
        ids: the neighbourhoods of `from_day`.
    Returns
        the transfer; to_ids are those of ids that remain, in their order, then new ones by id.
    Raises
        RefusedError: the table is wrong (shares that do not sum to 1 among it), or to_day lies before from_day.

    >>> changes = pd.DataFrame({"from_id": ["a", "a", "c"], "to_id": ["b", "c", "d"], "share_ratio": [0.25, 0.75, None],
    ...     "date": [date(2013, 3, 30)] * 2 + [date(2020, 1, 1)], "kind": ["split", "split", "renamed"]})
    >>> transfer = compose_changes(changes, ["a", "x"], date(2012, 12, 31), date(2024, 12, 31))
    >>> transfer.to_ids, transfer.shares.toarray().tolist()
    (('x', 'b', 'd'), [[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]])
    """
    if to_day < from_day:
        raise RefusedError(Issue("transfer-days-reversed", params={"day": from_day.isoformat(), "to_day": to_day.isoformat()}))
    issues = check_changes(changes)
    if issues:
        raise RefusedError(*issues)
    tidy = _tidy(changes)
    tidy = tidy.loc[np.array([from_day < day <= to_day for day in tidy["date"]], dtype=bool)]
    from_ids = tuple(dict.fromkeys(ids))
    everywhere = pd.Index([*from_ids, *sorted({*tidy["from_id"], *tidy["to_id"]} - set(from_ids))])
    size = len(everywhere)
    shares = sparse.eye_array(len(from_ids), size, format="csr")
    unapplied = []
    for day, of_day in tidy.groupby("date", sort=True):
        old, new = everywhere.get_indexer(of_day["from_id"]), everywhere.get_indexer(of_day["to_id"])
        there = np.bincount(shares.indices, minlength=size) > 0
        unapplied += [
            Issue("change-source-unknown", params={"from_id": str(everywhere[place]), "day": str(day)})
            for place in sorted(set(old[~there[old]]))
        ]
        staying = np.setdiff1d(np.arange(size), old)
        step = (np.r_[of_day["share_ratio"], np.ones(len(staying))], (np.r_[old, staying], np.r_[new, staying]))
        shares = shares @ sparse.csr_array(step, shape=(size, size))
        shares.eliminate_zeros()
    present = np.flatnonzero(np.bincount(shares.indices, minlength=size))
    return Transfer(from_ids, tuple(everywhere[present]), shares[:, present], tuple(unapplied))


def transfer_extensive(values: pd.Series, transfer: Transfer) -> Transferred:
    """Carry over what adds up: people, hectares, lira. The total is conserved, or the difference is an issue.

    An unknown value or share leaves the neighbourhoods that it would reach without a value. Counts may become fractions.

    Parameters
        values: amounts by id; ids of `transfer.from_ids` that are lacking are unknown.
    Raises
        RefusedError: a value is for a neighbourhood that the transfer does not know.

    >>> changes = pd.DataFrame({"from_id": "a", "to_id": ["b", "c"], "date": date(2013, 3, 30), "share_ratio": [0.25, 0.75],
    ...     "kind": "split"})
    >>> transfer = compose_changes(changes, ["a"], date(2012, 12, 31), date(2014, 12, 31))
    >>> transfer_extensive(pd.Series({"a": 1200}), transfer).values.to_dict()
    {'b': 300.0, 'c': 900.0}
    """
    amounts = _amounts(values, transfer.from_ids)
    moved = transfer.shares.T @ amounts
    issues = _without_value("transfer-without-value", transfer.to_ids, moved)
    before, after = float(np.nansum(amounts)), float(np.nansum(moved))
    if abs(after - before) > RELATIVE_TOLERANCE * float(np.nansum(np.abs(amounts))):
        params = {"before": before, "after": after, "difference": after - before}
        issues.append(Issue("transfer-total-differs", params=params))
    return Transferred(pd.Series(moved, index=list(transfer.to_ids), name=values.name), tuple(issues))


def transfer_intensive(values: pd.Series, transfer: Transfer, weights: pd.Series, weight: Words) -> Transferred:
    """Carry over what does not add up (a density, m2 per person): the mean of the parts, weighted with a stated amount.

    Parameters
        values: by id; ids of `transfer.from_ids` that are lacking are unknown.
        weights: the amount that the value is measured by (people for m2 per person, hectares for a density), by id.
        weight: the name of that amount, for the issue.
    Returns
        weighted means; NaN where a part or its weight is unknown, or nothing has any weight.
    Raises
        RefusedError: a value or weight is for a neighbourhood that the transfer does not know.

    >>> changes = pd.DataFrame({"from_id": ["a", "b"], "to_id": "c", "date": date(2013, 3, 30), "share_ratio": 1.0,
    ...     "kind": "merged"})
    >>> merger = compose_changes(changes, ["a", "b"], date(2012, 12, 31), date(2014, 12, 31))
    >>> green, people = pd.Series({"a": 2.0, "b": 10.0}), pd.Series({"a": 300, "b": 100})
    >>> transfer_intensive(green, merger, people, Words("nüfus", "population")).values.to_dict()
    {'c': 4.0}
    """
    means = transfer.reversed(weights).shares @ _amounts(values, transfer.from_ids)
    issues = _without_value("transfer-mean-without-value", transfer.to_ids, means, weight=weight)
    return Transferred(pd.Series(means, index=list(transfer.to_ids), name=values.name), tuple(issues))


def _tidy(changes: pd.DataFrame) -> pd.DataFrame:
    """Text, dates and numbers of one form; a renamed or merged neighbourhood passes on as a whole."""
    rows = list(changes["source_row"]) if "source_row" in changes else [np.nan] * len(changes)
    tidy = pd.DataFrame(
        {
            "from_id": _texts(changes["from_id"]),
            "to_id": _texts(changes["to_id"]),
            "date": pd.Series([_day(value) for value in changes["date"]], dtype=object),
            "share_ratio": changes["share_ratio"].astype("float64").to_numpy(),
            "kind": _texts(changes["kind"]),
            "source_row": pd.Series([None if pd.isna(row) else int(row) for row in rows], dtype=object),
        }
    )
    whole = tidy["kind"].isin(["renamed", "merged"]) & tidy["share_ratio"].isna()
    return tidy.assign(share_ratio=tidy["share_ratio"].mask(whole, 1.0))


def _texts(values: pd.Series) -> list[str]:
    return ["" if pd.isna(value) else str(value).strip() for value in values]


def _day(value: object) -> date | None:
    if pd.isna(value) or not isinstance(value, date):
        return None
    return value.date() if isinstance(value, datetime) else value


def _check_shares(changes: pd.DataFrame) -> list[Issue]:
    issues = []
    for (from_id, day), rows in changes.groupby(["from_id", "date"], sort=True):
        row, place = rows["source_row"].iloc[0], {"from_id": str(from_id), "day": str(day)}
        for to_id in rows.loc[rows["to_id"].duplicated(), "to_id"]:
            issues.append(Issue("change-repeated", row=row, params={**place, "to_id": str(to_id)}))
        for kind in sorted(({"split"} if len(rows) == 1 else {"renamed", "merged"}) & set(rows["kind"])):
            issues.append(
                Issue("change-kind-contradicts", row=row, params={**place, "kind": CHANGE_KINDS[kind], "targets": len(rows)})
            )
        total = float(rows["share_ratio"].sum())
        # Unknown shares may make up what the known ones leave, but not take away what they exceed 1 by.
        excess = total - 1
        if excess > RELATIVE_TOLERANCE or (excess < -RELATIVE_TOLERANCE and rows["share_ratio"].notna().all()):
            issues.append(Issue("change-shares-differ", row=row, params={**place, "total": total}))
    return issues


def _amounts(values: pd.Series, ids: tuple[str, ...]) -> np.ndarray:
    """Aligned to ids, NaN where unknown."""
    strangers = [str(key) for key in values.index.difference(list(ids))]
    if strangers:
        raise RefusedError(Issue("transfer-unknown-ids", params={"names": ", ".join(strangers[:_MOST_LISTED])}))
    amounts = values.reindex(list(ids)).astype("float64").to_numpy()
    return np.where(np.isfinite(amounts), amounts, np.nan)


def _without_value(kind: str, ids: tuple[str, ...], values: np.ndarray, **params: Words) -> list[Issue]:
    missing = [key for key, value in zip(ids, values, strict=True) if np.isnan(value)]
    if not missing:
        return []
    names = ", ".join(missing[:_MOST_LISTED]) + (" …" if len(missing) > _MOST_LISTED else "")
    return [Issue(kind, params={"count": len(missing), "names": names, **params})]
