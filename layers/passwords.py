"""Passwords: how they are kept (Argon2id), which are too weak, and the ones that are given out for one use."""

import secrets
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import search_key

LEAST_LENGTH, MOST_LENGTH = 10, 256
# Without the ones that are taken for another: 0 o, 1 l i.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4
_FEWEST_DIFFERENT = 5


def require_strong(password: str, names: Sequence[str]) -> None:
    """Refuse a password that is short, holds a name, or repeats a few characters.

    Raises
        RefusedError: it is any of these.
    >>> require_strong("dut incir zeytin", ["Ayşe"])
    >>> require_strong("AYSE-1234567", ["Ayşe"])
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The password is easily found: it holds the name of the account or of the municipality, \
or repeats a few characters. Choose another.
    """
    if len(password) < LEAST_LENGTH:
        raise RefusedError(Issue("password-too-short", params={"least": LEAST_LENGTH}))
    if len(password) > MOST_LENGTH:
        raise RefusedError(Issue("password-too-long", params={"most": MOST_LENGTH}))
    plain = search_key(password)
    held = [key for name in names for key in search_key(name).replace(".", " ").split() if len(key) > 2]
    if any(key in plain for key in held) or len(set(plain)) < _FEWEST_DIFFERENT:
        raise RefusedError(Issue("password-too-plain"))


def one_time_password() -> str:
    """A password to be read out and typed once: 16 letters and digits, about 79 bits.

    >>> len(one_time_password()), one_time_password() == one_time_password()
    (19, False)
    """
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def is_password(hasher: PasswordHasher, hashed: str, password: str) -> bool:
    """Whether a password is the one that was hashed.

    >>> hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    >>> hashed = hasher.hash("dut incir zeytin")
    >>> is_password(hasher, hashed, "dut incir zeytin"), is_password(hasher, hashed, "x"), is_password(hasher, "", "x")
    (True, False, False)
    """
    try:
        return hasher.verify(hashed, password[: MOST_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
