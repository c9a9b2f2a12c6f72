"""The shelf of files: each is made once, the oldest go first, and what the system swept away is made again."""

import threading
from pathlib import Path

from web.shelf import FileShelf


def writer(content: bytes, made: list[bytes]):  # type: ignore[no-untyped-def]
    def write(path: Path) -> None:
        made.append(content)
        path.write_bytes(content)

    return write


def test_a_file_is_made_once_and_the_oldest_goes_first() -> None:
    shelf, made = FileShelf(limit_bytes=10), []
    for key, content in (("a", b"aaaa"), ("b", b"bbbb"), ("a", b"????"), ("c", b"cccc")):
        shelf.get(key, ".txt", writer(content, made))
    assert made == [b"aaaa", b"bbbb", b"cccc"]
    # b was asked for longest ago.
    assert shelf.get("a", ".txt", writer(b"no", made)) == b"aaaa"
    assert shelf.get("b", ".txt", writer(b"new", made)) == b"new"


def test_a_file_larger_than_the_shelf_is_answered_and_not_kept() -> None:
    shelf, made = FileShelf(limit_bytes=3), []
    assert shelf.get("a", ".txt", writer(b"aaaa", made)) == b"aaaa"
    assert shelf.get("a", ".txt", writer(b"aaaa", made)) == b"aaaa"
    assert len(made) == 2


def test_what_was_swept_away_is_made_again() -> None:
    shelf, made = FileShelf(limit_bytes=100), []
    paths: list[Path] = []

    def write(path: Path) -> None:
        paths.append(path)
        path.write_bytes(b"x")

    shelf.get("a", ".txt", write)
    paths[0].unlink()
    paths[0].parent.rmdir()
    assert shelf.get("a", ".txt", writer(b"y", made)) == b"y"


def test_two_who_ask_at_once_share_one_making() -> None:
    shelf, made = FileShelf(limit_bytes=100), []
    started, go_on = threading.Event(), threading.Event()

    def slow(path: Path) -> None:
        made.append(b"slow")
        started.set()
        assert go_on.wait(10)
        path.write_bytes(b"slow")

    first = threading.Thread(target=shelf.get, args=("a", ".txt", slow))
    first.start()
    assert started.wait(10)
    second = threading.Thread(target=shelf.get, args=("a", ".txt", slow))
    second.start()
    # Another file does not wait for them.
    assert shelf.get("b", ".txt", writer(b"b", [])) == b"b"
    go_on.set()
    first.join(10)
    second.join(10)
    assert made == [b"slow"]


def test_a_making_that_fails_leaves_nothing_and_may_be_tried_again() -> None:
    shelf = FileShelf(limit_bytes=100)

    def fails(path: Path) -> None:
        path.write_bytes(b"half")
        raise ValueError("no")

    for _ in range(2):
        try:
            shelf.get("a", ".txt", fails)
        except ValueError:
            continue
        raise AssertionError("the failure was swallowed")
    assert shelf.get("a", ".txt", writer(b"whole", [])) == b"whole"
