"""Netcad's own drawings: what to do with one, for only Netcad and an optional extra know the format."""

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import lower

SUFFIXES = frozenset({".ncz", ".ncp"})


def refuse_netcad(name: str, suffix: str) -> None:
    """Say how to bring the drawing in another way."""
    if lower(suffix) in SUFFIXES:
        raise RefusedError(Issue("netcad-drawing", params={"file": name}))
