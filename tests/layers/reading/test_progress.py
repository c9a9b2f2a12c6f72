"""How far an import is comes out of the reading process as a phase and a number, and out of a hostile one as nothing else."""

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import SKETCHED, make

from layers.importing import ImportOptions, import_files
from layers.reading import isolation
from layers.reading.progress import Progress, current_listener, progress_from_bytes, tell, told_to, written_to
from layers.workspace import open_workspace

PHASES = ["reading", "checking", "storing"]


@given(st.sampled_from(PHASES), st.floats(0, 1))
def test_what_was_told_comes_back(tmp_path_factory: pytest.TempPathFactory, phase: str, ratio: float) -> None:
    told = Progress(phase, ratio)  # type: ignore[arg-type]
    path = tmp_path_factory.getbasetemp() / "progress"
    written_to(path)(told)
    assert progress_from_bytes(path.read_bytes()) == told


@given(
    st.binary(max_size=12) | st.builds(lambda phase, ratio: struct.pack("<Bd", phase, ratio), st.integers(0, 255), st.floats())
)
def test_any_bytes_are_a_phase_and_a_share_or_nothing(content: bytes) -> None:
    told = progress_from_bytes(content)
    assert told is None or (told.phase in PHASES and 0 <= told.done_ratio <= 1)


def test_nobody_listens_unless_asked() -> None:
    tell("reading")
    assert current_listener() is None


def test_an_import_of_two_files_goes_through_its_phases_and_never_back(tmp_path: Path) -> None:
    workspace = make(tmp_path / "w")
    other = tmp_path / "komsu.geojson"
    other.write_text(SKETCHED.read_text(encoding="utf-8").replace('"code"', '"kod"'), encoding="utf-8")
    told: list[Progress] = []
    with told_to(told.append):
        import_files(open_workspace(workspace), "boundaries", [SKETCHED, other], ImportOptions())
    ratios = [progress.done_ratio for progress in told]
    assert ratios == sorted(ratios)
    assert (ratios[0], ratios[-1]) == (0.0, 1.0)
    phases = [progress.phase for progress in told]
    assert phases.index("checking") < phases.index("storing")
    # The second file begins in the middle of what comes before storing.
    assert Progress("reading", 0.45) in told


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize("trap", ["link", "pipe", "folder", "long"])
def test_a_channel_that_is_no_short_plain_file_tells_nothing(tmp_path: Path, trap: str) -> None:
    path = tmp_path / "progress"
    if trap == "link":
        written_to(tmp_path / "other")(Progress("reading", 0.5))
        path.symlink_to(tmp_path / "other")
    elif trap == "pipe":
        os.mkfifo(path)
    elif trap == "folder":
        path.mkdir()
    else:
        path.write_bytes(bytes(100_000))
    told: list[Progress] = []
    with told_to(told.append), isolation._watched(path):
        pass
    assert told == []
