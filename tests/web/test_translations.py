"""Every text of the pages has its English, and no English is left over."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from geo.indicators import INDICATORS
from web.i18n import TRANSLATIONS

WEB = TRANSLATIONS.parents[1]
KEYWORDS = {"gettext": None, "_": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def messages() -> Iterator[tuple[Path, str]]:
    for method, files, options in (
        ("python", sorted(WEB.rglob("*.py")), {}),
        # A template that cannot be read must not look like one without texts.
        ("jinja2", sorted((WEB / "templates").rglob("*.html")), {"silent": "false", "trimmed": "false"}),
    ):
        for file in files:
            stream = io.BytesIO(file.read_bytes())
            for _, message, _, _ in extract(method, stream, KEYWORDS, (), {**options, "encoding": "utf-8"}):
                yield file, message if isinstance(message, str) else message[0]


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with TRANSLATIONS.open("rb") as stream:
        return {str(item.id): str(item.string) for item in read_po(stream) if item.id}


def test_every_text_has_its_english(english: dict[str, str]) -> None:
    missing = [f"{file.name}: {message}" for file, message in messages() if not english.get(message)]
    assert not missing, "\n".join(missing)


def test_no_english_is_left_over(english: dict[str, str]) -> None:
    assert set(english) <= {message for _, message in messages()}


def test_placeholders_are_the_same(english: dict[str, str]) -> None:
    for turkish, text in english.items():
        assert set(PLACEHOLDER.findall(turkish)) == set(PLACEHOLDER.findall(text)), turkish


def test_scripts_hold_no_words() -> None:
    for file in (WEB / "static").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        texts = re.findall(r'"([^"\n]*)"', code)
        assert not [text for text in texts if re.search(r"[çğışöüÇĞİŞÖÜ]{1}\w", text)], file.name


def test_indicators_have_both_titles() -> None:
    assert all(item.title_tr and item.title_en and item.title_tr != item.title_en for item in INDICATORS.values())
