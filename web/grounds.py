"""What the shown figures stand on and how far they carry: layers and revisions, the standard, and where few people live."""

from dataclasses import dataclass

from geo.indicators import INDICATORS
from geo.population import SMALL_POPULATION
from layers.atlas import Atlas
from web.formatting import number
from web.i18n import Speech
from web.params import View

# More names than these push the map out of sight.
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Grounds:
    """`sources`: such as "Parklar 3, Nüfus 2", empty where the indicator has no answer; `remarks`: whole sentences.

    `small`: where so few people live that ratios say little; `small_names`: these places, where they are too many for a sentence.
    """

    sources: str
    remarks: tuple[str, ...]
    small: str = ""
    small_names: str = ""


def make_grounds(atlas: Atlas, view: View, speech: Speech) -> Grounds:
    """What the indicator of a view stands on."""
    layers = atlas.workspace.layers
    sources = [
        f"{speech.choose(layers[layer].title_tr, layers[layer].title_en)} {revision}"
        for layer, revision in atlas.revisions_beneath(view.indicator).items()
    ]
    remarks = []
    if view.indicator in atlas.unverified:
        remarks.append(speech.gettext("Dayandığı standart Resmî Gazete metninden doğrulanmadı."))
    small, small_names = _few_people(atlas, view, speech)
    return Grounds(", ".join(sources), tuple(remarks), small, small_names)


def _few_people(atlas: Atlas, view: View, speech: Speech) -> tuple[str, str]:
    is_small = atlas.neighbourhoods["small_population"].fillna(value=False).astype(bool)
    if INDICATORS[view.indicator].extensive or not is_small.any():
        return "", ""
    named = atlas.neighbourhoods.loc[is_small, "name"].astype(str)
    names, limit = ", ".join(named), number(SMALL_POPULATION, speech.code)
    if len(named) <= _MOST_NAMED:
        return (
            speech.gettext(
                "Nüfusu %(limit)s kişinin altında olduğu için oranı az şey söyleyen mahalleler: %(names)s.",
                limit=limit,
                names=names,
            ),
            "",
        )
    count = number(len(named), speech.code)
    return (
        speech.gettext(
            "Nüfusu %(limit)s kişinin altında olduğu için oranı az şey söyleyen %(count)s mahalle var.", limit=limit, count=count
        ),
        names,
    )
