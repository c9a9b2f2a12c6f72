"""The waiting room of uploads: one at a time, under names of ours, gone in time."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import NotFoundError, RefusedError
from layers.uploads import WaitingRoom, Writer, safe_name


def writer(text: str) -> Writer:
    return lambda path: Path(path).write_text(text, encoding="utf-8") and None


def test_an_upload_waits_under_a_name_nobody_can_guess(tmp_path: Path) -> None:
    room = WaitingRoom(tmp_path)
    token, path = room.take([("nüfus.csv", writer("a"))])
    assert path == tmp_path / "uploads" / token / "nüfus.csv"
    assert len(token) >= 20
    assert room.file(token).read_text(encoding="utf-8") == "a"
    for other in ("", "x", "..", token[:-1], f"../uploads/{token}"):
        with pytest.raises(NotFoundError):
            room.file(other)


def test_a_second_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    room = WaitingRoom(tmp_path)
    token, _ = room.take([("a.csv", writer("a"))])
    with pytest.raises(RefusedError, match=r"Another file \(a.csv\)"):
        room.take([("b.csv", writer("b"))])
    # Another server on the same workspace sees it, too.
    with pytest.raises(RefusedError, match="Another file"):
        WaitingRoom(tmp_path).take([("b.csv", writer("b"))])
    room.drop(token)
    room.drop(token)
    assert room.take([("b.csv", writer("b"))])


def test_what_waited_too_long_is_swept(tmp_path: Path) -> None:
    room = WaitingRoom(tmp_path, kept_s=60)
    token, path = room.take([("a.csv", writer("a"))])
    room.sweep()
    assert path.exists()
    long_ago = time.time() - 61
    os.utime(path.parent, (long_ago, long_ago))
    room.sweep()
    assert not path.exists()
    assert room.waiting() is None
    with pytest.raises(NotFoundError):
        room.file(token)


def test_a_link_in_the_waiting_room_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "a").write_text("a")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "x").symlink_to(precious)
    WaitingRoom(tmp_path).sweep(everything=True)
    assert (precious / "a").exists()


def test_the_parts_of_a_shapefile_go_together(tmp_path: Path) -> None:
    room = WaitingRoom(tmp_path)
    parts = [(f"yol.{suffix}", writer(suffix)) for suffix in ("dbf", "shp", "shx")]
    _, path = room.take(parts)
    assert path.name == "yol.shp"
    assert len(list(path.parent.iterdir())) == 3


@pytest.mark.parametrize("names", [[], ["a.csv", "b.csv"], ["a.shp", "b.dbf"], ["a.shp", "b.shp"], ["a.shp", "a.shp"]])
def test_anything_else_of_several_is_refused(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(RefusedError):
        WaitingRoom(tmp_path).take([(name, writer("a")) for name in names])
    assert WaitingRoom(tmp_path).waiting() is None


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe not in {"", ".", ".."}
    assert not safe.startswith(".")
    assert len(safe) <= 160
    assert safe.isprintable()
    assert not set(safe) & set('/\\:*?"<>|\x00')
    assert safe_name(safe) == safe
