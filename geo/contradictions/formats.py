"""One table in which numbers are written in two ways."""

from collections.abc import Mapping, Sequence

from geo.issues import Finding
from geo.numbers import Cell, parse_column, styles


def find_mixed_formats(columns: Mapping[str, Sequence[Cell]], source: str, layer: str) -> list[Finding]:
    """A table whose clear numbers are written as 1.234,56 in one place and as 1,234.56 in another.

    Parameters
        columns: cells as printed, by heading; columns of quantities only, because codes such as "1.1" look English.
    Returns
        kind `mixed-number-format`, one finding a table, with an example of each; `stated` is the two.

    >>> table = {"HİSSE ALANI (m²)": ["1,205,642.17", "36,900.98"], "NET ALAN (m²)": ["1.347.510,38 m²"]}
    >>> [finding.stated for finding in find_mixed_formats(table, "plan", "assets")]
    [['1,205,642.17', '1.347.510,38 m²']]
    """
    read = {heading: parse_column(list(cells)) for heading, cells in columns.items()}
    if len(styles(read.values())) < 2:
        return []
    examples: dict[str, tuple[str, str]] = {}
    for heading, column in read.items():
        for number in column.numbers:
            if number.reading in ("tr", "en") and number.as_tr is None:
                examples.setdefault(number.reading, (heading, number.text))
    # The style of a column may rest on numbers that it decided; then its clear ones still stand somewhere in it.
    shown = [examples[style] for style in ("en", "tr") if style in examples]
    return [
        Finding(
            "mixed-number-format",
            (layer,),
            {"source": source, "columns": [heading for heading, _ in shown]},
            stated=[text for _, text in shown],
            computed=None,
            params={"old": f"{source}; " + "; ".join(f"{heading}: {text}" for heading, text in shown)},
            # A number read in the other way is off by a thousand; but all of these were read.
            effect=0.05,
        )
    ]
