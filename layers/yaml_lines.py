"""YAML that people write by hand, read with the line of each value, so that a mistake can be shown where it stands."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml

from geo.errors import RefusedError
from geo.issues import Issue, Words


@dataclass(frozen=True, slots=True)
class Located:
    """A value and its line, counted from 1: text, number, bool, date or None; a list of these, or these by name."""

    value: object
    line: int


def parse_yaml(text: str, file: str) -> Located:
    """The document with its lines. `file` is how the file is named in messages; an empty document is None.

    Aliases and keys that stand twice are refused: a small file must not grow large, and of two values one would be lost.

    Raises
        RefusedError: kind `yaml-unreadable`, with the line.

    >>> parse_yaml("a:\\n  b: 0.5\\n", "x.yaml").value["a"].value["b"]
    Located(value=0.5, line=2)
    >>> parse_yaml("a: 1\\na: 2\\n", "x.yaml")
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: Row 2: x.yaml: the YAML is broken ("a" stands twice), so the file was not read. Check the line's \
indent, colon and quotes.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _located(node, file, set()) if node is not None else Located(None, 1)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _unreadable(file, line, error.problem or "") from error
    except yaml.YAMLError as error:
        raise _unreadable(file, None, " ".join(str(error).split())) from error
    except RecursionError as error:
        raise _unreadable(file, None, "nested too deeply") from error


def _unreadable(file: str, line: int | None, why: str) -> RefusedError:
    return RefusedError(Issue("yaml-unreadable", row=line, params={"file": file, "why": why}))


def _located(node: yaml.Node, file: str, seen: set[int]) -> Located:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise _unreadable(file, line, "alias")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Located([_located(item, file, seen) for item in node.value], line)
    if not isinstance(node, yaml.MappingNode):
        return Located(_scalar(node, file), line)
    fields: dict[str, Located] = {}
    for key, value in node.value:
        # The text of the key as written: to YAML a bare `on` or `no` is a truth value.
        name = str(key.value)
        if name in fields:
            raise _unreadable(file, key.start_mark.line + 1, f'"{name}" stands twice')
        fields[name] = _located(value, file, seen)
    return Located(fields, line)


def _scalar(node: yaml.Node, file: str) -> object:
    try:
        value: object = yaml.constructor.SafeConstructor().construct_object(node)
    except ValueError as error:
        raise _unreadable(file, node.start_mark.line + 1, f"{node.value}: {error}") from error
    return value


@dataclass
class FieldReader:
    """Takes typed fields out of a document and notes everything that is wrong, each with its line.

    A field that cannot be used gives an empty value of its type; whoever builds something of it looks at `issues` first.

    >>> reader = FieldReader("x.yaml")
    >>> fields = reader.fields(parse_yaml("from: 15.000\\nupto: 3", "x.yaml"), "groups", required=("from",), optional=("to",))
    >>> reader.whole(fields, "from")
    0
    >>> [(issue.row, issue.kind) for issue in reader.issues]
    [(2, 'yaml-field-unknown'), (1, 'yaml-field-invalid')]
    """

    file: str
    issues: list[Issue] = field(default_factory=list)

    def fields(
        self, node: Located, name: str, *, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Located]:
        """The fields of a mapping; unknown and missing ones are noted, an unknown one is left out."""
        if not isinstance(node.value, dict):
            self.refuse(node, name, Words("alanlar (ad: değer)", "fields (name: value)"))
            return {}
        known = [*required, *optional]
        for key, value in node.value.items():
            if key not in known:
                self.note("yaml-field-unknown", value, field=key, known=", ".join(known))
        for key in required:
            if key not in node.value:
                self.note("yaml-field-missing", node, field=key)
        return {key: value for key, value in node.value.items() if key in known}

    def items(self, fields: Mapping[str, Located], name: str) -> Sequence[Located]:
        """A list that is not empty."""
        node = fields.get(name)
        if node is None:
            return []
        if not isinstance(node.value, list) or not node.value:
            self.refuse(node, name, Words("en az bir öğeli liste", "a list of at least one item"))
            return []
        return node.value

    def text(self, fields: Mapping[str, Located], name: str) -> str:
        """A text that is not blank."""
        node = fields.get(name)
        if node is None:
            return ""
        if not isinstance(node.value, str) or not node.value.strip():
            self.refuse(node, name, Words("metin", "text"))
            return ""
        return node.value.strip()

    def day(self, fields: Mapping[str, Located], name: str) -> date:
        """A date without a time."""
        node = fields.get(name)
        if node is None:
            return date.min
        if not isinstance(node.value, date) or isinstance(node.value, datetime):
            self.refuse(node, name, Words("yıl-ay-gün biçiminde tarih (2014-06-14)", "a date as year-month-day (2014-06-14)"))
            return date.min
        return node.value

    def whole(self, fields: Mapping[str, Located], name: str) -> int:
        """A whole number, not negative. 15.000 is refused: to YAML it is fifteen."""
        node = fields.get(name)
        if node is None:
            return 0
        if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 0:
            expected = Words("binlik ayırıcısız tam sayı (15000)", "a whole number without thousands separator (15000)")
            self.refuse(node, name, expected)
            return 0
        return node.value

    def amount(self, fields: Mapping[str, Located], name: str) -> float | None:
        """A number above zero, None where the field is not there."""
        node = fields.get(name)
        if node is None:
            return None
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < math.inf:
            expected = Words("sıfırdan büyük, ondalığı noktalı sayı (0.5)", "a number above zero with a decimal point (0.5)")
            self.refuse(node, name, expected)
            return None
        return float(number)

    def flag(self, fields: Mapping[str, Located], name: str) -> bool:
        """true or false."""
        node = fields.get(name)
        if node is None:
            return False
        if not isinstance(node.value, bool):
            self.refuse(node, name, Words("true ya da false", "true or false"))
            return False
        return node.value

    def refuse(self, node: Located, name: str, expected: Words) -> None:
        """Note that a field's value cannot be used."""
        shown = {dict: "{…}", list: "[…]", type(None): "–"}.get(type(node.value), str(node.value))
        self.note("yaml-field-invalid", node, field=name, value=shown, expected=expected)

    def note(self, kind: str, node: Located, **params: str | int | Words) -> None:
        """Note an issue at the line of a value."""
        self.issues.append(Issue(kind, row=node.line, params={"file": self.file, **params}))
