"""Names for formats that have room for ten letters only."""

import re
from collections.abc import Iterable

from geo.turkish import slug

_LENGTH = 10
_END = re.compile(r"^(.*?)_?([0-9]*)$")


def short_names(names: Iterable[str]) -> dict[str, str]:
    """A name of at most ten small ASCII letters, digits and underscores for each name, no two alike; a short name stays.

    A number at the end stays too, for it tells population_2022 from population_2023.

    >>> short_names(["population_2022", "population_2023", "name"])
    {'population_2022': 'popula2022', 'population_2023': 'popula2023', 'name': 'name'}
    >>> list(short_names(["neighbourhood_id", "neighbourhood_name"]).values())
    ['neighbourh', 'neighbour2']
    """
    listed = list(dict.fromkeys(names))
    plain = {name: slug(name).replace("-", "_") or "f" for name in listed}
    plain = {name: f"f{text}" if text[0].isdigit() else text for name, text in plain.items()}
    # Who already is short enough keeps its name, wherever it stands.
    short: dict[str, str] = {}
    taken: set[str] = set()
    for name in listed:
        if plain[name] == name and len(name) <= _LENGTH:
            short[name] = name
            taken.add(name)
    for name in listed:
        if name not in short:
            short[name] = _free(plain[name], taken)
            taken.add(short[name])
    return {name: short[name] for name in listed}


def _free(text: str, taken: set[str]) -> str:
    match = _END.match(text)
    stem, end = (text, "") if match is None or len(match[2]) > _LENGTH - 3 else (match[1], match[2])
    wanted = text if len(text) <= _LENGTH else stem[: _LENGTH - len(end)] + end
    number = 1
    while wanted in taken:
        number += 1
        tail = f"{number}{end}" if not end else f"{end}_{number}"
        wanted = stem[: _LENGTH - len(tail)] + tail
    return wanted
