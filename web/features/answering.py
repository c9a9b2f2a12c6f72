"""Features put into a document: a collection of GeoJSON with links to what comes before and after, or one feature."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import numpy as np

from geo.errors import NotFoundError
from geo.issues import Issue
from web.features.asking import ItemsQuestion
from web.features.catalogue import Catalogue, Collection
from web.features.choosing import Rows, choose
from web.features.crs import Crs
from web.features.served import Served
from web.features.texts import Selection, write_features
from web.i18n import Speech

GEOJSON: Final = "application/geo+json"
HTML: Final = "text/html"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a document."""

    rel: str
    href: str
    type: str
    title: str

    @property
    def as_member(self) -> dict[str, str]:
        """The link as JSON has it."""
        return {"rel": self.rel, "href": self.href, "type": self.type, "title": self.title}


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What one answer shows of the rows that fit: `matched` of them in all."""

    rows: Rows
    matched: int
    question: ItemsQuestion

    @property
    def next_offset(self) -> int | None:
        """Where the next answer begins; None after the last."""
        after = self.question.offset + len(self.rows)
        return after if len(self.rows) and after < self.matched else None

    @property
    def previous_offset(self) -> int | None:
        """Where the answer before this one begins; None before the first."""
        return max(0, self.question.offset - self.question.limit) if self.question.offset else None


def find_page(served: Served, question: ItemsQuestion) -> Page:
    """The rows that a question is answered with."""
    rows = choose(served, question)
    return Page(rows[question.offset : question.offset + question.limit], len(rows), question)


def features_of(catalogue: Catalogue, collection: Collection, served: Served, page: Page) -> Sequence[bytes]:
    """The features of a page as JSON."""
    question = page.question
    if question.is_whole:
        return catalogue.texts.features(collection.version, served, page.rows, question.crs)
    names = tuple(served.columns) if question.names is None else question.names
    return write_features(served, page.rows, question.crs, Selection(names, question.with_shapes))


def feature_collection(features: Sequence[bytes], page: Page, links: Sequence[Link]) -> bytes:
    """The document of a page. It carries no time of its own: the same question to the same data gives the same bytes."""
    tail = {
        "links": [link.as_member for link in links],
        "numberMatched": page.matched,
        "numberReturned": len(features),
    }
    ending = json.dumps(tail, ensure_ascii=False, separators=(",", ":"))[1:].encode()
    return b'{"type":"FeatureCollection","features":[' + b",".join(features) + b"]," + ending


def one_feature(catalogue: Catalogue, collection: Collection, served: Served, row: int, crs: Crs) -> bytes:
    """A feature as it is kept, without links."""
    return catalogue.texts.features(collection.version, served, np.array([row]), crs)[0]


def with_links(feature: bytes, links: Sequence[Link]) -> bytes:
    """A feature as a document of its own."""
    members = json.dumps([link.as_member for link in links], ensure_ascii=False, separators=(",", ":")).encode()
    return feature[:-1] + b',"links":' + members + b"}"


def require_row(served: Served, feature_id: str) -> int:
    """The row of an id.

    Raises
        NotFoundError: there is none.
    """
    row = served.places.get(feature_id)
    if row is None:
        raise NotFoundError(Issue("unknown-feature", params={"collection": served.profile.name, "feature": feature_id}))
    return row


def page_links(address: str, args: Mapping[str, str], page: Page, speech: Speech, form: str = "json") -> list[Link]:
    """Links from a page of features to itself, its twin in the other format and the pages around it.

    Parameters
        address: that of the items, without a question mark.
        form: the format of the page, `json` or `html`.
    """

    def to(**changes: str | None) -> str:
        kept = {**args, "f": form, **changes}
        query = urlencode({name: value for name, value in kept.items() if value is not None}, safe=",/:")
        return f"{address}?{query}"

    types = {"json": GEOJSON, "html": HTML}
    titles = {"json": speech.gettext("Bu belge, GeoJSON"), "html": speech.gettext("Bu belge, HTML")}
    other = "html" if form == "json" else "json"
    links = [Link("self", to(), types[form], titles[form]), Link("alternate", to(f=other), types[other], titles[other])]
    if page.next_offset is not None:
        links.append(Link("next", to(offset=str(page.next_offset)), types[form], speech.gettext("Sonraki kayıtlar")))
    if page.previous_offset is not None:
        before = str(page.previous_offset) if page.previous_offset else None
        links.append(Link("prev", to(offset=before), types[form], speech.gettext("Önceki kayıtlar")))
    return links
