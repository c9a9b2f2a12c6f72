"""A workspace served by the command, as an office starts it: a process of its own on a free port of this machine."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Served(NamedTuple):
    """The process and its address, without the slash at the end."""

    process: "subprocess.Popen[str]"
    address: str


@contextmanager
def served(path: Path, port: int = 0) -> Iterator[Served]:
    """Serve a workspace while the block runs; port 0 is a free one."""
    command = [sys.executable, "-m", "mahalle", "-w", str(path), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        stream = process.stderr
        assert stream is not None
        found = re.search(r"http://\S+:\d+", stream.readline())
        assert found is not None
        # A pipe that nobody reads fills up, and what writes to it stands still.
        threading.Thread(target=stream.read, daemon=True).start()
        try:
            yield Served(process, found[0])
        finally:
            process.kill()
