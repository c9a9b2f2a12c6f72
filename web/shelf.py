"""Files that are made on demand and kept in a folder of their own until there are too many: reports, and layers to download."""

import hashlib
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from threading import Lock


class FileShelf:
    """Keeps the files asked for last, no more than `limit_bytes` of them in all; the folder goes with the application.

    Two threads that ask for the same file wait for each other, so that it is made once; others go on.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mahalle-shelf-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._limit_bytes = limit_bytes
        self._sizes: OrderedDict[Hashable, tuple[Path, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, suffix: str, make: Callable[[Path], object]) -> bytes:
        """The content of the file under the key; `make` writes it to a path with the suffix if it is not there."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                content = self._kept(key)
                if content is None:
                    content = self._made(key, suffix, make)
        finally:
            with self._lock:
                self._making.pop(key, None)
        return content

    def _made(self, key: Hashable, suffix: str, make: Callable[[Path], object]) -> bytes:
        path = self._folder / (hashlib.sha256(repr(key).encode()).hexdigest() + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        content = path.read_bytes()
        self._keep(key, path, len(content))
        return content

    def _kept(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key not in self._sizes:
                return None
            self._sizes.move_to_end(key)
            path, _ = self._sizes[key]
            try:
                return path.read_bytes()
            except OSError:
                # Systems sweep their folder for temporary files; what is gone is made again.
                del self._sizes[key]
                return None

    def _keep(self, key: Hashable, path: Path, size: int) -> None:
        with self._lock:
            self._sizes[key] = (path, size)
            total = sum(known for _, known in self._sizes.values())
            while total > self._limit_bytes and self._sizes:
                _, (oldest, of_oldest) = self._sizes.popitem(last=False)
                total -= of_oldest
                with suppress(OSError):
                    oldest.unlink()
