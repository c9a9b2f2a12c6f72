"""Issue rows: every doubt, repair and refusal, with its place, its weight and its words in Turkish and English.

The kinds live in geo/issue_kinds; their names are stable because people filter by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.issue_kinds import KINDS, Kind, Language, Severity, Words
from geo.numbers import format_number

Parameter = str | int | float | Words

# An error of a tenth outweighs a warning of a fifth; what is only for the record comes last.
_SEVERITY_WEIGHTS: Mapping[Severity, float] = {"error": 2.0, "warning": 1.0, "info": 0.1}
# Even a contradiction in the last digit is one.
_LEAST_EFFECT = 0.01

LANGUAGES: tuple[Language, ...] = ("tr", "en")

__all__ = ["Finding", "Issue", "Language", "Parameter", "Severity", "Words", "by_weight"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that a person should know about one place of one source.

    `params` are the other values that the kind's sentence names; one that is lacking raises KeyError here, where the mistake is.
    `row` is the line of the source, counted from 1 as an editor or spreadsheet does; `column` is the heading as printed there;
    `old` and `new` are what stood there and what was put in its place, as text.

    >>> issue = Issue("negative-value", row=4, column="NÜFUS", old="-5")
    >>> issue.severity, issue.message("en")
    ('error', 'Row 4, column "NÜFUS": -5 is negative; this cannot be. Correct it in the source and import again.')
    >>> Issue("no-such-kind")
    Traceback (most recent call last):
        ...
    KeyError: 'no-such-kind'
    >>> Issue("negative-value", row=4)
    Traceback (most recent call last):
        ...
    KeyError: 'old'
    """

    kind: str
    row: int | None = None
    column: str | None = None
    old: str | None = None
    new: str | None = None
    params: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A kind that does not exist, or a message that lacks a value, is our mistake: it shows where it is made.
        for language in LANGUAGES:
            self.message(language)

    @property
    def _kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def severity(self) -> Severity:
        """How much it matters: `error` (left out), `warning` (taken, look at it), `info` (taken, for the record)."""
        return self._kind.severity

    @property
    def owner(self) -> str:
        """Who should act: `planner`, `source` (whoever wrote the file) or `administrator`."""
        return self._kind.owner

    def message(self, language: Language) -> str:
        """What is wrong, why it matters, what to do; numbers written as the language writes them."""
        cell = {name: value for name, value in (("old", self.old), ("new", self.new)) if value is not None}
        return render(self._kind, {**self.params, **cell}, language, self._where(language))

    def as_answer(self) -> dict[str, str | int | None]:
        """The row as programs read it: its place, kind and values, and the sentence in both languages.

        >>> Issue("negative-value", row=4, column="NÜFUS", old="-5").as_answer()["severity"]
        'error'
        """
        return {
            "row": self.row,
            "column": self.column,
            "kind": self.kind,
            "severity": self.severity,
            "old": self.old,
            "new": self.new,
            "message": self.message("tr"),
            "message_en": self.message("en"),
            "owner": self.owner,
        }

    def _where(self, language: Language) -> str:
        parts = []
        if self.row is not None:
            parts.append(f"{self.row}. satır" if language == "tr" else f"Row {self.row}")
        if self.column is not None:
            word = "sütun" if language == "tr" else ("column" if parts else "Column")
            parts.append(f'"{self.column}" sütunu' if language == "tr" else f'{word} "{self.column}"')
        return ", ".join(parts) + ": " if parts else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction in data that are stored: between two sources, a table and its total, a text and its table.

    `where` names the place (source, field, neighbourhoods, rows); `stated` is what is written, `computed` what follows from the
    other evidence. Both are plain values or lists, ready for JSON. `effect` is how large the error is beside the whole that it
    is part of, 0 to 1. A kind that does not exist, or a value that its sentence lacks, raises KeyError.
    """

    kind: str
    layers: tuple[str, ...]
    where: Mapping[str, object]
    stated: object
    computed: object
    params: Mapping[str, Parameter] = field(default_factory=dict)
    effect: float = 0.0

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            self.message(language)

    @property
    def severity(self) -> Severity:
        """How much it matters for a decision."""
        return KINDS[self.kind].severity

    @property
    def weight(self) -> float:
        """How much it changes a decision: its severity times its effect, from 0 to 2; one without an effect counts little.

        >>> Finding("open-name-without-suggestion", ("assets",), {}, None, None, {"old": "NAHIRLI"}, effect=0.25).weight
        0.2575
        """
        return _SEVERITY_WEIGHTS[self.severity] * (_LEAST_EFFECT + (1.0 - _LEAST_EFFECT) * min(1.0, max(0.0, self.effect)))

    def message(self, language: Language) -> str:
        """The finding in words, ready for a council meeting."""
        return render(KINDS[self.kind], self.params, language)

    def as_answer(self) -> dict[str, object]:
        """The finding as programs read it, with the sentence in both languages."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "layers": list(self.layers),
            "where": self.where,
            "stated": self.stated,
            "computed": self.computed,
            "message": self.message("tr"),
            "message_en": self.message("en"),
        }


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order in which they change a decision; of equal ones the kind, the layers and the place decide.

    >>> params = {"old": "NAHIRLI"}
    >>> small, large = (Finding("open-name-without-suggestion", (), {}, None, None, params, effect) for effect in (0.1, 0.9))
    >>> [finding.effect for finding in by_weight([small, large])]
    [0.9, 0.1]
    """
    return sorted(findings, key=lambda one: (-one.weight, one.kind, one.layers, str(one.where), str(one.stated)))


def render(kind: Kind, params: Mapping[str, Parameter], language: Language, where: str = "") -> str:
    """Fill the kind's sentence; the values are data, never the template."""
    written = {name: _written(value, language) for name, value in params.items()}
    template = kind.tr if language == "tr" else kind.en
    return where + template.format_map(written)


def _written(value: Parameter, language: Language) -> str:
    if isinstance(value, Words):
        return value.tr if language == "tr" else value.en
    return value if isinstance(value, str) else format_number(value, language)
