"""How far indicators and targets of the strategic plan have come: performance, weights and bands.

Source
    Strateji ve Bütçe Başkanlığı, "Belediyeler İçin Stratejik Planlama Rehberi" (2019), the monitoring table of a target card:
    performance = (C − A) ÷ (B − A), with A the baseline, B the targeted and C the realised value. The formula is as practice
    has it; the guide's own words were not at hand. What it leaves open is decided here and named in the column `rule`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue, Words

VALUE_KINDS: Final = ("yearly", "cumulative", "tick")
DIRECTIONS: Final = ("higher", "lower")

# No indicator counts for more than this in its target: too much of one thing does not make up for another that is missing.
_MOST_PCT: Final = 100.0
# No indicator is measured this finely: what is smaller is 0 that was computed, and nothing can be divided by it.
_NOTHING: Final = 1e-9

_CARD_COLUMNS: Final = (
    "target_no",
    "indicator_no",
    "weight_pct",
    "baseline",
    "target_value",
    "realised_value",
    "value_kind",
    "direction",
)


@dataclass(frozen=True, slots=True)
class Band:
    """A step of the scale, from `from_pct` up to the next one."""

    key: str
    from_pct: float
    words: Words


BANDS: Final = (
    Band("reached", 100.0, Words("hedefe ulaşıldı (%100 ve üzeri)", "target reached (100 % and more)")),
    Band("near", 80.0, Words("hedefe yakın (%80–100)", "near the target (80–100 %)")),
    Band("partly", 60.0, Words("kısmen gerçekleşti (%60–80)", "partly reached (60–80 %)")),
    Band("low", 40.0, Words("düşük (%40–60)", "low (40–60 %)")),
    Band("very-low", -np.inf, Words("çok düşük (%40'ın altı)", "very low (under 40 %)")),
)

RULES: Final = {
    "from-baseline": Words("(C − A) ÷ (B − A)", "(C − A) ÷ (B − A)"),
    "of-target": Words("C ÷ B", "C ÷ B"),
    "target-of": Words("B ÷ C (azalması iyi)", "B ÷ C (lower is better)"),
    "done": Words("yapıldıysa %100, yapılmadıysa %0", "100 % if done, 0 % if not"),
}

UNKNOWN: Final = {
    "no-target-this-year": Words("bu yıl için hedef yok", "no target for this year"),
    "not-reported": Words("gerçekleşen değer girilmemiş", "no realised value was entered"),
    "no-ratio": Words("hedef 0 olduğu için oran alınamaz", "no ratio: the target is 0"),
}


def indicator_performance(cards: pd.DataFrame) -> pd.DataFrame:
    """Performance of each indicator in each period, by its kind of value and its direction.

    `yearly`: C ÷ B, or B ÷ C where lower is better. `cumulative`: (C − A) ÷ (B − A) in either direction; without a baseline,
    or where the target is to keep it, as yearly. `tick`: done (anything above 0) or not. Without target or realised value, or
    with a target of 0 that cannot be divided by, the performance is NaN and `unknown` says why. A target of 0 where lower is
    better is reached by 0.

    Parameters
        cards: a row an indicator and period: target_no, indicator_no, weight_pct, baseline (A), target_value (B),
            realised_value (C), value_kind (VALUE_KINDS), direction (DIRECTIONS; not needed for a tick).
    Returns
        indexed like cards: performance_pct (may pass 100 or fall below 0), counted_pct (the same within 0 to 100, what counts
        in the target), band (key of a Band or None), rule (key of RULES or None), unknown (key of UNKNOWN or None).
    Raises
        RefusedError: `cards-without-column`, `indicator-kind-unknown`, `indicator-without-direction`.

    >>> cards = pd.DataFrame({"target_no": "2.4", "indicator_no": ["2.4.2", "8.2.2"], "weight_pct": [20.0, 20.0],
    ...     "baseline": [None, 17.0], "target_value": [5.0, 15.0], "realised_value": [4.0, 16.0],
    ...     "value_kind": ["yearly", "cumulative"], "direction": ["higher", "lower"]})
    >>> indicator_performance(cards)[["performance_pct", "band", "rule"]].to_numpy().tolist()
    [[80.0, 'near', 'of-target'], [50.0, 'low', 'from-baseline']]
    """
    require_cards(cards)
    start, target, realised = (
        cards[name].to_numpy("float64", na_value=np.nan) for name in ("baseline", "target_value", "realised_value")
    )
    kind, lower = cards["value_kind"].to_numpy(), (cards["direction"] == "lower").to_numpy(bool)
    from_baseline = (kind == "cumulative") & ~np.isnan(start) & (target != start)
    done = kind == "tick"
    rule = np.select([done, from_baseline, lower], ["done", "from-baseline", "target-of"], "of-target")
    over = np.select([from_baseline, lower], [realised - start, target], realised)
    under = np.select([from_baseline, lower], [target - start, realised], target)
    ratio = np.divide(over, under, out=np.full(len(cards), np.nan), where=np.abs(under) > _NOTHING)
    # nothing left of what should fall: reached, whatever was aimed at
    ratio[(rule == "target-of") & (np.abs(realised) <= _NOTHING) & (target >= 0)] = 1.0
    ratio[done] = np.where(realised[done] > 0, 1.0, 0.0)
    ratio[np.isnan(target) | np.isnan(realised)] = np.nan
    unknown = np.select(
        [np.isnan(target), np.isnan(realised), np.isnan(ratio)], ["no-target-this-year", "not-reported", "no-ratio"], ""
    )
    performance = 100 * ratio
    return pd.DataFrame(
        {
            "performance_pct": performance,
            "counted_pct": np.clip(performance, 0, _MOST_PCT),
            "band": bands_of(pd.Series(performance, index=cards.index)),
            "rule": pd.Series(rule, index=cards.index, dtype=object).where(~np.isnan(performance), None),
            "unknown": pd.Series(unknown, index=cards.index, dtype=object).replace({"": None}),
        },
        index=cards.index,
    )


def target_performance(cards: pd.DataFrame, by: tuple[str, ...] = ("target_no",)) -> pd.DataFrame:
    """Performance of each target: its indicators by weight, none counting for more than 100 %.

    Indicators without a known performance or weight are left out and the others' weights stand for the whole: `known_weight_pct`
    says how much of the target is known, of `weight_pct` in all. A target of which nothing is known has NaN.

    Parameters
        cards: as for `indicator_performance`.
        by: columns that tell targets and periods apart, for example ("target_no", "year").
    Returns
        by these columns: performance_pct, band, weight_pct, known_weight_pct, indicators (count), known (count).
    Raises
        RefusedError: as `indicator_performance`.

    >>> cards = pd.DataFrame({"target_no": "1.3", "indicator_no": ["1.3.1", "1.3.2", "1.3.3"], "weight_pct": [25.0, 25.0, 50.0],
    ...     "baseline": None, "target_value": [1.0, 30.0, None], "realised_value": [1.0, 15.0, None],
    ...     "value_kind": ["tick", "yearly", "yearly"], "direction": "higher"})
    >>> target_performance(cards)[["performance_pct", "band", "known_weight_pct"]].to_numpy().tolist()
    [[75.0, 'partly', 50.0]]
    """
    counted = indicator_performance(cards)["counted_pct"]
    weight = cards["weight_pct"].astype("float64")
    known = counted.notna() & weight.notna()
    table = cards[list(by)].assign(
        weight_pct=weight.fillna(0.0),
        known_weight_pct=weight.where(known, 0.0),
        weighted=(counted * weight).where(known, 0.0),
        indicators=1,
        known=known.astype("int64"),
    )
    sums = table.groupby(list(by), sort=True).sum()
    sums["performance_pct"] = sums["weighted"] / sums["known_weight_pct"].where(sums["known_weight_pct"] > 0)
    sums["band"] = bands_of(sums["performance_pct"])
    return sums[["performance_pct", "band", "weight_pct", "known_weight_pct", "indicators", "known"]]


def bands_of(performance_pct: pd.Series) -> pd.Series:
    """Key of the band that each performance falls in; None where it is unknown. A band begins at its lower end.

    Performances are held against the ends to a billionth, so that 80 that was computed as 79.99999999999999 is 80.

    >>> bands_of(pd.Series([120.0, 99.9, 80.0, 60.0, 59.0, -5.0, None])).tolist()
    ['reached', 'near', 'near', 'partly', 'low', 'very-low', None]
    """
    values = performance_pct.to_numpy("float64", na_value=np.nan).round(9)
    keys = np.select([values >= band.from_pct for band in BANDS], [band.key for band in BANDS], "")
    return pd.Series(keys, index=performance_pct.index, dtype=object).replace({"": None})


def find_unexplained_deviations(cards: pd.DataFrame) -> list[Issue]:
    """One issue for each indicator that stayed under its target of a year without a reason on its card.

    Parameters
        cards: as for `indicator_performance`, at the end of years; with year and deviation_reason.
    Raises
        RefusedError: as `indicator_performance`.

    >>> cards = pd.DataFrame({"target_no": "2.4", "indicator_no": ["2.4.2"], "weight_pct": 20.0, "baseline": None,
    ...     "target_value": 5.0, "realised_value": 4.0, "value_kind": "yearly", "direction": "higher", "year": 2025,
    ...     "deviation_reason": " "})
    >>> [issue.kind for issue in find_unexplained_deviations(cards)]
    ['deviation-without-reason']
    """
    require_columns(cards, ("year", "deviation_reason"), Words("sapmalar", "deviations"))
    performance = indicator_performance(cards)["performance_pct"]
    unexplained = cards["deviation_reason"].fillna("").astype(str).str.strip() == ""
    short = cards[(performance.round(9) < _MOST_PCT) & unexplained]
    return [
        Issue(
            "deviation-without-reason",
            params={"indicator": str(number), "year": str(year), "performance": round(float(performance[place]), 1)},
        )
        for place, number, year in zip(short.index, short["indicator_no"], short["year"], strict=True)
    ]


def require_cards(cards: pd.DataFrame) -> None:
    """Refuse cards from which no performance can be computed.

    Raises
        RefusedError: `cards-without-column`, `indicator-kind-unknown`, `indicator-without-direction`, each naming all indicators.

    >>> require_cards(pd.DataFrame({"target_no": []}))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The table has no column indicator_no; without it performance cannot be computed. ...
    """
    require_columns(cards, _CARD_COLUMNS, Words("başarım", "performance"))
    strange = cards[~cards["value_kind"].isin(VALUE_KINDS)]
    if len(strange):
        params = {"indicators": _listed(strange), "known": ", ".join(VALUE_KINDS)}
        raise RefusedError(Issue("indicator-kind-unknown", params=params))
    undirected = cards[~cards["direction"].isin(DIRECTIONS) & (cards["value_kind"] != "tick")]
    if len(undirected):
        raise RefusedError(Issue("indicator-without-direction", params={"indicators": _listed(undirected)}))


def require_columns(table: pd.DataFrame, columns: tuple[str, ...], what: Words) -> None:
    """Refuse a table without a column that the figures named in `what` need.

    Raises
        RefusedError: `cards-without-column`.

    >>> require_columns(pd.DataFrame({"year": [2025]}), ("year",), Words("harcama", "spending"))
    """
    for column in columns:
        if column not in table:
            params: dict[str, str] = {"column": column, "what_tr": what.tr, "what_en": what.en}
            raise RefusedError(Issue("cards-without-column", params=params))


def _listed(cards: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(cards["indicator_no"].astype(str)))
