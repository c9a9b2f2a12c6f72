"""Long tables, page by page: searched, filtered and sorted on the server, so that they need no script and stay light."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import pandas as pd

from geo.issues import Issue
from geo.turkish import search_key, sort_key
from web.desk.cells import Writer, as_text
from web.params import ParameterError

SEARCH, SORT, DIRECTION, PAGE = "ara", "sirala", "yon", "sayfa"
DESCENDING = "azalan"
PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files, its title and unit, how a cell is written; `numeric` ones stand to the right.

    What a page says in a sentence anyway stands in files only. `link` tells from a row where the cell leads.
    """

    key: str
    title: str
    write: Writer = as_text
    numeric: bool = False
    unit: str = ""
    on_page: bool = True
    link: Callable[[pd.Series], str] | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A list that leaves only the rows with the chosen value in a column; `choices` are values with their titles.

    A cell may hold several values, as a tuple of texts.
    """

    name: str
    key: str
    title: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: rows with at least the columns' keys. The first column heads each row.

    `keep` holds on to what a search looks at, for tables so long that making it takes a second.
    """

    name: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    filters: tuple[Filter, ...] = ()
    keep: Callable[[Callable[[], list[str]]], list[str]] = lambda make: make()

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class ListingQuestion:
    """What is asked of a table; `query` holds only what differs from the default, the page left out."""

    search: str
    sort: str
    descending: bool
    chosen: Mapping[str, str]
    page: int
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `query` sorts by it, `direction` is the value of aria-sort where the table is sorted by it."""

    column: Column
    query: Mapping[str, str]
    direction: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written, its column, and where it leads, if anywhere."""

    text: str
    value: object
    column: Column
    address: str = ""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a table. `first` and `last` count its rows from 1; both are 0 where none fits."""

    listing: Listing
    question: ListingQuestion
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    fitting: int
    first: int
    last: int
    pages: int


def listing_of(
    name: str, columns: Sequence[Column], records: Sequence[Mapping[str, object]], filters: Sequence[Filter] = ()
) -> Listing:
    """A table of records."""
    frame = pd.DataFrame(
        {column.key: pd.Series([record[column.key] for record in records], dtype=object) for column in columns},
        index=pd.RangeIndex(len(records)),
    )
    return Listing(name, tuple(columns), frame, tuple(filters))


def read_question(args: Mapping[str, str], listing: Listing) -> ListingQuestion:
    """What an address asks of a table.

    Raises
        ParameterError: a column, value or page that there is not.
    """
    known = {column.key for column in listing.columns}
    sort = _one_of(args, SORT, known)
    direction = _one_of(args, DIRECTION, {DESCENDING})
    chosen = {item.name: _one_of(args, item.name, set(item.choices)) for item in listing.filters}
    page = args.get(PAGE, "").strip() or "1"
    if not page.isascii() or not page.isdecimal() or int(page) < 1 or len(page) > 9:
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": PAGE, "value": page, "known": "1, 2, 3 …"}))
    search = args.get(SEARCH, "").strip()
    query = {SEARCH: search, SORT: sort, DIRECTION: direction if sort else "", **chosen}
    return ListingQuestion(
        search=search,
        sort=sort,
        descending=bool(sort and direction),
        chosen={name: value for name, value in chosen.items() if value},
        page=int(page),
        query={name: value for name, value in query.items() if value},
    )


def fitting_rows(listing: Listing, question: ListingQuestion) -> pd.DataFrame:
    """The rows that fit, in the order asked for."""
    rows = listing.rows
    if question.search:
        wanted = search_key(question.search)
        rows = rows[[wanted in text for text in listing.keep(lambda: _searched(listing))]]
    for item in listing.filters:
        if item.name in question.chosen:
            rows = rows[[_holds(value, question.chosen[item.name]) for value in rows[item.key]]]
    if question.sort:
        column = listing.column(question.sort)
        values = rows[column.key]
        known = values[values.notna()]
        order = known.astype("float64") if column.numeric else _ranks(known, column)
        ordered = order.sort_values(kind="stable", ascending=not question.descending).index
        rows = rows.loc[[*ordered, *values.index[values.isna()]]]
    return rows


def _holds(value: object, chosen: str) -> bool:
    return chosen in value if isinstance(value, tuple) else str(value) == chosen


def whole(listing: Listing) -> ListingPage:
    """A short table as it stands, with all its rows."""
    return page_of(listing, read_question({}, listing), listing.rows, page_rows=max(1, len(listing.rows)))


def page_of(listing: Listing, question: ListingQuestion, fitting: pd.DataFrame, *, page_rows: int = PAGE_ROWS) -> ListingPage:
    """The page asked for of the rows that fit; the last one where it lies behind it."""
    pages = max(1, -(-len(fitting) // page_rows))
    page = min(question.page, pages)
    start = (page - 1) * page_rows
    shown = fitting.iloc[start : start + page_rows]
    columns = [column for column in listing.columns if column.on_page]
    cells = [
        [
            Cell(column.write(value), value, column, address)
            for value, address in zip(shown[column.key], _addresses(shown, column), strict=True)
        ]
        for column in columns
    ]
    rows = tuple(zip(*cells, strict=True)) if cells else ()
    return ListingPage(
        listing,
        replace(question, page=page),
        tuple(_heading(column, question) for column in columns),
        rows,
        total=len(listing.rows),
        fitting=len(fitting),
        first=start + 1 if len(shown) else 0,
        last=start + len(shown),
        pages=pages,
    )


def _addresses(shown: pd.DataFrame, column: Column) -> list[str]:
    return [""] * len(shown) if column.link is None else [column.link(row) for _, row in shown.iterrows()]


def _heading(column: Column, question: ListingQuestion) -> Heading:
    is_sorted = column.key == question.sort
    rest = {name: value for name, value in question.query.items() if name not in (SORT, DIRECTION)}
    query = {**rest, SORT: column.key}
    if is_sorted and not question.descending:
        query[DIRECTION] = DESCENDING
    direction = ("descending" if question.descending else "ascending") if is_sorted else ""
    return Heading(column, query, direction)


def _searched(listing: Listing) -> list[str]:
    """Each row as a search looks at it: its cells as they are written."""
    written = []
    for column in listing.columns:
        values = listing.rows[column.key]
        keys = [str(value) for value in values]
        # Codes, sources and years return thousands of times.
        texts = {key: search_key(column.write(value)) for key, value in dict(zip(keys, values, strict=True)).items()}
        written.append([texts[key] for key in keys])
    return ["\n".join(cells) for cells in zip(*written, strict=True)]


def _ranks(values: pd.Series, column: Column) -> pd.Series:
    """The place of each value among all in Turkish order, by what is written."""
    texts = values.map(column.write)
    ranks = {text: rank for rank, text in enumerate(sorted(set(texts), key=sort_key))}
    return cast(pd.Series, texts.map(ranks).astype("float64"))


def _one_of(args: Mapping[str, str], name: str, known: set[str]) -> str:
    value = args.get(name, "").strip()
    if value and value not in known:
        listed = ", ".join(sorted(known)) or "–"
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": value, "known": listed}))
    return value
