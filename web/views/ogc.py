"""`/ogc`: the atlas and its layers for other programs, as OGC API - Features, and the same to look at in a browser."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from flask import Blueprint, Response, abort, g
from werkzeug.exceptions import HTTPException

from geo.errors import MahalleError
from layers.outgoing.tables import ATLAS
from web.errors import error_page, sentence_of, status_of
from web.features.answering import (
    GEOJSON,
    HTML,
    Link,
    feature_collection,
    features_of,
    find_page,
    one_feature,
    page_links,
    require_row,
    with_links,
)
from web.features.asking import read_items_question
from web.features.catalogue import Collection
from web.features.crs import CRS84, find_crs
from web.features.openapi import CONFORMANCE, MEDIA_TYPE, describe
from web.features.pages import MOST_ROWS, items_page, values_of
from web.features.parameters import EVERYWHERE, ONLY_JSON, item_parameters, require_known
from web.features.requests import Asker, ask_features, error_document, wants_html
from web.features.served import Profile
from web.formatting import day
from web.i18n import Speech, read_languages

if TYPE_CHECKING:
    from web.ogc import Documents

BLUEPRINT = Blueprint("ogc", __name__, url_prefix="/ogc")

_JSON, _SCHEMA = "application/json", "application/schema+json"


@BLUEPRINT.get("", strict_slashes=False)
def landing() -> Response:
    """What there is, and where."""
    asker = ask_features(EVERYWHERE)
    return asker.answer(asker.everything, _JSON, lambda: _documents(asker).landing(), "ogc_landing.html", address=asker.address)


@BLUEPRINT.get("/conformance")
def conformance() -> Response:
    """The standards that are kept."""
    asker = ask_features(EVERYWHERE)
    return asker.answer((), _JSON, lambda: {"conformsTo": list(CONFORMANCE)}, "ogc_conformance.html")


@BLUEPRINT.get("/openapi")
def openapi() -> Response:
    """The description of the API."""
    asker = ask_features(ONLY_JSON)

    def make() -> Mapping[str, Any]:
        collections = asker.catalogue.collections(asker.state).values()
        profiles = [(asker.catalogue.profile(asker.state, one), one.title) for one in collections]
        return describe(asker.base, asker.state.workspace.name, profiles, asker.uris, asker.speech)

    return asker.answer(asker.everything, MEDIA_TYPE, make)


@BLUEPRINT.get("/collections")
def collections() -> Response:
    """All collections."""
    asker = ask_features(EVERYWHERE)
    every = tuple(asker.catalogue.collections(asker.state).values())
    return asker.answer(asker.everything, _JSON, lambda: _documents(asker, *every).collections(), "ogc_collections.html")


@BLUEPRINT.get("/collections/<name>")
def collection(name: str) -> Response:
    """One collection."""
    asker = ask_features(EVERYWHERE)
    found = asker.collection(name)
    return asker.answer(_version(asker, found), _JSON, lambda: _documents(asker, found).collection(name), "ogc_collection.html")


@BLUEPRINT.get("/collections/<name>/queryables")
def queryables(name: str) -> Response:
    """What features can be chosen by."""
    asker = ask_features(EVERYWHERE)
    found = asker.collection(name)
    return asker.answer(found.version, _SCHEMA, lambda: _documents(asker, found).queryables(name), "ogc_schema.html")


@BLUEPRINT.get("/collections/<name>/schema")
def schema(name: str) -> Response:
    """The properties of features."""
    asker = ask_features(EVERYWHERE)
    found = asker.collection(name)
    return asker.answer(found.version, _SCHEMA, lambda: _documents(asker, found).schema(name), "ogc_schema.html")


@BLUEPRINT.get("/collections/<name>/items")
def items(name: str) -> Response:
    """Features of a collection, page by page."""
    asker = ask_features(None)
    found = asker.collection(name)
    profile = asker.catalogue.profile(asker.state, found)
    question = read_items_question(asker.args, profile, asker.catalogue.systems(asker.state))
    address = f"{asker.base}/collections/{name}/items"
    if asker.wants_html:
        served = asker.catalogue.served(asker.state, found)
        page = find_page(served, replace(question, limit=min(question.limit, MOST_ROWS)))
        shown = items_page(served, page, asker.speech)
        links = {link.rel: link.href for link in page_links(address, dict(asker.args), page, asker.speech, "html")}
        return asker.page("ogc_items.html", collection=found, page=shown, links=links)

    def make() -> bytes:
        served = asker.catalogue.served(asker.state, found)
        page = find_page(served, question)
        links = page_links(address, dict(asker.args), page, asker.speech)
        links.append(_to_collection(asker, found))
        return feature_collection(features_of(asker.catalogue, found, served, page), page, links)

    return asker.data(_version(asker, found), GEOJSON, make, Content_Crs=f"<{question.crs.uri}>")


@BLUEPRINT.get("/collections/<name>/items/<path:feature_id>")
def item(name: str, feature_id: str) -> Response:
    """One feature."""
    asker = ask_features(None)
    require_known(asker.args, item_parameters(asker.uris))
    found = asker.collection(name)
    asked = dict(asker.args)
    crs = find_crs(asker.catalogue.systems(asker.state), asked["crs"], "crs") if "crs" in asked else CRS84
    served = asker.catalogue.served(asker.state, found)
    row = require_row(served, feature_id)
    if asker.wants_html:
        values = values_of(served, row, asker.speech)
        return asker.page("ogc_item.html", collection=found, feature_id=feature_id, values=values, is_place=name == ATLAS)

    def make() -> bytes:
        feature = one_feature(asker.catalogue, found, served, row, crs)
        address = f"{asker.base}/collections/{name}/items/{quote(feature_id, safe='')}"
        links = [
            Link("self", f"{address}?f=json", GEOJSON, asker.speech.gettext("Bu belge, GeoJSON")),
            Link("alternate", f"{address}?f=html", HTML, asker.speech.gettext("Bu belge, HTML")),
            _to_collection(asker, found),
        ]
        return with_links(feature, links)

    return asker.data(_version(asker, found), GEOJSON, make, Content_Crs=f"<{crs.uri}>")


@BLUEPRINT.get("/<path:rest>")
def nothing(rest: str) -> Response:
    """What is not here is said as the rest of the API says it."""
    abort(404)


@BLUEPRINT.errorhandler(MahalleError)
def own(error: MahalleError) -> Response:
    """An error of ours, in the format of the request."""
    speech, status = _speech(), status_of(error)
    sentences = [issue.message(speech.code) for issue in error.issues]
    if wants_html():
        return error_page("error.html", speech, status, messages=sentences)
    return error_document(error.issues[0].kind, " ".join(sentences), status)


@BLUEPRINT.errorhandler(HTTPException)
def of_the_web(error: HTTPException) -> Response | HTTPException:
    """Any other error, in the format of the request."""
    status = error.code or 500
    if status < 400:
        return error
    speech = _speech()
    if wants_html():
        return error_page("error.html", speech, status, messages=[sentence_of(speech, status)])
    return error_document(error.name.replace(" ", ""), sentence_of(speech, status), status)


def _speech() -> Speech:
    """The language of the request; Turkish where it could not be read."""
    return cast(Speech, g.get("speech") or read_languages()["tr"])


def _version(asker: Asker, found: Collection) -> tuple[object, ...]:
    return (found.version, asker.uris)


def _to_collection(asker: Asker, found: Collection) -> Link:
    title = asker.speech.choose(found.title.tr, found.title.en)
    return Link("collection", f"{asker.base}/collections/{found.name}", _JSON, title)


def _documents(asker: Asker, *found: Collection) -> "Documents":
    # Loading pygeoapi takes a third of a second, and most servers are never asked.
    from web.ogc import Described, Documents

    systems = asker.catalogue.systems(asker.state) if found else ()
    profiles = [asker.catalogue.profile(asker.state, one) for one in found]
    described = [
        Described(asker.speech.choose(one.title.tr, one.title.en), _description(one, profile, asker.speech), profile, systems)
        for one, profile in zip(found, profiles, strict=True)
    ]
    return Documents(asker.base, asker.state.workspace.name, described, asker.speech.code)


def _description(found: Collection, profile: Profile, speech: Speech) -> str:
    """What a collection is, from whom and when; and that its boundaries are a sketch, where they are."""
    about = {"day": day(profile.about["created_at"][:10], speech.code), **profile.about}
    parts = [
        speech.choose(found.description.tr, found.description.en),
        speech.gettext("Kaynak: %(source)s. Sürüm: %(revision)s, %(day)s.", **about),
        profile.about.get("note", ""),
    ]
    return " ".join(part for part in parts if part)
