"""The dictionary of a table: what each column is called in Turkish and English, its type, unit and codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from geo.issues import Words
from geo.units import UNITS
from layers.outgoing.table import ColumnType, ExportTable

_TYPES: Mapping[ColumnType, Words] = {
    "text": Words("metin", "text"),
    "integer": Words("tam sayı", "whole number"),
    "number": Words("sayı", "number"),
    "boolean": Words("evet/hayır", "yes/no"),
    "date": Words("tarih", "date"),
    "list": Words("liste", "list"),
}
# What every export has beside the fields of its layer.
_SHARED: Final[Mapping[str, Words]] = {
    "id": Words("Değişmez kimlik", "Stable id"),
    "row_key": Words("Satırın değişmez anahtarı", "Stable key of the row"),
    "source": Words("Kaynak", "Source"),
    "change": Words("Değişiklik (CREATE, UPDATE, DELETE)", "Change (CREATE, UPDATE, DELETE)"),
    "changed_fields": Words("Değişen alanlar", "Changed fields"),
    "carried": Words("Eski mahallelerden taşınan alanlar", "Fields carried over from former neighbourhoods"),
    "small_population": Words("Nüfus az: kişi başı sayılar az şey söyler", "Few people: figures per person mean little"),
    "unverified": Words("Standardı doğrulanmamış alanlar", "Fields whose standard is not verified"),
    "contradicted": Words("Başka kaynağın çeliştiği alanlar", "Fields that another source contradicts"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """One column, or one code of it: `code` is None for the column itself."""

    column: str
    code: str | None
    title: Words
    type: Words
    unit: Words | None


def definitions(table: ExportTable) -> Iterator[Definition]:
    """Each column of a table in its order, each followed by its codes.

    A column that nobody described is called by its name.
    """
    for name, kind in {table.id_name: "text", **table.columns}.items():
        field = table.fields.get(name)
        title = _SHARED.get(name, Words(name, name)) if field is None else Words(field.title_tr, field.title_en)
        unit = None if field is None or field.unit is None else UNITS.get(field.unit)
        words = None if unit is None else Words(unit.tr, unit.en)
        yield Definition(name, None, title, _TYPES[kind], words)
        for code in () if field is None else field.codes:
            yield Definition(name, code.key, Words(code.title_tr, code.title_en), Words("kod", "code"), None)
