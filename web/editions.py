"""What an atlas can be made of beside today's data: a layer at an older revision, or a scenario of years to come."""

from dataclasses import dataclass

from geo.issues import Issue
from layers.atlas import Atlas
from layers.scenario_files import find_scenario, scenario_files
from web.asking import Question
from web.controls import Choice, ChoiceGroup, Control
from web.formatting import day
from web.library import Held
from web.params import ParameterError

_SCENARIO = "senaryo"
# Of a layer that is imported every week nobody looks for the revision of years ago in a list.
_NEWEST = 20


@dataclass(frozen=True, slots=True)
class Edition:
    """One of those: its word in the address (empty for today's data), its title, and what else there is to say of it."""

    word: str = ""
    title: str = ""
    remarks: tuple[str, ...] = ()
    held: Held = ()
    scenario: str | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    editions: tuple[Edition, ...]


def find_edition(question: Question, parameter: str, word: str) -> Edition:
    """The edition that an address names.

    Raises
        ParameterError: there is none of that word.
        RefusedError: `bad-description`, its file is wrong.
    """
    known = {edition.word: edition for group in _groups(question) for edition in group.editions}
    if not word:
        return Edition()
    if word not in known:
        params = {"parameter": parameter, "value": word, "known": ", ".join(known) or "–"}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return known[word]


def edition_control(question: Question, name: str, title: str, chosen: str) -> Control:
    """The list of editions, today's data first."""
    today = ChoiceGroup("", (Choice("", question.speech.gettext("Bugünkü veri"), not chosen),))
    groups = [
        ChoiceGroup(group.title, tuple(Choice(item.word, item.title, item.word == chosen) for item in group.editions))
        for group in _groups(question)
    ]
    return Control(name, title, (today, *groups))


def has_editions(question: Question) -> bool:
    """Whether there is anything but today's data."""
    return bool(_groups(question))


def atlas_of(question: Question, edition: Edition, from_year: int | None, to_year: int | None) -> Atlas:
    """The atlas of an edition; that of a scenario has years of its own."""
    library, state = question.library, question.state
    if edition.scenario is not None:
        return library.scenario(state, edition.scenario).atlas
    return library.atlas(state, from_year, to_year, edition.held)


def _groups(question: Question) -> tuple[_Group, ...]:
    # Files of scenarios are written in the browser, too, and are no revisions.
    written = tuple((name, file.stat().st_mtime_ns) for name, file in scenario_files(question.state.reading).items())
    key = ("editions", question.speech.code, written)
    return question.library.keep(question.state, key, lambda: (*_of_revisions(question), *_of_scenarios(question)))


def _of_revisions(question: Question) -> list[_Group]:
    speech, layers = question.speech, question.state.workspace.layers
    groups = []
    for layer, current in question.state.revisions.items():
        history = question.library.history(question.state, layer)
        older = [item for item in history if item.pruned_at is None and item.number < current.number]
        title = speech.choose(layers[layer].title_tr, layers[layer].title_en)
        editions = []
        for item in older[:_NEWEST]:
            named = speech.gettext(
                "%(layer)s, sürüm %(number)s (%(day)s)", layer=title, number=item.number, day=day(item.created_at, speech.code)
            )
            remark = speech.gettext("%(edition)s; öteki katmanlar bugünkü hâliyle.", edition=named)
            editions.append(Edition(f"{layer}:{item.number}", named, (remark,), held=((layer, item.number),)))
        if editions:
            groups.append(_Group(title, tuple(editions)))
    return groups


def _of_scenarios(question: Question) -> list[_Group]:
    speech, workspace = question.speech, question.state.workspace
    editions = []
    for name in scenario_files(workspace):
        file = find_scenario(workspace, name)
        title = speech.choose(file.title.tr, file.title.en)
        remark = speech.gettext("Varsayım, %(year)s: %(title)s.", year=file.horizon.plan_year, title=title)
        source = speech.gettext("Varsayımın kaynağı: %(source)s", source=file.source)
        editions.append(Edition(f"{_SCENARIO}:{name}", title, (remark, source), scenario=name))
    return [_Group(speech.gettext("Senaryolar"), tuple(editions))] if editions else []
