"""The form that asks for sites: what was typed, how it reads as a question, and in words what of it does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from werkzeug.datastructures import MultiDict

from geo.numbers import parse_number
from layers.siting_kinds import SITING_KINDS
from layers.siting_request import SitingRequest
from web.formatting import number
from web.i18n import Speech

KIND, COUNT, PER_YEAR, FIRST_YEAR, REACH, SMALLEST, PRICE, BUDGET, AIM, WITHOUT = (
    *("tur", "sayi", "yilda", "ilk_yil", "mesafe", "en_kucuk", "m2_maliyeti", "butce", "amac", "birak"),
)
_AIMS: Final = {"kisi": "people", "acik": "deficit"}
_YEARS: Final = range(2000, 2101)
_MOST_SITES: Final = 1000


@dataclass(frozen=True, slots=True)
class Box:
    """A field of the form as it stands on the page; `hint` says what holds where it is empty."""

    name: str
    title: str
    value: str
    hint: str
    problem: str
    is_needed: bool = False


@dataclass(slots=True)
class SitingForm:
    """What was typed, and the question that it asks where it can be read."""

    kind: str
    aim: str
    without: tuple[str, ...]
    boxes: list[Box] = field(default_factory=list)
    request: SitingRequest | None = None

    def query(self) -> list[tuple[str, str]]:
        """Every name and value, as an address or hidden fields say them."""
        boxes = [(box.name, box.value) for box in self.boxes if box.value]
        return [(KIND, self.kind), *boxes, (AIM, self.aim), *((WITHOUT, key) for key in self.without)]


def read_form(args: MultiDict[str, str], speech: Speech) -> SitingForm:
    """Read what was sent; an empty form asks for 25 parks, 5 a year."""
    is_new = not args.get(KIND, "")
    kind = args.get(KIND, "park").strip() or "park"
    aim = args.get(AIM, "kisi") if args.get(AIM, "kisi") in _AIMS else "kisi"
    form = SitingForm(kind, aim, tuple(dict.fromkeys(args.getlist(WITHOUT))))
    typed = {name: args.get(name, "").strip()[:40] for name in (COUNT, PER_YEAR, FIRST_YEAR, REACH, SMALLEST, PRICE, BUDGET)}
    if is_new:
        typed |= {COUNT: "25", PER_YEAR: "5"}
    values: dict[str, float | None] = {}
    for name, title, hint in _boxes(speech):
        values[name], problem = _read(name, typed[name], speech)
        form.boxes.append(Box(name, title, typed[name], hint, problem, name == COUNT))
    if not any(box.problem for box in form.boxes):
        form.request = SitingRequest(
            kind,
            int(values[COUNT] or 0),
            per_year=_whole(values[PER_YEAR]),
            reach_m=values[REACH],
            first_year=_whole(values[FIRST_YEAR]),
            min_area_m2=values[SMALLEST],
            cost_try_per_m2=values[PRICE],
            budget_try=values[BUDGET],
            aim="deficit" if aim == "acik" else "people",
            without=form.without,
        )
    return form


def form_of(request: SitingRequest, speech: Speech) -> list[tuple[str, str]]:
    """The names and values that ask for the same again."""
    amounts = {
        COUNT: request.count,
        PER_YEAR: request.per_year,
        FIRST_YEAR: request.first_year,
        REACH: request.reach_m,
        SMALLEST: request.min_area_m2,
        PRICE: request.cost_try_per_m2,
        BUDGET: request.budget_try,
    }
    mark = "," if speech.code == "tr" else "."
    typed = [(name, f"{value:.10g}".replace(".", mark)) for name, value in amounts.items() if value is not None]
    aim = "acik" if request.aim == "deficit" else "kisi"
    return [(KIND, request.kind), *typed, (AIM, aim), *((WITHOUT, key) for key in request.without)]


def kind_titles(speech: Speech) -> dict[str, str]:
    """The kinds that can be sited, with their titles."""
    return {kind.key: speech.choose(kind.title.tr, kind.title.en) for kind in SITING_KINDS.values()}


def _boxes(speech: Speech) -> Sequence[tuple[str, str, str]]:
    return (
        (COUNT, speech.gettext("Kaç yer"), ""),
        (PER_YEAR, speech.gettext("Yılda en çok"), speech.gettext("boşsa hepsi bir yılda")),
        (FIRST_YEAR, speech.gettext("İlk yıl"), speech.gettext("boşsa nüfus yılından sonraki yıl")),
        (REACH, speech.gettext("Yürüme mesafesi (m)"), speech.gettext("boşsa standarttan")),
        (SMALLEST, speech.gettext("En küçük taşınmaz (m²)"), speech.gettext("boşsa standarttan")),
        (PRICE, speech.gettext("Maliyet (TL/m²)"), speech.gettext("boşsa maliyet bilinmez")),
        (BUDGET, speech.gettext("Bütün yılların bütçesi (TL)"), speech.gettext("boşsa sınır yok")),
    )


def _read(name: str, text: str, speech: Speech) -> tuple[float | None, str]:
    """The number that a box holds, None where it is empty, and what is wrong with it."""
    if not text:
        return None, speech.gettext("Kaç yer istendiğini yazın.") if name == COUNT else ""
    found = parse_number(text)
    value = found.value
    if found.reading == "ambiguous":
        # 1.500 is what the reader of this page means by it.
        value = found.as_en if speech.code == "en" else found.as_tr
    if value is None or (found.unit is not None and found.unit != "try"):
        return None, speech.gettext("“%(text)s” sayı olarak okunamadı; yalnız sayıyı yazın.", text=text)
    if name in (COUNT, PER_YEAR, FIRST_YEAR) and value % 1:
        return None, speech.gettext("Tam sayı yazın.")
    if name == FIRST_YEAR and int(value) not in _YEARS:
        return None, speech.gettext("%(first)s ile %(last)s arasında bir yıl yazın.", first=_YEARS[0], last=_YEARS[-1])
    if name == COUNT and value > _MOST_SITES:
        return None, speech.gettext("Bir hesapta en çok %(most)s yer seçilir.", most=number(_MOST_SITES, speech.code))
    if name in (SMALLEST, PRICE) and value < 0:
        return None, speech.gettext("Eksi olamaz.")
    return float(value), ""


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
