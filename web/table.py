"""The table beside the map: the same neighbourhoods in words, each value with what another source says against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.indicators import INDICATORS
from layers.atlas import Atlas, Figure
from web.choropleth import Choropleth
from web.formatting import area, indicator_value, is_known, number
from web.i18n import Speech
from web.params import View
from web.years import years_beside


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers; `shown` is the one that the map shows."""

    key: str
    title: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as written, the plain number to sort by (empty where missing), and what other sources say instead."""

    text: str
    sort: str
    against: str


@dataclass(frozen=True, slots=True)
class Row:
    """One neighbourhood; `mark` is its class on the map."""

    id: str
    name: str
    mark: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The neighbourhoods in Turkish order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def has_contradictions(self) -> bool:
        """Whether any cell is marked."""
        return any(cell.against for row in self.rows for cell in row.cells)


def make_table(atlas: Atlas, chart: Choropleth, view: View, speech: Speech) -> Table:
    """The table of a view."""
    columns = _columns(atlas, view, speech)
    others = figures_by_field(atlas.figures)
    # Within a single year nothing changes: that is no figure.
    still = {column.key for column in columns if is_still(atlas, column.key)}
    frame = atlas.neighbourhoods
    ids, written = [str(place_id) for place_id in frame.index], []
    for column in columns:
        # An indicator that has no answer anywhere is no column of the atlas.
        known = column.key in frame and column.key not in still
        values = frame[column.key].tolist() if known else [None] * len(frame)
        written.append(
            [
                Cell(
                    text=_written(value, column.key, speech),
                    sort=f"{float(value):.10g}" if is_known(value) else "",
                    against=against(atlas, others.get((place_id, column.key), ()), speech),
                )
                for place_id, value in zip(ids, values, strict=True)
            ]
        )
    named = zip(ids, frame["name"], chart.marks, zip(*written, strict=True), strict=True)
    return Table(tuple(columns), tuple(Row(place_id, str(name), mark, cells) for place_id, name, mark, cells in named))


def is_still(atlas: Atlas, key: str) -> bool:
    """Whether a column is a change between a year and itself."""
    is_change = key in INDICATORS and INDICATORS[key].diverging
    return is_change and atlas.span is not None and atlas.span.from_year == atlas.span.to_year


def _columns(atlas: Atlas, view: View, speech: Speech) -> list[Column]:
    titles = {"area_km2": speech.gettext("Alan (km²)")}
    titles |= {f"population_{year}": speech.gettext("%(year)s nüfusu", year=year) for year in years_beside(atlas, view)}
    if atlas.span is not None:
        titles["change_count"] = speech.gettext("Değişim (kişi)")
        titles["change_pct"] = speech.gettext("Değişim (yüzde)")
        titles["density_per_km2"] = speech.gettext("Yoğunluk (kişi/km²)")
        if view.indicator not in titles and view.indicator != "population":
            indicator = INDICATORS[view.indicator]
            titles[view.indicator] = speech.choose(indicator.title_tr, indicator.title_en)
    shown = f"population_{view.to_year}" if view.indicator == "population" else view.indicator
    columns = [Column(key, title, key == shown) for key, title in titles.items()]
    # What the map shows stands beside the name: on a telephone nothing else fits.
    return sorted(columns, key=lambda column: not column.shown)


def _written(value: object, key: str, speech: Speech) -> str:
    if key == "area_km2":
        return area(value, speech.code)
    indicator = INDICATORS.get(key)
    return number(value, speech.code) if indicator is None else indicator_value(value, indicator, speech.code)


def figures_by_field(figures: Sequence[Figure]) -> Mapping[tuple[str, str], Sequence[Figure]]:
    """The stated figures of each neighbourhood and field."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        found.setdefault((figure.neighbourhood_id, figure.field), []).append(figure)
    return found


def against(atlas: Atlas, figures: Sequence[Figure], speech: Speech) -> str:
    """What sources say against the shown figure, such as "Stratejik Plan: 2.970"; empty where none does."""
    if len(figures) < 2:
        return ""
    shown = {figure.value for figure in figures if figure.shown}
    decimals = 2 if figures and figures[0].field == "area_km2" else 0
    return "; ".join(
        f"{atlas.workspace.source_title(figure.source)}: {number(figure.value, speech.code, decimals)}"
        for figure in figures
        if not figure.shown and figure.value not in shown
    )
