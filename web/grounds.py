"""What the shown figures stand on and how far they carry: layers and revisions, the standard, and where few people live."""

from dataclasses import dataclass

from geo.indicators import INDICATORS
from geo.population import SMALL_POPULATION
from layers.atlas import Atlas
from web.formatting import number
from web.i18n import Speech
from web.params import View


@dataclass(frozen=True, slots=True)
class Grounds:
    """`sources`: such as "Parklar 3, Nüfus 2", empty where the indicator has no answer; `remarks`: whole sentences."""

    sources: str
    remarks: tuple[str, ...]


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
    is_small = atlas.neighbourhoods["small_population"].fillna(value=False).astype(bool)
    if not INDICATORS[view.indicator].extensive and is_small.any():
        names = ", ".join(str(name) for name in atlas.neighbourhoods.loc[is_small, "name"])
        limit = number(SMALL_POPULATION, speech.code)
        remarks.append(
            speech.gettext(
                "Nüfusu %(limit)s kişinin altında olduğu için oranı az şey söyleyen mahalleler: %(names)s.",
                limit=limit,
                names=names,
            )
        )
    return Grounds(", ".join(sources), tuple(remarks))
