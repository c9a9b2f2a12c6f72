"""What the layers say of one neighbourhood: sections of a chart, its table and its sources; or what is missing."""

from collections.abc import Callable, Sequence

from layers.atlas import Atlas
from layers.local_investments import LocalInvestments
from web.i18n import Speech
from web.sections.access import services, walking
from web.sections.base import Place, Section, Sections
from web.sections.ground import standards, zoning
from web.sections.municipal import investment_list, investments, property_held
from web.sections.safety import assembly, damage

_MAKERS: Sequence[Callable[[Place], Section | str]] = (
    *(zoning, standards, walking, services, property_held, investments, damage, assembly, investment_list),
)


def make_sections(atlas: Atlas, place_id: str, spent: LocalInvestments, speech: Speech) -> Sections:
    """All sections of a neighbourhood."""
    place = Place(atlas, place_id, spent.get(place_id, ()), speech)
    made = [make(place) for make in _MAKERS]
    missing = [item for item in made if isinstance(item, str)]
    return Sections(tuple(item for item in made if isinstance(item, Section)), tuple(item for item in missing if item))
