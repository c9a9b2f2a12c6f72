"""The lists of a form: what they are called in the address, what they offer, and what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.indicators import GROUPS, INDICATORS
from layers.atlas import Atlas
from web.i18n import Speech


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a control."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Options that belong together, under a title; the title is empty where a list has no groups."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One list of the form; `name` stands in the address."""

    name: str
    title: str
    groups: tuple[ChoiceGroup, ...]


def plain_control(name: str, title: str, choices: Mapping[str, str], chosen: str) -> Control:
    """A list without groups."""
    return Control(
        name, title, (ChoiceGroup("", tuple(Choice(value, text, value == chosen) for value, text in choices.items())),)
    )


def indicator_control(name: str, title: str, atlas: Atlas, chosen: str, speech: Speech) -> Control:
    """The indicators that have an answer, and the chosen one in any case, by what they are about."""
    known = atlas.neighbourhoods.columns
    offered = [item for item in INDICATORS.values() if not item.layers or item.key in known or item.key == chosen]
    groups = []
    for group, words in GROUPS.items():
        choices = tuple(
            Choice(item.key, speech.choose(item.title_tr, item.title_en), item.key == chosen)
            for item in offered
            if item.group == group
        )
        if choices:
            groups.append(ChoiceGroup(speech.choose(words.tr, words.en), choices))
    return Control(name, title, tuple(groups))


def scheme_titles(speech: Speech) -> dict[str, str]:
    """The schemes of classification by their names in addresses."""
    return {
        "dogal-kirilma": speech.gettext("Doğal kırılma (Jenks)"),
        "esit-sayi": speech.gettext("Eşit sayıda mahalle (kantil)"),
        "esit-aralik": speech.gettext("Eşit aralık"),
        "yuvarlak": speech.gettext("Yuvarlak sınırlar"),
    }
