"""What a page of the desk is asked for, and addresses that keep its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, g, request, url_for

from geo.issues import Language
from web.asking import library
from web.formatting import MISSING, day, number
from web.i18n import Speech
from web.library import Library, State
from web.params import LANGUAGE

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeskView:
    """The language of a page and the parameters that its twin in the other language keeps."""

    language: Language
    query: Mapping[str, str]

    def in_language(self, language: Language) -> dict[str, str]:
        """The parameters of the same page in a language; Turkish needs none."""
        kept = {name: value for name, value in self.query.items() if name != LANGUAGE}
        return kept if language == "tr" else {**kept, LANGUAGE: language}


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """A request to the desk and the state of the data that it is answered from."""

    library: Library
    state: State
    view: DeskView
    speech: Speech


def ask_desk() -> DeskQuestion:
    """Read the request against the current state, which may hold nothing yet."""
    books = library()
    speech = cast(Speech, g.speech)
    query = {name: value for name, value in request.args.items() if value}
    return DeskQuestion(books, books.state(), DeskView(speech.code, query), speech)


def let_templates_write(app: Flask) -> None:
    """Give templates what the pages of the desk write: addresses, counts, days and sizes in the language of the page."""

    def written(count: int) -> str:
        return number(count, g.speech.code)

    def written_day(iso: str | None) -> str:
        return day(iso, g.speech.code) if iso else MISSING

    def written_size(size: int) -> str:
        is_large = size >= _MEGABYTE
        return f"{number(size / (_MEGABYTE if is_large else 1024), g.speech.code, 1)} {'MB' if is_large else 'kB'}"

    app.jinja_env.globals.update(to=to, written=written, written_day=written_day, written_size=written_size)


def to(endpoint: str, **values: Any) -> str:
    """The address of a page in the language of this one."""
    if g.speech.code == "en":
        values[LANGUAGE] = "en"
    return url_for(endpoint, **values)
