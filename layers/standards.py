"""The planning standards that ship (data/standards) and those of the workspace, which go before them.

One file a standard, named after its code. A workspace's file replaces the shipped one of that code as a whole, so that no
figure of the two is ever mixed; a new code adds a standard.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.standards import UNITS, Check, PopulationGroup, Rule, Standard
from geo.turkish import lower
from layers.shipped import data_folder
from layers.yaml_lines import FieldReader, Located, parse_yaml

_FOLDER = "standards"
_SUFFIXES = {".yaml", ".yml"}
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_IN_EVERY_RULE = ("valid_from", "law", "article", "verified", "checked")
_IN_SOME_RULES = ("valid_to", "groups", "counts", "minimum_plot_m2", "walking_distance_m", "note")


def read_standards(workspace: Path | None = None) -> dict[str, Standard]:
    """All standards by code, those of the workspace's folder before the shipped ones.

    Raises
        RefusedError: everything that is wrong in any file, each with file, line and reason.

    >>> read_standards()["active_green"].title.en
    'Active green area'
    """
    folders = [data_folder() / _FOLDER, *([workspace / _FOLDER] if workspace else [])]
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
        RefusedError: everything that is wrong in the file, each with line and reason.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(Issue("yaml-unreadable", params={"file": str(file), "why": "UTF-8"})) from error
    except OSError as error:
        raise RefusedError(Issue("yaml-unreadable", params={"file": str(file), "why": error.strerror or ""})) from error
    reader = FieldReader(str(file))
    standard = _standard(reader, parse_yaml(text, str(file)), file)
    if reader.issues:
        raise RefusedError(*sorted(reader.issues, key=lambda issue: issue.row or 0))
    return standard


def _files(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.iterdir() if lower(file.suffix) in _SUFFIXES) if folder.is_dir() else []


def _standard(reader: FieldReader, document: Located, file: Path) -> Standard:
    fields = reader.fields(document, file.name, required=("code", "title_tr", "title_en", "unit", "rules"))
    code, unit = reader.text(fields, "code"), reader.text(fields, "unit")
    if code and (code != file.stem or not _CODE.fullmatch(code)):
        reader.refuse(fields["code"], "code", Words(f"dosyanın adı ({file.stem})", f"the name of the file ({file.stem})"))
    if unit and unit not in UNITS:
        reader.refuse(fields["unit"], "unit", Words(" ya da ".join(UNITS), " or ".join(UNITS)))
    nodes = reader.items(fields, "rules")
    rules = [_rule(reader, node, code, unit) for node in nodes]
    if not reader.issues:
        _check_dates(reader, nodes, rules)
    title = Words(reader.text(fields, "title_tr"), reader.text(fields, "title_en"))
    return Standard(code, title, tuple(sorted(rules, key=lambda rule: rule.valid_from)), str(file))


def _rule(reader: FieldReader, node: Located, code: str, unit: str) -> Rule:
    # What the unit measures must be there; the other may stand beside an area, never beside a distance alone.
    needed = "walking_distance_m" if unit == "m" else "groups"
    optional = [name for name in _IN_SOME_RULES if name != needed and not (unit == "m" and name == "groups")]
    fields = reader.fields(node, "rules", required=(*_IN_EVERY_RULE, needed), optional=optional)
    valid_to = reader.day(fields, "valid_to") if "valid_to" in fields else None
    counts = [reader.text({"counts": item}, "counts") for item in reader.items(fields, "counts")]
    return Rule(
        valid_from=reader.day(fields, "valid_from"),
        valid_to=valid_to,
        law=reader.text(fields, "law"),
        article=reader.text(fields, "article"),
        verified=reader.flag(fields, "verified"),
        checked=_check(reader, fields),
        groups=_groups(reader, fields),
        counts=tuple(counts) or (code,),
        minimum_plot_m2=reader.amount(fields, "minimum_plot_m2"),
        walking_distance_m=reader.amount(fields, "walking_distance_m"),
        note=reader.text(fields, "note") or None,
    )


def _check(reader: FieldReader, rule: Mapping[str, Located]) -> Check:
    node = rule.get("checked")
    fields = reader.fields(node, "checked", required=("by", "where", "when")) if node else {}
    return Check(reader.text(fields, "by"), reader.text(fields, "where"), reader.day(fields, "when"))


def _groups(reader: FieldReader, rule: Mapping[str, Located]) -> tuple[PopulationGroup, ...]:
    groups = []
    upper: int | None = -1
    for node in reader.items(rule, "groups"):
        noted = len(reader.issues)
        fields = reader.fields(node, "groups", required=("from",), optional=("to", "m2_per_person"))
        group = PopulationGroup(
            reader.whole(fields, "from"),
            reader.whole(fields, "to") if "to" in fields else None,
            reader.amount(fields, "m2_per_person"),
        )
        if len(reader.issues) == noted:
            if upper is None or group.from_population <= upper:
                reader.note("standard-groups-overlap", node)
            elif group.to_population is not None and group.to_population < group.from_population:
                reader.refuse(fields["to"], "to", Words("from değerinden büyük bir sayı", "a number above that of from"))
        upper = group.to_population
        groups.append(group)
    return tuple(groups)


def _check_dates(reader: FieldReader, nodes: Iterable[Located], rules: Iterable[Rule]) -> None:
    by_day = sorted(zip(rules, nodes, strict=True), key=lambda pair: pair[0].valid_from)
    for rule, node in by_day:
        if rule.valid_to is not None and rule.valid_to < rule.valid_from:
            reader.refuse(node, "valid_to", Words("valid_from gününden sonraki bir gün", "a day after valid_from"))
    for (earlier, other), (later, node) in pairwise(by_day):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            reader.note("standard-rules-overlap", node, other=other.line)
