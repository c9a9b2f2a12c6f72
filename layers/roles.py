"""What each role may do: the one table that pages and messages ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.turkish import search_key

Permission = Literal["see-drafts", "write", "release", "manage-accounts", "read-record"]

PERMISSIONS: Mapping[Permission, Words] = {
    "see-drafts": Words("taslakları görme", "looking at drafts"),
    "write": Words("veri değiştirme ve onaya gönderme", "changing data and sending it for release"),
    "release": Words("onaylayıp yayımlama", "releasing"),
    "manage-accounts": Words("hesapları yönetme", "managing accounts"),
    "read-record": Words("kayıt defterini görme", "reading the record"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role by its key, its name in both languages, and what it may do."""

    key: str
    title: Words
    permissions: frozenset[Permission]


# Whoever manages accounts releases nothing: nobody gives herself both.
ROLES: Mapping[str, Role] = {
    role.key: role
    for role in (
        Role("viewer", Words("izleyen", "viewer"), frozenset({"see-drafts"})),
        Role("planner", Words("plancı", "planner"), frozenset({"see-drafts", "write"})),
        Role("approver", Words("onaylayan", "approver"), frozenset({"see-drafts", "write", "release"})),
        Role("administrator", Words("yönetici", "administrator"), frozenset({"see-drafts", "manage-accounts", "read-record"})),
    )
}


def role_of(text: str) -> Role:
    """The role of that key or Turkish name.

    Raises
        RefusedError: there is no such role.
    >>> role_of("planner").key, role_of("Plancı").key
    ('planner', 'planner')
    >>> role_of("müdür")
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: There is no role "müdür", so nobody could tell what it allows. \
The roles are: viewer, planner, approver, administrator.
    """
    wanted = search_key(text.strip())
    for role in ROLES.values():
        if wanted in (role.key, search_key(role.title.tr)):
            return role
    raise RefusedError(Issue("unknown-role", params={"role": text, "known": ", ".join(ROLES)}))
