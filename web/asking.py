"""What one request asks, of which state of the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, g, request, url_for

from layers.atlas import Atlas
from web.i18n import Speech
from web.library import Library, State
from web.params import View, read_view
from web.people import visitor

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Question:
    """A request's view and the data to answer it from, all of one state."""

    library: Library
    state: State
    view: View
    speech: Speech

    @property
    def atlas(self) -> Atlas:
        """The atlas with the changes that the view asks for."""
        return self.library.atlas(self.state, self.view.from_year, self.view.to_year)


def address(endpoint: str, parameters: Mapping[str, str]) -> str:
    """The address of a page with the parameters that a view keeps."""
    values: dict[str, Any] = dict(parameters)
    return url_for(endpoint, **values)


def library() -> Library:
    """The application's library as whoever asks may see it; for a request that writes, the workspace can be written to."""
    books = cast(Library, current_app.extensions["mahalle.library"])
    known = visitor()
    writes = request.method not in SAFE_METHODS and known.may("see-drafts")
    return books.seen_by("staff" if writes else known.audience, live=writes)


def ask() -> Question:
    """Read the request against the current state.

    Raises
        NotFoundError: nothing has been imported yet.
        ParameterError: the address asks for what does not exist.
    """
    books = library()
    state = books.state()
    view = read_view(request.args, books.atlas(state).years, state.workspace.compared_years)
    return Question(books, state, view, g.speech)
