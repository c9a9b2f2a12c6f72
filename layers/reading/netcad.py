"""Netcad's own drawings: the command of an optional extra turns one into GeoJSON, which is then read as any other.

NCZ2Geo is under the GPL and no part of this project: it is called as a command, in a process of its own, and never imported.
"""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers.reading.base import Limits

# Projects (.ncp) hold no drawing of their own.
SUFFIXES = frozenset({".ncz", ".ncp"})
_DRAWING = ".ncz"
_PASSED_ON = frozenset({"PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "WINDIR"})
# A collection that is shorter may hold nothing; bytes that are no drawing are converted to one without features.
_PERHAPS_EMPTY_BYTES = 4096


def netcad_command() -> str | None:
    """The command of the extra `mahalle[netcad]`, or None where it is not installed."""
    places = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    return shutil.which("ncz2geo", path=os.pathsep.join(places))


def unpack_netcad(path: Path, folder: Path, limits: Limits, *, command: str | None) -> Path:
    """The drawing as GeoJSON in that folder.

    The command inherits the limits of the reading process, and has its time limit here.

    Raises
        RefusedError: without the command, what to install or how to export; it failed, found nothing or took too long.
    """
    if command is None or lower(path.suffix) != _DRAWING:
        raise RefusedError(Issue("netcad-drawing", params={"file": path.name}))
    drawing, converted = folder / f"file{_DRAWING}", folder / "file.geojson"
    shutil.copyfile(path, drawing)
    environment = {key: value for key, value in os.environ.items() if key.upper() in _PASSED_ON}  # ascii
    # It would keep a catalogue of each drawing in the user's home.
    environment |= {"NCZ2GEO_NCZ_CACHE_DISABLE": "1", "HOME": str(folder), "LOCALAPPDATA": str(folder), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command on files under names of ours
            [command, "convert", str(drawing), str(converted)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(Issue("reader-too-slow", params={"file": path.name, "seconds": limits.wall_seconds})) from error
    except OSError as error:
        raise _failed(path) from error
    if done.returncode != 0 or converted.is_symlink() or not converted.is_file() or _is_empty(converted):
        raise _failed(path)
    return converted


def _failed(path: Path) -> RefusedError:
    return RefusedError(Issue("netcad-failed", params={"file": path.name}))


def _is_empty(converted: Path) -> bool:
    if converted.stat().st_size > _PERHAPS_EMPTY_BYTES:
        return False
    try:
        return not json.loads(converted.read_bytes())["features"]
    except (ValueError, TypeError, KeyError):
        # Not even that; what it is, the gate will say.
        return False
