"""Errors for bad use and for refusals; bad data is an issue row (geo/issues.py), not an exception.

Each class has two parents: ours, so that a caller can catch everything of this project, and the built-in one that a Python
programmer expects.
"""

from collections.abc import Sequence

from geo.issues import Issue


class MahalleError(Exception):
    """Root of this project's errors; carries the issues that say, in both languages, what is wrong and what to do.

    >>> from geo.issues import Issue
    >>> error = MahalleError(Issue("unknown-layer", params={"layer": "parklar", "known": "population"}))
    >>> str(error)
    'There is no layer "parklar". Known layers: population.'
    """

    def __init__(self, *issues: Issue) -> None:
        if not issues:
            raise TypeError("an error needs at least one issue: it is the only thing a user will read")
        self.issues: Sequence[Issue] = issues
        super().__init__("\n".join(issue.message("en") for issue in issues))


class CrsError(MahalleError, ValueError):
    """A coordinate system is missing, in degrees where metres are needed, or differs from its partner's."""


class RefusedError(MahalleError, ValueError):
    """Input that cannot be taken: the store is as it was before."""


class StaleError(RefusedError):
    """What was decided from a state that is no longer the current one."""


class NotFoundError(MahalleError, LookupError):
    """A layer, revision, neighbourhood or name that is not there."""


class QuantityError(MahalleError, ValueError):
    """A quantity that does not add up was to be summed, or one that does was to be averaged."""


class FilterError(MahalleError, ValueError):
    """A filter that cannot be read, or asks for what is not there."""
