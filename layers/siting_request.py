"""What is asked of a siting: how many facilities of which kind, in which years, for whom, for how much money, by which rules."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class SitingRequest:
    """What is asked for. What is None is taken from the standards (reach, smallest plot), from the year after the newest
    population (first year), or sets no limit (yearly count, budget); without a price per m2 costs are unknown. `without` are
    keys of rules that exclude no plot this time (layers/site_rules.py).
    """

    kind: str
    count: int
    per_year: int | None = None
    reach_m: float | None = None
    first_year: int | None = None
    min_area_m2: float | None = None
    cost_try_per_m2: float | None = None
    budget_try: float | None = None
    aim: Literal["people", "deficit"] = "people"
    without: tuple[str, ...] = ()


def request_document(request: SitingRequest) -> dict[str, Any]:
    """A request as plain JSON.

    >>> request_document(SitingRequest("park", 25, per_year=5))["per_year"]
    5
    """
    return {**asdict(request), "without": list(request.without)}


def request_from_document(document: Mapping[str, Any]) -> SitingRequest:
    """The request that a document says.

    >>> asked = SitingRequest("park", 25, without=("leased",))
    >>> request_from_document(request_document(asked)) == asked
    True
    """
    return SitingRequest(**{**document, "without": tuple(document["without"])})
