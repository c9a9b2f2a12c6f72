"""What people describe in YAML, with the line of every value, so that a mistake is told with its place and its reason."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import yaml

from geo.errors import RefusedError
from geo.issues import Issue, Words

T = TypeVar("T")

_BOOLEAN: Final = "tag:yaml.org,2002:bool"


class DescriptionError(ValueError):
    """A line that does not say what it should; `why` is for the person who wrote it."""

    def __init__(self, line: int, why: Words) -> None:
        super().__init__(f"line {line}: {why.en}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file with its line: a text, a list or a mapping of entries. Numbers and booleans stay as written."""

    value: "str | Sequence[Entry] | Mapping[str, Entry] | None"
    line: int
    is_boolean: bool = False

    def only(self, known: Collection[str]) -> None:
        """Refuse keys that mean nothing here: a misspelt key would otherwise be passed over in silence."""
        for key, entry in self._mapping().items():
            if key not in known:
                listed = ", ".join(sorted(known))
                raise DescriptionError(
                    entry.line, Words(f"{key} anlamsız; bilinenler: {listed}", f"{key} means nothing here; known: {listed}")
                )

    def get(self, key: str) -> "Entry | None":
        """The entry of a key, None where it is left out or blank."""
        entry = self._mapping().get(key)
        return None if entry is None or entry.value is None else entry

    def need(self, key: str) -> "Entry":
        """The entry of a key that may not be left out."""
        entry = self.get(key)
        if entry is None:
            raise DescriptionError(self.line, Words(f"{key} eksik", f"{key} is missing"))
        return entry

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise DescriptionError(self.line, Words("burada bir metin beklenir", "a text is expected here"))
        return self.value.strip()

    def one_of(self, known: Collection[str]) -> str:
        """A text out of a list."""
        text = self.text()
        if text not in known:
            listed = ", ".join(sorted(known))
            raise DescriptionError(
                self.line, Words(f"{text} bilinmiyor; bilinenler: {listed}", f"{text} is unknown; known: {listed}")
            )
        return text

    def boolean(self) -> bool:
        """Yes or no."""
        if not self.is_boolean:
            raise DescriptionError(self.line, Words("true ya da false beklenir", "true or false is expected"))
        return self.text() in {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}

    def items(self) -> "Sequence[Entry]":
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise DescriptionError(self.line, Words("burada bir liste beklenir", "a list is expected here"))
        return self.value

    def pairs(self) -> "Mapping[str, Entry]":
        """The entries of a mapping, by key."""
        return self._mapping()

    def words(self) -> Words:
        """A text in both languages: `{tr: …, en: …}`."""
        self.only({"tr", "en"})
        return Words(self.need("tr").text(), self.need("en").text())

    def _mapping(self) -> "Mapping[str, Entry]":
        if not isinstance(self.value, dict):
            raise DescriptionError(self.line, Words("burada anahtar: değer beklenir", "key: value is expected here"))
        return self.value


def described_file(file: Path, shown: str, build: Callable[[Entry], T]) -> T:
    """What a YAML file describes.

    Parameters
        shown: how its writer knows the file.
        build: makes it of the file's entries; raises DescriptionError.
    Raises
        RefusedError: `bad-description`, with the line and the reason.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(_bad(shown, None, Words("dosya okunamadı", "the file cannot be read"))) from error
    return described_text(text, shown, build)


def described_text(text: str, shown: str, build: Callable[[Entry], T], kind: str = "bad-description") -> T:
    """What a YAML text describes; as `described_file`. `kind` is that of the issue that refuses it.

    >>> described_text("width: 3", "roads.yaml", lambda entry: entry.need("width").text())
    '3'
    """
    try:
        return build(read_description(text))
    except DescriptionError as error:
        raise RefusedError(_bad(shown, error.line, error.why, kind)) from error


def _bad(shown: str, line: int | None, why: Words, kind: str = "bad-description") -> Issue:
    return Issue(kind, row=line, params={"file": shown, "why_tr": why.tr, "why_en": why.en})


def read_description(text: str) -> Entry:
    """The entries of a YAML text.

    Raises
        DescriptionError: it is no YAML, names a key twice, or is empty.

    >>> read_description("title: {tr: Çeşmeler, en: Fountains}").need("title").words().en
    'Fountains'
    >>> read_description("a: 1\\na: 2")
    Traceback (most recent call last):
        ...
    layers.described.DescriptionError: line 2: a stands here twice
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = 1 if error.problem_mark is None else error.problem_mark.line + 1
        raise DescriptionError(line, Words(f"YAML okunamadı: {error.problem}", f"no readable YAML: {error.problem}")) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DescriptionError(1, Words("YAML okunamadı", "no readable YAML")) from error
    if node is None:
        raise DescriptionError(1, Words("dosya boş", "the file is empty"))
    return _entry(node, set())


def _entry(node: yaml.Node, met: set[int]) -> Entry:
    line = node.start_mark.line + 1
    if id(node) in met:
        # References to references make gigabytes of a few lines.
        raise DescriptionError(line, Words("& ve * ile yineleme kullanılamaz", "repeating with & and * is not allowed"))
    met.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Entry([_entry(item, met) for item in node.value], line)
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in entries:
                place = key_node.start_mark.line + 1
                raise DescriptionError(place, Words(f"{key} iki kez var", f"{key} stands here twice"))
            entries[key] = Entry(_entry(value_node, met).value, key_node.start_mark.line + 1, value_node.tag == _BOOLEAN)
        return Entry(entries, line)
    is_null = node.tag == "tag:yaml.org,2002:null"
    return Entry(None if is_null else str(node.value), line, node.tag == _BOOLEAN)
