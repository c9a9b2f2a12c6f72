"""Plan and programme side by side: what targets cost and get, what indicators want and what is planned for them."""

from collections.abc import Collection, Sequence

import pandas as pd

from geo.indicators import INDICATORS
from layers.programme import over_all_years
from layers.programme_effect import ProgrammeEffect, effect_records
from web.desk.asking import DeskQuestion, to
from web.desk.listing import Column, Filter, Listing, listing_of
from web.formatting import is_known, number, signed
from web.i18n import Speech


def cost_listing(costs: pd.DataFrame, speech: Speech) -> Listing:
    """A line a target and year, and one for all years of each target."""
    table = costs.reset_index()
    whole = table.groupby("target_no", as_index=False)[["cost_try", "budget_try"]].sum(min_count=1)
    whole["difference_try"] = whole["budget_try"] - whole["cost_try"]
    every = pd.concat([whole.assign(year=None), table], ignore_index=True).astype(object)
    every = every.where(every.notna(), None)
    every["year"] = [all_years(speech) if year is None else str(int(year)) for year in every["year"]]
    order = sorted(
        every.index,
        key=lambda place: (_numbers(every["target_no"][place]), every["year"][place].isdecimal(), every["year"][place]),
    )
    records = every.loc[order].to_dict("records")
    lira = speech.gettext("TL")

    def amount(value: object) -> str:
        return number(value, speech.code)

    columns = [
        Column("target_no", speech.gettext("Hedef")),
        Column("year", speech.gettext("Yıl")),
        Column("cost_try", speech.gettext("Planın maliyeti"), amount, numeric=True, unit=lira),
        Column("budget_try", speech.gettext("Programın bütçesi"), amount, numeric=True, unit=lira),
        Column(
            "difference_try",
            speech.gettext("Fark (program − plan)"),
            lambda value: signed(value, speech.code),
            numeric=True,
            unit=lira,
        ),
    ]
    years = list(dict.fromkeys(every["year"]))
    years.sort(key=lambda year: (year.isdecimal(), year))
    filters = [
        Filter("yil", "year", speech.gettext("Yıl"), {year: year for year in years}),
        Filter("hedef", "target_no", speech.gettext("Hedef"), _choices(every["target_no"])),
    ]
    return listing_of(
        "plan-ve-program", columns, [{str(key): value for key, value in record.items()} for record in records], filters
    )


def indicator_listing(rolled: pd.DataFrame, cumulative: Collection[str], titles: dict[str, str], speech: Speech) -> Listing:
    """A line an indicator, of those that any investment is planned for: its target over all years and what the programme has."""
    sums = over_all_years(rolled, cumulative)
    names = list(sums.columns)
    sums = sums[sums["planned"] > 0]
    by_year = (
        {
            number_: ", ".join(f"{year}: {number(value, speech.code, None)}" for (_, year), value in values.dropna().items())
            for number_, values in rolled["target_value"].groupby(level="indicator_no")
        }
        if len(rolled)
        else {}
    )
    records = [
        {
            "indicator_no": indicator,
            "title": titles.get(str(indicator)),
            "target_value": row["target_value"],
            "by_year": by_year.get(indicator),
            **{name: row[name] for name in names[1:]},
            "not_planned": max(row["target_value"] - row["planned"], 0.0) if pd.notna(row["target_value"]) else None,
        }
        for indicator, row in sorted(sums.iterrows(), key=lambda item: _numbers(item[0]))
    ]

    def amount(value: object) -> str:
        return number(value, speech.code, None)

    columns = [
        Column("indicator_no", speech.gettext("PG"), link=lambda row: to("programme.show", gosterge=row["indicator_no"])),
        Column("title", speech.gettext("Gösterge")),
        Column("target_value", speech.gettext("Hedeflenen"), amount, numeric=True),
        Column("by_year", speech.gettext("Yıllara göre")),
        Column("planned", speech.gettext("Programda"), amount, numeric=True),
        Column("placed", speech.gettext("Yeri belli"), amount, numeric=True),
        Column("funded", speech.gettext("Ödeneği var"), amount, numeric=True),
        Column("built", speech.gettext("Yapıldı"), amount, numeric=True),
        Column("not_planned", speech.gettext("Programda olmayan"), amount, numeric=True),
    ]
    return listing_of("gosterge-ve-program", columns, records)


def effect_listing(effect: ProgrammeEffect, speech: Speech) -> Listing:
    """A line an indicator that changes."""
    records = []
    for record in effect_records(effect):
        indicator = INDICATORS[str(record["indicator"])]
        records.append({**record, "title": speech.choose(indicator.title_tr, indicator.title_en), "decimals": indicator.decimals})

    def amount(value: object) -> str:
        return number(value, speech.code, None)

    def figure(value: object) -> str:
        # Persons and facilities are whole; all else is read with two decimals.
        is_whole = is_known(value) and float(str(value)).is_integer()
        return number(value, speech.code, 0 if is_whole else 2)

    words = {
        "second": speech.gettext("iyileşir"),
        "first": speech.gettext("kötüleşir"),
        "equal": speech.gettext("değişmez"),
        "None": speech.gettext("yönü yok ya da bilinmiyor"),
    }
    measures = {"total": speech.gettext("ilçe toplamı"), "median": speech.gettext("mahallelerin ortancası")}
    columns = [
        Column("title", speech.gettext("Gösterge")),
        Column("measure", speech.gettext("Ölçü"), lambda value: measures.get(str(value), str(value))),
        Column("before", speech.gettext("Önce"), figure, numeric=True),
        Column("after", speech.gettext("Sonra"), figure, numeric=True),
        Column("difference", speech.gettext("Fark"), lambda value: signed(value, speech.code, 2), numeric=True),
        Column("better", speech.gettext("Sonuç"), lambda value: words.get(str(value), str(value))),
        Column("better_count", speech.gettext("İyileşen mahalle"), amount, numeric=True),
        Column("worse_count", speech.gettext("Kötüleşen mahalle"), amount, numeric=True),
        Column("unknown_count", speech.gettext("Bilinmeyen mahalle"), amount, numeric=True),
        Column("indicator", speech.gettext("Anahtar"), on_page=False),
    ]
    return listing_of(f"program-etkisi-{effect.year}", columns, records)


def neighbourhood_effects(question: DeskQuestion, effect: ProgrammeEffect) -> Listing:
    """A line a neighbourhood and indicator that changes there."""
    speech = question.speech
    names = effect.before.neighbourhoods["name"]
    changed = effect.by_neighbourhood[
        ~(effect.by_neighbourhood["difference"].abs() <= 1e-9) & effect.by_neighbourhood["first"].notna()
    ]
    records = [
        {
            "name": names[place],
            "indicator": speech.choose(INDICATORS[key].title_tr, INDICATORS[key].title_en),
            "before": row["first"],
            "after": row["second"],
            "difference": row["difference"],
        }
        for (place, key), row in changed.iterrows()
    ]

    def amount(value: object) -> str:
        return number(value, speech.code, 2)

    def after(value: object) -> str:
        return amount(value) if is_known(value) else speech.gettext("bilinmez olur")

    columns = [
        Column("name", speech.gettext("Mahalle")),
        Column("indicator", speech.gettext("Gösterge")),
        Column("before", speech.gettext("Önce"), amount, numeric=True),
        Column("after", speech.gettext("Sonra"), after, numeric=True),
        Column("difference", speech.gettext("Fark"), lambda value: signed(value, speech.code, 2), numeric=True),
    ]
    titles: Sequence[str] = [str(record["indicator"]) for record in records]
    return listing_of(
        "mahalle-etkisi", columns, records, [Filter("gosterge", "indicator", speech.gettext("Gösterge"), _choices(titles))]
    )


def all_years(speech: Speech) -> str:
    """What stands for all years together."""
    return speech.gettext("bütün yıllar")


def _choices(values: Sequence[object] | pd.Series) -> dict[str, str]:
    return {str(value): str(value) for value in sorted({str(value) for value in values}, key=_numbers)}


def _numbers(value: object) -> tuple[list[int], str]:
    parts = str(value).split(".")
    return ([int(part) for part in parts] if all(part.isdecimal() for part in parts) else [], str(value))
