"""The first page and the cards of Defne read number by number, each held against the one value of the command line that it is."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from client import Element
from figures import Reading, Record, Told, numbers_in, written, written_as

from geo.indicators import INDICATORS
from layers import LAYERS

# Headings of the atlas' table whose columns are no indicators.
_HEADINGS = {
    "tr": {"Alan (km²)": "area_km2", "Değişim (kişi)": "change_count", "Değişim (yüzde)": "change_pct"}
    | {"Yoğunluk (kişi/km²)": "density_per_km2"},
    "en": {"Area (km²)": "area_km2", "Change (persons)": "change_count", "Change (percent)": "change_pct"}
    | {"Density (per km²)": "density_per_km2"},
}
_FEW = 300
_MESSAGE = {"tr": "message", "en": "message_en"}


def titled(key: str, language: str) -> str:
    """An indicator in words."""
    return INDICATORS[key].title_en if language == "en" else INDICATORS[key].title_tr


def section(root: Element, heading: str) -> Element | None:
    """The section under a heading, where there is one."""
    found = [item for item in root.all("section") if item.attributes.get("aria-labelledby") == heading]
    return found[0] if found else None


def body_rows(table: Element) -> list[list[Element]]:
    """The cells of the rows of a table."""
    return [row.children for row in table.one("tbody").all("tr")]


def read_foot(reading: Reading, told: Told, language: str) -> None:
    """The sources of each year's population, the revisions, and the day of the newest of them."""
    *lines, revision, day = reading.body.one("dl", class_="sources").all("div")
    for line, year in zip(lines, told.years, strict=False):
        reading.counts(line.one("dt"), told, str(year))
        of_year = {told.source_title(record, f"population_{year}") for record in told.records}
        reading.says(line.one("dd"), ", ".join(sorted(of_year)))
    revision, day = revision.one("dd"), day.one("dd")
    known = {LAYERS[layer["layer"]]: layer for layer in told.layers if layer["revision"]}
    titles = {spec.title_en if language == "en" else spec.title_tr: layer["revision"] for spec, layer in known.items()}
    shown = dict(part.rsplit(" ", 1) for part in revision.text.split(", "))
    assert shown == {title: str(number) for title, number in titles.items()}
    reading.says(revision, revision.text)
    newest = date.fromisoformat(max(layer["created_at"] for layer in known.values())[:10])
    reading.says(day, f"{newest:%d.%m.%Y}" if language == "tr" else f"{newest.day} {newest:%B %Y}")


# The card.


def read_card(body: Element, told: Told, record: Record, language: str) -> None:
    """Every number of a card."""
    reading = Reading(body)
    reading.counts(body.one("p", class_="place"), told, record["code"])
    _read_notices_of(reading, told, record, language)
    _read_chart(reading, told, record, language)
    _read_ranks(reading, told, record, language)
    for line in body.one("ul", class_="near-list").all("li"):
        other = told.by_id[line.one("a").attributes["href"].rpartition("/")[2].partition("?")[0]]
        assert line.one("a").text == other["name"]
        reading.says(line.one("span"), written_as("change_pct", other["change_pct"], language))
    _read_figures(reading, record, language)
    _read_facts(reading, record, language)
    read_foot(reading, told, language)
    reading.finish(told)


def _read_notices_of(reading: Reading, told: Told, record: Record, language: str) -> None:
    box = section(reading.body, "celiskiler")
    texts = [] if box is None else box.all("p")
    moved = [(figure, key) for key in record["contradicted"] for figure in told.rivals(record, key)]
    about = [item for item in told.findings if record["name"] in item["where"].get("neighbourhoods", ())]
    about = [item for item in about if item["kind"] != "permuted-values"]
    assert len(texts) == len(moved) + len(about)
    for line, (figure, key) in zip(texts, moved, strict=False):
        numbers = (str(figure["row"]), *(written(value, language) for value in (figure["value"], record[key])))
        owner = next(item["name"] for item in told.records if item[key] == figure["value"])
        assert line.text.endswith(f" {owner}.")
        reading.counts(line, told, *numbers)
    for line, finding in zip(texts[len(moved) :], about, strict=True):
        of_plan = {item["field"]: item["value"] for item in record["figures"] if item["source"] == "plan"}
        assert finding["computed"] == of_plan["population_2023"] - of_plan["population_2022"]
        assert numbers_in(line.text, told) == [written(finding[side], language) for side in ("stated", "computed")]
        reading.says(line, " ".join(finding[_MESSAGE[language]].split()))


def _read_chart(reading: Reading, told: Told, record: Record, language: str) -> None:
    box = section(reading.body, "grafik")
    assert box is not None
    chart = box.one("svg")
    shown, against, said = [], [], []
    for year in told.years:
        key = f"population_{year}"
        rivals = [figure["value"] for figure in told.rivals(record, key)]
        shown.append(record[key])
        against += rivals
        said += [str(year), *(written(value, language) for value in (record[key], *rivals))]
    reading.counts(chart.one("desc"), told, *said)
    for label, value in zip(chart.all("text", class_="label"), shown, strict=True):
        reading.says(label, written(value, language))
    for label, year in zip(chart.all("text", class_="year"), told.years, strict=True):
        reading.says(label, str(year))
    for label, value in zip(chart.all("text", class_="rival-label"), against, strict=True):
        reading.says(label, f"≠ {written(value, language)}")
    bars = [*chart.all("rect", class_="bar"), *chart.all("rect", class_="rival")]
    values = [*shown, *against]
    tallest = max(int(bar.attributes["height"]) for bar in bars)
    for bar, value in zip(bars, values, strict=True):
        assert int(bar.attributes["height"]) == pytest.approx(tallest * value / max(values), abs=0.51)
    rivals = [(key, figure) for key in record["contradicted"] for figure in told.rivals(record, key)]
    for line, (key, figure) in zip(box.all("p", class_="key"), rivals, strict=True):
        assert figure["source_title"] in line.text
        reading.counts(line, told, key[-4:], written(figure["value"], language))


def _read_ranks(reading: Reading, told: Told, record: Record, language: str) -> None:
    box = section(reading.body, "gostergeler")
    assert box is not None
    first, last = told.span
    seen = []
    for table in box.all("table"):
        for title, value, rank in body_rows(table):
            key = next(
                key for key, item in INDICATORS.items() if title.text.rpartition(", ")[0] == titled(key, language) and item.key
            )
            seen.append(key)
            years = (str(first), str(last)) if INDICATORS[key].diverging else (str(last),)
            reading.counts(title, told, *years)
            held = record[told.column(key)]
            reading.holds(value, written_as(key, held, language), held)
            place = record["ranks"].get(key)
            reading.holds(rank, f"{place['rank']} / {place['of']}" if place else "–", place["rank"] if place else None)
    assert {key for key in seen if record[told.column(key)] is not None} == set(record["ranks"])
    reading.counts(box.one("summary"), told, str(len(box.all("table")[1].one("tbody").all("tr"))))


def _read_figures(reading: Reading, record: Record, language: str) -> None:
    box = section(reading.body, "kaynaklar")
    assert box is not None
    figures = sorted(record["figures"], key=lambda item: (item["field"] == "area_km2", item["field"], not item["shown"]))
    for cells, figure in zip(body_rows(box), figures, strict=True):
        title, value, source, place, _ = cells
        assert title.text.endswith(figure["field"][-4:] if figure["field"] != "area_km2" else "(km²)")
        reading.holds(value, written_as(figure["field"], figure["value"], language), figure["value"])
        reading.says(source, figure["source_title"])
        row = f"{figure['row']}. satır" if language == "tr" else f"row {figure['row']}"
        reading.says(place, f"{figure['file']}, {row}")


def _read_facts(reading: Reading, record: Record, language: str) -> None:
    standards, services, assets = (section(reading.body, name) for name in ("standartlar", "tesisler", "tasinmaz"))
    assert standards is not None
    assert assets is not None
    (asked,) = body_rows(standards)
    needed = record["required_m2"]["active_green"]
    for cell, value in zip(asked[1:5], (None, needed, None, None), strict=True):
        reading.holds(cell, written(value, language), value)
    rate = needed / record["population_2023"]
    reading.says(asked[5], f"kişi başına {rate:g} m²" if language == "tr" else f"{rate:g} m² per person")
    counts = {key.removeprefix("count_"): value for key, value in record["facts"].items() if key.startswith("count_") and value}
    codes = {code.title_en if language == "en" else code.title_tr: code.key for code in LAYERS["facilities"].field("kind").codes}
    rows = [] if services is None else body_rows(services)
    assert {codes[title.text] for title, _ in rows} == set(counts)
    for title, value in rows:
        count = counts[codes[title.text]]
        reading.holds(value, written(count, language), count)
    for (_, value), key in zip(body_rows(assets), ("asset_count", "asset_area_m2"), strict=True):
        reading.holds(value, written(record[key], language), record[key])
        assert record[key] == record["facts"][key]
    for line in reading.body.one("div", class_="facts").all("p", class_="small"):
        # "Tablo 27" is part of the title of a source that states no population.
        if "Tablo 27" in line.text:
            reading.counts(line, Told([], [], [], (0, 0)), "2025", "2029", "2025", "2029", "27")


# The first page.


def read_atlas(body: Element, told: Told, indicator: str, language: str) -> None:
    """Every number of the first page, of the map that shows an indicator."""
    reading = Reading(body)
    _read_totals(reading, told, language)
    _read_notices(reading, told, language)
    for choice in body.all("option"):
        if choice.text.isdigit():
            reading.says(choice, choice.attributes["value"])
    for link, year in zip(body.one("nav", class_="years").all("a"), _years_of_map(told, indicator), strict=True):
        reading.says(link, str(year))
    _read_table(reading, told, indicator, language)
    _read_map(reading, told, indicator, language)
    _read_legend(reading, told, indicator, language)
    _read_ranking(reading, told, indicator, language)
    _read_grounds(reading, told, indicator)
    imprint = body.one("p", class_="imprint")
    assert imprint.text.endswith(body.one("dl", class_="sources").all("dd")[-1].text)
    reading.counts(imprint, told, *numbers_in(imprint.text, told))
    read_foot(reading, told, language)
    reading.finish(told)


def _years_of_map(told: Told, indicator: str) -> list[int]:
    """The years that a map can show: a change needs one before it."""
    return [year for year in told.years if not INDICATORS[indicator].diverging or year > told.span[0]]


def _read_totals(reading: Reading, told: Told, language: str) -> None:
    box = reading.body.one("section", class_="totals")
    first, last = told.span
    before, after = (told.total(f"population_{year}") for year in told.span)
    label, note = box.one("p", class_="headline").all("span")
    reading.counts(label, told, str(first), str(last))
    reading.says(box.one("strong"), f"{written(before, language)} → {written(after, language)}")
    change = written(after - before, language, signed=True)
    reading.counts(note, told, change, written(100 * (after - before) / before, language, 1, signed=True, percent=True))
    lines = box.one("dl").all("div")
    for line, year in zip(lines, told.years, strict=False):
        reading.counts(line.one("dt"), told, str(year))
        reading.says(line.one("dd"), written(told.total(f"population_{year}"), language))
    area, density = lines[len(told.years) :]
    reading.counts(area.one("dd"), told, written(told.total("area_km2"), language, 2), str(len(told.records)))
    reading.counts(density.one("dd"), told, written(after / told.total("area_km2"), language))


def _read_notices(reading: Reading, told: Told, language: str) -> None:
    box = reading.body.one("section", class_="notices")
    with_rows, others = box.all("details")
    moved = [record for record in told.records if "population_2023" in record["contradicted"]]
    count = str(len(moved))
    reading.counts(with_rows.one("summary"), told, *((count, "2023") if language == "tr" else ("2023", count)))
    for cells, record in zip(body_rows(with_rows), moved, strict=True):
        (figure,) = told.rivals(record, "population_2023")
        owner = next(item["name"] for item in told.records if item["population_2023"] == figure["value"])
        texts = (record["name"], str(figure["row"]), written(figure["value"], language), owner)
        for cell, text in zip(cells, (*texts, written(record["population_2023"], language)), strict=True):
            reading.says(cell, text)
    reading.counts(with_rows.one("p", class_="evidence"), told, "2022", *_greatest_changes(told, moved, language))
    rest = [finding for finding in told.findings if finding["kind"] != "permuted-values"]
    reading.counts(others.one("summary"), told, str(len(rest)))
    for line, finding in zip(others.all("li"), rest, strict=True):
        reading.says(line, " ".join(finding[_MESSAGE[language]].split()))


def _greatest_changes(told: Told, moved: list[Record], language: str) -> list[str]:
    """Of the rows as they are printed and as they should be, the change since 2022 that is furthest from none."""
    printed, right = [], []
    for record in moved:
        (figure,) = told.rivals(record, "population_2023")
        printed.append(100 * figure["value"] / record["population_2022"] - 100)
        right.append(100 * record["population_2023"] / record["population_2022"] - 100)
    return [written(max(changes, key=abs), language, signed=True, percent=True) for changes in (printed, right)]


def _read_table(reading: Reading, told: Told, indicator: str, language: str) -> None:
    table = reading.body.one("table", id="tablo")
    headings = _HEADINGS[language] | {titled(key, language): key for key in INDICATORS}
    keys = []
    for heading in table.one("thead").all("th", class_="number"):
        year = re.fullmatch(r"(?:Pop\. )?(\d{4})(?: nüfusu)?", heading.text)
        keys.append(f"population_{year[1]}" if year else headings[heading.text])
        reading.says(heading, heading.text)
    assert keys[0] == told.column(indicator)
    assert set(keys[1:]) >= {"area_km2", *(f"population_{year}" for year in told.years)} - {keys[0]}
    for row, record in zip(table.one("tbody").all("tr"), told.records, strict=True):
        reading.says(row.one("th"), record["name"])
        for key, cell in zip(keys, row.all("td", class_="number"), strict=True):
            rivals = told.rivals(record, key) if key.startswith("population_") else []
            against = "; ".join(f"{item['source_title']}: {written(item['value'], language)}" for item in rivals)
            shown = written_as(key, record[key], language)
            if rivals:
                reading.speaks(cell.one("a"), "title", against)
                assert cell.text.startswith("≠")
                assert f": {against}. " in cell.text
                assert cell.text.endswith(f": {shown}")
                shown = cell.text
            reading.holds(cell, shown, record[key])


def _marks(told: Told, body: Element) -> dict[str, str]:
    rows = body.one("table", id="tablo").one("tbody").all("tr")
    return {record["name"]: row.one("td", class_="mark").text for row, record in zip(rows, told.records, strict=True)}


def _read_map(reading: Reading, told: Told, indicator: str, language: str) -> None:
    marks = _marks(told, reading.body)
    for title, record in zip(reading.body.one("svg", class_="still").all("title"), told.records, strict=True):
        value = written_as(indicator, record[told.column(indicator)], language)
        reading.says(title, f"{record['name']}: {value} ({marks[record['name']]})")


def _plain(text: str, language: str) -> float:
    """A number of ours read back."""
    bare = text.replace("%", "").replace("+", "").replace("−", "-")
    return float(bare.replace(".", "").replace(",", ".") if language == "tr" else bare.replace(",", ""))


def _read_legend(reading: Reading, told: Told, indicator: str, language: str) -> None:
    """Every neighbourhood lies between the bounds of its class, each class begins where the last ends, and all are counted."""
    decimals = INDICATORS[indicator].decimals
    values = {name: _plain(written_as(indicator, value, language), language) for name, value in told.values(indicator).items()}
    marks = _marks(told, reading.body)
    bounds: list[tuple[float, float]] = []
    for line in reading.body.one("div", class_="legend").all("li"):
        mark = line.one("svg").text
        members = [name for name, its in marks.items() if its == mark]
        reading.counts(line.one("span", class_="count"), told, str(len(members)))
        text = line.one("span", class_="range")
        if mark == "?":
            assert set(members) == set(marks) - set(values)
            continue
        low, *high = (_plain(part, language) for part in text.text.split(" … "))
        bounds.append((low, high[0] if high else low))
        assert members == [name for name in marks if name in values and low <= values[name] <= bounds[-1][1]]
        reading.says(text, text.text)
    assert (bounds[0][0], bounds[-1][1]) == (min(values.values()), max(values.values()))
    borders = {0.0, *values.values()}
    for (_, below), (above, _) in pairwise(bounds):
        assert above - below == pytest.approx(10.0**-decimals)
        assert {below, above} & borders


def _read_ranking(reading: Reading, told: Told, indicator: str, language: str) -> None:
    box = reading.body.one("div", class_="ranking")
    column = told.column(indicator)
    known = [place for place, record in enumerate(told.records) if record[column] is not None]
    order = sorted(known, key=lambda place: told.records[place][column])
    assert box.attributes["data-order"].split() == [str(place) for place in order]
    for line, place in zip(box.all("p", class_="end"), (order[0], order[-1]), strict=True):
        assert line.one("span").text == told.records[place]["name"]
        reading.says(line.one("b"), written_as(indicator, told.records[place][column], language))
    lying = "lying" in box.attributes["class"].split()
    drawn = [
        (float(at), float(length) if lying else -float(length))
        for path in box.all("path")
        for at, length in re.findall(
            r"M[\d.]+ ([\d.]+)h(-?[\d.]+)" if lying else r"M([\d.]+) [\d.]+v(-?[\d.]+)", path.attributes["d"]
        )
    ]
    lengths = [length for _, length in sorted(drawn)]
    values = [told.records[place][column] for place in order]
    scale = max(map(abs, lengths)) / max(map(abs, values))
    assert lengths == pytest.approx([value * scale for value in values], abs=0.11)
    if len(known) < len(told.records):
        reading.counts(box.one("p", class_="small"), told, str(len(told.records) - len(known)))


def _read_grounds(reading: Reading, told: Told, indicator: str) -> None:
    line = reading.body.one("p", class_="grounds")
    beneath: dict[str, Any] = next(item["beneath"][indicator] for item in told.records if indicator in item["beneath"])
    numbers = [str(revision) for revision in beneath.values()]
    few = [record for record in told.records if record["population_2023"] < _FEW]
    assert [record for record in told.records if record["small_population"]] == few
    if not INDICATORS[indicator].extensive:
        assert line.text.endswith(f": {', '.join(record['name'] for record in few)}.")
        numbers.append(str(_FEW))
    reading.counts(line, told, *numbers)
