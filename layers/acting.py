"""Who is acting: a signed-in person in the browser, or whoever is at this machine's keyboard.

A context variable and no parameter: whatever makes a revision, however deep, is then made in the right name.
"""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Channel = Literal["web", "command-line"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A name, how it came in, and from which address; the address is empty at the keyboard."""

    name: str
    channel: Channel = "command-line"
    address: str = ""


_ACTOR: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor:
    """Whoever acts now; where nobody said so, the machine's user at the command line.

    >>> with acting_as(Actor("ayse", "web", "10.0.0.7")):
    ...     current_actor().name
    'ayse'
    >>> current_actor().channel
    'command-line'
    """
    return _ACTOR.get() or Actor(machine_user())


def machine_user() -> str:
    """Who is at the keyboard, as the system knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Do what follows in the name of somebody; a thread that is started meanwhile does not inherit it."""
    token = _ACTOR.set(actor)
    try:
        yield
    finally:
        _ACTOR.reset(token)
