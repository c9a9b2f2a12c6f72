"""The planning standards that ship (data/standards) and those of the workspace, which go before them.

One file a standard, named after its code. A workspace's file replaces the shipped one of that code as a whole, so that no
figure of the two is ever mixed; a new code adds a standard.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.standards import UNITS, Check, PopulationGroup, Rule, Standard
from geo.turkish import lower
from layers.described import DescriptionError, Entry, described_file
from layers.shipped import data_folder

FOLDER = "standards"
_SUFFIXES = {".yaml", ".yml"}
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_WHOLE = re.compile(r"[0-9]{1,12}")
# Three decimals are refused: 1.500 is one and a half to YAML and fifteen hundred to its writer.
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_RULE = {
    *("valid_from", "valid_to", "law", "article", "verified", "checked", "groups", "counts"),
    *("minimum_plot_m2", "walking_distance_m", "note"),
}


def read_standards(workspace: Path | None = None) -> dict[str, Standard]:
    """All standards by code, those of the workspace's folder before the shipped ones.

    Raises
        RefusedError: every file that is wrong, each with line and reason.

    >>> read_standards()["active_green"].title.en
    'Active green area'
    """
    folders = [data_folder() / FOLDER, *([workspace / FOLDER] if workspace else [])]
    standards: dict[str, Standard] = {}
    issues: list[Issue] = []
    for file in (file for folder in folders for file in _files(folder)):
        try:
            standards[file.stem] = read_standard(file)
        except RefusedError as error:
            issues += error.issues
    if issues:
        raise RefusedError(*issues)
    return dict(sorted(standards.items()))


def read_standard(file: Path) -> Standard:
    """One standard from its file.

    Raises
        RefusedError: the file is wrong; with the line and the reason.
    """
    return described_file(file, str(file), partial(_standard, file=file))


def _files(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.iterdir() if lower(file.suffix) in _SUFFIXES) if folder.is_dir() else []


def _standard(entry: Entry, file: Path) -> Standard:
    entry.only({"code", "title", "unit", "rules"})
    code, unit = entry.need("code"), entry.need("unit").one_of(UNITS)
    if code.text() != file.stem or not _CODE.fullmatch(file.stem):
        raise DescriptionError(
            code.line, Words(f"dosyanın adı ({file.stem}) beklenir", f"the name of the file ({file.stem}) is expected")
        )
    rules = [(_rule(item, file.stem, unit), item.line) for item in _items(entry.need("rules"))]
    rules.sort(key=lambda pair: pair[0].valid_from)
    for (earlier, other), (later, line) in pairwise(rules):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            why = Words(
                f"bu kural {other}. satırdaki kuralla aynı günlerde geçerli; hangisinin uygulanacağı bilinemez",
                f"this rule holds on the same days as the one in line {other}, so it is unknown which applies",
            )
            raise DescriptionError(line, why)
    return Standard(file.stem, entry.need("title").words(), tuple(rule for rule, _ in rules), str(file))


def _rule(entry: Entry, code: str, unit: str) -> Rule:
    # What the unit measures must be there: an area has its groups, and a mere distance has none.
    entry.only(_RULE - ({"groups"} if unit == "m" else set()))
    needed = entry.need("walking_distance_m" if unit == "m" else "groups")
    valid_from, valid_to = _day(entry.need("valid_from")), _optional_day(entry.get("valid_to"))
    if valid_to is not None and valid_to < valid_from:
        why = Words("valid_to, valid_from gününden önce", "valid_to lies before valid_from")
        raise DescriptionError(entry.need("valid_to").line, why)
    checked = entry.need("checked")
    checked.only({"by", "where", "when"})
    note, counts = entry.get("note"), entry.get("counts")
    return Rule(
        valid_from=valid_from,
        valid_to=valid_to,
        law=entry.need("law").text(),
        article=entry.need("article").text(),
        verified=entry.need("verified").boolean(),
        checked=Check(checked.need("by").text(), checked.need("where").text(), _day(checked.need("when"))),
        groups=() if unit == "m" else _groups(needed),
        counts=tuple(item.text() for item in _items(counts)) if counts else (code,),
        minimum_plot_m2=_metres(entry.get("minimum_plot_m2")),
        walking_distance_m=_metres(entry.get("walking_distance_m")),
        note=note.text() if note else None,
    )


def _groups(entry: Entry) -> tuple[PopulationGroup, ...]:
    groups: list[PopulationGroup] = []
    for item in _items(entry):
        item.only({"from", "to", "m2_per_person"})
        first, end, amount = item.need("from"), item.get("to"), item.get("m2_per_person")
        group = PopulationGroup(_whole(first), None if end is None else _whole(end), None if amount is None else _amount(amount))
        before = groups[-1].to_population if groups else -1
        if before is None or group.from_population <= before:
            why = Words(
                "bu nüfus grubu öncekiyle çakışıyor; grupları küçükten büyüğe, ortak sınırsız yazın (0-15000, 15001-45000)",
                "this population group overlaps the one before; write them upwards without common borders (0-15000, 15001-45000)",
            )
            raise DescriptionError(item.line, why)
        if group.to_population is not None and group.to_population < group.from_population:
            raise DescriptionError(item.line, Words("to, from değerinden küçük", "to is below from"))
        groups.append(group)
    return tuple(groups)


def _items(entry: Entry) -> Sequence[Entry]:
    items = entry.items()
    if not items:
        raise DescriptionError(entry.line, Words("liste boş", "the list is empty"))
    return items


def _optional_day(entry: Entry | None) -> date | None:
    return None if entry is None else _day(entry)


def _day(entry: Entry) -> date:
    text = entry.text()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        why = Words(
            f"{text} bir gün değil; yıl-ay-gün beklenir (2014-06-14)",
            f"{text} is no day; year-month-day is expected (2014-06-14)",
        )
        raise DescriptionError(entry.line, why) from error


def _whole(entry: Entry) -> int:
    text = entry.text()
    if not _WHOLE.fullmatch(text):
        why = Words(
            f"{text} yerine binlik ayırıcısız tam sayı beklenir (15000)",
            f"instead of {text} a whole number without thousands separator is expected (15000)",
        )
        raise DescriptionError(entry.line, why)
    return int(text)


def _amount(entry: Entry) -> float:
    text = entry.text()
    if not _AMOUNT.fullmatch(text) or float(text) == 0:
        why = Words(
            f"{text} yerine sıfırdan büyük, ondalığı noktalı, en çok iki haneli sayı beklenir (0.5)",
            f"instead of {text} a number above zero with a decimal point and at most two decimals is expected (0.5)",
        )
        raise DescriptionError(entry.line, why)
    return float(text)


def _metres(entry: Entry | None) -> float | None:
    if entry is None:
        return None
    metres = _whole(entry)
    if metres == 0:
        raise DescriptionError(entry.line, Words("sıfırdan büyük olmalı", "it must be above zero"))
    return float(metres)
