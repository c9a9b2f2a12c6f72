"""What stands under every page and file: where the figures are from, of which revision and day, and what boundaries are worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers import LAYERS
from layers.atlas import Atlas
from web.formatting import day
from web.i18n import Speech


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A field or layer and the sources that it is shown from."""

    what: str
    sources: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Sources, revisions and the day of the newest one."""

    lines: tuple[SourceLine, ...]
    revision: str
    day: str
    is_sketch: bool


def provenance(atlas: Atlas, speech: Speech) -> Provenance:
    """The provenance of an atlas, in words."""
    titled = [(speech.gettext("Nüfus %(year)s", year=year), atlas.sources_of(f"population_{year}")) for year in atlas.years]
    titled.append((speech.gettext("Alan (km²)"), atlas.sources_of("area_km2")))
    titled.append((speech.gettext("Sınırlar"), sorted(set(atlas.neighbourhoods["boundary_source"]))))
    lines = [SourceLine(what, _listed(atlas, sources)) for what, sources in titled if sources]
    revisions = ", ".join(
        f"{speech.choose(LAYERS[layer].title_tr, LAYERS[layer].title_en)} {revision.number}"
        for layer, revision in sorted(atlas.revisions.items())
        if layer in LAYERS
    )
    return Provenance(tuple(lines), revisions, day(atlas.created_at, speech.code), atlas.is_sketch)


def _listed(atlas: Atlas, sources: Sequence[str]) -> str:
    return ", ".join(atlas.workspace.source_title(source) for source in sources)
