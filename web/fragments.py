"""The long parts of pages, rendered once and kept with what they show: of a thousand neighbourhoods they take most of the time.

A fragment holds nothing of one request: no nonce, no form token, nobody's name.
"""

from flask import render_template
from markupsafe import Markup


def fragment(template: str, **values: object) -> Markup:
    """A template as a part of others; it escapes what it is given, as every template does."""
    return Markup(render_template(template, **values))  # noqa: S704
