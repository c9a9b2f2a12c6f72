"""The investments of each neighbourhood as a report lists them: what, of which years, for how much, how far, for which target."""

from dataclasses import dataclass

import pandas as pd

from geo.inventory import fill_gaps
from geo.issues import Words
from layers.atlas import Atlas
from layers.ground import Ground
from layers.reports.document import Amount, Cell, Heading, Section, Table, amount
from layers.reports.place import Place, codes_of, titled

HEADINGS = (
    Heading(Words("Yatırım", "Investment"), is_number=False, share=3.2),
    Heading(Words("Tür", "Kind"), is_number=False, share=1.7),
    Heading(Words("Yıllar", "Years"), is_number=False, share=1.0),
    Heading(Words("Bütçe (TL)", "Budget (TRY)"), share=1.2),
    Heading(Words("Aşama", "Stage"), is_number=False, share=1.3),
    Heading(Words("Hedef / PG", "Target / indicator"), is_number=False, share=1.1),
)


@dataclass(frozen=True, slots=True, eq=False)
class Investments:
    """`rows`: one an investment, with the sum of its years; `places`: the row numbers by neighbourhood, the costliest first."""

    rows: pd.DataFrame
    places: dict[str, list[int]]


def read_investments(atlas: Atlas, ground: Ground) -> Investments | None:
    """The current investments by neighbourhood; None where there is no such layer."""
    rows = ground.rows("investments")
    if rows is None:
        return None
    budgets = fill_gaps(rows["budget_try"], rows["id"])
    by_id = rows.assign(budget=budgets).groupby("id", sort=False)
    once = rows.drop_duplicates("id").reset_index(drop=True)
    years = by_id["year"].agg(["min", "max"]).reindex(once["id"])
    table = pd.DataFrame(once.drop(columns=["geometry"])).assign(
        budget_try=by_id["budget"].sum(min_count=1).reindex(once["id"]).to_numpy(),
        first_year=years["min"].to_numpy(),
        last_year=years["max"].to_numpy(),
    )
    held = ground.belonging(once)
    places: dict[str, list[int]] = {}
    for row, place in sorted(set(zip(held.row.tolist(), held.place.tolist(), strict=True))):
        places.setdefault(str(held.places[place]), []).append(row)
    cost = table["budget_try"].fillna(-1.0)
    for numbers in places.values():
        numbers.sort(key=lambda number: (-cost[number], str(table.loc[number, "name"])))
    return Investments(table, places)


def investments_section(place: Place, investments: Investments | None, most: int) -> Section | None:
    """The investments of a neighbourhood, the costliest first; on paper no more than `most`, and how many others there are."""
    numbers = [] if investments is None else investments.places.get(place.id, [])
    if investments is None or not numbers:
        return None
    rows = tuple(investment_cells(place.atlas, investments.rows.loc[number]) for number in numbers)
    notes = [
        Words(
            "Birden çok mahallede olan yatırımın bütçesi burada bütünüyle yazılıdır.",
            "The budget of an investment that lies in several neighbourhoods is given here in full.",
        )
    ]
    if (others := len(numbers) - most) > 0:
        told = Words(
            f"Bütçesi daha az olan {others} yatırım daha var; karnenin XLSX dosyasındadır.",
            f"There are {others} more with smaller budgets; the XLSX of the card has them.",
        )
        notes.insert(0, told)
    title = Words("Yatırımlar", "Investments")
    return Section(
        "yatirimlar", title, Table(HEADINGS, rows, most_printed=most), notes=tuple(notes), source=place.sources("investments")
    )


def investment_cells(atlas: Atlas, row: pd.Series) -> tuple[Cell, ...]:
    """One investment under HEADINGS."""
    kinds, stages = codes_of(atlas, "investments", "kind"), codes_of(atlas, "investments", "status")
    first, last = row["first_year"], row["last_year"]
    years = "–" if pd.isna(first) else f"{int(first)}" if first == last else f"{int(first)}–{int(last)}"
    target = " / ".join(str(row[name]) for name in ("target_no", "indicator_no") if pd.notna(row[name]))
    return (
        str(row["name"]),
        titled(kinds[row["kind"]]) if row["kind"] in kinds else "–",
        years,
        amount(row["budget_try"]) if pd.notna(row["budget_try"]) else Amount(None),
        titled(stages[row["status"]]) if row["status"] in stages else "–",
        target or "–",
    )
