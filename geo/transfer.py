"""Quantities moved from one set of polygons to another: amounts shared out, rates averaged, and never the one for the other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.cross_areas import CONSERVED_RATIO
from geo.errors import RefusedError
from geo.issues import Issue, Parameter, Words
from geo.measurable import listing, require_rows
from geo.numbers import format_number
from geo.quantities import Quantity, require_extensive, require_intensive
from geo.shares import Shares
from geo.tabulate import percent_of

_Floats = npt.NDArray[np.float64]
_Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Transferred:
    """An amount by target, and where the rest of it is: total = sum of known targets - again + outside, to `error_ratio`.

    `total`, `outside` and `again` are of the sources whose value is known. `values` is NaN where a target takes a share of an
    unknown source or of none; the issues say which and why.
    """

    values: pd.Series
    total: float
    outside: float
    again: float
    error_ratio: float
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Averaged:
    """A rate by target; NaN where a target takes a share of an unknown source, of none, or of no weight."""

    values: pd.Series
    issues: tuple[Issue, ...]


def transfer_extensive(values: pd.Series, quantity: Quantity, shares: Shares) -> Transferred:
    """Share an amount out to the targets; nothing is lost or made beyond a relative 1e-9, or an issue says how much.

    Parameters
        values: the amount of each source, in the order and under the labels of `shares.sources`; NaN where unknown.
    Raises
        QuantityError: the quantity is intensive.
        RefusedError: the labels are not those of the sources.
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> from geo.shares import area_shares
    >>> town = gpd.GeoDataFrame(geometry=[box(0, 0, 400, 100)], index=["Tavla"], crs=5256)
    >>> halves = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100), box(100, 0, 400, 100)], index=["west", "east"], crs=5256)
    >>> population = Quantity("population", "persons", extensive=True)
    >>> transfer_extensive(pd.Series({"Tavla": 2970}), population, area_shares(town, halves)).values.to_dict()
    {'west': 742.5, 'east': 2227.5}
    """
    require_extensive(quantity)
    amount, known = _amounts(values, shares, quantity.name)
    flow = amount[shares.source] * shares.ratio
    summed = np.bincount(shares.target, flow, len(shares.targets)).astype(np.float64)
    total, outside, again = (float(amount @ part) for part in (np.ones(len(amount)), shares.outside_ratio, shares.again_ratio))
    size = float(np.abs(amount).sum())
    error = abs(total - (summed.sum() - again + outside))
    error_ratio = float(error / size) if size > 0 else 0.0
    untouched, tainted = _unanswered(shares, known)
    issues = [*shares.issues, *_unknown(quantity.name, shares, known, untouched, tainted)]
    for kind, name, part in (("quantity-outside", "outside", outside), ("quantity-counted-again", "again", again)):
        if abs(part) > CONSERVED_RATIO * size:
            issues.append(Issue(kind, params={"name": quantity.name, name: _rounded(part), "total": _rounded(total)}))
    if error_ratio > CONSERVED_RATIO:
        params: dict[str, Parameter] = {"name": quantity.name, "error_pct": percent_of(error_ratio)}
        issues.append(Issue("quantity-not-conserved", params=params))
    answer = pd.Series(np.where(untouched | tainted, np.nan, summed), index=shares.targets, name=quantity.name)
    return Transferred(answer, total, outside, again, error_ratio, tuple(issues))


def transfer_intensive(values: pd.Series, quantity: Quantity, shares: Shares, *, weight: pd.Series) -> Averaged:
    """Average a rate over what the targets take of each source, weighted by an amount: persons, or the sources' area.

    Parameters
        values: the rate of each source, labelled as `shares.sources`; NaN where unknown.
        weight: an amount of each source that adds up, labelled alike: what the rate is a rate of.
    Raises
        QuantityError: the quantity is extensive.
        RefusedError: the labels are not those of the sources.
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> from geo.shares import area_shares
    >>> towns = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100), box(100, 0, 400, 100)], index=["Tavla", "Döver"], crs=5256)
    >>> both = gpd.GeoDataFrame(geometry=[box(0, 0, 400, 100)], index=["both"], crs=5256)
    >>> rate = Quantity("share_of_children", "ratio", extensive=False)
    >>> shares = area_shares(towns, both)
    >>> transfer_intensive(pd.Series({"Tavla": 0.2, "Döver": 0.4}), rate, shares, weight=towns.area).values.round(9).to_dict()
    {'both': 0.35}
    """
    require_intensive(quantity)
    rate, rate_known = _amounts(values, shares, quantity.name)
    carried, weight_known = _amounts(weight, shares, str(weight.name or "weight"))
    known = rate_known & weight_known & (carried >= 0)
    taken = np.where(known, carried, 0.0)[shares.source] * shares.ratio
    weights = np.bincount(shares.target, taken, len(shares.targets)).astype(np.float64)
    summed = np.bincount(shares.target, taken * rate[shares.source], len(shares.targets))
    untouched, tainted = _unanswered(shares, known)
    answered = ~(untouched | tainted) & (weights > 0)
    mean = np.divide(summed, weights, out=np.full(len(weights), np.nan), where=answered)
    issues = _unknown(quantity.name, shares, known, untouched | (~tainted & (weights <= 0)), tainted)
    return Averaged(pd.Series(mean, index=shares.targets, name=quantity.name), (*shares.issues, *issues))


def _amounts(values: pd.Series, shares: Shares, what: str) -> tuple[_Floats, _Booleans]:
    """The values as floats, 0 where unknown, and where they are known."""
    require_rows(values, what=what)
    differing = shares.sources.symmetric_difference(values.index)
    if len(differing):
        params: dict[str, Parameter] = {"what": what, "count": len(differing), "listing": listing(differing)}
        raise RefusedError(Issue("labels-differ", params=params))
    amount = values.reindex(shares.sources).to_numpy(dtype="float64", na_value=np.nan)
    known = np.isfinite(amount)
    return np.where(known, amount, 0.0), known


def _unanswered(shares: Shares, known: _Booleans) -> tuple[_Booleans, _Booleans]:
    """Targets that no source reaches, and those that take a share of an unknown one; what rounding makes is no share."""
    real = shares.ratio > CONSERVED_RATIO
    tainted = np.bincount(shares.target[real], ~known[shares.source[real]], len(shares.targets)) > 0
    # Within a source, but without any of its carriers: that is a known nothing.
    return shares.covered_ratio <= CONSERVED_RATIO, tainted


def _unknown(name: str, shares: Shares, known: _Booleans, untouched: _Booleans, tainted: _Booleans) -> list[Issue]:
    issues = []
    if not known.all():
        labels = shares.sources[~known]
        params: dict[str, Parameter] = {
            "name": name,
            "count": len(labels),
            "listing": listing(labels),
            "targets": int(tainted.sum()),
        }
        issues.append(Issue("source-value-unknown", params=params))
    if untouched.any():
        labels = shares.targets[untouched]
        issues.append(Issue("target-without-source", params={"name": name, "count": len(labels), "listing": listing(labels)}))
    return issues


def _rounded(value: float) -> Words:
    return Words(*(format_number(round(value, 1), language) for language in ("tr", "en")))
