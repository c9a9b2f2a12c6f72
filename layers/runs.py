"""Long calculations of a workspace, each a folder of `runs/`: what was asked by whom, how far it is, and how it ended.

What a run found counts only once its outcome says so, and an outcome is written once: whichever of the run itself, a person who
cancels it and a server that finds it dead comes first. A run lives as long as its process holds the lock on its folder, which the
system lets go with the process, however that ends.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue

FOLDER: Final = "runs"
# The newest so many stay; a result that became investments says in their note how it was asked for.
MOST_RUNS: Final = 30

Ending = Literal["done", "refused", "cancelled", "died", "restarted"]
State = Literal["running", "done", "refused", "cancelled", "died", "restarted"]

_ASKED, _OUTCOME, _PROGRESS, _RESULT, _ACCEPTED = "asked.json", "outcome.json", "progress.json", "result.json", "accepted.json"
_ALIVE, _PROCESS = "alive", "process"
# The time to the microsecond, so that names stand in the order of time.
_ID: Final = re.compile(r"[0-9]{8}-[0-9]{12}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what, when, by which server, and from which revision of each layer."""

    task: str
    question: Mapping[str, Any]
    by: str
    at: str
    server: str
    revisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: when, by whom where a person ended it, with which issues (as answers) where it was refused, and in short
    what it found where it is done.
    """

    how: Ending
    at: str
    by: str = ""
    issues: Sequence[Mapping[str, Any]] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its folder says it; `outcome` is None while its process lives."""

    id: str
    folder: Path
    asked: Asked
    outcome: Outcome | None
    progress: Mapping[str, Any]

    @property
    def state(self) -> State:
        """Whether it is still running, else how it ended."""
        return "running" if self.outcome is None else self.outcome.how

    def summary(self) -> Mapping[str, Any]:
        """What a run that is done has found, in short; nothing of any other."""
        return self.outcome.summary if self.outcome is not None else {}

    def accepted_revision(self) -> int | None:
        """The revision of the layer into which sites of this run were last taken."""
        path = self.folder / _ACCEPTED
        return int(_read(path)["revision"]) if path.exists() else None

    def result(self) -> dict[str, Any]:
        """What a run that is done has found.

        Raises
            NotFoundError: `run-without-result`.
        """
        if self.state != "done":
            raise NotFoundError(Issue("run-without-result", params={"run": self.id}))
        document: dict[str, Any] = _read(self.folder / _RESULT)
        return document


class Runs:
    """The runs of a workspace, as one server (`server` is its own name for itself) or any reader sees them."""

    def __init__(self, workspace: Path, server: str = "") -> None:
        self._folder = workspace / FOLDER
        self.server = server

    def all(self) -> list[Run]:
        """All that are kept, the newest first."""
        names = sorted((path.name for path in self._folder.glob("*") if _ID.fullmatch(path.name)), reverse=True)
        return [run for name in names if (run := self._seen(name)) is not None]

    def find(self, name: str) -> Run:
        """The run of that id.

        Raises
            NotFoundError: `run-unknown`, there is none, or it was swept.
        """
        run = self._seen(name) if _ID.fullmatch(name) else None
        if run is None:
            raise NotFoundError(Issue("run-unknown", params={"most": MOST_RUNS}))
        return run

    def running(self) -> Run | None:
        """The run whose process lives, if any."""
        return next((run for run in self.all() if run.outcome is None), None)

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Inside, nobody else begins a run of this workspace.

        Raises
            RefusedError: `run-busy`, one is running.
        """
        with self._alone():
            other = self.running()
            if other is not None:
                raise RefusedError(Issue("run-busy", params={"by": other.asked.by}))
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(exist_ok=True)
        descriptor = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _hold(descriptor, wait=True)
            yield
        finally:
            os.close(descriptor)

    def begin(self, task: str, question: Mapping[str, Any], by: str, revisions: Mapping[str, int]) -> tuple[Path, int]:
        """A new run's folder, and the descriptor of the lock that its process is to hold; the oldest runs are swept."""
        at = now()
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S%f}-{secrets.token_hex(3)}"
        folder = self._folder / name
        making = self._folder / f".{name}"
        making.mkdir()
        asked = {"task": task, "question": question, "by": by, "at": at, "server": self.server, "revisions": revisions}
        write_whole(making / _ASKED, asked)
        descriptor = os.open(making / _ALIVE, os.O_RDWR | os.O_CREAT, 0o600)
        _hold(descriptor)
        making.rename(folder)
        for old in self.all()[MOST_RUNS:]:
            if old.outcome is not None:
                shutil.rmtree(old.folder, ignore_errors=True)
        return folder, descriptor

    def sweep(self) -> None:
        """Say of the runs of former servers that nobody ends any more how they ended; what they left goes."""
        with self._alone():
            for run in self.all():
                if run.state in ("restarted", "died"):
                    end_run(run.folder, run.outcome or Outcome("died", now()))
            for making in self._folder.glob(".*"):
                shutil.rmtree(making, ignore_errors=True)

    def _seen(self, name: str) -> Run | None:
        folder = self._folder / name
        try:
            asked = Asked(**_read(folder / _ASKED))
            # in this order: a run that ends in between has an outcome by now
            is_there = lives(folder)
            said = _read(folder / _OUTCOME) if (folder / _OUTCOME).exists() else None
            progress = _read(folder / _PROGRESS) if (folder / _PROGRESS).exists() else {}
        except (OSError, ValueError, TypeError):
            # swept between two looks
            return None
        outcome = Outcome(**said) if said is not None else None
        if outcome is None and not is_there:
            outcome = Outcome("died" if asked.server == self.server else "restarted", asked.at)
        return Run(name, folder, asked, outcome, progress)


def end_run(folder: Path, outcome: Outcome) -> bool:
    """Say how a run ended, unless that was said before; what counts for nothing goes. Whether this word was the first."""
    is_first = _write_once(folder / _OUTCOME, {name: getattr(outcome, name) for name in Outcome.__slots__})
    if is_first and outcome.how != "done":
        clear_run(folder)
    return is_first


def clear_run(folder: Path) -> None:
    """Remove all but the question and the outcome of a run that found nothing that counts."""
    for path in folder.iterdir():
        if path.name not in (_ASKED, _OUTCOME, _ALIVE):
            path.unlink(missing_ok=True)


def end_with_result(folder: Path, result: Mapping[str, Any], summary: Mapping[str, Any]) -> bool:
    """Keep what a run has found and say that it is done, unless it was ended before."""
    write_whole(folder / _RESULT, result)
    is_first = end_run(folder, Outcome("done", now(), summary=summary))
    if not is_first:
        clear_run(folder)
    return is_first


def tell_progress(folder: Path, **progress: object) -> None:
    """Say how far a run is."""
    write_whole(folder / _PROGRESS, {**progress, "at": now()})


def note_acceptance(run: Run, revision: int) -> None:
    """Keep the revision into which sites of a run were taken."""
    write_whole(run.folder / _ACCEPTED, {"revision": revision})


def note_process(folder: Path, number: int) -> None:
    """Keep the number of a run's process."""
    (folder / _PROCESS).write_text(str(number), encoding="ascii")


def lives(folder: Path) -> bool:
    """Whether the process of a run is there."""
    return _is_held(folder / _ALIVE)


def process_of(run: Run) -> int | None:
    """The number of the process of a run that lives."""
    try:
        return int((run.folder / _PROCESS).read_text(encoding="ascii")) if lives(run.folder) else None
    except (OSError, ValueError):
        return None


def write_whole(path: Path, document: object) -> None:
    """Write a document so that a reader finds all of it or none."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    partial.replace(path)


def now() -> str:
    """The time in UTC, as runs keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _write_once(path: Path, document: object) -> bool:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    try:
        os.link(partial, path)
    except FileExistsError:
        return False
    finally:
        partial.unlink()
    return True


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _hold(descriptor: int, *, wait: bool = False) -> None:
    """Take the lock on an open file, which whoever inherits the descriptor holds too."""
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _is_held(path: Path) -> bool:
    import fcntl

    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
