"""A report as PDF, set by Typst from templates of ours with the fonts that come with it.

Texts reach Typst as strings of one JSON document, never as markup. Nothing is fetched: no package, no font of the machine.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal, cast

from geo.formatting import day
from geo.issues import Language, Words
from geo.numbers import format_number
from layers.reports.common import draft_mark
from layers.reports.document import Bars, Document, Picture, Section, Table, YearColumn, written

_TEMPLATES: Final = Path(__file__).parent / "templates"
_WORDS: Final = {
    "informative": Words(
        "Bilgi amaçlıdır; resmî belge ve imar durumu yerine geçmez.",
        "For information only; no official document or zoning certificate.",
    ),
    "source": Words("Kaynak", "Source"),
    "north": Words("kuzey ↑", "north ↑"),
}
_SKETCH: Final = Words(
    "Sınırlar taslaktır: merkezlerden ve resmî alanlardan çizildi, resmî değildir.",
    "Boundaries are a sketch drawn from centres and official areas; they are not official.",
)
_ON_MAP: Final = Words("taslak sınır", "sketched boundaries")
_SYNTHETIC: Final = Words(
    "Veriler sentetiktir: böyle bir belediye yoktur.", "The data are synthetic: there is no such municipality."
)
_Standard = Literal["a-2a", "ua-1"]
# To be kept in an archive and to be read aloud: ISO 19005-2 (PDF/A-2a) and ISO 14289-1 (PDF/UA-1).
_STANDARDS: Final[tuple[_Standard, ...]] = ("a-2a", "ua-1")
# How high a picture may be beside the width of its section.
_TALLEST: Final = {"half": 0.95, "full": 0.5}


class Typesetter:
    """Sets one report after another; making it loads the fonts, which takes longer than a report.

    Calls from several threads wait for each other.
    """

    def __init__(self) -> None:
        # Loading it costs 34 MB, which only a report needs.
        import typst

        self._lock, self._refusal = Lock(), typst.TypstError
        self._compiler = typst.Compiler(
            input=str(_TEMPLATES / "report.typ"), root=str(_TEMPLATES), ignore_system_fonts=True, font_paths=[]
        )

    def pdf(self, document: Document, language: Language) -> bytes:
        """The report as PDF: the same document gives the same bytes."""
        inputs = _inputs(document, language)
        with self._lock:
            try:
                return self._compiled(inputs, _STANDARDS)
            except self._refusal:
                # The standards ask for a glyph of every letter; a name in letters that our fonts lack is still to be printed.
                return self._compiled(inputs, ())

    def _compiled(self, inputs: Mapping[str, str], standards: Sequence[_Standard]) -> bytes:
        made = self._compiler.compile(format="pdf", sys_inputs=dict(inputs), timestamp=0, pdf_standards=list(standards))
        return cast(bytes, made)

    def pngs(self, document: Document, language: Language, *, ppi: float = 110.0) -> list[bytes]:
        """The pages as pictures."""
        with self._lock:
            made = self._compiler.compile(format="png", ppi=ppi, sys_inputs=_inputs(document, language))
        return made if isinstance(made, list) else [cast(bytes, made)]


def _inputs(document: Document, language: Language) -> dict[str, str]:
    return {"document": json.dumps(as_data(document, language), ensure_ascii=False, allow_nan=False)}


def as_data(document: Document, language: Language) -> dict[str, Any]:
    """A report as the template takes it: every number written in the language, every length a share of its chart."""
    about = document.about
    on = date.fromisoformat(about.day)
    warnings = [words for words, holds in ((_SYNTHETIC, about.is_synthetic), (_SKETCH, about.is_sketch)) if holds]
    return {
        "language": language,
        "kind": written(document.kind, language),
        "title": written(document.title, language),
        "subtitle": written(document.subtitle, language),
        "workspace": about.workspace,
        "day": day(about.day, language),
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "draft": written(draft_mark(about) or "", language),
        "warning": " ".join(written(words, language) for words in warnings),
        "words": {
            **{name: written(words, language) for name, words in _WORDS.items()},
            "sketch": written(_ON_MAP, language) if about.is_sketch else "",
        },
        "is_card": document.is_card,
        "highlights": [
            {"label": written(label, language), "value": written(value, language)} for label, value in document.highlights
        ],
        "pages": [[_section(section, language) for section in page] for page in document.pages],
    }


def _section(section: Section, language: Language) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": written(section.title, language),
        "table": None if section.table is None else _table(section.table, language),
        "bars": None if section.bars is None else _bars(section.bars),
        "columns": _columns(section.columns, language),
        "pictures": [_picture(picture, language) for picture in section.pictures],
        "tallest": _TALLEST[section.width],
        "texts": [written(told, language) for told in section.texts],
        "notes": [written(note, language) for note in section.notes],
        "source": section.source,
        "width": section.width,
    }


def _table(table: Table, language: Language) -> dict[str, Any]:
    return {
        "headings": [
            {"title": written(heading.title, language), "is_number": heading.is_number, "share": heading.share}
            for heading in table.headings
        ],
        "rows": [[written(cell, language) for cell in row] for row in table.rows[: table.most_printed]],
        "has_total": table.has_total,
    }


def _bars(bars: Bars) -> list[dict[str, Any]]:
    top = bars.top if bars.top is not None else max((bar.value for bar in bars.bars), default=0.0)
    return [{"colour": bar.colour, "ratio": bar.value / top if top > 0 else 0.0} for bar in bars.bars]


def _columns(columns: Sequence[YearColumn], language: Language) -> list[dict[str, Any]]:
    top = max([*(column.value for column in columns), *(rival for column in columns for rival in column.rivals), 1.0])
    return [
        {
            "year": column.year,
            "text": format_number(column.value, language, 0),
            "ratio": column.value / top,
            "rivals": [{"text": format_number(rival, language, 0), "ratio": rival / top} for rival in column.rivals],
        }
        for column in columns
    ]


def _picture(picture: Picture, language: Language) -> dict[str, Any]:
    return {
        "svg": picture.svg,
        "ratio": picture.ratio,
        "width_m": picture.width_m,
        "scale": _scale(picture.width_m, language),
        "alternative": written(picture.alternative, language),
        "legend": [{"colour": key.colour, "text": written(key.text, language)} for key in picture.legend],
        "labels": [
            {"text": label.text, "x": label.x_ratio, "y": label.y_ratio, "is_here": label.is_here} for label in picture.labels
        ],
    }


def _scale(width_m: float, language: Language) -> dict[str, Any]:
    """A round length of at most a quarter of the picture.

    >>> _scale(23_000.0, "tr"), _scale(900.0, "tr")["text"]
    ({'metres': 5000, 'text': '5 km'}, '200 m')
    """
    most = width_m / 4
    power = 10 ** (len(str(int(max(most, 1)))) - 1)
    metres = next((step * power for step in (5, 2) if step * power <= most), power)
    text = f"{format_number(metres / 1000, language)} km" if metres >= 1000 else f"{format_number(metres, language)} m"
    return {"metres": metres, "text": text}
