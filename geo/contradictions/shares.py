"""Printed shares against 100 and against the values that they are shares of."""

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.contradictions.quantity import Quantity, in_document_order, listed_pairs, relative
from geo.figures import agrees, most_decimals
from geo.issues import Finding, Words
from geo.mistakes import Mistake, RowEvidence, diagnose_rows
from geo.numbers import format_number

# A share that is one off in its last digit was cut instead of rounded: it changes no decision and is not said.
_CUT = 1.5

# Fewer rows with a share tell no base: any two of them have one.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class ShareBase:
    """What the printed shares are shares of: a range that most rows agree on, and how many rows do."""

    low: float
    high: float
    rows: int

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2.0


def base_of_shares(values: np.ndarray, shares: np.ndarray, decimals: int) -> ShareBase | None:
    """The whole of which the values are the printed shares: the range that fits the most rows.

    Each row says that the whole lies between value ÷ (share ± half a unit of its last digit). A share of zero says nothing.
    None where fewer than three rows say something, or no two of them agree.

    >>> base = base_of_shares(np.array([1677.22, 295.23, 2391.21]), np.array([16.09, 2.83, 22.94]), 2)
    >>> round(base.middle), base.rows
    (10424, 3)
    """
    half = 0.5 * 10.0**-decimals
    says = (shares > half) & (values > 0)
    if says.sum() < _FEWEST:
        return None
    lows, highs = 100.0 * values[says] / (shares[says] + half), 100.0 * values[says] / (shares[says] - half)
    # The most rows agree between some low and the next high end; where several places tie, the narrowest row decides.
    inside = (lows[None, :] <= lows[:, None]) & (lows[:, None] <= highs[None, :])
    counts = inside.sum(axis=1)
    at = lows[int(np.argmax(counts))]
    agreeing = (lows <= at) & (at <= highs)
    if agreeing.sum() < 2:
        return None
    return ShareBase(float(lows[agreeing].max()), float(highs[agreeing].min()), int(agreeing.sum()))


def find_share_differences(
    rows: pd.DataFrame, quantity: Quantity, share: str, source: str, *, label: str = "neighbourhood_name"
) -> list[Finding]:
    """Shares that do not sum to 100, that are shares of another whole than the rows are, and rows that do not fit theirs.

    That the shares do not sum to 100 because they are of another whole is one finding and says so. A share that is off by no
    more than one unit of its last digit beyond rounding is not said. Without a printed total share, 100 is what it should be.

    Parameters
        rows: one table of one source: columns `quantity.field`, `share` (percent), is_total, `label`; source_row for the order.
    Returns
        kinds `share-total-differs`, `share-base-differs` and `share-differs` (all rows of one mistake in one).

    >>> rows = pd.DataFrame({"area_ha": [1677.22, 295.23, 2391.21], "share_pct": [16.09, 2.83, 22.94], "is_total": False,
    ...     "name": ["Konut", "Park", "Zeytinlik"]})
    >>> area = Quantity("area_ha", Words("alan (ha)", "area (ha)"), "plan_areas", "ha")
    >>> (finding,) = find_share_differences(rows, area, "share_pct", "plan", label="name")
    >>> finding.kind, finding.stated, finding.computed, round(finding.where["implied_base"])
    ('share-total-differs', 100.0, 41.86, 10424)
    """
    printed = in_document_order(rows).dropna(subset=[share])
    is_total = printed["is_total"].astype(bool)
    parts, totals = printed[~is_total], printed[is_total]
    if len(parts) < 2:
        return []
    decimals = most_decimals(parts[share])
    counted = parts.dropna(subset=[quantity.field])
    values = counted[quantity.field].to_numpy(dtype="float64")
    base = base_of_shares(values, counted[share].to_numpy(dtype="float64"), decimals)
    stated_totals = totals[quantity.field].dropna().astype("float64").tolist()
    findings = _share_total(parts, totals, quantity, share, source, base)
    if base is not None and not findings:
        findings = _share_base(values, base, stated_totals, quantity, source)
    return findings + _rows_off(counted, base, quantity, share, source, label)


def _share_total(
    parts: pd.DataFrame, totals: pd.DataFrame, quantity: Quantity, share: str, source: str, base: ShareBase | None
) -> list[Finding]:
    decimals = most_decimals(parts[share])
    computed = round(math.fsum(parts[share].astype("float64")), decimals)
    stated = float(totals[share].iloc[-1]) if len(totals) else 100.0
    if agrees(stated, computed) and agrees(100.0, stated):
        return []
    off = abs(computed - stated) if not agrees(stated, computed) else abs(100.0 - stated)
    # Each rounded share hides at most half a unit of its last digit.
    rounding = decimals > 0 and abs(computed - 100.0) <= 0.5 * 10.0**-decimals * len(parts) and agrees(stated, 100.0)
    whole = math.fsum(parts[quantity.field].dropna().astype("float64"))
    explained = base is not None and not rounding and abs(100.0 * whole / base.middle - computed) < 0.5
    where: dict[str, object] = {"source": source, "field": share, "likely": "rounding" if rounding else "unknown"}
    if base is not None:
        where |= {"implied_base": round(base.middle, 2)}
    why = _ROUNDED if rounding else _of_other_whole(base, whole) if base is not None and explained else _A_SHARE_IS_WRONG
    params: dict[str, str | float | Words] = {
        "source": source,
        "field": quantity.title,
        "stated": stated,
        "computed": computed,
        "likely": why,
    }
    return [Finding("share-total-differs", (quantity.layer,), where, stated, computed, params, effect=relative(off, 100.0))]


def _of_other_whole(base: ShareBase, whole: float) -> Words:
    decimals = most_decimals([round(whole, 2)])
    shown = [(format_number(base.middle, language, 0), format_number(whole, language, decimals)) for language in ("tr", "en")]
    return Words(
        f"Oranlar yaklaşık {shown[0][0]} büyüklüğünde bir bütünün oranları, satırların toplamı ise {shown[0][1]}:"
        " tabloda satır eksik ya da oranlar başka bir toplamdan alınmış.",
        f"The shares are of a whole of about {shown[1][0]}, the rows sum to {shown[1][1]}:"
        " rows are missing, or the shares were taken from another total.",
    )


def _share_base(
    values: np.ndarray, base: ShareBase, stated_totals: list[float], quantity: Quantity, source: str
) -> list[Finding]:
    whole = math.fsum(values)
    # What cut instead of rounded shares and rounded values move the base by.
    slack = max(base.high - base.low, 1e-3 * base.middle)
    if any(base.low - slack <= candidate <= base.high + slack for candidate in [whole, *stated_totals]):
        return []
    return [
        Finding(
            "share-base-differs",
            (quantity.layer,),
            {"source": source, "field": quantity.field, "implied_base": round(base.middle, 2)},
            stated=round(base.middle, 2),
            computed=round(whole, 6),
            params={
                "source": source,
                "field": quantity.title,
                "stated": round(base.middle),
                "computed": round(whole, 2),
                "count": base.rows,
            },
            effect=relative(base.middle - whole, max(base.middle, whole)),
        )
    ]


def share_evidence(rows: pd.DataFrame, base: ShareBase, quantity: Quantity, share: str) -> RowEvidence:
    """What the shares allow each row's value to be, by the index of the frame: for geo.mistakes.diagnose_rows.

    >>> rows = pd.DataFrame({"area_ha": [50.0, 5.0], "share_pct": [50.0, 50.0]})
    >>> area = Quantity("area_ha", Words("alan", "area"), "plan_areas", "ha")
    >>> share_evidence(rows, ShareBase(100.0, 100.0, 2), area, "share_pct").differing()
    [1]
    """
    half = _CUT * 10.0 ** -most_decimals(rows[share])
    shares, values = rows[share].astype("float64"), rows[quantity.field].astype("float64")
    return RowEvidence(
        values.to_dict(),
        ((shares - half) / 100.0 * base.low).to_dict(),
        ((shares + half) / 100.0 * base.high).to_dict(),
        quantity.unit,
    )


def _rows_off(
    rows: pd.DataFrame, base: ShareBase | None, quantity: Quantity, share: str, source: str, label: str
) -> list[Finding]:
    # Where fewer than half of the rows agree on a base, there is none that a row could be off.
    if base is None or base.rows < len(rows) / 2:
        return []
    table = rows.reset_index(drop=True)
    return [
        _row_finding(table, mistake, base, quantity, (share, source, label))
        for mistake in diagnose_rows(share_evidence(table, base, quantity, share))
    ]


def _row_finding(
    table: pd.DataFrame, mistake: Mistake, base: ShareBase, quantity: Quantity, columns: tuple[str, str, str]
) -> Finding:
    share, source, label = columns
    keys = [int(str(key)) for key in mistake.rows]
    stated: dict[Hashable, float] = {key: float(table[share].iloc[key]) for key in keys}
    decimals = most_decimals(table[share])
    computed: dict[Hashable, float] = {
        key: round(100.0 * float(table[quantity.field].iloc[key]) / base.middle, decimals) for key in keys
    }
    names: dict[Hashable, str] = {key: str(table[label].iloc[key]) for key in keys}
    lines = [int(table["source_row"].iloc[key]) for key in keys] if "source_row" in table else []
    off = math.fsum(abs(stated[key] - computed[key]) for key in keys)
    return Finding(
        "share-differs",
        (quantity.layer,),
        {"source": source, "field": share, "likely": mistake.kind, "likely_rows": list(names.values()), "rows": lines},
        stated=list(stated.values()),
        computed=list(computed.values()),
        params={
            "source": source,
            "field": quantity.title,
            "count": len(keys),
            "listing": listed_pairs(keys, names, stated, computed, Words("hesaplanan", "computed")),
            "likely": mistake.sentence,
        },
        effect=relative(off, 100.0),
    )


_ROUNDED = Words(
    "Oranların yuvarlanması bunu açıklar; toplam 100 yazılacaksa bunu tablonun altında söyleyin.",
    "Rounding of the shares explains it; where the total is to read 100, say so below the table.",
)
_A_SHARE_IS_WRONG = Words(
    "Yuvarlama bunu açıklamaz: bir oran yanlış ya da eksik. Kaynağa sorun.",
    "Rounding does not explain it: a share is wrong or missing. Ask the source.",
)
