"""Printed shares against 100 and against the values that they are shares of."""

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.contradictions.quantity import Quantity, in_document_order, listed_pairs, relative
from geo.figures import most_decimals
from geo.issues import Finding, Parameter, Words
from geo.mistakes import Mistake, RowEvidence, diagnose_rows
from geo.numbers import format_number

# Shares are rounded, cut, or rounded so that they sum to 100: each is right to one unit of its last digit.
_OFF = 1.0

# Fewer rows with a share tell no base: any two of them have one.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class ShareBase:
    """The whole of which the printed shares are shares: its best value, the range that fits most rows, and how many they are."""

    best: float
    low: float
    high: float
    rows: int


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table that have a share, in the order of the document, counted from 0, without total rows."""

    rows: pd.DataFrame
    quantity: Quantity
    share: str
    source: str
    label: str
    base: ShareBase | None

    @property
    def shares(self) -> pd.Series:
        return self.rows[self.share].astype("float64")

    @property
    def values(self) -> pd.Series:
        return self.rows[self.quantity.field].astype("float64")

    @property
    def decimals(self) -> int:
        return most_decimals(self.shares)

    @property
    def computed(self) -> pd.Series:
        """What each row's share would be of the base; missing where its value or the base is."""
        base = math.nan if self.base is None else self.base.best
        return (100.0 * self.values / base).round(self.decimals)


def base_of_shares(values: npt.NDArray[np.float64], shares: npt.NDArray[np.float64], decimals: int) -> ShareBase | None:
    """The whole of which the values are the printed shares: the range that fits the most rows.

    Each row says that the whole lies between value ÷ (share ± one unit of its last digit); the best value is the sum of the
    values of the rows that agree, by the sum of their shares. A share of zero says nothing. None where fewer than three rows say
    something, or no two of them agree.

    >>> base = base_of_shares(np.array([1677.22, 295.23, 2391.21]), np.array([16.09, 2.83, 22.94]), 2)
    >>> round(base.best), base.rows
    (10424, 3)
    """
    off = _OFF * 10.0**-decimals
    says = (shares > off) & (values > 0)
    if says.sum() < _FEWEST:
        return None
    values, shares = values[says], shares[says]
    lows, highs = 100.0 * values / (shares + off), 100.0 * values / (shares - off)
    # Where the most ranges overlap, one of them begins.
    counts = ((lows[None, :] <= lows[:, None]) & (lows[:, None] <= highs[None, :])).sum(axis=1)
    at = lows[int(np.argmax(counts))]
    agree = (lows <= at) & (at <= highs)
    if agree.sum() < 2:
        return None
    best = 100.0 * values[agree].sum() / shares[agree].sum()
    return ShareBase(float(best), float(lows[agree].max()), float(highs[agree].min()), int(agree.sum()))


def find_share_differences(
    rows: pd.DataFrame, quantity: Quantity, share: str, source: str, *, label: str = "neighbourhood_name"
) -> list[Finding]:
    """Shares that do not sum to 100, and rows whose share is not theirs of the whole that the other rows are shares of.

    That the shares do not sum to 100 because they are of another whole than the rows sum to is one finding and says so; where
    one wrong row explains it, that row is the finding. A share that is off by one unit of its last digit is not said. Without a
    printed total share, 100 is what it should be.

    Parameters
        rows: one table of one source: columns `quantity.field`, `share` (percent), is_total, `label`; source_row for the order.
    Returns
        kinds `share-total-differs` and `share-differs` (all rows of one mistake in one); `where["implied_base"]` is the whole.

    >>> rows = pd.DataFrame({"area_ha": [1677.22, 295.23, 2391.21], "share_pct": [16.09, 2.83, 22.94], "is_total": False,
    ...     "name": ["Konut", "Park", "Zeytinlik"]})
    >>> area = Quantity("area_ha", Words("alan (ha)", "area (ha)"), "plan_areas", "ha")
    >>> (finding,) = find_share_differences(rows, area, "share_pct", "plan", label="name")
    >>> finding.kind, finding.stated, finding.computed, round(finding.where["implied_base"])
    ('share-total-differs', 100.0, 41.86, 10424)
    """
    printed = in_document_order(rows).dropna(subset=[share])
    is_total = printed["is_total"].astype(bool)
    parts = printed[~is_total].reset_index(drop=True)
    if len(parts) < 2:
        return []
    known = parts.dropna(subset=[quantity.field])
    values, shares = (known[name].to_numpy(dtype="float64") for name in (quantity.field, share))
    base = base_of_shares(values, shares, most_decimals(parts[share]))
    table = _Table(parts, quantity, share, source, label, base)
    stated = float(printed.loc[is_total, share].iloc[-1]) if is_total.any() else 100.0
    total = _share_total(table, stated)
    mistakes = _rows_off(table, shares_are_wrong=total is not None)
    if total is not None and mistakes and _is_right_without(table, mistakes):
        total = None
    return ([] if total is None else [total]) + [_row_finding(table, mistake) for mistake in mistakes]


def _share_total(table: _Table, printed: float) -> Finding | None:
    decimals, base = table.decimals, table.base
    computed = round(math.fsum(table.shares), decimals)
    # A total of 100 is printed as if it had no decimals: what counts are those of the shares.
    wrong = [expected for expected in (printed, 100.0) if abs(expected - computed) >= 0.5 * 10.0**-decimals]
    if not wrong:
        return None
    rounding = decimals > 0 and abs(computed - 100.0) <= _OFF * 10.0**-decimals * len(table.rows)
    whole = math.fsum(table.values.dropna())
    where: dict[str, object] = {
        "source": table.source,
        "field": table.share,
        "likely": "rounding" if rounding else "unknown",
    }
    why = _ROUNDED if rounding else _A_SHARE_IS_WRONG
    if base is not None:
        where["implied_base"] = round(base.best, 2)
        if not rounding and abs(100.0 * whole / base.best - computed) < 0.5:
            why = _of_another_whole(base.best, whole)
    params: dict[str, Parameter] = {
        "source": table.source,
        "field": table.quantity.title,
        "stated": wrong[0],
        "computed": computed,
        "likely": why,
    }
    effect = relative(max(abs(expected - computed) for expected in wrong), 100.0)
    return Finding("share-total-differs", (table.quantity.layer,), where, wrong[0], computed, params, effect)


def _of_another_whole(base: float, whole: float) -> Words:
    decimals = most_decimals([round(whole, 2)])
    tr, en = ((format_number(base, language, 0), format_number(whole, language, decimals)) for language in ("tr", "en"))
    return Words(
        f"Oranlar yaklaşık {tr[0]} büyüklüğünde bir bütünün oranları, satırların toplamı ise {tr[1]}:"
        " tabloda satır eksik ya da oranlar başka bir toplamdan alınmış.",
        f"The shares are of a whole of about {en[0]}, the rows sum to {en[1]}:"
        " rows are missing, or the shares were taken from another total.",
    )


def _rows_off(table: _Table, *, shares_are_wrong: bool) -> list[Mistake]:
    """Rows that do not fit: the values are diagnosed by shares that sum to 100, else the shares by the values."""
    base = table.base
    # Where fewer than half of the rows agree on a base, there is none that a row could be off.
    if base is None or base.rows < len(table.rows) / 2:
        return []
    off = _OFF * 10.0**-table.decimals
    values, shares = table.values, table.shares
    # In the range of a value, so that both sides judge the same rows.
    evidence = RowEvidence(
        values.to_dict(),
        ((shares - off) / 100.0 * base.low).to_dict(),
        ((shares + off) / 100.0 * base.high).to_dict(),
        table.quantity.unit,
    )
    if not shares_are_wrong:
        return diagnose_rows(evidence)
    low, high = 100.0 * values / base.high - off, 100.0 * values / base.low + off
    return diagnose_rows(RowEvidence(shares.to_dict(), low.to_dict(), high.to_dict()))


def _is_right_without(table: _Table, mistakes: list[Mistake]) -> bool:
    """Whether the shares sum to 100 once those of the wrong rows are put right."""
    rows = [int(str(key)) for mistake in mistakes for key in mistake.rows]
    mended = table.shares.copy()
    mended.iloc[rows] = table.computed.iloc[rows]
    return abs(math.fsum(mended) - 100.0) <= _OFF * 10.0**-table.decimals * len(mended)


def _row_finding(table: _Table, mistake: Mistake) -> Finding:
    keys = list(mistake.rows)
    rows = [int(str(key)) for key in keys]
    stated: dict[Hashable, float] = dict(zip(keys, table.shares.iloc[rows].tolist(), strict=True))
    computed: dict[Hashable, float] = dict(zip(keys, table.computed.iloc[rows].tolist(), strict=True))
    names: dict[Hashable, str] = dict(zip(keys, table.rows[table.label].astype(str).iloc[rows], strict=True))
    lines = table.rows["source_row"].iloc[rows].astype(int).tolist() if "source_row" in table.rows else []
    return Finding(
        "share-differs",
        (table.quantity.layer,),
        {
            "source": table.source,
            "field": table.share,
            "likely": mistake.kind,
            "likely_rows": list(names.values()),
            "rows": lines,
            "implied_base": None if table.base is None else round(table.base.best, 2),
        },
        stated=list(stated.values()),
        computed=list(computed.values()),
        params={
            "source": table.source,
            "field": table.quantity.title,
            "count": len(keys),
            "listing": listed_pairs(keys, names, stated, computed, Words("hesaplanan", "computed")),
            "likely": mistake.sentence,
        },
        effect=relative(math.fsum(abs(stated[key] - computed[key]) for key in keys), 100.0),
    )


_ROUNDED = Words(
    "Oranların yuvarlanması bunu açıklar; toplam 100 yazılacaksa bunu tablonun altında söyleyin.",
    "Rounding of the shares explains it; where the total is to read 100, say so below the table.",
)
_A_SHARE_IS_WRONG = Words(
    "Yuvarlama bunu açıklamaz: bir oran yanlış ya da eksik. Kaynağa sorun.",
    "Rounding does not explain it: a share is wrong or missing. Ask the source.",
)
