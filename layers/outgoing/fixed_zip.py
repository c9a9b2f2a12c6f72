"""A zip whose bytes depend on nothing but its content: sorted names, one date, no owner."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

# Zip knows no time before this.
_EARLIEST = "1980-01-01T00:00:00Z"


def write_zip(path: Path, files: Mapping[str, bytes | Path], created_at: str | None, *, comment: bytes = b"") -> None:
    """Write files into a zip by name; a file's content is given as bytes or as the path where it lies."""
    when = datetime.fromisoformat(max(created_at or _EARLIEST, _EARLIEST)).timetuple()[:6]
    with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = comment
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            content = files[name]
            archive.writestr(entry, content.read_bytes() if isinstance(content, Path) else content)
