"""How far an import is: told from wherever the work is done, to whoever shows it, or to nobody.

A reading process tells through a file in its request's folder. It may have been taken over by the file it reads: what its
parent takes from there is one of the phases and a number from 0 to 1, or nothing.
"""

import math
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

Phase = Literal["reading", "checking", "storing"]

# Where each begins in the time of an import, measured with 47,453 neighbourhoods; what lies between two is a phase's own.
_BEGINS: Final[dict[Phase, float]] = {"reading": 0.0, "checking": 0.2, "storing": 0.9}
_ENDS: Final = dict(zip(_BEGINS, [*list(_BEGINS.values())[1:], 1.0], strict=True))
_PHASES: Final = tuple(_BEGINS)
_RECORD: Final = struct.Struct("<Bd")


@dataclass(frozen=True, slots=True)
class Progress:
    """The phase that an import is in, and how much of the whole is done."""

    phase: Phase
    done_ratio: float


Listener = Callable[[Progress], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def current_listener() -> Listener | None:
    """Whoever is told in this context; a thread of its own has to be given them."""
    return _LISTENER.get()


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Inside, `listener` is told how far the work is.

    >>> with told_to(print):
    ...     tell("checking", 0.5)
    Progress(phase='checking', done_ratio=0.55)
    """
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


@contextmanager
def one_of_several(number: int, count: int) -> Iterator[None]:
    """Inside, one of several files is read and checked, counted from 0; they are stored together.

    >>> with told_to(lambda progress: print(round(progress.done_ratio, 3))), one_of_several(1, 2):
    ...     tell("reading")
    0.45
    """
    listener = _LISTENER.get()
    if listener is None:
        yield
        return
    before = number * _BEGINS["storing"]
    with told_to(lambda progress: listener(replace(progress, done_ratio=(before + progress.done_ratio) / count))):
        yield


def tell(phase: Phase, phase_ratio: float = 0.0) -> None:
    """Say which phase the work is in, and how much of that phase is done where it is known."""
    listener = _LISTENER.get()
    if listener is not None:
        begin, end = _BEGINS[phase], _ENDS[phase]
        listener(Progress(phase, begin + (end - begin) * phase_ratio))


def written_to(path: Path) -> Listener:
    """A listener that keeps the last it was told in a file."""
    return lambda progress: _write(path, progress)


def _write(path: Path, progress: Progress) -> None:
    path.write_bytes(_RECORD.pack(_PHASES.index(progress.phase), progress.done_ratio))


def progress_from_bytes(content: bytes) -> Progress | None:
    """What such a file says; None where it says nothing that can be.

    >>> progress_from_bytes(b"?") is None
    True
    """
    if len(content) != _RECORD.size:
        return None
    place, done_ratio = _RECORD.unpack(content)
    if place >= len(_PHASES) or not math.isfinite(done_ratio) or not 0 <= done_ratio <= 1:
        return None
    return Progress(_PHASES[place], done_ratio)
