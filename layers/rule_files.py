"""Files of rules that a municipality edits (data/duty, data/conflicts): each rule checked with those before it, by line."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from geo.errors import RefusedError
from geo.issues import Words
from geo.turkish import slug
from layers.described import DescriptionError, Entry, described_file
from layers.shipped import data_folder
from layers.workspace import Workspace

Rule = TypeVar("Rule")

# Three decimals are refused: 5.000 is five to YAML and five thousand to its writer. Nobody writes a thousand as 0.375.
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?|0\.[0-9]{1,6}")


def rules_file(workspace: Workspace, folder: str) -> Path | None:
    """A workspace's own file of rules (`duty.yaml`, `conflicts.yaml`), else the one that ships for its district; else None."""
    shipped = shipped_rules_file(folder, slug(workspace.district or workspace.province))
    return next((file for file in (own_rules_file(workspace.path, folder), shipped) if file.is_file()), None)


def shipped_rules_file(folder: str, municipality: str) -> Path:
    """Where the rules that ship for a municipality lie, if there are any.

    >>> shipped_rules_file("duty", "defne").is_file()
    True
    """
    return data_folder() / folder / f"{municipality}.yaml"


def own_rules_file(workspace: Path, folder: str) -> Path:
    """Where a workspace keeps its own rules.

    >>> own_rules_file(Path("atlas"), "duty").as_posix()
    'atlas/duty.yaml'
    """
    return workspace / f"{folder}.yaml"


def read_rules(file: Path, rule_of: Callable[[Entry], Rule], require: Callable[[Sequence[Rule]], None]) -> list[Rule]:
    """The rules of a file, in its order.

    Parameters
        rule_of: makes a rule of an entry; raises DescriptionError.
        require: refuses rules that cannot stand together; it is asked with each new rule, so that the line told is that of
            the one which breaks the order.
    Raises
        RefusedError: `bad-description` with the line and the reason.
    """

    def all_of(entry: Entry) -> list[Rule]:
        entry.only({"municipality", "rules"})
        rules: list[Rule] = []
        for item in entry.need("rules").items():
            rules.append(rule_of(item))
            _require(rules, require, item.line)
        return rules

    return described_file(file, str(file), all_of)


def amount(entry: Entry) -> float:
    """A number of 0 or more, written plainly.

    >>> amount(Entry("12.5", line=3)), amount(Entry("0.375", line=3))
    (12.5, 0.375)
    """
    text = entry.text()
    if not _AMOUNT.fullmatch(text):
        why = (
            f"{text} sayı olamaz; binlik ayırmadan yazın (5000 ya da 12.5)",
            f"{text} is no number; write it plainly (5000 or 12.5)",
        )
        raise DescriptionError(entry.line, Words(*why))
    return float(text)


def texts(entry: Entry | None) -> tuple[str, ...]:
    """The texts of a list; none where it is left out.

    >>> texts(Entry([Entry("park", line=3)], line=3))
    ('park',)
    """
    return () if entry is None else tuple(item.text() for item in entry.items())


def _require(rules: Sequence[Rule], require: Callable[[Sequence[Rule]], None], line: int) -> None:
    try:
        require(rules)
    except RefusedError as error:
        (issue,) = error.issues
        raise DescriptionError(
            line, Words(issue.message("tr").removesuffix("."), issue.message("en").removesuffix("."))
        ) from error
