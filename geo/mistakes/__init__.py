"""The most likely mistake behind figures that contradict each other, with the arithmetic that shows it."""

from geo.mistakes.evidence import RowEvidence, exactly
from geo.mistakes.kinds import MISTAKES
from geo.mistakes.mistake import Mistake
from geo.mistakes.rows import diagnose_figure, diagnose_rows
from geo.mistakes.total import TotalEvidence, diagnose_total

__all__ = [
    "MISTAKES",
    "Mistake",
    "RowEvidence",
    "TotalEvidence",
    "diagnose_figure",
    "diagnose_rows",
    "diagnose_total",
    "exactly",
]
