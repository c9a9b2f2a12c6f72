"""Values of a layer's fields as a page writes them, in the language of the page."""

from collections.abc import Callable, Sequence

from geo.dates import parse_date
from geo.units import UNITS
from layers.base import Authority, Field, LayerSpec
from layers.outgoing.hidden_ids import has_hidden_ids
from web.formatting import MISSING, day, is_known, number
from web.i18n import Speech

Writer = Callable[[object], str]


def as_text(value: object) -> str:
    """Any value as text; a dash where there is none, a list with commas."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or MISSING
    return str(value) if is_known(value) and str(value) != "" else MISSING


def writer_of(field: Field, speech: Speech) -> Writer:
    """How a field's values are written."""
    if field.type == "code":
        titles = {code.key: speech.choose(code.title_tr, code.title_en) for code in field.codes}
        return lambda value: titles.get(str(value), as_text(value))
    if field.type == "boolean":
        yes, no = speech.gettext("evet"), speech.gettext("hayır")
        return lambda value: (yes if bool(value) else no) if is_known(value) else MISSING
    if field.type == "date":
        return lambda value: day(str(value), speech.code) if is_known(value) and parse_date(str(value)) else as_text(value)
    if field.type == "integer" and field.unit is None:
        # A year or a row is no quantity: 2023, never 2.023.
        return lambda value: str(int(float(str(value)))) if is_known(value) else MISSING
    if field.type in ("integer", "number"):
        return lambda value: number(value, speech.code, None)
    return as_text


def unit_of(field: Field, speech: Speech) -> str:
    """The unit of a field in words; empty where it has none."""
    if field.unit is None:
        return ""
    unit = UNITS.get(field.unit)
    return field.unit if unit is None else speech.choose(unit.tr, unit.en)


def type_word(field: Field, speech: Speech) -> str:
    """What kind of value a field holds."""
    return {
        "text": speech.gettext("yazı"),
        "integer": speech.gettext("tam sayı"),
        "number": speech.gettext("sayı"),
        "boolean": speech.gettext("evet/hayır"),
        "date": speech.gettext("tarih"),
        "code": speech.gettext("kod listesi"),
    }[field.type]


def severity_word(severity: str, speech: Speech) -> str:
    """How grave an issue is."""
    words = {
        "error": speech.gettext("hata"),
        "warning": speech.gettext("uyarı"),
        "info": speech.gettext("bilgi"),
    }
    return words.get(severity, severity)


def owner_word(owner: str, speech: Speech) -> str:
    """Who should act on an issue."""
    words = {
        "planner": speech.gettext("planlama birimi"),
        "source": speech.gettext("dosyayı hazırlayan"),
        "administrator": speech.gettext("sistem yöneticisi"),
    }
    return words.get(owner, owner)


def authority_word(authority: Authority, speech: Speech) -> str:
    """Who decides over what a layer shows."""
    return {
        "district": speech.gettext("ilçe belediyesi"),
        "metropolitan": speech.gettext("büyükşehir belediyesi"),
        "ministry": speech.gettext("bakanlık"),
        "shared": speech.gettext("kanuna göre paylaşılır"),
    }[authority]


def title_of(spec: LayerSpec, speech: Speech) -> str:
    """The layer's title."""
    return speech.choose(spec.title_tr, spec.title_en)


def public_fields(spec: LayerSpec) -> Sequence[Field]:
    """The fields that everybody may see; an id that is made of others tells them."""
    hidden = {"id"} if has_hidden_ids(spec) else set()
    return [field for field in spec.fields if field.public and field.name not in hidden]
