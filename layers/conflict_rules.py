"""Rules of conflict from a YAML file (data/conflicts): investments, and plans, against plan, ground, ownership, others' works."""

import re
from pathlib import Path
from typing import cast

from geo.conflict_rules import RELATIONS, SUBJECTS, ConflictRule, Relation, Subject, require_conflict_rules
from geo.issues import Issue, Words
from layers.described import DescriptionError, Entry
from layers.rule_files import amount, own_rules_file, read_rules, rules_file, texts
from layers.workspace import Workspace

FOLDER = "conflicts"
# Years before the thing's own are negative.
_YEARS = re.compile(r"-?[0-9]{1,4}")
_KEYS = {
    "key",
    "title",
    "of",
    "relation",
    "kinds",
    "layer",
    "column",
    "values",
    "within_m",
    "same",
    "years",
    "contradicts",
    "source",
    "remedy",
}


def read_conflict_rules(file: Path) -> list[ConflictRule]:
    """The rules of conflict of a file, in its order.

    Raises
        RefusedError: `bad-description` with the line and the reason.

    >>> from layers.rule_files import shipped_rules_file
    >>> [rule.key for rule in read_conflict_rules(shipped_rules_file(FOLDER, "defne"))][:2]
    ['park-zoning', 'building-on-unsuitable-ground']
    """
    return read_rules(file, _rule, require_conflict_rules)


def conflict_rules_of(workspace: Workspace, of: Subject) -> tuple[list[ConflictRule], list[Issue]]:
    """The rules about investments or about plans that hold in a workspace; none, and an issue, where nobody has written any.

    Raises
        RefusedError: as `read_conflict_rules`.
    """
    file = rules_file(workspace, FOLDER)
    if file is not None:
        return [rule for rule in read_conflict_rules(file) if rule.of == of], []
    own = str(own_rules_file(workspace.path, FOLDER))
    return [], [Issue("rules-missing", params={"what_tr": "çakışma", "what_en": "conflict", "file": own})]


def _rule(entry: Entry) -> ConflictRule:
    entry.only(_KEYS)
    layer, within_m, contradicts, of = (entry.get(name) for name in ("layer", "within_m", "contradicts", "of"))
    return ConflictRule(
        key=entry.need("key").text(),
        title=entry.need("title").words(),
        relation=cast(Relation, entry.need("relation").one_of(RELATIONS)),
        column=entry.need("column").text(),
        source=entry.need("source").text(),
        remedy=entry.need("remedy").words(),
        kinds=texts(entry.get("kinds")),
        layer=layer.text() if layer else None,
        values=texts(entry.get("values")),
        within_m=amount(within_m) if within_m else 0.0,
        same=texts(entry.get("same")),
        years=_span(entry.get("years")),
        contradicts=contradicts.boolean() if contradicts else False,
        of=cast(Subject, of.one_of(SUBJECTS)) if of else "investments",
    )


def _span(entry: Entry | None) -> tuple[int, int] | None:
    if entry is None:
        return None
    years = [item.text() for item in entry.items()]
    if len(years) != 2 or not all(_YEARS.fullmatch(year) for year in years):
        raise DescriptionError(entry.line, Words("iki tam sayı beklenir: [0, 3]", "two whole numbers are expected: [0, 3]"))
    return int(years[0]), int(years[1])
