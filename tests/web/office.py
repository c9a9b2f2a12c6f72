"""An office with accounts: a demo whose people have names and roles, and a browser for each of them."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from werkzeug.test import TestResponse
from workspaces import PLAN

from layers.accounts import Accounts
from layers.acting import Actor, acting_as
from layers.importing import ImportOptions, import_files
from layers.workspace import open_workspace
from web import Settings, create_app

PASSWORD = "dut incir zeytin"  # noqa: S105 of accounts that live for one test
ROLES = ("viewer", "planner", "approver", "administrator")
NAMES = {"viewer": "İzzet", "planner": "Ayşe", "approver": "Veli", "administrator": "Müdür Ilgaz"}
# A hash that is quick to check; the application makes a stronger one at the first sign-in.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


# A figure that stands nowhere in the demo.
SECRET = 987654


@dataclass
class Clock:
    """A clock that is put forward by hand."""

    time: datetime = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        """Put it forward."""
        self.time += timedelta(**by)


def add_people(path: Path, *, roles: tuple[str, ...] = ROLES) -> None:
    """Accounts of these roles, all with the one password, as they are after the first sign-in."""
    people = Accounts(open_workspace(path).store().register, hasher=QUICK)
    for role in roles:
        people.add(NAMES[role], role, PASSWORD)


def draft(path: Path, folder: Path, *, by: str = "Ayşe") -> None:
    """A new revision of the population: one neighbourhood has the secret figure."""
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    cells = lines[5].split("\t")
    cells[3] = str(SECRET)
    table = folder / "taslak.tsv"
    table.write_text("\n".join([*lines[:5], "\t".join(cells), *lines[6:]]) + "\n", encoding="utf-8")
    with acting_as(Actor(by, "web", "10.0.0.7")):
        import_files(open_workspace(path), "population", [table], ImportOptions(source="tuik", note="gizli not"))


@dataclass
class Browser:
    """One person's browser, with cookies of its own."""

    app: Flask
    address: str = "10.0.0.7"
    https: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, address: str, **headers: str) -> TestResponse:
        """Fetch an address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(address, headers={**self.headers, **named}, **self._from())

    def post(
        self, address: str, fields: dict[str, Any] | None = None, *, token: str | None = None, **headers: str
    ) -> TestResponse:
        """Send a form with the token of a page of ours, or with another."""
        sent = self.token() if token is None else token
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.post(
            address, data={"form-anahtari": sent, **(fields or {})}, headers={**self.headers, **named}, **self._from()
        )
        response.request.environ["wsgi.input"].close()
        return response

    def token(self, page: str | None = None) -> str:
        """The token of a page that has a form."""
        for address in [page] if page else ["/parola", "/giris", "/veri"]:
            found = re.search(r'name="form-anahtari" value="([^"]+)"', self.get(address).text)
            if found is not None:
                return found[1]
        raise AssertionError("no page has a form")

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Sign in as somebody."""
        return self.post("/giris", {"ad": name, "parola": password}, token=self.token("/giris"))

    def _from(self) -> dict[str, Any]:
        scheme = {"base_url": "https://localhost"} if self.https else {}
        return {"environ_overrides": {"REMOTE_ADDR": self.address}, **scheme}


def office_app(path: Path, clock: Clock | None = None, **settings: Any) -> Flask:
    """The application of an office, open to the network."""
    chosen = Settings(allowed_hosts=None, **({"now": clock} if clock else {}), **settings)
    app = create_app(path, settings=chosen)
    app.testing = True
    return app


def signed_in(app: Flask, role: str, **options: Any) -> Browser:
    """A browser in which the person of a role is signed in."""
    browser = Browser(app, **options)
    response = browser.sign_in(NAMES[role])
    assert response.status_code == 303, response.text
    return browser
