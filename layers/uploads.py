"""The waiting room of uploaded files: one at a time in a workspace, under a random name, gone after an hour and at each start.

What the user calls a file is only its last part, with every character replaced that is no letter, digit or harmless sign.
"""

import re
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.turkish import lower

FOLDER = "uploads"
KEPT_S = 3600.0

_LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r"[^\w .()+-]")
# Windows opens a device where a file is called like one, whatever its suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

Writer = Callable[[Path], None]


class WaitingRoom:
    """The folder `uploads` of a workspace."""

    def __init__(self, workspace: Path, *, kept_s: float = KEPT_S) -> None:
        self._folder = workspace / FOLDER
        self._kept_s = kept_s

    def take(self, files: Sequence[tuple[str, Writer]]) -> tuple[str, Path]:
        """Let an upload in; the answer is its token and the file to read.

        Parameters
            files: what the user calls each, and what writes it to a path. Several are the parts of one Shapefile.
        Raises
            RefusedError: another one waits, or these are not one file.
        """
        names = [safe_name(name) for name, _ in files]
        main = _main_part(names)
        self.sweep()
        waiting = self.waiting()
        if waiting is not None:
            raise RefusedError(Issue("upload-waiting", params={"file": waiting[1].name}))
        token = secrets.token_urlsafe(16)
        folder = self._folder / token
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            folder.mkdir(mode=0o700)
            for name, (_, write) in zip(names, files, strict=True):
                write(folder / name)
        except OSError as error:
            self.drop(token)
            why = error.strerror or ""
            raise RefusedError(Issue("unwritable", params={"path": str(folder), "why": why})) from error
        return token, folder / main

    def waiting(self) -> tuple[str, Path] | None:
        """Token and file of the upload that waits."""
        for folder in self._uploads():
            files = sorted(folder.iterdir())
            shapes = [file for file in files if lower(file.suffix) == ".shp"]
            return folder.name, (shapes or files or [folder])[0]
        return None

    def file(self, token: str) -> Path:
        """The file of an upload.

        Raises
            NotFoundError: it no longer waits.
        """
        waiting = self.waiting()
        if waiting is None or not secrets.compare_digest(waiting[0].encode(), token.encode()):
            raise NotFoundError(Issue("upload-gone"))
        return waiting[1]

    def drop(self, token: str) -> None:
        """Forget an upload; one that is not there is forgotten already."""
        for folder in self._uploads():
            if folder.name == token:
                shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, *, everything: bool = False) -> None:
        """Drop what has waited too long, or everything that a server which is gone has left."""
        for folder in self._uploads():
            if everything or time.time() - folder.stat().st_mtime > self._kept_s:
                shutil.rmtree(folder, ignore_errors=True)

    def _uploads(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(folder for folder in self._folder.iterdir() if folder.is_dir() and not folder.is_symlink())


def safe_name(name: str) -> str:
    """A file's name as it may stand on a disk: no folders, no control characters, no device of Windows, not hidden, not long.

    >>> safe_name("C:\\\\Belgeler\\\\Nüfus 2023.xlsx"), safe_name("../../etc/passwd"), safe_name("<img src=x>.csv")
    ('Nüfus 2023.xlsx', 'passwd', '_img src_x_.csv')
    >>> safe_name(".gizli.csv"), safe_name("NUL.csv"), safe_name("")
    ('gizli.csv', '_NUL.csv', 'dosya')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = _NOT_IN_NAMES.sub("_", last).strip(" .") or "dosya"
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{dot}{suffix[:20]}" if dot else plain[:_LONGEST_NAME]


def _main_part(names: Sequence[str]) -> str:
    if not names:
        raise RefusedError(Issue("upload-without-file"))
    shapes = [name for name in names if lower(Path(name).suffix) == ".shp"]
    if len(names) == 1:
        return names[0]
    stems = {Path(name).stem for name in names}
    if len(shapes) != 1 or len(stems) > 1 or len(set(names)) < len(names):
        raise RefusedError(Issue("upload-of-several", params={"count": len(names), "names": ", ".join(names[:5])}))
    return shapes[0]
