"""Targets and indicators against themselves: weights against 100, headlines against years, investments against aims."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from geo.contradictions.quantity import relative
from geo.figures import agrees, most_decimals
from geo.issues import Finding, Words
from geo.mistakes import TotalEvidence, diagnose_figure, diagnose_total
from geo.units import UNITS

_RULES: Mapping[str, Words] = {
    "yearly": Words("yıllık değerler toplanır", "yearly values add up"),
    "cumulative": Words("birikimli değerde son yıl geçerlidir", "of cumulative values the last year holds"),
}


def find_weight_differences(rows: pd.DataFrame, group: str, weight: str, source: str, layer: str) -> list[Finding]:
    """Targets whose indicators' weights do not sum to 100.

    Where weights are missing, the others may sum to less; more than 100 is wrong all the same. A target without any weight is
    passed over.

    Parameters
        rows: one source's indicators: columns `group` (the target) and `weight` (percent).
    Returns
        kind `weights-differ`, one finding a target, in the order in which they first stand.

    >>> weights = pd.DataFrame({"target": ["3.3"] * 3, "weight_pct": [40.0, 30.0, 20.0]})
    >>> (finding,) = find_weight_differences(weights, "target", "weight_pct", "plan", "targets")
    >>> finding.stated, finding.computed
    (100.0, 90.0)
    """
    findings = []
    for name, of_target in rows.dropna(subset=[group]).groupby(group, sort=False):
        known = of_target[weight].dropna().astype("float64")
        computed = round(math.fsum(known), most_decimals(known))
        # Thirds of a hundred are printed 33.3: what rounding hides is not wrong.
        rounding = 0.5 * 10.0 ** -most_decimals(known) * len(known) if most_decimals(known) else 0.0
        may_be_less = len(known) < len(of_target) and computed < 100.0
        if known.empty or may_be_less or abs(computed - 100.0) <= rounding + 1e-9:
            continue
        mistake = diagnose_total(TotalEvidence(list(range(len(known))), known.tolist(), 100.0, is_counted=True))
        findings.append(
            Finding(
                "weights-differ",
                (layer,),
                {"source": source, "field": weight, "name": str(name), "likely": mistake.kind},
                stated=100.0,
                computed=computed,
                params={"source": source, "name": str(name), "computed": computed, "likely": mistake.sentence},
                effect=relative(computed - 100.0, 100.0),
            )
        )
    return findings


def find_headline_differences(
    rows: pd.DataFrame, headline: str, years: Sequence[str], source: str, layer: str, *, label: str = "name"
) -> list[Finding]:
    """Figures of a headline that the yearly values do not give.

    Parameters
        rows: one source's indicators: columns `label`, `headline`, `years` in order, and value_kind (`yearly`: the years add up;
            `cumulative`: the last one holds; rows of another kind, and those with a missing headline or without any year, are
            passed over, as are yearly ones of which a year is missing and the rest sums to less).
    Returns
        kind `headline-differs`, in the order of the rows.

    >>> parks = pd.DataFrame({"name": ["Yeni park"], "value_kind": ["yearly"], "aim": [25.0], "y1": [5.0], "y2": [5.0]})
    >>> (finding,) = find_headline_differences(parks, "aim", ["y1", "y2"], "plan", "targets")
    >>> finding.stated, finding.computed
    (25.0, 10.0)
    """
    findings = []
    for record in rows[rows["value_kind"].isin(list(_RULES))].dropna(subset=[headline]).to_dict("records"):
        known = [float(record[year]) for year in years if pd.notna(record[year])]
        if not known:
            continue
        is_sum = record["value_kind"] == "yearly"
        stated = float(record[headline])
        computed = round(math.fsum(known), most_decimals(known)) if is_sum else known[-1]
        if agrees(stated, computed) or (is_sum and len(known) < len(years) and computed < stated):
            continue
        if is_sum:
            mistake = diagnose_total(TotalEvidence(list(range(len(known))), known, stated))
        else:
            mistake = diagnose_figure(stated, computed)
        findings.append(
            Finding(
                "headline-differs",
                (layer,),
                {"source": source, "field": headline, "name": str(record[label]), "likely": mistake.kind},
                stated=stated,
                computed=computed,
                params={
                    "source": source,
                    "name": str(record[label]),
                    "stated": stated,
                    "computed": computed,
                    "rule": _RULES[record["value_kind"]],
                    "likely": mistake.sentence,
                },
                effect=relative(stated - computed, max(abs(stated), abs(computed))),
            )
        )
    return findings


def find_quantity_differences(investments: pd.DataFrame, indicators: pd.DataFrame) -> list[Finding]:
    """Investments that together are not what their indicator aims at.

    Compared in one unit only; investments in another are left out, and with them the comparison. Where an investment's quantity
    is missing, the rest may be less. An indicator without any investment is passed over: not everything is built.

    Parameters
        investments: columns indicator (code), quantity, unit, not counting cancelled ones.
        indicators: columns indicator (code, once each), name, quantity (the aim over all years), unit.
    Returns
        kind `quantity-differs`, in the order of the indicators.

    >>> built = pd.DataFrame({"indicator": ["2.4.2"] * 2, "quantity": [10.0, 12.0], "unit": "count"})
    >>> aims = pd.DataFrame({"indicator": ["2.4.2"], "name": ["Yeni park sayısı"], "quantity": [25.0], "unit": ["count"]})
    >>> [(finding.stated, finding.computed) for finding in find_quantity_differences(built, aims)]
    [(25.0, 22.0)]
    """
    findings = []
    of_indicator = dict(iter(investments.dropna(subset=["indicator"]).groupby("indicator")))
    for aim in indicators.dropna(subset=["quantity"]).itertuples():
        planned = of_indicator.get(aim.indicator)
        if planned is None or not (planned["unit"] == aim.unit).all():
            continue
        known = planned["quantity"].dropna().astype("float64")
        stated, computed = float(aim.quantity), round(math.fsum(known), most_decimals(known))
        may_be_less = len(known) < len(planned) and computed < stated
        if known.empty or may_be_less or agrees(stated, computed):
            continue
        findings.append(
            Finding(
                "quantity-differs",
                ("investments", "targets"),
                {"field": "quantity", "code": str(aim.indicator), "name": str(aim.name)},
                stated=stated,
                computed=computed,
                params={
                    "name": str(aim.name),
                    "stated": stated,
                    "computed": computed,
                    "unit": _unit(str(aim.unit)),
                },
                effect=relative(stated - computed, max(abs(stated), abs(computed))),
            )
        )
    return findings


def _unit(name: str) -> Words:
    """A unit of geo.units in words; one that stands nowhere is shown as it is."""
    return Words(UNITS[name].tr, UNITS[name].en) if name in UNITS else Words(name, name)
