"""Plan against plan: what two plans say of the same place."""

import pandas as pd

from geo.contradictions.quantity import relative
from geo.figures import agrees
from geo.issues import Finding, Language, Words
from geo.numbers import format_number


def find_plan_differences(figures: pd.DataFrame) -> list[Finding]:
    """Figures for one thing that plans state in ranges which do not meet.

    The first plan of each thing is the one that the others are held against: give them from the upper level to the lower. Only
    what is meant to be the same belongs here: a class of a plan that covers less ground may well be smaller.

    Parameters
        figures: columns name (of the thing), field, title (Words, with the unit), plan, layer, low, high (equal for a single
            figure); rows in which one is missing are passed over.
    Returns
        kind `plans-differ`, one finding a plan that does not meet the first.

    >>> persons = Words("plan nüfusu", "planned population")
    >>> figures = pd.DataFrame({"name": "Defne 2041", "field": "planned_population", "title": [persons] * 2, "layer": "zoning",
    ...     "plan": ["1/100.000", "1/5.000"], "low": [250_000.0, 180_000.0], "high": [300_000.0, 180_000.0]})
    >>> [(finding.stated, finding.computed) for finding in find_plan_differences(figures)]
    [(180000.0, [250000.0, 300000.0])]
    """
    findings = []
    known = figures.dropna(subset=["low", "high"])
    for _, of_thing in known.groupby(["name", "field"], sort=False):
        first, *others = of_thing.itertuples()
        for other in others:
            apart = max(float(first.low) - float(other.high), float(other.low) - float(first.high), 0.0)
            nearest = (first.low, other.high) if first.low > other.high else (first.high, other.low)
            if apart == 0.0 or agrees(float(nearest[0]), float(nearest[1])) or agrees(float(nearest[1]), float(nearest[0])):
                continue
            findings.append(
                Finding(
                    "plans-differ",
                    tuple(dict.fromkeys((str(other.layer), str(first.layer)))),
                    {"source": other.plan, "against": first.plan, "field": other.field, "name": other.name},
                    stated=_plain(other.low, other.high),
                    computed=_plain(first.low, first.high),
                    params={
                        "name": str(other.name),
                        "field": other.title,
                        "source": str(other.plan),
                        "against": str(first.plan),
                        "stated": _range(other.low, other.high),
                        "computed": _range(first.low, first.high),
                    },
                    effect=relative(apart, max(abs(float(first.high)), abs(float(other.high)))),
                )
            )
    return findings


def _plain(low: float, high: float) -> float | list[float]:
    return float(low) if low == high else [float(low), float(high)]


def _range(low: float, high: float) -> Words:
    def written(language: Language) -> str:
        ends = [format_number(float(end), language) for end in ((low,) if low == high else (low, high))]
        return "–".join(ends)

    return Words(written("tr"), written("en"))
