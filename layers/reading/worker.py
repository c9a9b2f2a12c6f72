"""The other side of isolation.py: a process that has everything imported and opens each file in a fork of itself.

A fork starts in milliseconds with all libraries loaded, takes one file, and ends; what a hostile file did to it ends with it.
Where there is no fork (Windows) the process opens the file itself, and the next one is started anew if that kills it.
"""

import json
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geo.errors import MahalleError
from layers.reading.gate import Limits
from layers.reading.progress import told_to, written_to
from layers.reading.wire import issue_to_document, pack

ANSWER, COMPLAINTS, PROGRESS, SCRATCH = "answer", "complaints.txt", "progress", "scratch"
# Exit codes of a fork; a signal is reported as its negative number.
DONE, CRASHED, OUT_OF_MEMORY = 0, 70, 77

Task = Callable[..., tuple[Mapping[str, object], bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """One task by its name, what it is given, the folder that it may write to, and how much it may use."""

    task: str
    arguments: tuple[object, ...]
    folder: Path
    limits: Limits


def main() -> None:
    """Answer requests from standard input until it closes."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(2, 1)
    tasks = _tasks()
    while (request := _next_request(requests)) is not None:
        status = _in_a_fork(tasks, request) if hasattr(os, "fork") else _work(tasks, request)
        replies.write(json.dumps({"status": status}).encode() + b"\n")
        replies.flush()


def _tasks() -> Mapping[str, Task]:
    # Here and not above: the layers import the gate that this package holds.
    from layers.importing import read_for_layer
    from layers.looking import look_here

    return {"import": read_for_layer, "look": look_here}


def _next_request(requests: BinaryIO) -> Request | None:
    head = requests.read(8)
    if len(head) < 8:
        return None
    # From the parent, which is trusted; nothing is ever unpickled in the other direction.
    request = pickle.loads(requests.read(int.from_bytes(head, "big")))  # noqa: S301
    return request if isinstance(request, Request) else None


def _in_a_fork(tasks: Mapping[str, Task], request: Request) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = CRASHED
    try:
        _limit(request.limits)
        status = _work(tasks, request)
    finally:
        # Never back into the loop of the parent, whatever happened.
        if status == CRASHED:
            sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(status)


def _work(tasks: Mapping[str, Task], request: Request) -> int:
    scratch = request.folder / SCRATCH
    scratch.mkdir()
    complaints = os.open(request.folder / COMPLAINTS, os.O_WRONLY | os.O_CREAT)
    os.dup2(complaints, 2)
    os.dup2(complaints, 1)
    os.close(complaints)
    tempfile.tempdir = str(scratch)
    try:
        with told_to(written_to(request.folder / PROGRESS)):
            document, block = tasks[request.task](*request.arguments)
        packed = pack({"done": document}, block)
    except MahalleError as error:
        packed = pack({"refused": [issue_to_document(issue) for issue in error.issues]}, b"")
    except MemoryError:
        return OUT_OF_MEMORY
    (request.folder / ANSWER).write_bytes(packed)
    return DONE


def _limit(limits: Limits) -> None:
    # Not on Windows, where nothing forks either.
    import resource
    import signal

    def lower_to(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value, value) if hard == resource.RLIM_INFINITY else (min(value, hard), hard))

    used = resource.getrusage(resource.RUSAGE_SELF)
    lower_to(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.cpu_seconds)
    lower_to(resource.RLIMIT_FSIZE, limits.scratch_bytes)
    lower_to(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        # Elsewhere the address space of a process says nothing of the memory it uses.
        lower_to(resource.RLIMIT_AS, limits.memory_bytes)
    # The parent ends a slow reading itself; this is for a parent that was killed meanwhile.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall_seconds + 10)
