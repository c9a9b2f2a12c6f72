"""Rules of duty from a YAML file (data/duty), checked, with line and reason where one is wrong."""

import math
import re
from pathlib import Path
from typing import cast

from geo.authority import AUTHORITIES, Authority, DutyRule, require_rules
from geo.errors import RefusedError
from geo.issues import Issue, Words
from layers.described import DescriptionError, Entry, read_description
from layers.shipped import data_folder

FOLDER = "duty"
# A limit with three decimals is refused: 5.000 is five to YAML and five thousand to its writer.
_LIMIT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_KEYS = {"key", "kind", "measure", "at_least", "below", "authority", "follows", "source"}


def shipped_duty_file(municipality: str) -> Path:
    """Where the rules of a shipped municipality lie.

    >>> shipped_duty_file("defne").name
    'defne.yaml'
    """
    return data_folder() / FOLDER / f"{municipality}.yaml"


def read_duty_rules(file: Path) -> list[DutyRule]:
    """The rules of a file, in its order.

    Raises
        RefusedError: `bad-description` with the line and the reason: no YAML, an unknown key, a limit that is no number, a
            rule without source or authority, two rules that contradict each other.

    >>> rules = read_duty_rules(shipped_duty_file("defne"))
    >>> [(rule.key, rule.below) for rule in rules if rule.authority == "district"]
    [('road-narrow', 12.0), ('park-small', 5000.0)]
    """
    try:
        return _rules(read_description(file.read_text(encoding="utf-8")))
    except DescriptionError as error:
        raise _refused(file, error.line, error.why) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(file, None, Words("dosya okunamadı", "the file cannot be read")) from error


def _refused(file: Path, line: int | None, why: Words) -> RefusedError:
    return RefusedError(Issue("bad-description", row=line, params={"file": str(file), "why_tr": why.tr, "why_en": why.en}))


def _rules(entry: Entry) -> list[DutyRule]:
    entry.only({"municipality", "rules"})
    rules: list[DutyRule] = []
    for item in entry.need("rules").items():
        rules.append(_rule(item))
        try:
            # with each new rule, so that the line is that of the one which breaks the order
            require_rules(rules)
        except RefusedError as error:
            (issue,) = error.issues
            why = Words(issue.message("tr").removesuffix("."), issue.message("en").removesuffix("."))
            raise DescriptionError(item.line, why) from error
    return rules


def _rule(entry: Entry) -> DutyRule:
    entry.only(_KEYS)
    authority, measure, follows = entry.get("authority"), entry.get("measure"), entry.get("follows")
    return DutyRule(
        key=entry.need("key").text(),
        kind=entry.need("kind").text(),
        authority=cast(Authority, authority.one_of(AUTHORITIES)) if authority else None,
        source=entry.need("source").text(),
        measure=measure.text() if measure else None,
        at_least=_limit(entry.get("at_least"), -math.inf),
        below=_limit(entry.get("below"), math.inf),
        follows=follows.text() if follows else None,
    )


def _limit(entry: Entry | None, otherwise: float) -> float:
    if entry is None:
        return otherwise
    text = entry.text()
    if not _LIMIT.fullmatch(text):
        why = Words(
            f"{text} sınır olamaz; binlik ayırmadan yazın (5000 ya da 12.5)",
            f"{text} is no limit; write it plainly (5000 or 12.5)",
        )
        raise DescriptionError(entry.line, why)
    return float(text)
