"""A PostGIS of the tests' own: installed where it is missing, started in a temporary folder on loopback, gone at the end."""

import fcntl
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_HOW = "install PostgreSQL with PostGIS (on Debian: apt install postgresql postgresql-<version>-postgis-3)"
_INSTALL_S = 600
# Nothing here has to outlive a power cut.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "unix_socket_directories": "''"}


class NoPostgisError(Exception):
    """There is no PostGIS and none can be had here; the text says why and what to install."""


@dataclass(frozen=True)
class Server:
    """A running cluster: where it listens, and as whom to connect."""

    port: int
    password: str = field(repr=False)
    database: str = "mahalle"
    user: str = "planlama"

    @property
    def url(self) -> str:
        """The address of its database with the password in it."""
        return f"postgresql://{self.user}:{self.password}@127.0.0.1:{self.port}/{self.database}"

    def connect(self, database: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(self.url.replace("/" + self.database, "/" + (database or self.database)), autocommit=True)


@contextmanager
def running_postgis() -> Iterator[Server]:
    """A throw-away cluster with an empty database that has PostGIS.

    Raises
        NoPostgisError: it is not installed, and this user may not install it.
    """
    with (Path(tempfile.gettempdir()) / f"mahalle-postgis-{os.geteuid()}.lock").open("w") as lock:
        # Of several workers that find nothing, one installs it and the others wait.
        fcntl.flock(lock, fcntl.LOCK_EX)
        binaries = _installed() or _install()
    # Not pytest's folder: PostgreSQL refuses to run as root, and another user may not pass through there.
    folder = Path(tempfile.mkdtemp(prefix="mahalle-postgis-"))
    user = "postgres" if os.geteuid() == 0 else None
    try:
        if user is not None:
            shutil.chown(folder, user, user)
        server = Server(_free_port(), secrets.token_urlsafe(24))
        _make_cluster(binaries, folder, server, user)
        _run(binaries / "pg_ctl", "start", "-w", "-D", folder / "data", "-l", folder / "log", user=user)
        try:
            with server.connect("postgres") as connection:
                connection.execute(f"CREATE DATABASE {server.database}")
            yield server
        finally:
            _run(binaries / "pg_ctl", "stop", "-m", "immediate", "-w", "-D", folder / "data", user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(binaries: Path, folder: Path, server: Server, user: str | None) -> None:
    password = folder / "password"
    password.write_text(server.password, encoding="ascii")
    password.chmod(0o600)
    if user is not None:
        shutil.chown(password, user, user)
    _run(
        *(binaries / "initdb", "--pgdata", folder / "data", "--username", server.user, "--pwfile", password, "--no-sync"),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
        user=user,
    )
    settings = {**_SETTINGS, "listen_addresses": "'127.0.0.1'", "port": str(server.port)}
    with (folder / "data" / "postgresql.conf").open("a", encoding="ascii") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())


def _installed() -> Path | None:
    """The folder with the newest PostgreSQL's programs that PostGIS can be loaded into."""
    versions = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    found = shutil.which("initdb")
    others = [Path(found).resolve().parent] if found else []
    return next((folder for folder in [*versions, *others] if _has_postgis(folder)), None)


def _has_postgis(binaries: Path) -> bool:
    if not (binaries / "initdb").exists() or not (binaries / "pg_config").exists():
        return False
    shared = subprocess.run([binaries / "pg_config", "--sharedir"], capture_output=True, text=True, check=True).stdout.strip()
    return (Path(shared) / "extension" / "postgis.control").exists()


def _install() -> Path:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") is None:
        raise NoPostgisError(f"no PostGIS here, and no apt-get to install it with: {_HOW}")
    if as_root and (
        shutil.which("sudo") is None or subprocess.run([*as_root, "true"], capture_output=True, check=False).returncode
    ):
        raise NoPostgisError(f"no PostGIS here, and only root or passwordless sudo could install it: {_HOW}")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    steps = [[*apt, "update"]]
    if not list(_DEBIAN.glob("*/bin/initdb")):
        steps.append([*apt, "install", "--no-install-recommends", "postgresql"])
    for step in steps:
        _attempt(step)
    version = max((folder.parent.name for folder in _DEBIAN.glob("*/bin")), key=float)
    _attempt([*apt, "install", "--no-install-recommends", f"postgresql-{version}", f"postgresql-{version}-postgis-3"])
    binaries = _installed()
    if binaries is None:
        raise NoPostgisError(f"the packages went in, but PostGIS is still not found: {_HOW}")
    return binaries


def _attempt(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_S)
    except subprocess.TimeoutExpired as error:
        raise NoPostgisError(f"no PostGIS here, and apt-get did not end: {_HOW}") from error
    if done.returncode:
        said = re.sub(r"\s+", " ", (done.stderr or done.stdout).strip())[-300:]
        raise NoPostgisError(f"no PostGIS here, and apt-get could not install it ({said}): {_HOW}")


def _run(*command: object, user: str | None) -> None:
    """A program of PostgreSQL's, which none of them runs as root."""
    words = [str(word) for word in command]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    with tempfile.TemporaryFile() as said:
        # Into a file: the server keeps its starter's output open, and a pipe would never end.
        done = subprocess.run(
            words,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            check=False,
        )
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{words[0]} failed: {said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
