"""How an application is run: who may ask, and what the map lies on."""

from dataclasses import dataclass

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of whoever serves the atlas.

    `allowed_hosts`: the names under which the server answers; None answers to every name. `basemap_url`: address of map tiles
    with {z}, {x} and {y}; None asks nobody for a tile. `basemap_attribution`: who the tiles are from, as text.
    """

    allowed_hosts: frozenset[str] | None = _LOOPBACK
    basemap_url: str | None = None
    basemap_attribution: str = ""
    cached_views: int = 96


def settings_for(host: str) -> Settings:
    """Settings for a server bound to `host`.

    A page of the internet can give its own name the address 127.0.0.1 and then read a local server (DNS rebinding): bound to
    loopback, only loopback names are answered. Bound to anything else, the names of the machine are not known here.

    >>> sorted(settings_for("127.0.0.1").allowed_hosts or []), settings_for("0.0.0.0").allowed_hosts
    (['127.0.0.1', '::1', 'localhost'], None)
    """
    return Settings() if host in _LOOPBACK else Settings(allowed_hosts=None)
