"""Where a workspace's store lies: the GeoPackage in its folder, or a PostGIS named by a URL.

`${NAME}` in the URL stands for an environment variable, so that a password need not stand in workspace.yaml; libpq's own ways
(PGPASSWORD, a password file, a service) work as well. Nothing here, and no message made of it, shows a password.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from geo.turkish import slug
from layers.store.base import Store
from layers.store.geopackage import GeoPackageStore

_FILE = "mahalle.gpkg"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# libpq would take a password with a bare @ or / for a host or a port, and print it when it finds none such.
_HOST = r"(?:[A-Za-z0-9._%-]+|\[[0-9A-Fa-f:.%]+\])?(?::\d+)?"
_URL = re.compile(rf"postgres(?:ql)?://(?:[^\s:@/?#]*(?::[^\s:@/?#]*)?@)?{_HOST}(?:,{_HOST})*(?:/[^\s?#@/]*)?(?:\?[^\s#@]*)?")
_PASSWORD = re.compile(r"://[^@/]*:(?P<user>[^@/]+)@|[?&]password=(?P<option>[^&]+)")
# PostgreSQL cuts longer names off without a word.
_LONGEST_NAME = 63
_SCHEMA = re.compile(rf"[A-Za-z_][A-Za-z0-9_-]{{0,{_LONGEST_NAME - 1}}}")


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """A PostGIS as workspace.yaml names it: the URL as written, with its variables, and the schema that holds the workspace."""

    url: str = field(repr=False)
    schema: str

    def __post_init__(self) -> None:
        if not _SCHEMA.fullmatch(self.schema) or self.schema.startswith("pg_"):
            raise RefusedError(Issue("store-address-invalid", params={"why": f"schema: {self.schema!r}"}))

    @property
    def writes_out_a_password(self) -> bool:
        """Whether the URL holds a password in plain text, not as a variable."""
        found = _PASSWORD.search(self.url)
        return found is not None and _VARIABLE.fullmatch(found["user"] or found["option"]) is None

    def resolved(self, environment: Mapping[str, str]) -> str:
        """The URL to connect with: a variable inside it is percent-encoded, one that is all of it is taken as it stands.

        Raises
            RefusedError: a variable is not set, or what comes out is no PostgreSQL URL.
        >>> StoreAddress("postgresql://plan:${SECRET}@db/kent", "defne").resolved({"SECRET": "a/b@c"})
        'postgresql://plan:a%2Fb%40c@db/kent'
        >>> StoreAddress("postgresql://db:5432/kent", "defne")
        StoreAddress(schema='defne')
        """

        def value(found: re.Match[str]) -> str:
            if found[1] not in environment:
                raise RefusedError(Issue("store-variable-missing", params={"name": found[1]}))
            text = environment[found[1]]
            return text if found[0] == self.url else quote(text, safe="")

        url = _VARIABLE.sub(value, self.url)
        if not _URL.fullmatch(url):
            why = Words(
                "parola ya da addaki özel karakterler yüzde koduyla yazılır (@ yerine %40, / yerine %2F)",
                "special characters in a password or name are percent-encoded (%40 for @, %2F for /)",
            )
            raise RefusedError(Issue("store-address-invalid", params={"why": why}))
        return url


def schema_name(*parts: str | None) -> str:
    """The schema of a workspace, from its province, district and name; long ones end in a checksum instead of being cut.

    >>> schema_name("Hatay", "Defne", "Planlama Müdürlüğü"), schema_name("…")
    ('mahalle_hatay_defne_planlama_mudurlugu', 'mahalle')
    """
    slugs = [slug(part).replace("-", "_") for part in parts if part]
    name = "_".join(["mahalle", *(text for text in slugs if text)])
    if len(name) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_NAME - 9]}_{digest}"


def open_store(folder: Path, address: StoreAddress | None) -> Store:
    """The store of a workspace; made when it is not there yet.

    Raises
        RefusedError: the driver is not installed, a variable not set, the server not to be reached, or it has no PostGIS.
    """
    if address is None:
        return GeoPackageStore(folder / _FILE)
    url = address.resolved(os.environ)
    try:
        from layers.store.postgis import PostgisStore
    except ImportError as error:
        raise RefusedError(Issue("store-driver-missing")) from error
    return PostgisStore(url, address.schema)
