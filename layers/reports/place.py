"""One neighbourhood of an atlas, as the sections about it ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo import names
from geo.formatting import is_known
from geo.issues import Words
from layers.aliases import find_place
from layers.atlas import Atlas
from layers.base import Code


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood and what the layers say of it."""

    atlas: Atlas
    id: str

    @property
    def name(self) -> str:
        """As it is officially written."""
        return str(self.atlas.neighbourhoods.loc[self.id, "name"])

    def value(self, column: str) -> float | None:
        """A column of the atlas; None where there is none or it is unknown."""
        frame = self.atlas.neighbourhoods
        if column not in frame or not is_known(frame.loc[self.id, column]):
            return None
        return float(frame.loc[self.id, column])

    def fact(self, column: str) -> float | None:
        """What the layers say, None where they do not."""
        columns = self.atlas.facts.columns
        if column not in columns or not is_known(columns.loc[self.id, column]):
            return None
        return float(columns.loc[self.id, column])

    def facts(self, prefix: str) -> dict[str, float]:
        """The known facts whose names begin so, by what follows; none of a value of zero."""
        names = [name for name in self.atlas.facts.columns.columns if name.startswith(prefix)]
        known = {name.removeprefix(prefix): self.fact(name) for name in names}
        return {name: value for name, value in known.items() if value}

    def has(self, *layers: str) -> bool:
        """Whether any of the layers holds rows."""
        return any(layer in self.atlas.revisions for layer in layers)

    def codes(self, layer: str, field: str) -> dict[str, Code]:
        """The entries of a code list by key, in their order."""
        return codes_of(self.atlas, layer, field)

    def sources(self, *layers: str) -> str:
        """The sources of the layers as a person reads them."""
        return sources_of(self.atlas, layers)


def find_id(atlas: Atlas, text: str) -> str:
    """The id of the neighbourhood that a person means by id, code or name.

    Raises
        NotFoundError: there is none; the message names the nearest.
    """
    frame = atlas.neighbourhoods
    if text in frame.index:
        return text
    places = [
        names.Place(str(known), str(row["name"]), str(row["district"] or ""), row["code"]) for known, row in frame.iterrows()
    ]
    return find_place(names.Gazetteer(places), text).id


def codes_of(atlas: Atlas, layer: str, field: str) -> dict[str, Code]:
    """The entries of a code list by key, in their order."""
    return {code.key: code for code in atlas.workspace.layer(layer).field(field).codes}


def sources_of(atlas: Atlas, layers: Sequence[str]) -> str:
    """The sources of the layers as a person reads them."""
    records = [record for layer in layers if layer in atlas.revisions for record in atlas.revisions[layer].sources]
    return ", ".join(dict.fromkeys(atlas.workspace.source_title(record.source) for record in records))


def titled(code: Code) -> Words:
    """A code in words."""
    return Words(code.title_tr, code.title_en)
