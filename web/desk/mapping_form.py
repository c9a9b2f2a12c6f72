"""The form between a file and a layer: which table, which column stands for what, what holds for all rows, who says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.crs import TM_ZONES
from geo.issues import Issue
from geo.turkish import slug
from layers.base import Field, LayerSpec
from layers.importing import ImportOptions
from layers.mapping import choosable_fields, columns_option, constant_fields, field_title, guessed_fields
from web.desk.asking import DeskQuestion
from web.desk.uploads import Upload
from web.params import ParameterError

TABLE, LAYER, SOURCE, EPSG, AS_OF = "tablo", "katman", "kaynak", "epsg", "tarih"
COLUMN, CONSTANT_FIELD, CONSTANT_VALUE = "sutun-", "alan-", "deger-"
CONSTANTS = 3
# Besides the law's own zones: degrees, and what old plans were drawn in.
COMMON_EPSG = (4326, *TM_ZONES, 2320, 2321, 2322)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file and the field that it stands for; no field where it is empty."""

    place: int
    heading: str
    type: str
    unit: str
    field: str
    guessed: str


@dataclass(frozen=True, slots=True)
class MappingForm:
    """All that is asked before a file is tried, as it stands in the form."""

    spec: LayerSpec
    table: Mapping[str, Any]
    table_number: int
    several_tables: bool
    columns: tuple[ColumnChoice, ...]
    choices: Mapping[str, str]
    constant_choices: Mapping[str, str]
    source: str
    known_sources: Mapping[str, str]
    epsg: str
    as_of: str
    constants: tuple[tuple[str, str], ...]

    @property
    def headings(self) -> list[str]:
        """The headings of the table."""
        return [column.heading for column in self.columns]

    def options(self) -> ImportOptions:
        """What the form says, as an import takes it.

        Raises
            ParameterError: the coordinate system is no number.
        """
        digits = self.epsg.removeprefix("EPSG:").strip()
        if digits and not (digits.isascii() and digits.isdecimal() and len(digits) < 7):
            known = ", ".join(str(code) for code in COMMON_EPSG)
            raise ParameterError(Issue("unknown-parameter-value", params={"parameter": EPSG, "value": digits, "known": known}))
        chosen = {column.place: column.field for column in self.columns if column.field}
        values = {field: value for field, value in self.constants if field and value}
        if self.as_of:
            values["as_of"] = self.as_of
        return ImportOptions(
            source=self.source,
            columns=columns_option(self.spec, self.headings, chosen),
            epsg=int(digits) if digits else None,
            dry_run=True,
            table=str(self.table["name"] or self.table_number) if self.several_tables else None,
            values=values,
        )


def mapping_form(question: DeskQuestion, upload: Upload, said: Mapping[str, str], *, is_sent: bool) -> MappingForm:
    """The form for a table and layer: as it was sent, or with what is guessed.

    Raises
        NotFoundError: there is no such layer.
        ParameterError: there is no such table, or a column stands for what is no field.
    """
    workspace = question.state.workspace
    spec = workspace.layer(said.get(LAYER, ""))
    tables: Sequence[Mapping[str, Any]] = upload.document["tables"]
    number = said.get(TABLE, "1") or "1"
    known = [str(place) for place in range(1, len(tables) + 1)]
    _require(TABLE, number, known)
    table = tables[int(number) - 1]
    headings = [str(column["name"]) for column in table["columns"]]
    guessed = guessed_fields(spec, headings)
    titles = choosable_fields(spec, headings) | {name: field_title(spec, name) for name in guessed.values()}
    choices = {name: question.speech.choose(title.tr, title.en) for name, title in titles.items()}
    fields = {place: said.get(f"{COLUMN}{place}", "") for place in range(len(headings))} if is_sent else guessed
    for place, field in fields.items():
        _require(f"{COLUMN}{place}", field, ["", *choices])
    constants = constant_fields(spec)
    revision = workspace.store().current(spec.name)
    records = () if revision is None else revision.sources
    return MappingForm(
        spec=spec,
        table=table,
        table_number=int(number),
        several_tables=len(tables) > 1,
        columns=tuple(
            ColumnChoice(
                place,
                str(column["name"]),
                str(column["type"]),
                str(column["unit"] or ""),
                fields.get(place, ""),
                guessed.get(place, ""),
            )
            for place, column in enumerate(table["columns"])
        ),
        choices=choices,
        constant_choices={name: _constant_title(field, question) for name, field in constants.items()},
        source=(said.get(SOURCE, "").strip() if is_sent else "") or slug(upload.path.stem) or "kaynak",
        known_sources={record.source: workspace.source_title(record.source) for record in records},
        epsg=said.get(EPSG, "").strip(),
        as_of=said.get(AS_OF, "").strip() if constants else "",
        constants=tuple(
            (said.get(f"{CONSTANT_FIELD}{line}", ""), said.get(f"{CONSTANT_VALUE}{line}", "").strip())
            for line in range(CONSTANTS if constants else 0)
        ),
    )


def _constant_title(field: Field, question: DeskQuestion) -> str:
    return question.speech.choose(field.title_tr, field.title_en)


def _require(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        listed = ", ".join(word for word in known if word)
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": value, "known": listed}))
