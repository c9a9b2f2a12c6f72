"""The process of a run: spawned with low priority, ended on request, gone with the server that began it."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from geo.errors import MahalleError
from layers.runs import Outcome, Run, Runs, clear_run, end_run, end_with_result, lives, note_process, now, process_of

_LOG = logging.getLogger(__name__)
_CODE_ROOT: Final = Path(__file__).resolve().parents[1]
# -P: the current folder is no place to import from.
_START: Final = (
    *("-P", "-c"),
    "import sys; sys.path.insert(0, sys.argv[1]); from layers.siting_runs import main; main(sys.argv[2])",
    str(_CODE_ROOT),
)
# One thread, so that pages have a core of two.
_SETTINGS: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
_NICE: Final = 19
_COMPLAINTS: Final = "complaints.txt"
_WAIT_S: Final = 10.0

# The result, and what a list of runs says of it.
Task = Callable[[Path, Mapping[str, Any]], tuple[Mapping[str, Any], Mapping[str, Any]]]


def start_run(runs: Runs, task: str, question: Mapping[str, Any], by: str, revisions: Mapping[str, int]) -> Run:
    """Begin a run in a process of its own.

    Raises
        RefusedError: `run-busy`, another one is running in the workspace.
    """
    with runs.one_at_a_time():
        folder, lock = runs.begin(task, question, by, revisions)
        try:
            with (folder / _COMPLAINTS).open("wb") as complaints:
                process = subprocess.Popen(  # noqa: S603 - our own code by our own interpreter
                    [sys.executable, *_START, str(folder)],
                    # never written to: its end tells the process that this server is gone
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    env=os.environ | _SETTINGS,
                    pass_fds=(lock,),
                    start_new_session=True,
                )
        finally:
            os.close(lock)
        note_process(folder, process.pid)
    threading.Thread(target=_watch, args=(process, folder), daemon=True, name="run-watch").start()
    return runs.find(folder.name)


def cancel_run(run: Run, by: str) -> bool:
    """End a run that lives; what it has found so far counts for nothing. False where it had ended before."""
    number = process_of(run)
    if not end_run(run.folder, Outcome("cancelled", now(), by)):
        return False
    if number is not None:
        # the lock is held, so the number is still that process's
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        deadline = time.monotonic() + _WAIT_S
        while lives(run.folder) and time.monotonic() < deadline:
            time.sleep(0.01)
    clear_run(run.folder)
    return True


def run_here(folder: Path, task: Task, question: Mapping[str, Any]) -> None:
    """In the process of a run: do its task and keep what came of it, or the words of its refusal."""
    threading.Thread(target=_end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        result, summary = task(folder, question)
    except MahalleError as error:
        end_run(folder, Outcome("refused", now(), issues=[issue.as_answer() for issue in error.issues]))
        return
    end_with_result(folder, result, summary)


def _end_with_server() -> None:
    """Leave when nobody is left who waits: the server's end of the pipe closes with it."""
    sys.stdin.buffer.read()
    os._exit(1)


def _watch(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Say that a process has died without a word, and keep its complaints in the server's record."""
    status = process.wait()
    if process.stdin is not None:
        process.stdin.close()
    complaints = folder / _COMPLAINTS
    text = ""
    with suppress(OSError):
        text = complaints.read_text(encoding="utf-8", errors="replace")[-4000:]
        complaints.unlink()
    if end_run(folder, Outcome("died", now())):
        _LOG.error("the run %s ended with status %s\n%s", folder.name, status, text)
