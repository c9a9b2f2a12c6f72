"""One request to `/ogc`: what it asks for, of which data, in which format, and how it is answered."""

import json
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from flask import Response, current_app, g, render_template, request

from web.asking import library
from web.desk.asking import DeskView
from web.features.catalogue import Catalogue, Collection, etag_of
from web.features.parameters import EVERYWHERE, FORMAT, FORMATS, Parameter, require_known, require_once
from web.i18n import Speech
from web.library import State
from web.security import host_name

_EXTENSION: Final = "mahalle.features"
# A host that goes into addresses is nothing but a name or number and a port.
_PLAIN_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?", re.ASCII)
_JSON, _HTML = "application/json", "text/html"
_MACHINE_TYPES: Final = ("application/geo+json", _JSON)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for what, of which state of the data. `args` are the names and values of the address as they stand there."""

    catalogue: Catalogue
    state: State
    speech: Speech
    args: tuple[tuple[str, str], ...]
    wants_html: bool

    def collection(self, name: str) -> Collection:
        """The collection of that name."""
        return self.catalogue.collection(self.state, name)

    @property
    def everything(self) -> tuple[Hashable, ...]:
        """What changes when anything that is served may have."""
        return (self.state.version, *(one.version for one in self.catalogue.collections(self.state).values()))

    @property
    def uris(self) -> tuple[str, ...]:
        """The addresses of the coordinate systems that are served."""
        return tuple(system.uri for system in self.catalogue.systems(self.state))

    @property
    def base(self) -> str:
        """The address of the landing page: whole for programs, without the host for pages of this server."""
        return f"{request.script_root}/ogc" if self.wants_html else self.address

    @property
    def view(self) -> DeskView:
        """The language of the page and its twin in the other."""
        return DeskView(self.speech.code, dict(self.args))

    @property
    def address(self) -> str:
        """The whole address of the landing page."""
        return f"{_host_url()}{request.script_root}/ogc"

    def answer(
        self, version: Hashable, media_type: str, make: Callable[[], Mapping[str, Any]], template: str = "", **values: object
    ) -> Response:
        """A document as JSON, or as a page with more values where one is asked for and there is a template."""
        if self.wants_html and template:
            return self.page(template, document=make(), **values)
        return self.data(version, media_type, lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode())

    def page(self, template: str, **values: object) -> Response:
        """A page. A browser keeps none: its content carries a nonce."""
        html = render_template(template, view=self.view, workspace=self.state.workspace, **values)
        return _varying(Response(html, mimetype=_HTML))

    def data(self, version: Hashable, media_type: str, make: Callable[[], bytes], **headers: str) -> Response:
        """Data for programs, made only if the program does not hold it already."""
        etag = etag_of(version, media_type, request.path, self.args, self.speech.code, _host_url())
        held = (tag.partition(":")[0] for tag in request.if_none_match.as_set(include_weak=True))
        if etag in {tag.strip('"').removeprefix("W/").strip('"') for tag in held}:
            response = Response(status=304)
        else:
            response = Response(make(), content_type=media_type)
        response.set_etag(etag)
        response.headers.extend({name.replace("_", "-"): value for name, value in headers.items()})
        return _varying(response)


def ask_features(parameters: Sequence[Parameter] | None = EVERYWHERE) -> Asker:
    """Read a request; with `parameters` None the caller looks at what the address asks for.

    Raises
        ParameterError: the address asks for what is not known here.
    """
    args = tuple(request.args.items(multi=True))
    require_once(args)
    if parameters is not None:
        require_known(args, parameters)
    is_for_people = parameters is None or FORMAT in parameters
    # Other programs are given what is released, whoever asks.
    return Asker(_catalogue(), library().seen_by("public").state(), g.speech, args, is_for_people and wants_html())


def wants_html() -> bool:
    """Whether a request that may be wrong is a person's."""
    chosen = request.args.get(FORMAT.name, "")
    if chosen in FORMATS:
        return chosen == "html"
    return request.accept_mimetypes.best_match((*_MACHINE_TYPES, _HTML), _JSON) == _HTML


def error_document(code: str, description: str, status: int) -> Response:
    """What a program is told when it cannot be answered."""
    text = json.dumps({"code": code, "description": description}, ensure_ascii=False)
    return _varying(Response(text, status=status, mimetype=_JSON))


def _varying(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def _host_url() -> str:
    return f"{request.scheme}://{request.host}" if host_name(request.host) and _PLAIN_HOST.fullmatch(request.host) else ""


def _catalogue() -> Catalogue:
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        # Two first requests may both make one; the later one is kept, and nothing is lost.
        kept = current_app.extensions[_EXTENSION] = Catalogue(library())
    return cast(Catalogue, kept)
