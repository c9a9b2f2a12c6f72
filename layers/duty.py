"""Rules of duty from a YAML file (data/duty): district or metropolitan municipality."""

import math
from pathlib import Path
from typing import cast

from geo.authority import AUTHORITIES, Authority, DutyRule, require_rules
from geo.issues import Issue
from layers.described import Entry
from layers.rule_files import amount, own_rules_file, read_rules, rules_file
from layers.workspace import Workspace

FOLDER = "duty"


def read_duty_rules(file: Path) -> list[DutyRule]:
    """The rules of duty of a file, in its order.

    Raises
        RefusedError: `bad-description` with the line and the reason: no YAML, an unknown key, a limit that is no number, a
            rule without source or authority, two rules that contradict each other.

    >>> from layers.rule_files import shipped_rules_file
    >>> rules = read_duty_rules(shipped_rules_file(FOLDER, "defne"))
    >>> [(rule.key, rule.below) for rule in rules if rule.authority == "district"]
    [('road-narrow', 12.0), ('park-small', 5000.0)]
    """
    return read_rules(file, _rule, require_rules)


def duty_rules_of(workspace: Workspace) -> tuple[list[DutyRule], list[Issue]]:
    """The rules that hold in a workspace; none, and an issue, where nobody has written any.

    Raises
        RefusedError: as `read_duty_rules`.
    """
    file = rules_file(workspace, FOLDER)
    if file is not None:
        return read_duty_rules(file), []
    own = str(own_rules_file(workspace.path, FOLDER))
    return [], [Issue("rules-missing", params={"what_tr": "görev", "what_en": "duty", "file": own})]


def _rule(entry: Entry) -> DutyRule:
    entry.only({"key", "kind", "measure", "at_least", "below", "authority", "follows", "source"})
    authority, measure, follows = entry.get("authority"), entry.get("measure"), entry.get("follows")
    at_least, below = entry.get("at_least"), entry.get("below")
    return DutyRule(
        key=entry.need("key").text(),
        kind=entry.need("kind").text(),
        authority=cast(Authority, authority.one_of(AUTHORITIES)) if authority else None,
        source=entry.need("source").text(),
        measure=measure.text() if measure else None,
        at_least=amount(at_least) if at_least else -math.inf,
        below=amount(below) if below else math.inf,
        follows=follows.text() if follows else None,
    )
