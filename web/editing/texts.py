"""Values of a layer's fields as a form holds them, and what was typed as the layer's reader takes it."""

import re

from geo.dates import parse_date
from geo.issues import Language
from geo.numbers import format_number
from layers.base import Field
from layers.declared.cells import code_keys, code_of
from layers.declared.source import Cell
from web.formatting import is_known

YES, NO = "evet", "hayır"
# What only one language can have printed, so that 1.234 typed into a Turkish page is a thousand and more.
_TYPED = {
    "tr": re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    "en": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
}


def text_of(field: Field, value: object, stated: object, language: Language) -> str:
    """What the form shows for a stored value; `stated` is what the source wrote of it, where that is kept.

    >>> text_of(Field("width_m", "Genişlik", "Width", "number"), 1234.5, None, "tr")
    '1.234,5'
    """
    if field.keeps_text and is_known(stated) and stated:
        return str(stated)
    if not is_known(value):
        return ""
    if field.type == "boolean":
        return YES if bool(value) else NO
    if field.type == "date":
        day = parse_date(str(value))
        return str(value) if day is None else f"{day:%d.%m.%Y}"
    if field.type == "integer" and field.unit is None:
        return str(int(float(str(value))))
    if field.type in ("integer", "number"):
        return format_number(float(str(value)), language, None)
    return str(value)


def cell_of(field: Field, text: str, language: Language) -> Cell:
    """What was typed, for the reader: a number as one where the language of the page decides, else the text.

    >>> cell_of(Field("width_m", "Genişlik", "Width", "number"), "1.234", "tr")
    1234.0
    """
    text = text.strip()
    if field.type in ("integer", "number"):
        plain = text.replace("\u2212", "-")
        return _number(plain, language) if _TYPED[language].fullmatch(plain) else text
    if field.type == "code":
        code = field.code(text)
        known = code_keys(field.codes)
        return text if code is None or code_of(code.title_tr, known) != code.key else code.title_tr
    return text


def _number(text: str, language: Language) -> float:
    group, point = (".", ",") if language == "tr" else (",", ".")
    return float(text.replace(group, "").replace(point, "."))
