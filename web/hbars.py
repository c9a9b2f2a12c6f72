"""Horizontal bars, worked out here and drawn by a template: one a row of the table under them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 520
_ROW, _THICK = 22, 14
_LONGEST = 46
# How wide a letter is at most on average, at 13 pixels.
_LETTER = 6.8


@dataclass(frozen=True, slots=True)
class HBar:
    """One bar at height `y`; `middle` is the base of its texts."""

    label: str
    text: str
    y: int
    width: int
    colour: str

    @property
    def middle(self) -> int:
        """Where the texts stand."""
        return self.y + _THICK - 3


@dataclass(frozen=True, slots=True)
class HBars:
    """Bars from `left` in a picture of `width` times `height`."""

    width: int
    height: int
    left: int
    thick: int
    bars: tuple[HBar, ...]


def hbars(rows: Sequence[tuple[str, float, str]], colours: Sequence[str], top: float | None = None) -> HBars:
    """Bars from zero to `top`, by default the greatest value; a row is its label, value and value as written.

    >>> [bar.width for bar in hbars([("A", 50.0, "50"), ("B", 100.0, "100")], ["#111111", "#222222"]).bars]
    [234, 469]
    """
    left = round(12 + _LETTER * max((len(_cut(label)) for label, _, _ in rows), default=0))
    room = WIDTH - left - round(12 + _LETTER * max((len(text) for _, _, text in rows), default=0))
    most = top if top is not None else max([value for _, value, _ in rows] or [0.0])
    bars = tuple(
        HBar(_cut(label), text, 4 + place * _ROW, round(room * value / most) if most > 0 else 0, colour)
        for place, ((label, value, text), colour) in enumerate(zip(rows, colours, strict=True))
    )
    return HBars(WIDTH, 4 + _ROW * len(bars), left, _THICK, bars)


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
