"""Colours of classes: after ColorBrewer, told apart by people who see no red or green, and what ink reads on each."""

from collections.abc import Sequence

MARKS = "ABCDEFG"
DARK_INK, LIGHT_INK = "#000000", "#ffffff"

# ColorBrewer YlGnBu, Reds and Blues, light to dark (Brewer 2003; colorbrewer2.org).
_SEQUENTIAL = ("#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84")
_LOSS = ("#fee0d2", "#fcbba1", "#fc9272", "#ef6548", "#d7301f", "#b2182b", "#7f0010")
_GAIN = ("#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#2166ac", "#053061")
# Evenly spread over a ramp of seven, by the number of colours wanted.
_PICKS = {
    1: (2,),
    2: (1, 4),
    3: (1, 3, 5),
    4: (0, 2, 4, 6),
    5: (0, 2, 3, 5, 6),
    6: (0, 1, 2, 4, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}


def colours(count: int, negative: int, *, diverging: bool) -> list[str]:
    """One colour a class, the lowest class first.

    Diverging colours grow darker away from zero, equally fast on both sides, so that the side with more classes alone reaches
    the darkest.

    >>> colours(3, 0, diverging=False)
    ['#c7e9b4', '#41b6c4', '#225ea8']
    >>> colours(3, 2, diverging=True)
    ['#d7301f', '#fcbba1', '#c6dbef']
    """
    if not diverging:
        return _pick(_SEQUENTIAL, count)
    longest = max(negative, count - negative)
    losses = _pick(_LOSS, longest)[:negative]
    return losses[::-1] + _pick(_GAIN, longest)[: count - negative]


def _pick(ramp: Sequence[str], count: int) -> list[str]:
    return [ramp[place] for place in _PICKS[count]] if count else []


def ink_on(colour: str) -> str:
    """The ink that reads better on a colour.

    >>> ink_on("#ffffcc"), ink_on("#0c2c84")
    ('#000000', '#ffffff')
    """
    return max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, 1.4.3).

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
