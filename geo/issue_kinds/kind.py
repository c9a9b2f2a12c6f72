"""What a kind of issue is."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
Language = Literal["tr", "en"]
Owner = Literal["planner", "source", "administrator"]


@dataclass(frozen=True, slots=True)
class Words:
    """A value that is itself text in two languages, such as the name of a field."""

    tr: str
    en: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Severity, who should act, and the sentence in Turkish and English."""

    severity: Severity
    owner: Owner
    tr: str
    en: str
