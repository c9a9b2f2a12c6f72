"""What every report says: of which day and revisions it is, on what it stands, and how its figures were worked out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from geo.crs import metric_crs_for
from geo.formatting import day
from geo.issues import Language, Words
from geo.population import SMALL_POPULATION
from layers.atlas import Atlas
from layers.reports.document import About, Document, Section
from layers.workspace import Workspace

# As many as have room above a page.
_MOST_NAMED: Final = 3
_AS_OF: Final[Mapping[Language, str]] = {"tr": "{} ({} günü)", "en": "{} (as of {})"}


def about(atlas: Atlas, on_day: str | None = None) -> About:
    """Place and revisions of an atlas; the day is that of the newest revision unless another is given (ISO)."""
    workspace = atlas.workspace
    place = " / ".join(part for part in (workspace.province, workspace.district) if part)
    return About(workspace.name, place, on_day or atlas.created_at[:10], atlas.is_sketch, workspace.synthetic)


def marked(document: Document, workspace: Workspace, drafts: Mapping[str, int]) -> Document:
    """A report that says of itself that it is a draft; `drafts`: the revisions that nobody has released, by layer."""
    specs = [(spec, drafts[name]) for name, spec in workspace.layers.items() if name in drafts]
    told = tuple((Words(spec.title_tr, spec.title_en), number) for spec, number in specs)
    return replace(document, about=replace(document.about, drafts=told))


def draft_mark(about: About) -> Words | None:
    """What each page of a draft says; None where all of it is released.

    >>> draft_mark(About("Defne", "Hatay / Defne", "2026-11-26", False, False, ((Words("Parklar", "Parks"), 3),))).tr
    'TASLAK · yayımlanmamış sürümlerden: Parklar (3)'
    """
    if not about.drafts:
        return None
    tr, en = (", ".join(f"{name} ({number})" for name, number in named) for named in _named(about.drafts[:_MOST_NAMED]))
    more = len(about.drafts) - _MOST_NAMED
    return Words(
        f"TASLAK · yayımlanmamış sürümlerden: {tr}" + (f" ve {more} katman daha" if more > 0 else ""),
        f"DRAFT · made of revisions not released: {en}" + (f" and {more} more" if more > 0 else ""),
    )


def _named(drafts: Iterable[tuple[Words, int]]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    found = list(drafts)
    return [(name.tr, number) for name, number in found], [(name.en, number) for name, number in found]


def span_of(atlas: Atlas) -> tuple[int, int] | None:
    """The two years that an atlas compares; None where it knows no population."""
    return None if atlas.span is None else (atlas.span.from_year, atlas.span.to_year)


def district_name(workspace: Workspace) -> str:
    """What the workspace is about: its district, else its province."""
    return workspace.district or workspace.province


def place_words(atlas: Atlas) -> Words:
    """The name of the workspace and where it lies."""
    text = f"{atlas.workspace.name} · {about(atlas).place}"
    return Words(text, text)


def layers_beneath(atlas: Atlas, columns: Iterable[str] | None = None) -> list[str]:
    """The layers that columns of an atlas (all unless given) were worked out from, boundaries and population first."""
    names = atlas.beneath if columns is None else columns
    found = {layer for name in names for layer in atlas.beneath.get(name, ())}
    first = [layer for layer in ("boundaries", "population") if layer in atlas.revisions]
    return [*first, *(layer for layer in atlas.workspace.layers if layer in found & set(atlas.revisions) and layer not in first)]


def sources_section(atlas: Atlas, layers: Iterable[str]) -> Section:
    """Layer by layer: revision, sources, and the day they describe."""
    return Section(
        "kaynaklar",
        Words("Kaynaklar ve sürümler", "Sources and revisions"),
        notes=(_joined(_source(atlas, layer) for layer in layers if layer in atlas.revisions),),
    )


def _source(atlas: Atlas, layer: str) -> Words:
    spec, revision = atlas.workspace.layer(layer), atlas.revisions[layer]
    sources = []
    for record in revision.sources:
        title = atlas.workspace.source_title(record.source)
        sources.append((title, record.as_of))
    told_tr, told_en = (
        ", ".join(title if as_of is None else said.format(title, on(as_of, language)) for title, as_of in dict.fromkeys(sources))
        for language, said in _AS_OF.items()
    )
    return Words(
        f"{spec.title_tr}: sürüm {revision.number}, {told_tr or '–'}",
        f"{spec.title_en}: revision {revision.number}, {told_en or '–'}",
    )


def on(text: str, language: Language) -> str:
    """A day as the language writes it; what is no whole day stays as it is.

    >>> on("2025-12-31", "tr"), on("2025", "tr")
    ('31.12.2025', '2025')
    """
    return day(text, language) if len(text) == len("2025-12-31") else text


def _joined(parts: Iterable[Words]) -> Words:
    found = list(parts)
    return Words("; ".join(part.tr for part in found) + ".", "; ".join(part.en for part in found) + ".")


def method_section(atlas: Atlas, *more: Words) -> Section:
    """How the figures came about, and what they do not say."""
    epsg = metric_crs_for(atlas.neighbourhoods).to_epsg()
    order = [atlas.workspace.source_title(source) for source in atlas.workspace.precedence_of("population") if source != "*"]
    first = ", ".join(order) or "–"
    told = [
        Words(
            f"Alan ve uzunluklar TUREF/TM diliminde (EPSG:{epsg}) ölçüldü. Nüfusta kaynakların sırası: {first}; başka kaynağın "
            "verdiği değer ≠ ile gösterilir. Bilinmeyen değer – ile yazılır, sıfır sayılmaz.",
            f"Areas and lengths were measured in the TUREF/TM zone (EPSG:{epsg}). Order of the sources of population: {first}; "
            "what another source says is marked ≠. An unknown value is written –, it does not count as zero.",
        ),
        Words(
            f"Nüfusu {SMALL_POPULATION} kişiden az olan mahallede kişi başına sayılar az şey söyler. (doğrulanmadı): standardın "
            "değeri yönetmelik metninden okunmamıştır.",
            f"Where fewer than {SMALL_POPULATION} people live figures per person mean little. (unverified): nobody has read the "
            "value of the standard in the text of the regulation.",
        ),
        *more,
    ]
    return Section("yontem", Words("Yöntem", "Method"), notes=tuple(told))
