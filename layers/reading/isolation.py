"""Reading in a process of its own, with limits, so that a hostile or broken file takes nobody with it.

Whatever kills the reading (a crash, too much memory, too much time) is an ordinary refusal with words. What comes back is JSON
and well-known binary (wire.py): a reading process that was taken over can lie about its file and do nothing else to us.
"""

import atexit
import json
import logging
import os
import pickle
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import RefusedError
from geo.issues import Issue
from layers.reading.gate import Limits
from layers.reading.progress import current_listener, progress_from_bytes
from layers.reading.wire import issue_from_document, unpack
from layers.reading.worker import ANSWER, COMPLAINTS, DONE, OUT_OF_MEMORY, PROGRESS, Request

_LOG = logging.getLogger(__name__)
_CODE_ROOT = Path(__file__).resolve().parents[2]
# -P: the current folder, where an uploaded file may lie, is no place to import from.
_START = (
    *("-P", "-c"),
    "import sys; sys.path.insert(0, sys.argv[1]); from layers.reading.worker import main; main()",
    str(_CODE_ROOT),
)
# Passwords and addresses of services stay with the parent.
_ENVIRONMENT = frozenset(
    {
        *("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE"),
        *("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "USERPROFILE", "PROJ_DATA", "PROJ_LIB", "GDAL_DATA"),
    }
)
# One thread: a fork takes only the thread that forks, and each further one reserves memory.
_SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
_KEPT_WORKERS = 2
_LOOK_S = 0.1
_PROGRESS_BYTES = 64
_OUT_OF_MEMORY_WORDS = (b"bad_alloc", b"memory allocation of", b"Cannot allocate memory", b"out of memory")


def run_apart(task: str, *arguments: object, name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Run a task of worker.py on a file in a process of its own: its document and block of bytes.

    Parameters
        name: what the user calls the file, for the words of a refusal.
    Raises
        RefusedError: the task refused the file, or did not live to answer.
    """
    with tempfile.TemporaryDirectory(prefix="mahalle-", ignore_cleanup_errors=True) as folder:
        request = Request(task, arguments, Path(folder), limits)
        with _watched(request.folder / PROGRESS):
            status = _run(request)
            if status is not None and not (request.folder / COMPLAINTS).exists():
                # The worker was gone before it began, which says nothing of the file.
                status = _run(request)
        answer = _answer(request.folder, limits) if status == DONE else None
        if answer is None:
            raise RefusedError(_death(request.folder, status, name, limits))
    document, block = answer
    if "refused" in document:
        raise RefusedError(*(issue_from_document(issue) for issue in document["refused"]))
    return document["done"], block


def _run(request: Request) -> int | None:
    workers = shared_workers()
    worker = workers.take()
    try:
        return worker.run(request)
    finally:
        workers.give_back(worker)


@contextmanager
def _watched(path: Path) -> Iterator[None]:
    """Pass on how far the fork says it is."""
    listener = current_listener()
    if listener is None:
        yield
        return
    ended = threading.Event()

    def watch() -> None:
        last = None
        is_over = False
        while not is_over:
            # Once more after the end: a short reading is over before anybody looks.
            is_over = ended.wait(_LOOK_S)
            try:
                told = progress_from_bytes(_plain_file(path, _PROGRESS_BYTES))
            except OSError:
                continue
            if told is not None and told != last:
                last = told
                listener(told)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def broken_answer(name: str) -> RefusedError:
    """The refusal where a reading process answered something that no reader of ours says."""
    return RefusedError(Issue("reader-crashed", params={"file": name}))


class Worker:
    """A running process that forks for each request; used by one thread at a time."""

    def __init__(self) -> None:
        environment = {key: value for key, value in os.environ.items() if key.upper() in _ENVIRONMENT}  # ascii
        self._process = subprocess.Popen(  # noqa: S603 - our own code by our own interpreter
            [sys.executable, *_START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | _SETTINGS,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can take a request."""
        return self._process.poll() is None

    def run(self, request: Request) -> int | None:
        """How the fork ended: an exit code, a negative signal, or None if the time was up."""
        out_of_time = threading.Event()
        line = b""

        def end() -> None:
            out_of_time.set()
            self.kill()

        timer = threading.Timer(request.limits.wall_seconds, end)
        timer.start()
        try:
            packed = pickle.dumps(request)
            if self._process.stdin is None or self._process.stdout is None:
                raise TypeError("a worker is started with pipes")
            self._process.stdin.write(len(packed).to_bytes(8, "big") + packed)
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            _LOG.info("a reading process was gone before it was asked")
        finally:
            timer.cancel()
            if not line:
                # It died, or somebody interrupted the wait for it.
                self.kill()
        if line:
            return int(json.loads(line)["status"])
        return None if out_of_time.is_set() else self._process.wait()

    def kill(self) -> None:
        """End it and its forks."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def close(self) -> None:
        """End it and let go of its pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What it was not there to be told stays unsaid.
            with suppress(BrokenPipeError):
                if pipe is not None:
                    pipe.close()


class Workers:
    """The workers of this process: as many as there are threads that read at once, a few of them kept for the next file."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()

    def start(self) -> None:
        """Have one ready, so that it loads its libraries while the caller does something else."""
        with self._lock:
            if not self._idle:
                self._idle.append(Worker())

    def take(self) -> Worker:
        """A worker that lives, for the caller alone."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.close()
        return Worker()

    def give_back(self, worker: Worker) -> None:
        """Keep it for the next file, if it lives and is one of few."""
        with self._lock:
            if worker.alive and len(self._idle) < _KEPT_WORKERS:
                self._idle.append(worker)
                return
        worker.close()

    def close(self) -> None:
        """End all that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()


@lru_cache(maxsize=1)
def shared_workers() -> Workers:
    """The workers that every reading of this process shares, made on first use and ended with it."""
    workers = Workers()
    atexit.register(workers.close)
    return workers


def _answer(folder: Path, limits: Limits) -> tuple[dict[str, Any], bytes] | None:
    """What the fork wrote; None if it is no answer, for a fork that was taken over may write anything, or lay a link."""
    try:
        document, block = unpack(_plain_file(folder / ANSWER, limits.scratch_bytes))
        if "refused" in document and [issue_from_document(issue) for issue in document["refused"]]:
            return document, block
        return (document, block) if isinstance(document.get("done"), dict) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _plain_file(path: Path, most_bytes: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes:
            raise OSError(f"{path.name} is no plain file")
        return stream.read()


def _death(folder: Path, status: int | None, name: str, limits: Limits) -> Issue:
    try:
        complaints = _plain_file(folder / COMPLAINTS, limits.scratch_bytes)[-4000:]
    except OSError:
        complaints = b""
    if status is None or status == -getattr(signal, "SIGXCPU", 0):
        seconds = limits.wall_seconds if status is None else limits.cpu_seconds
        return Issue("reader-too-slow", params={"file": name, "seconds": seconds})
    killed_by_system = status == -getattr(signal, "SIGKILL", 0)
    if status == OUT_OF_MEMORY or killed_by_system or any(words in complaints for words in _OUT_OF_MEMORY_WORDS):
        return Issue("reader-out-of-memory", params={"file": name, "limit": limits.memory_bytes})
    _LOG.error("reading of %r ended with status %s\n%s", name, status, complaints.decode("utf-8", "replace"))
    return Issue("reader-crashed", params={"file": name})
