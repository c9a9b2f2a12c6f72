"""The one upload of the desk on its way: received, looked at, tried, stored or dropped.

What is known of it lies in memory beside the file: a server that starts anew sweeps the file, so neither outlives the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.importing import ImportOptions, ImportResult, import_files
from layers.looking import look
from layers.previewing import Preview, preview_import
from layers.reading.base import Limits
from layers.uploads import WaitingRoom, Writer
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the gate let in: what `look` said of it, and how it would be stored once that was tried."""

    token: str
    path: Path
    document: dict[str, Any]
    preview: Preview | None = None
    # The form that was last tried, so that a way back finds it as it was.
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the user calls the file."""
        return self.path.name


class UploadDesk:
    """One a application. Whoever comes while a file is being read is told so and does not wait."""

    def __init__(self, workspace: Path, limits: Limits) -> None:
        self._workspace = workspace
        self._limits = limits
        self._room = WaitingRoom(workspace)
        self._busy = Lock()
        self._upload: Upload | None = None

    def sweep(self) -> None:
        """Drop what a former server has left."""
        self._room.sweep(everything=True)

    def waiting(self) -> Upload | None:
        """The upload that waits for a decision."""
        upload = self._upload
        # A sweep may have taken its file.
        return upload if upload is not None and upload.path.exists() else None

    def upload(self, token: str) -> Upload:
        """The upload of an address.

        Raises
            NotFoundError: it is no longer there.
        """
        path = self._room.file(token)
        upload = self._upload
        if upload is None or upload.path != path:
            raise NotFoundError(Issue("upload-gone"))
        return upload

    def receive(self, files: Sequence[tuple[str, Writer]]) -> Upload:
        """Let a file in and look at it; one that is refused leaves nothing behind.

        Raises
            RefusedError: another one waits or is being read, or the gate refuses it.
        """
        with self._alone():
            token, path = self._room.take(files)
            with ExitStack() as refused:
                refused.callback(self._room.drop, token)
                document = look(self._workspace, path, limits=self._limits)
                refused.pop_all()
            self._upload = Upload(token, path, document)
            return self._upload

    def try_out(
        self, upload: Upload, workspace: Workspace, layer: str, options: ImportOptions, form: Mapping[str, str]
    ) -> Preview:
        """Read the file into the layer without storing it; after a refusal there is nothing to store."""
        with self._alone():
            self._upload = replace(upload, preview=None, form=form)
            preview = preview_import(workspace, layer, upload.path, options, self._limits)
            self._upload = replace(upload, preview=preview, form=form)
            return preview

    def store(self, upload: Upload, workspace: Workspace, note: str) -> ImportResult:
        """Store what was tried and let the upload go; a refusal lets it wait on.

        Raises
            RefusedError: nothing was tried yet.
            StaleError: the layer has another revision by now.
        """
        with self._alone():
            preview = upload.preview
            if preview is None:
                raise RefusedError(Issue("preview-missing"))
            options = replace(preview.options, note=note, dry_run=False)
            result = import_files(workspace, preview.spec.name, [upload.path], options)
            self._forget(upload)
            return result

    def drop(self, upload: Upload) -> None:
        """Let the upload go."""
        with self._alone():
            self._forget(upload)

    def _forget(self, upload: Upload) -> None:
        self._upload = None
        self._room.drop(upload.token)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._busy.acquire(blocking=False):
            raise RefusedError(Issue("desk-busy"))
        try:
            yield
        finally:
            self._busy.release()
