"""What contradicts what: sources against sources, rows against their total, a text against its table.

General rules only: nothing here knows a municipality. Each function takes frames and returns findings; a clean frame gives none.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from geo.issues import Finding, Words
from geo.numbers import format_number, format_percent

# A drawn boundary further than this from the official area is wrong in one of the two: digitising errors stay below it.
AREA_TOLERANCE_PCT = 5.0

# Values that moved between rows are told from two sources that merely differ a little everywhere by how far they moved.
_MOVED_AGAINST_NOISE = 3.0


def permuted_rows(stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]) -> list[Hashable]:
    """The keys whose stated value is the reference value of another such key: the same set of values on other rows.

    Each differing row is an arrow from its reference value to its stated value; values that were only moved form closed
    rings of arrows. Rows that differ in any other way are left out.

    >>> permuted_rows({"a": 7, "b": 8, "c": 9, "d": 1}, {"a": 8, "b": 9, "c": 7, "d": 2})
    ['a', 'b', 'c']
    >>> permuted_rows({"a": 7, "b": 8}, {"a": 7, "b": 9})
    []
    """
    differing = [key for key in stated if key in reference and stated[key] != reference[key]]
    moved: set[Hashable] = set()
    rest = _peel(differing, stated, reference)
    while rest:
        ring = _ring(rest, stated, reference)
        moved.update(ring)
        rest = _peel([key for key in rest if key not in moved], stated, reference)
    others = [abs(stated[key] - reference[key]) for key in differing if key not in moved]
    if len(others) > len(moved):
        distances = [abs(stated[key] - reference[key]) for key in moved]
        if not moved or _median(distances) <= _MOVED_AGAINST_NOISE * _median(others):
            return []
    return [key for key in differing if key in moved]


def _peel(
    keys: Sequence[Hashable], stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]
) -> list[Hashable]:
    """Take away, until none is left, rows whose value came from nowhere or went nowhere."""
    rest = list(keys)
    while True:
        came, went = {stated[key] for key in rest}, {reference[key] for key in rest}
        kept = [key for key in rest if stated[key] in went and reference[key] in came]
        if len(kept) == len(rest):
            return rest
        rest = kept


def _ring(
    keys: Sequence[Hashable], stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]
) -> list[Hashable]:
    """One closed ring of moved values; after `_peel` a walk along the arrows cannot end, so it must close."""
    leaving: dict[float, list[Hashable]] = defaultdict(list)
    for key in keys:
        leaving[reference[key]].append(key)
    walked: list[Hashable] = []
    seen: dict[float, int] = {}
    key = keys[0]
    while reference[key] not in seen:
        seen[reference[key]] = len(walked)
        walked.append(key)
        key = leaving[stated[key]][0]
    return walked[seen[reference[key]] :]


def _median(values: Sequence[float]) -> float:
    return float(pd.Series(values).median())


def find_source_contradictions(figures: pd.DataFrame, ranks: Mapping[str, int]) -> list[Finding]:
    """Where two sources give different populations: moved values as one finding, other differences as another.

    Parameters
        figures: columns neighbourhood_id, neighbourhood_name, year, source, source_row, population (persons).
        ranks: place of each source in the precedence, 0 first; the later source is the one said to be wrong.
    """
    findings: list[Finding] = []
    for year, of_year in figures.dropna(subset=["population"]).groupby("year", sort=True):
        sources = sorted(of_year["source"].unique(), key=lambda source: (ranks[source], source))
        for place, source in enumerate(sources):
            for against in sources[:place]:
                findings += _compare_sources(figures, of_year, int(str(year)), source, against)
    return findings


def _compare_sources(
    figures: pd.DataFrame, of_year: pd.DataFrame, year: int, source: str, against: str
) -> list[Finding]:
    rows = of_year[of_year["source"] == source].set_index("neighbourhood_id")
    stated: dict[Hashable, float] = rows["population"].to_dict()
    reference: dict[Hashable, float] = (
        of_year[of_year["source"] == against].set_index("neighbourhood_id")["population"].to_dict()
    )
    moved = permuted_rows(stated, reference)
    differing = [key for key in stated if key in reference and stated[key] != reference[key] and key not in moved]
    findings = []
    for kind, keys in (("permuted-values", moved), ("sources-differ", differing)):
        if not keys:
            continue
        names = rows["neighbourhood_name"].to_dict()
        places = [
            {
                "neighbourhood_id": str(key),
                "neighbourhood": names[key],
                "row": int(rows.loc[key, "source_row"]),
                "stated": stated[key],
                "expected": reference[key],
            }
            for key in keys
        ]
        params: dict[str, str | int | float | Words] = {
            "source": source,
            "against": against,
            "count": len(keys),
            "field": Words(f"{year} nüfusu", f"{year} population"),
            "listing": _listing(places),
        }
        if kind == "permuted-values":
            params["total"] = sum(stated.values())
            params["evidence"] = _evidence(figures, year, source, moved, stated, reference)
        findings.append(
            Finding(
                kind,
                ("population",),
                {
                    "source": source,
                    "against": against,
                    "field": f"population_{year}",
                    "neighbourhoods": [names[key] for key in keys],
                    "rows": places,
                },
                stated=[stated[key] for key in keys],
                computed=[reference[key] for key in keys],
                params=params,
            )
        )
    return findings


def _listing(places: Sequence[Mapping[str, object]]) -> Words:
    def written(language: str) -> str:
        word = "doğrusu" if language == "tr" else "should be"
        return "; ".join(
            f"{place['neighbourhood']} {_figure(place['stated'], language)}"
            f" ({word} {_figure(place['expected'], language)})"
            for place in places
        )

    return Words(written("tr"), written("en"))


def _figure(value: object, language: str) -> str:
    return format_number(float(str(value)), "tr" if language == "tr" else "en")


def _evidence(
    figures: pd.DataFrame,
    year: int,
    source: str,
    moved: Sequence[Hashable],
    stated: Mapping[Hashable, float],
    reference: Mapping[Hashable, float],
) -> Words:
    """Which of the two orders other years bear out: the largest change from the nearest other year under each."""
    others = figures[
        (figures["year"] != year) & figures["neighbourhood_id"].isin(list(moved)) & figures["population"].gt(0)
    ]
    if others.empty:
        return Words("", "")
    nearest = min(others["year"].unique(), key=lambda other: (abs(other - year), other))
    base = others[others["year"] == nearest].groupby("neighbourhood_id")["population"].first()
    spans = {}
    for name, values in (("stated", stated), ("reference", reference)):
        changes = [100.0 * (values[key] - base[key]) / base[key] for key in moved if key in base.index]
        spans[name] = max(changes, key=abs)
    return Words(*(_evidence_sentence(spans, int(nearest), language) for language in ("tr", "en")))


def _evidence_sentence(spans: Mapping[str, float], year: int, language: str) -> str:
    code = "tr" if language == "tr" else "en"
    stated, reference = (format_percent(spans[name], code, 0, sign=True) for name in ("stated", "reference"))
    if language == "tr":
        return f"{year} ile karşılaştırınca en büyük değişim, yazılan sırayla {stated}, öteki sırayla {reference} olur."
    return f"Against {year} the largest change would be {stated} as printed, {reference} in the other order."


def find_total_differences(rows: pd.DataFrame, field: str, title: Words, source: str, layer: str) -> list[Finding]:
    """A printed total that is not the sum of its rows, and whether rounding alone could explain it.

    Parameters
        rows: columns `field` (numbers as printed) and is_total; one table of one source.

    >>> rows = pd.DataFrame({"area_km2": [0.26, 8.72, 8.99], "is_total": [False, False, True]})
    >>> finding = find_total_differences(rows, "area_km2", Words("alan", "area"), "plan", "population")[0]
    >>> finding.stated, finding.computed
    (8.99, 8.98)
    """
    totals = rows.loc[rows["is_total"], field].dropna()
    parts = rows.loc[~rows["is_total"], field].dropna()
    if totals.empty or parts.empty:
        return []
    decimals = max(decimals_of(value) for value in [*parts, *totals])
    computed = round(math.fsum(parts), decimals)
    findings = []
    for stated in totals:
        difference = abs(computed - stated)
        if difference < 0.5 * 10.0 ** -decimals_of(stated):
            continue
        may_round = decimals > 0 and difference <= 0.5 * 10.0**-decimals * len(parts)
        findings.append(
            Finding(
                "total-differs",
                (layer,),
                {"source": source, "field": field},
                stated=float(stated),
                computed=computed,
                params={
                    "source": source,
                    "field": title,
                    "stated": float(stated),
                    "computed": computed,
                    "rounding": _ROUNDING if may_round else _NOT_ROUNDING,
                },
            )
        )
    return findings


_ROUNDING = Words(
    "Satırların yuvarlanması bunu açıklayabilir; toplamın hangi değerlerden alındığı kaynağa sorulmalı.",
    "Rounding of the rows may explain it; ask the source which values the total was taken from.",
)
_NOT_ROUNDING = Words(
    "Yuvarlama bunu açıklamaz: bir satır ya da toplam yanlış yazılmış.",
    "Rounding does not explain it: a row or the total is misprinted.",
)


def decimals_of(value: float) -> int:
    """Digits after the point that a printed figure carries, at most 6.

    >>> [decimals_of(value) for value in (142.46, 28.0, -8372)]
    [2, 0, 0]
    """
    return min(6, len(repr(float(value)).partition(".")[2].rstrip("0")))


def agrees(stated: float, computed: float) -> bool:
    """Whether a printed figure is the computed one, rounded to the digits that were printed.

    >>> agrees(-28, -28.16), agrees(-28, -28.6), agrees(142.46, 142.44)
    (True, False, False)
    """
    return abs(stated - computed) <= 0.5 * 10.0 ** -decimals_of(stated) + 1e-9


def find_area_differences(neighbourhoods: pd.DataFrame) -> list[Finding]:
    """Neighbourhoods whose drawn area is not the official one.

    Parameters
        neighbourhoods: index id, columns name, official_area_km2, drawn_area_km2.

    >>> frame = pd.DataFrame({"name": ["Tavla"], "official_area_km2": [1.61], "drawn_area_km2": [3.69]}, index=["149195"])
    >>> [finding.kind for finding in find_area_differences(frame)]
    ['area-differs']
    """
    known = neighbourhoods.dropna(subset=["official_area_km2", "drawn_area_km2"])
    known = known[known["official_area_km2"] > 0]
    pct = 100.0 * (known["drawn_area_km2"] / known["official_area_km2"] - 1.0)
    findings = []
    for place_id, row in known[pct.abs() > AREA_TOLERANCE_PCT].iterrows():
        drawn = round(float(row["drawn_area_km2"]), 2)
        findings.append(
            Finding(
                "area-differs",
                ("boundaries",),
                {"neighbourhood_id": str(place_id), "neighbourhoods": [row["name"]], "field": "area_km2"},
                stated=float(row["official_area_km2"]),
                computed=drawn,
                params={
                    "name": str(row["name"]),
                    "stated": float(row["official_area_km2"]),
                    "computed": drawn,
                    "pct": round(float(pct[place_id]), 0),
                },
            )
        )
    return findings
