"""How an application is run: who may ask, who may write, and what the map lies on."""

from dataclasses import dataclass, field

from layers.reading.base import Limits

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of whoever serves the atlas.

    `allowed_hosts`: the names under which the server answers; None answers to every name. `basemap_url`: address of map tiles
    with {z}, {x} and {y}; None asks nobody for a tile. `basemap_attribution`: who the tiles are from, as text. `writing`: whether
    data may be changed in the browser. `limits`: of uploaded files. `shelf_bytes`: of the files that are kept once they were made
    for a download; `most_rows_served`: of the largest layer that is one, a larger one being handed on by `mahalle export`.
    """

    allowed_hosts: frozenset[str] | None = LOOPBACK
    basemap_url: str | None = None
    basemap_attribution: str = ""
    cached_views: int = 96
    shelf_bytes: int = 256 * 1024 * 1024
    most_rows_served: int = 200_000
    writing: bool = False
    limits: Limits = field(default_factory=Limits)


def settings_for(host: str) -> Settings:
    """Settings for a server bound to `host`.

    A page of the internet can give its own name the address 127.0.0.1 and then read a local server (DNS rebinding): bound to
    loopback, only loopback names are answered. Bound to anything else, the names of the machine are not known here, and nobody
    may write, for there are no accounts yet.

    >>> sorted(settings_for("127.0.0.1").allowed_hosts or []), settings_for("0.0.0.0").allowed_hosts
    (['127.0.0.1', '::1', 'localhost'], None)
    >>> settings_for("127.0.0.1").writing, settings_for("0.0.0.0").writing
    (True, False)
    """
    return Settings(writing=True) if host in LOOPBACK else Settings(allowed_hosts=None)
