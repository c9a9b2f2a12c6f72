"""What may be asked at each address of `/ogc`: one table, by which questions are refused and the API is described."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from geo.issues import Issue, Words
from layers.outgoing.table import ColumnType
from web.features.served import Profile
from web.params import LANGUAGE, ParameterError

MOST_ITEMS: Final = 10_000
DEFAULT_ITEMS: Final = 100
MOST_OFFSET: Final = 1_000_000_000
FORMATS: Final = ("json", "html")
FILTER_LANGUAGE: Final = "cql2-text"

Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address: its schema as OpenAPI has it, and what it does. `listed`: values stand with commas between."""

    name: str
    does: Words
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    listed: bool = False


FORMAT = Parameter("f", Words("Yanıtın biçimi", "Format of the answer"), {"type": "string", "enum": list(FORMATS)})
TONGUE = Parameter(LANGUAGE, Words("Yanıtın dili", "Language of the answer"), {"type": "string", "enum": ["tr", "en"]})
_SOME_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
# Of every address.
EVERYWHERE: Final = (FORMAT, TONGUE)
# Where there is nothing to look at in a browser.
ONLY_JSON: Final = (replace(FORMAT, schema={"type": "string", "enum": ["json"]}), TONGUE)

_ITEMS: Final = (
    Parameter(
        "limit",
        Words("Bir yanıttaki en çok kayıt", "Most features in one answer"),
        {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": DEFAULT_ITEMS},
    ),
    Parameter(
        "offset",
        Words("Atlanacak kayıt sayısı", "Features to pass over"),
        {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0},
    ),
    Parameter(
        "bbox",
        Words(
            "Kutu: ilk eksenin ve ikinci eksenin en küçük, sonra en büyük değerleri; bbox-crs yoksa boylam ve enlem",
            "Box: least values of the first and second axis, then the greatest; longitude and latitude without bbox-crs",
        ),
        {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
        listed=True,
    ),
    Parameter(
        "datetime",
        Words(
            "Gün, an ya da aralık (RFC 3339): 2026-01-31, 2026-01-01/..",
            "Day, moment or interval (RFC 3339): 2026-01-31, 2026-01-01/..",
        ),
        _SOME_TEXT,
    ),
    Parameter("filter", Words("CQL2 Text ile süzgeç", "Filter in CQL2 Text"), _SOME_TEXT),
    Parameter("filter-lang", Words("Süzgecin dili", "Language of the filter"), {"type": "string", "enum": [FILTER_LANGUAGE]}),
)
# A property of one of these names is asked for in a filter only.
_TAKEN_NAMES: Final = frozenset(
    {
        *(parameter.name for parameter in (*EVERYWHERE, *_ITEMS)),
        "crs",
        "bbox-crs",
        "filter-crs",
        "properties",
        "sortby",
        "skipGeometry",
    }
)


def crs_parameter(name: str, uris: Sequence[str]) -> Parameter:
    """A parameter that names a coordinate system."""
    does = {
        "crs": Words("Yanıttaki koordinat sistemi", "Coordinate system of the answer"),
        "bbox-crs": Words("Kutunun koordinat sistemi", "Coordinate system of the box"),
        "filter-crs": Words("Süzgeçteki geometrilerin koordinat sistemi", "Coordinate system of the shapes in the filter"),
    }[name]
    return Parameter(name, does, {"type": "string", "format": "uri", "enum": list(uris)})


def items_parameters(profile: Profile, uris: Sequence[str]) -> tuple[Parameter, ...]:
    """What may be asked of the items of a collection: the parameters of all, then one a property."""
    signed = [sign + name for name in profile.queryables for sign in ("", "-")]
    common = (
        *EVERYWHERE,
        *_ITEMS,
        *(crs_parameter(name, uris) for name in ("crs", "bbox-crs", "filter-crs")),
        Parameter(
            "properties",
            Words("Yanıttaki alanlar", "Properties in the answer"),
            {"type": "array", "items": {"type": "string", "enum": list(profile.types)}},
            listed=True,
        ),
        Parameter(
            "sortby",
            Words("Sıralanacak alanlar; büyükten küçüğe -", "Properties to sort by; - for descending"),
            {"type": "array", "items": {"type": "string", "enum": signed}},
            listed=True,
        ),
        Parameter("skipGeometry", Words("Geometriler yazılmasın", "Leave the shapes out"), {"type": "boolean", "default": False}),
    )
    own = (Parameter(name, profile.title_of(name), property_schema(profile.types[name])) for name in own_names(profile))
    return (*common, *own)


def own_names(profile: Profile) -> tuple[str, ...]:
    """The properties that can be asked for by their name."""
    return tuple(name for name in profile.queryables if name not in _TAKEN_NAMES)


def item_parameters(uris: Sequence[str]) -> tuple[Parameter, ...]:
    """What may be asked of one feature."""
    return (*EVERYWHERE, crs_parameter("crs", uris))


def property_schema(kind: ColumnType) -> Schema:
    """The schema of a property's values."""
    match kind:
        case "integer" | "number" | "boolean":
            return {"type": kind}
        case "date":
            return {"type": "string", "format": "date"}
        case "list":
            return {"type": "array", "items": {"type": "string"}}
    return {"type": "string"}


def require_known(args: Sequence[tuple[str, str]], parameters: Sequence[Parameter]) -> None:
    """Refuse an address that asks for what would be passed over, or for a value that is not in a parameter's list.

    Parameters
        args: names and values as they stand in the address.
    Raises
        ParameterError: with what is known.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name, value in args:
        if name not in known:
            raise ParameterError(Issue("unknown-query-parameter", params={"parameter": name, "known": ", ".join(known)}))
        choices = known[name].schema.get("enum")
        if isinstance(choices, list) and value not in choices:
            listed = ", ".join(choices)
            raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": value, "known": listed}))


def require_once(args: Sequence[tuple[str, str]]) -> None:
    """Refuse an address that names a parameter twice: one of the two would be passed over.

    Raises
        ParameterError: with the name.
    """
    counted = Counter(name for name, _ in args)
    for name, value in args:
        if counted[name] > 1:
            why = Words("iki kez yazılmış", "it stands there twice")
            raise ParameterError(Issue("bad-query-parameter", params={"parameter": name, "value": value, "why": why}))
