"""A test client that judges every page it fetches: what holds for all pages is asserted here once."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from flask import Flask

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Elements of SVG that may close themselves.
SELF_CLOSING = {"path", "rect", "line", "circle"}
ADDRESSES = {"src", "href", "action", "formaction", "poster", "data"}


@dataclass
class Element:
    """One element of a page, with its attributes and all text below it."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    parts: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text below, with spaces put together."""
        return " ".join(self._raw.split())

    @property
    def _raw(self) -> str:
        return "".join(part if isinstance(part, str) else part._raw for part in self.parts)

    def all(self, name: str, /, **attributes: str) -> list["Element"]:
        """Elements below of a name, in the order of the page; `class_` asks for one of several classes."""
        found = []
        for child in self.children:
            wanted = {key.rstrip("_"): value for key, value in attributes.items()}
            classes = child.attributes.get("class", "").split()
            fits = all(
                value in classes if key == "class" else child.attributes.get(key) == value for key, value in wanted.items()
            )
            if child.name == name and fits:
                found.append(child)
            found += child.all(name, **attributes)
        return found

    def one(self, name: str, /, **attributes: str) -> "Element":
        """The only such element."""
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} × <{name} {attributes}>"
        return found[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root", {})
        self.open = [self.root]
        self.everything: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.everything.append(element)
        self.open[-1].children.append(element)
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING, f"<{tag}/> closes itself"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def parsed(html: str) -> tuple[Element, list[Element]]:
    """The root of a page whose every element is closed, and all its elements."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert [element.name for element in parser.open] == ["#root"], "an element is left open"
    return parser.root, parser.everything


@dataclass(frozen=True)
class Page:
    """A page that has been judged."""

    status: int
    html: str
    root: Element
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """What the page says, scripts left out."""
        return self.root.one("body").text


class JudgingClient:
    """Fetches pages of an application in this process."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def page(self, address: str, *, status: int = 200, language: str = "tr") -> Page:
        """A page that has the status and keeps every rule of pages."""
        response = self._client.get(address)
        assert response.status_code == status, f"{address}: {response.status_code}"
        assert response.mimetype == "text/html"
        root, everything = parsed(response.text)
        judge(root, everything, dict(response.headers), language)
        return Page(status, response.text, root, dict(response.headers))

    def page_in(self, address: str, language: str) -> Page:
        """A page in a language, whose twin in the other is itself and whose tables each have a caption."""
        page = self.page(f"{address}{'&' if '?' in address else '?'}dil={language}", language=language)
        assert page.root.one("nav", class_="languages").one("a").attributes["href"].startswith(address.split("?")[0])
        for found in page.root.all("table"):
            assert found.one("caption").text
        return page

    def send(self, address: str, fields: dict[str, Any], *, page: str = "/veri", status: int = 303) -> Any:
        """Send a form with the token of a page, as a browser would; files are pairs of a stream and a name."""
        token = self.page(page).root.all("input", name="form-anahtari")[0].attributes["value"]
        response = self._client.post(address, data={"form-anahtari": token, **fields})
        # A large body lies in a temporary file, which the client leaves open.
        response.request.environ["wsgi.input"].close()
        assert response.status_code == status, f"{address}: {response.status_code} {response.text}"
        judge_headers(dict(response.headers))
        return response

    def json(self, address: str, *, status: int = 200) -> Any:
        """A JSON document."""
        response = self._client.get(address)
        assert response.status_code == status, f"{address}: {response.status_code}"
        assert response.mimetype == "application/json"
        judge_headers(dict(response.headers))
        return json.loads(response.text)

    def file(self, address: str, mimetype: str) -> bytes:
        """Any other file."""
        response = self._client.get(address)
        assert response.status_code == 200
        assert response.mimetype == mimetype
        judge_headers(dict(response.headers))
        return response.data

    def get(self, address: str, **headers: str) -> Any:
        """The bare response."""
        return self._client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


def judge_headers(headers: dict[str, str]) -> str:
    """The rules that hold for every response; returns the nonce of this one."""
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "://" not in policy
    assert "*" not in policy
    for rule in ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    assert len(nonces) == 1
    return nonces.pop()


def judge(root: Element, everything: list[Element], headers: dict[str, str], language: str) -> None:
    """The rules that hold for every page."""
    nonce = judge_headers(headers)
    assert root.one("html").attributes["lang"] == language
    assert len(root.all("h1")) == 1
    assert root.one("head").one("title").text
    assert root.one("main")
    ids = [element.attributes["id"] for element in everything if "id" in element.attributes]
    assert len(ids) == len(set(ids)), "an id is used twice"
    for element in everything:
        judge_element(element, nonce, set(ids))
    levels = [int(element.name[1]) for element in everything if re.fullmatch(r"h[1-6]", element.name)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def judge_element(element: Element, nonce: str, ids: set[str]) -> None:
    """The rules that hold for every element."""
    attributes = element.attributes
    assert not [name for name in attributes if name.startswith("on")], f"<{element.name}> has a handler"
    assert "style" not in attributes, f"<{element.name}> has a style attribute"
    if element.name in ("script", "style") or (element.name == "link" and attributes["rel"] == "stylesheet"):
        assert attributes["nonce"] == nonce, f"<{element.name}> lacks the nonce"
    if element.name == "script":
        assert attributes["src"], "a script stands in the page"
        assert not element.text
    for name in ADDRESSES & set(attributes):
        if element.name != "path":
            assert re.match(r"[/#](?!/)", attributes[name]), f"{name}={attributes[name]} leaves this server"
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for target in attributes.get(name, "").split():
            assert target in ids, f"{name} names {target}, which is not there"
    if element.name in ("section", "nav", "form"):
        named = {"aria-label", "aria-labelledby"} & set(attributes)
        assert named or element.name == "form", f"<{element.name}> has no name"
