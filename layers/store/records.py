"""What all stores write alike: names of tables, times, sources as text, and the words for a revision that cannot be read."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.store.base import Revision, SourceRecord


def table_name(layer: str, number: int) -> str:
    """The table that holds the rows of a revision.

    >>> table_name("population", 2)
    'population__r0002'
    """
    return f"{layer}__r{number:04d}"


def utc_now() -> str:
    """Now, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sources_to_text(sources: Sequence[SourceRecord]) -> str:
    """The sources of a revision as JSON."""
    return json.dumps([asdict(record) for record in sources], ensure_ascii=False)


def sources_from_text(text: str) -> tuple[SourceRecord, ...]:
    """The sources of a revision from their JSON."""
    return tuple(SourceRecord(**record) for record in json.loads(text))


def require_revision(layer: str, number: int, revisions: Sequence[Revision]) -> Revision:
    """The revision of that number among all of a layer.

    Raises
        NotFoundError: there is none of that number, or none at all.
        RefusedError: its rows were pruned.
    """
    if not revisions:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    found = next((revision for revision in revisions if revision.number == number), None)
    if found is None:
        known = ", ".join(str(revision.number) for revision in revisions)
        raise NotFoundError(Issue("unknown-revision", params={"layer": layer, "number": str(number), "known": known}))
    if found.pruned_at is not None:
        params = {"layer": layer, "number": str(number), "when": found.pruned_at[:10]}
        raise RefusedError(Issue("revision-pruned", params=params))
    return found
