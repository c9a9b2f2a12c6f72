"""The history of a layer, and the difference of two of its revisions in a table and in a picture."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd

from geo.crs import WGS84
from geo.errors import NotFoundError
from geo.issues import Issue
from geo.revision_diff import ShapeChange
from layers.base import LayerSpec
from layers.changed_shapes import ChangedShape, changed_shapes
from layers.mapping import field_title
from layers.revisions import RevisionDiff, diff_document, diff_revisions
from layers.store.base import Revision
from web.desk.asking import DeskQuestion
from web.desk.cells import Writer, as_text, public_fields, writer_of
from web.desk.layer import marked_as_sketch, neighbourhoods_of
from web.desk.listing import Column, Filter, Listing, listing_of
from web.desk.picture import MOST_SHAPES, Drawn, Picture, ground_of, picture_of_places, sheet_for
from web.formatting import MISSING, day, is_known, number
from web.i18n import Speech
from web.people import visitor

CHANGE = "degisiklik"

# Classes of the style sheet by what became of a row; of a neighbourhood's rows the gravest counts.
MARKS = {"created": "taken", "updated": "doubted", "deleted": "set-aside"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different: how many rows, the table, and the picture: of changed shapes, or, where none changed, of the
    neighbourhoods whose rows came, went or changed, with how many there are of each mark; None where the rows name none.
    """

    old: int
    new: int
    counts: Mapping[str, int]
    listing: Listing
    picture: Picture | None
    places: Mapping[str, int]


def history_of(question: DeskQuestion, layer: str) -> list[Revision]:
    """All revisions of a layer, the newest first.

    Raises
        NotFoundError: there is no such layer, or it holds nothing yet.
    """
    workspace = question.state.workspace
    workspace.layer(layer)
    revisions = workspace.store().history(layer)
    if not revisions:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    return revisions


def action_word(revision: Revision, speech: Speech) -> str:
    """How a revision came to be."""
    if revision.restores is not None:
        return speech.gettext("geri alma (sürüm %(number)s)", number=revision.restores)
    words = {
        "import": speech.gettext("dosya alındı"),
        "names": speech.gettext("ad kararı"),
        "undo": speech.gettext("geri alma"),
        "edit": speech.gettext("elle değişiklik"),
    }
    return words[revision.action]


def history_listing(question: DeskQuestion, layer: str, revisions: list[Revision]) -> Listing:
    """The revisions as a table."""
    speech, workspace = question.speech, question.state.workspace
    columns = [
        Column("revision", speech.gettext("Sürüm"), str, numeric=True),
        Column("created_at", speech.gettext("Gün"), lambda value: day(str(value), speech.code)),
        Column("author", speech.gettext("Kim")),
        Column("action", speech.gettext("Ne yapıldı")),
        Column("rows", speech.gettext("Satır"), lambda value: number(value, speech.code), numeric=True),
        Column("sources", speech.gettext("Kaynaklar")),
        Column("note", speech.gettext("Not")),
        Column("pruned_at", speech.gettext("Budandı"), lambda value: MISSING if value is None else day(str(value), speech.code)),
    ]
    records = [
        {
            "revision": revision.number,
            "created_at": revision.created_at,
            "author": revision.author,
            "action": action_word(revision, speech),
            "rows": revision.rows,
            "sources": [f"{workspace.source_title(record.source)} ({record.file})" for record in revision.sources],
            "note": revision.note,
            "pruned_at": revision.pruned_at,
        }
        for revision in revisions
    ]
    # Who works here is no matter of the public's once people have names.
    if visitor().has_accounts and visitor().signed_in is None:
        columns = [column for column in columns if column.key not in ("author", "note")]
    return listing_of(f"{layer}-gecmis", columns, records)


def difference(question: DeskQuestion, layer: str, old: int, new: int) -> Difference:
    """The difference of two revisions, made once a state.

    Raises
        NotFoundError: there is no such layer or revision.
        RefusedError: one of them was pruned.
    """

    def make() -> Difference:
        workspace = question.state.workspace
        found = diff_revisions(workspace, layer, old, new)
        shapes = changed_shapes(workspace, found)
        counts = {change: found.count(change) for change in ("created", "updated", "deleted")}
        listing = _listing(question, workspace.layer(layer), found)
        marks = {} if shapes else _marks(found)
        picture = _picture(question, layer, shapes) if shapes else picture_of_places(neighbourhoods_of(question), marks)
        return Difference(old, new, counts, listing, marked_as_sketch(picture, question), Counter(marks.values()))

    return question.library.keep(question.state, ("desk-diff", layer, old, new, question.speech.code), make)


def public_document(question: DeskQuestion, layer: str, old: int, new: int) -> dict[str, object]:
    """What `mahalle diff --format json` answers, without the fields that are not public."""
    workspace = question.state.workspace
    document = diff_document(diff_revisions(workspace, layer, old, new))
    private = _private(workspace.layer(layer))
    changes = document["changes"]
    for row in changes if isinstance(changes, list) else ():
        row["fields"] = [item for item in row["fields"] if item["field"] not in private]
        row["key"] = {name: value for name, value in row["key"].items() if name not in private}
    return document


def change_word(change: str, speech: Speech) -> str:
    """What became of a row."""
    words = {"created": speech.gettext("yeni"), "updated": speech.gettext("değişti"), "deleted": speech.gettext("silindi")}
    return words[change]


def _private(spec: LayerSpec) -> set[str]:
    return {field.name for field in spec.fields} - {field.name for field in public_fields(spec)}


def _listing(question: DeskQuestion, spec: LayerSpec, diff: RevisionDiff) -> Listing:
    speech, workspace = question.speech, question.state.workspace
    private = _private(spec)
    writers: dict[str, Writer] = {field.name: writer_of(field, speech) for field in spec.fields}
    records: list[dict[str, object]] = []
    for row in diff.changes:
        year = next((value for name, value in row.key.items() if name == "year" and value is not None), None)
        about: dict[str, object] = {
            "change": row.change,
            "name": row.label if "id" not in private or row.label != row.key.get("id") else None,
            "year": year,
            "source": row.key.get("source"),
        }
        values = [
            (_title(spec, item.field, speech), writers.get(item.field, as_text), item.old, item.new)
            for item in row.fields
            if item.field not in private and (row.change == "updated" or not _is_beside(item.field))
        ]
        cells = [(title, write(old), write(new)) for title, write, old, new in values]
        if row.shape is not None:
            cells.append((speech.gettext("Şekil (alanı, m²)"), *_areas(row.shape, speech)))
        if not cells:
            records.append({**about, "field": speech.gettext("(herkese açık olmayan alan)"), "old": None, "new": None})
        elif row.change == "updated":
            records += [{**about, "field": title, "old": old, "new": new} for title, old, new in cells]
        else:
            # A row that came or went is one line; what it held stands on its side.
            side = "new" if row.change == "created" else "old"
            held = " · ".join(f"{title}: {new if side == 'new' else old}" for title, old, new in cells)
            records.append({**about, "field": speech.gettext("bütün satır"), "old": None, "new": None, side: held})
    columns = [
        Column("change", speech.gettext("Değişiklik"), lambda value: change_word(str(value), speech)),
        Column("name", speech.gettext("Ad")),
        *([Column("year", speech.gettext("Yıl"), numeric=True)] if any(record["year"] is not None for record in records) else []),
        Column("field", speech.gettext("Alan")),
        Column("old", speech.gettext("Sürüm %(number)s", number=diff.old)),
        Column("new", speech.gettext("Sürüm %(number)s", number=diff.new)),
        Column("source", speech.gettext("Kaynak"), lambda value: workspace.source_title(str(value))),
    ]
    choices = {change: change_word(change, speech) for change in ("created", "updated", "deleted")}
    filters = [Filter(CHANGE, "change", speech.gettext("Değişiklik"), choices)]
    return listing_of(f"{spec.name}-fark-{diff.old}-{diff.new}", columns, records, filters)


def _is_beside(field: str) -> bool:
    """Whether a field says what another says too: how a code was printed, the id beside the name of a neighbourhood."""
    return field == "neighbourhood_id" or field.endswith("_stated")


def _areas(shape: ShapeChange, speech: Speech) -> tuple[str, str]:
    """The areas before and after; where there were both, how much lies in only one of them."""
    old, new = (number(area, speech.code) for area in (shape.old_area_m2, shape.new_area_m2))
    is_both = is_known(shape.old_area_m2) and is_known(shape.new_area_m2)
    return old, f"{new} (± {number(shape.difference_m2, speech.code)})" if is_both else new


def _title(spec: LayerSpec, field: str, speech: Speech) -> str:
    title = field_title(spec, field)
    return speech.choose(title.tr, title.en)


def _picture(question: DeskQuestion, layer: str, changed: list[ChangedShape]) -> Picture | None:
    """Former shapes dashed, present ones filled, over the light neighbourhoods."""
    changed = changed[: MOST_SHAPES // 2]
    old = gpd.GeoSeries([item.old for item in changed], crs=WGS84)
    new = gpd.GeoSeries([item.new for item in changed], crs=WGS84)
    neighbourhoods = neighbourhoods_of(question)
    ground = [] if neighbourhoods is None else [neighbourhoods.geometry]
    sheet = sheet_for([old, new, *ground]) if changed else None
    if sheet is None:
        return None
    shapes = [
        Drawn(path, kind, item.label, mark)
        for mark, series in (("after", new), ("before", old))
        for item, (path, kind) in zip(
            [item for item, shape in zip(changed, series, strict=True) if shape is not None],
            sheet.draw(series[series.notna()]),
            strict=True,
        )
    ]
    return Picture(sheet.width, sheet.height, ground_of(sheet, None if layer == "boundaries" else neighbourhoods), tuple(shapes))


def _marks(diff: RevisionDiff) -> dict[str, str]:
    """By neighbourhood the mark of what became of its rows."""
    found: dict[str, str] = {}
    for change, mark in MARKS.items():
        named = (row.key.get("neighbourhood_id") for row in diff.changes if row.change == change)
        found |= {str(place_id): mark for place_id in named if place_id is not None}
    return found
