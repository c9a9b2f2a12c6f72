"""The two languages of the pages: Turkish is written in the source, English stands in translations/en.po."""

import io
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from geo.issues import Language

TRANSLATIONS = Path(__file__).parent / "translations" / "en.po"


@dataclass(frozen=True, slots=True)
class Speech:
    """One language and its texts."""

    code: Language
    texts: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """The text in this language, with its values filled in; values are data, never part of the template."""
        text = self.texts.gettext(message)
        return text % values if values else text

    def choose(self, tr: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return en if self.code == "en" else tr


def read_languages() -> dict[str, Speech]:
    """Both languages; Turkish needs no catalogue."""
    with TRANSLATIONS.open("rb") as stream:
        catalogue = read_po(stream, locale="en")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return {"tr": Speech("tr", NullTranslations()), "en": Speech("en", GNUTranslations(compiled))}
