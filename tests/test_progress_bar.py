"""The bars of an import and of many reports: on a real terminal and nowhere else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import ROOT, SKETCHED, make

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": str(ROOT), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
PHASES = ("okunuyor / reading", "denetleniyor / checking", "saklanıyor / storing")


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "mahalle", *(str(word) for word in words)]


def on_a_terminal(*words: object) -> tuple[int, str, str]:
    """Exit code, standard output (a pipe) and what a terminal as standard error showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*words), cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                # Linux says so when nobody holds the other end any more.
                break
            if not piece:
                break
            shown += piece
        out = process.stdout.read() if process.stdout is not None else b""
    os.close(ours)
    return process.returncode, out.decode(), shown.decode()


def test_an_import_on_a_terminal_shows_its_phases_and_ends_whole(tmp_path: Path) -> None:
    code, out, shown = on_a_terminal("-w", make(tmp_path / "w"), "import", "boundaries", SKETCHED)
    assert (code, out) == (0, "")
    places = [shown.index(phase) for phase in PHASES]
    assert places == sorted(places)
    assert shown.index("100%") < shown.index("37 satır geldi")


def test_a_refusal_on_a_terminal_begins_on_a_line_of_its_own(tmp_path: Path) -> None:
    code, _, shown = on_a_terminal("-w", make(tmp_path / "w"), "import", "boundaries", ROOT / "README.md")
    assert code == 1
    assert "✗" in [line[:1] for line in shown.replace("\x1b[?25h", "").splitlines()]


def test_json_on_a_terminal_has_no_bar(tmp_path: Path) -> None:
    code, out, shown = on_a_terminal("-w", make(tmp_path / "w"), "import", "boundaries", SKETCHED, "--format", "json")
    assert (code, shown) == (0, "")
    assert json.loads(out)["rows_stored"] == 37


def test_no_terminal_no_bar(tmp_path: Path) -> None:
    words = command("-w", make(tmp_path / "w"), "import", "boundaries", SKETCHED)
    done = subprocess.run(words, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert not [phase for phase in PHASES if phase in done.stderr]
    assert "\r" not in done.stderr
    assert "37 satır geldi" in done.stderr


def test_the_cards_of_all_neighbourhoods_are_counted_on_a_terminal(tmp_path: Path) -> None:
    workspace = make(tmp_path / "w")
    assert on_a_terminal("-w", workspace, "import", "boundaries", SKETCHED)[0] == 0
    code, out, shown = on_a_terminal("-w", workspace, "report", "neighbourhoods", tmp_path / "karneler")
    assert (code, out) == (0, "")
    assert "karneler / cards" in shown
    assert shown.index("100%") < shown.index("37 karne")
    assert len(list((tmp_path / "karneler").iterdir())) == 37
