"""A disk that is really full: exit 1 with the reason, the old file as it was, and nothing half beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from workspaces import ROOT, done, run

from layers.export import FORMATS

# The old file takes one of its two pages.
SIZE = "8k"
OLD = b"the former file"
pytestmark = pytest.mark.slow
COMMANDS = [
    *(("export", "atlas", f"a{suffix}") for suffix in sorted(FORMATS)),
    ("package", "p.zip"),
    ("report", "neighbourhood", "Sinanlı", "karne.pdf"),
    ("report", "neighbourhood", "Sinanlı", "karne.xlsx"),
    ("report", "district", "ilce.pdf"),
    ("report", "district", "ilce.xlsx"),
    ("report", "targets", "hedefler.csv"),
]


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of two pages."""
    folder = tmp_path / "dolu"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def refusal(*words: object) -> str:
    """What the command, in a process of its own as an office starts it, says when it refuses."""
    command = [sys.executable, "-m", "mahalle", *map(str, words)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert answer.returncode == 1, answer.stderr
    assert "Traceback" not in answer.stderr
    return answer.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_is_told_and_the_old_file_stays(demo: Path, full: Path, words: tuple[str, ...]) -> None:
    out = full / words[-1]
    out.write_bytes(OLD)
    said = refusal("-w", demo, *words[:-1], out)
    assert said.startswith("✗ ")
    assert "yazılamadı" in said
    assert "could not be written" in said
    assert out.read_bytes() == OLD
    assert [path.name for path in full.iterdir()] == [out.name]


def test_cards_that_do_not_fit_leave_only_whole_ones(demo: Path, full: Path) -> None:
    assert "yazılamadı" in refusal("-w", demo, "report", "neighbourhoods", full / "karneler")
    assert not list((full / "karneler").iterdir())


def test_the_same_commands_write_where_there_is_room(demo: Path, tmp_path: Path) -> None:
    for words in COMMANDS:
        done(run(demo, *words[:-1], tmp_path / words[-1]))
        # More than the full disk had room for.
        assert (tmp_path / words[-1]).stat().st_size > 4_096, words
