"""A page of documentation for each indicator or family, from its code: `python -m layers.indicator_pages FOLDER EXAMPLES`."""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.indicators import FAMILIES, GROUPS, Indicator
from geo.issues import Words
from layers.documentation import both, markdown_table, replace_pages, yes_or_no

# What the members of a family have in common; an indicator alone has its own title.
_TITLES = {
    "provision": Words("Kişi başına donatı", "Provision per person"),
    "facility_load": Words("Tesis başına kişi", "People per facility"),
    "deficit": Words("Donatı açığı", "Deficit of facilities"),
    "walking_share": Words("Yürüyerek ulaşabilenler", "People within a walk"),
    "municipal_property": Words("Belediye taşınmazları", "Municipal property"),
    "investment": Words("Planlanan yatırım", "Planned investment"),
    "damage": Words("Hasar sınıfına göre binalar", "Buildings by damage"),
}
_DIRECTIONS = {
    True: Words("çoğu iyi", "more is better"),
    False: Words("azı iyi", "less is better"),
    None: Words("ne çoğu ne azı", "neither"),
}


def indicator_page(name: str, examples: str) -> str:
    """The page of an indicator or family: what it is, of what it is made, its formula, worked examples, and what it does not say.

    Parameters
        name: of its module.
        examples: the text of its file of examples.

    >>> indicator_page("density", "# heading\\n\\n- name: An example\\n").splitlines()[0]
    '# Nüfus yoğunluğu (kişi/km²) / Population density (persons/km²)'
    """
    members = FAMILIES[name]
    module = import_module(f"geo.indicators.{name}")
    parts = [
        f"# {both(_title(name))}",
        inspect.getdoc(module) or "",
        _facts(members),
        "## Göstergeler / Indicators",
        markdown_table(_HEADINGS, (_cells(member) for member in members)),
        "## Formül / Formula",
        *(_formula(compute) for compute in _formulas(members)),
        "## Elle hesaplanmış örnekler / Worked examples",
        "```yaml\n" + _entries(examples) + "\n```",
        "## Değer yoksa / Where there is no value",
        *_each(member.missing for member in members),
        "## Sınırları / Limits",
        *_each(member.limits for member in members),
    ]
    return "\n\n".join(parts) + "\n"


def index_page() -> str:
    """The list of all indicators and families, by what they are about."""
    rows = (
        (f"[{name}]({name}.md)", _title(name).tr, _title(name).en, both(GROUPS[members[0].group]), str(len(members)))
        for name, members in FAMILIES.items()
    )
    return (
        "# Göstergeler / Indicators\n\n"
        "Bu sayfalar hesaplayan koddan üretilir: `make docs`. / These pages are made from the code that computes.\n\n"
        + markdown_table(("Gösterge / Indicator", "Türkçe", "English", "Konu / About", "Sayısı / How many"), rows)
        + "\n"
    )


def indicator_pages(examples: Path) -> dict[str, str]:
    """Every page by file name; `examples` holds a file of worked examples for each."""
    made = {f"{name}.md": indicator_page(name, (examples / f"{name}.yaml").read_text(encoding="utf-8")) for name in FAMILIES}
    return {"README.md": index_page(), **made}


def _title(name: str) -> Words:
    first = FAMILIES[name][0]
    return _TITLES[name] if len(FAMILIES[name]) > 1 else Words(first.title_tr, first.title_en)


def _facts(members: Sequence[Indicator]) -> str:
    layers = sorted({layer for member in members for layer in member.layers})
    columns = dict.fromkeys(column for member in members for column in member.inputs)
    facts = [
        ("Konu / About", both(GROUPS[members[0].group])),
        ("Yönü / Direction", ", ".join(dict.fromkeys(both(_DIRECTIONS[member.higher_is_better]) for member in members))),
        ("Katmanlar / Layers", ", ".join(f"[{name}](../layers/{name}.md)" for name in ["boundaries", "population", *layers])),
        ("Girdiler / Made of", ", ".join(f"`{column}`" for column in columns)),
    ]
    standards = dict.fromkeys(member.standard for member in members if member.standard)
    if standards:
        facts.append(("Standartlar / Standards", ", ".join(f"`{code}`" for code in standards) + " (`data/standards`)"))
    return markdown_table(("", ""), facts)


_HEADINGS = (
    *("Sütun / Column", "Türkçe", "English", "Birim / Unit", "Ondalık / Decimals"),
    *("Toplanır / Adds up", "Nasıl / How"),
)


def _cells(member: Indicator) -> tuple[str, ...]:
    return (
        f"`{member.key}`",
        member.title_tr,
        member.title_en,
        f"`{member.unit}`",
        str(member.decimals),
        yes_or_no(member.extensive),
        member.source,
    )


def _formulas(members: Iterable[Indicator]) -> list[Callable[..., Any]]:
    """The functions that compute the members, each once: members of one function differ in what it is told."""
    return list(dict.fromkeys(getattr(member.compute, "func", member.compute) for member in members))


def _formula(compute: Callable[..., Any]) -> str:
    """What a function says of itself: its sentences, then its executed example."""
    said, arrow, example = (inspect.getdoc(compute) or "").partition(">>>")
    return f"{said.strip()}\n\n```python\n{arrow}{example.rstrip()}\n```"


def _entries(examples: str) -> str:
    return re.sub(r"(?m)^#.*\n", "", examples).strip()


def _each(said: Iterable[Words]) -> list[str]:
    return [f"{words.tr}  \n{words.en}" for words in dict.fromkeys(said)]


if __name__ == "__main__":
    folder, worked = (Path(word) for word in sys.argv[1:3])
    replace_pages(folder, indicator_pages(worked))
