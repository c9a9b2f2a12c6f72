"""How an application is run: who may ask, who may write, and what the map lies on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from layers.accounts import Rules, utc_clock
from layers.reading.base import Limits

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of whoever serves the atlas.

    `allowed_hosts`: the names under which the server answers; None answers to every name. `basemap_url`: address of map tiles
    with {z}, {x} and {y}; None asks nobody for a tile. `basemap_attribution`: who the tiles are from, as text. `writing`: whether
    whoever is at this machine may change data while there are no accounts. `limits`: of uploaded files. `trusted_proxy`: the
    address of the server whose word on address, host and scheme is taken. `sessions`: how long one lasts, `now`: by which clock.
    `shelf_bytes`: of the files that are kept once they were made for a download; `most_rows_served`: of the largest layer that is
    one, a larger one being handed on by `mahalle export`.
    """

    allowed_hosts: frozenset[str] | None = LOOPBACK
    basemap_url: str | None = None
    basemap_attribution: str = ""
    cached_views: int = 96
    shelf_bytes: int = 256 * 1024 * 1024
    most_rows_served: int = 200_000
    writing: bool = False
    limits: Limits = field(default_factory=Limits)
    trusted_proxy: str | None = None
    sessions: Rules = field(default_factory=Rules)
    now: Callable[[], datetime] = utc_clock


def settings_for(host: str) -> Settings:
    """Settings for a server bound to `host`.

    A page of the internet can give its own name the address 127.0.0.1 and then read a local server (DNS rebinding): bound to
    loopback, only loopback names are answered. Bound to anything else, the names of the machine are not known here, and writing
    needs an account.

    >>> sorted(settings_for("127.0.0.1").allowed_hosts or []), settings_for("0.0.0.0").allowed_hosts
    (['127.0.0.1', '::1', 'localhost'], None)
    >>> settings_for("127.0.0.1").writing, settings_for("0.0.0.0").writing
    (True, False)
    """
    return Settings(writing=True) if host in LOOPBACK else Settings(allowed_hosts=None)
