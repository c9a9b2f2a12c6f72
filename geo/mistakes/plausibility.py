"""Which of several explanations is the most plausible, by Bayes' rule, and when none is plausible enough to be said."""

import math
from collections.abc import Mapping

# A finding is said to be this mistake only when all others together are less than half as plausible.
ENOUGH = 2 / 3

# An error of no known shape may be of any size: one unit of the last digit or a million million of them (natural logarithm).
_SIZES = math.log(1e12)


def shapeless(difference: int, width: int = 0) -> float:
    """The chance that an error of no known shape has this size, give or take `width`: even over the orders of magnitude.

    Parameters
        difference, width: units of the last printed digit; a difference of zero counts as one.
    Source
        The density 1/x of a scale parameter: H. Jeffreys, Theory of Probability, 3.1.

    >>> shapeless(10) > shapeless(1000) > shapeless(100_000)
    True
    """
    return min(1.0, (1 + width) / (2.0 * _SIZES * max(1, abs(difference))))


def most_plausible(scores: Mapping[str, float]) -> tuple[str, float]:
    """The best explanation with its probability; `unknown` where none reaches `ENOUGH`.

    Parameters
        scores: prior times likelihood of each explanation, `unknown` among them.

    >>> most_plausible({"unknown": 0.01, "transposed-digits": 0.2})[0]
    'transposed-digits'
    >>> most_plausible({"unknown": 0.01, "transposed-digits": 0.2, "dropped-digit": 0.2})[0]
    'unknown'
    """
    total = math.fsum(scores.values())
    if total <= 0.0:
        return "unknown", 1.0
    best = max(sorted(scores), key=lambda kind: scores[kind])
    share = scores[best] / total
    if best == "unknown" or share >= ENOUGH:
        return best, share
    return "unknown", scores.get("unknown", 0.0) / total
