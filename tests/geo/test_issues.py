"""Issues and findings: every kind has its words in both languages, and a message that lacks a value cannot be made."""

import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import issue_kinds
from geo.errors import CrsError, MahalleError, NotFoundError, QuantityError, RefusedError
from geo.issue_kinds import KINDS, Kind
from geo.issues import LANGUAGES, Finding, Issue, Language, Words, render

CELL = {"old", "new"}
# Sentences that end in another sentence: its own full stop closes them.
SENTENCES = {"likely", "evidence", "advice"}

texts = st.text(max_size=12) | st.sampled_from(["{old}", "{0}", "{{}}", "%s", "<b>", "{row.__class__}"])


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def language_free(template: str) -> set[str]:
    """Placeholders without the ending of those that hold the same thing in each language."""
    return {name.removesuffix("_tr").removesuffix("_en") for name in placeholders(template)}


def parameters(kind: Kind) -> dict[str, str]:
    names = placeholders(kind.tr) | placeholders(kind.en)
    return {name: f"‹{name}›." if name in SENTENCES else f"‹{name}›" for name in names}


def issue_of(name: str, values: dict[str, str]) -> Issue:
    rest = {key: value for key, value in values.items() if key not in CELL}
    return Issue(name, row=4, column="NÜFUS", old=values.get("old"), new=values.get("new"), params=rest)


# ------------------------------------------------------------------ every kind


def test_no_two_subjects_have_a_kind_of_one_name() -> None:
    subjects = [import_module(f"geo.issue_kinds.{module.name}") for module in iter_modules(issue_kinds.__path__)]
    named = [name for subject in subjects for name in getattr(subject, "KINDS", {})]
    assert sorted(named) == sorted(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_a_stable_name_and_someone_who_should_act(name: str) -> None:
    kind = KINDS[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert kind.severity in {"error", "warning", "info"}
    assert kind.owner in {"planner", "source", "administrator"}


@pytest.mark.parametrize("name", KINDS)
def test_kind_says_the_same_with_the_same_values_in_both_languages(name: str) -> None:
    kind = KINDS[name]
    assert language_free(kind.tr) == language_free(kind.en)
    assert not any(field.endswith("_en") for field in placeholders(kind.tr))
    assert not any(field.endswith("_tr") for field in placeholders(kind.en))
    assert kind.tr != kind.en
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", field) for field in placeholders(kind.tr + kind.en))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_kind_is_written_as_a_clean_sentence_with_each_value_in_it(name: str, language: Language) -> None:
    kind = KINDS[name]
    template = kind.tr if language == "tr" else kind.en
    values = parameters(kind)
    message = issue_of(name, values).message(language)
    place = '4. satır, "NÜFUS" sütunu: ' if language == "tr" else 'Row 4, column "NÜFUS": '
    assert message == place + Finding(name, (), {}, None, None, values).message(language)
    assert all(values[field] in message for field in placeholders(template))
    assert message.endswith(".")
    assert message == message.strip()
    for blemish in ("  ", "{", "}", " ,", " ;", "..", "None"):
        assert blemish not in message
    # A full stop after a space is right only in front of a suffix such as .prj.
    assert not re.search(r" \.(?![a-z])", message)


@pytest.mark.parametrize("name", KINDS)
def test_kind_hangs_no_turkish_suffix_on_a_value(name: str) -> None:
    # "Tavla'nin", "5'u", "{file}yi": right for one value and wrong for the next.
    assert not re.search(r"\}\s?['’]", KINDS[name].tr)
    assert not re.search(r"\}[a-zçğıöşü]", KINDS[name].tr)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if placeholders(kind.tr)])
def test_issue_and_finding_without_a_value_are_refused_when_they_are_made(name: str) -> None:
    values = parameters(KINDS[name])
    for lacking in values:
        rest = {key: value for key, value in values.items() if key != lacking}
        with pytest.raises(KeyError, match=lacking):
            issue_of(name, rest)
        with pytest.raises(KeyError, match=lacking):
            Finding(name, (), {}, None, None, rest)


def test_issue_and_finding_of_an_unknown_kind_are_refused_when_they_are_made() -> None:
    with pytest.raises(KeyError, match="no-such-kind"):
        Issue("no-such-kind")
    with pytest.raises(KeyError, match="no-such-kind"):
        Finding("no-such-kind", (), {}, None, None)


# ------------------------------------------------------------------ what stands in a message


@pytest.mark.parametrize(
    ("row", "column", "turkish", "english"),
    [
        (4, "NÜFUS", '4. satır, "NÜFUS" sütunu: −5', 'Row 4, column "NÜFUS": −5'),
        (4, None, "4. satır: −5", "Row 4: −5"),
        (None, "NÜFUS", '"NÜFUS" sütunu: −5', 'Column "NÜFUS": −5'),
        (None, None, "−5", "−5"),
    ],
)
def test_message_begins_with_the_place_in_the_source(row: int | None, column: str | None, turkish: str, english: str) -> None:
    issue = Issue("negative-value", row=row, column=column, old="−5")
    assert issue.message("tr").startswith(turkish)
    assert issue.message("en").startswith(english)


def test_numbers_are_written_as_the_language_writes_them_and_texts_as_they_are() -> None:
    kind = Kind("info", "planner", "{number} {text} {words}.", "{number} {text} {words}.")
    values = {"number": 12345.5, "text": "12345.5", "words": Words("nüfus", "population")}
    assert render(kind, values, "tr") == "12.345,5 12345.5 nüfus."
    assert render(kind, values, "en") == "12,345.5 12345.5 population."
    assert Issue("file-too-large", params={"file": "a", "size": 1234567, "limit": 1000000}).message("tr").count(".567") == 1


@given(st.sampled_from(sorted(KINDS)), texts, st.sampled_from(LANGUAGES))
def test_a_value_is_never_read_as_part_of_the_sentence(name: str, text: str, language: Language) -> None:
    kind = KINDS[name]
    values = dict.fromkeys(parameters(kind), text)
    template = kind.tr if language == "tr" else kind.en
    pieces = [literal for literal, _, _, _ in Formatter().parse(template)]
    ends = [text] if template.endswith("}") else []
    assert Finding(name, (), {}, None, None, values).message(language) == text.join(pieces) + "".join(ends)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_cannot_be_written_is_refused_when_the_issue_is_made(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        Issue("out-of-scope", params={"count": value})


def test_severity_and_owner_are_those_of_the_kind() -> None:
    issue = Issue("negative-value", row=4, column="NÜFUS", old="-5")
    assert (issue.severity, issue.owner) == ("error", "source")
    assert Finding("sources-differ", (), {}, 1, 2, parameters(KINDS["sources-differ"])).severity == "warning"


# ------------------------------------------------------------------ errors carry issues


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(CrsError, ValueError), (RefusedError, ValueError), (QuantityError, ValueError), (NotFoundError, LookupError)],
)
def test_error_is_ours_and_pythons_and_says_all_its_issues(error: type[MahalleError], builtin: type[Exception]) -> None:
    issues = [Issue("empty-name", row=2), Issue("negative-value", row=4, old="-5")]
    raised = error(*issues)
    assert isinstance(raised, MahalleError)
    assert isinstance(raised, builtin)
    assert list(raised.issues) == issues
    assert str(raised).splitlines() == [issue.message("en") for issue in issues]


def test_error_without_an_issue_is_refused() -> None:
    with pytest.raises(TypeError, match="at least one issue"):
        MahalleError()
