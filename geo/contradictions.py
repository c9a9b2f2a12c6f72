"""What contradicts what: sources against sources, rows against their total, drawn areas against official ones.

General rules only: nothing here knows a municipality. Each function takes frames and returns findings; a clean frame gives none.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from geo.issues import Finding, Language, Words
from geo.numbers import format_number, format_percent
from geo.permutation import permuted_rows

# A drawn boundary further than this from the official area is wrong in one of the two: digitising errors stay below it.
AREA_TOLERANCE_PCT = 5.0

# A sentence that names more rows than this is not read; the finding's `where` has them all.
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One source held against a better one: the rows of a year, by neighbourhood id, for which the better one decides."""

    year: int
    source: str
    against: str
    names: Mapping[Hashable, str]
    source_rows: Mapping[Hashable, int]
    stated: Mapping[Hashable, float]
    reference: Mapping[Hashable, float]


def find_source_contradictions(figures: pd.DataFrame, ranks: Mapping[str, int]) -> list[Finding]:
    """Where sources give different populations: moved values as one finding, other differences as another.

    Each figure is held against the best other source that has one for the same neighbourhood and year, so an error of the
    second source is not laid at the door of the third. A missing population contradicts nothing.

    Parameters
        figures: columns neighbourhood_id, neighbourhood_name, year, source, source_row, population (persons); one row a
            neighbourhood, year and source.
        ranks: place of each source in the precedence, 0 first; the later source is the one said to be wrong.
    Returns
        kinds `permuted-values` and `sources-differ`, by year, source and the source it is held against.
    Raises
        KeyError: a source has no rank.

    >>> figures = pd.DataFrame({"neighbourhood_id": ["1", "2"] * 2, "neighbourhood_name": ["Tavla", "Döver"] * 2, "year": 2023,
    ...     "source": ["tuik", "tuik", "plan", "plan"], "source_row": 2, "population": [2970, 1565, 2935, 1565]})
    >>> [(finding.kind, finding.stated) for finding in find_source_contradictions(figures, {"tuik": 0, "plan": 1})]
    [('sources-differ', [2935])]
    """
    known = figures.dropna(subset=["population"])
    findings: list[Finding] = []
    for year, of_year in known.groupby("year", sort=True):
        for comparison in _comparisons(int(year), of_year, ranks):
            findings += _compare(comparison, known, ranks)
    return findings


def _comparisons(year: int, of_year: pd.DataFrame, ranks: Mapping[str, int]) -> list[_Comparison]:
    sources = sorted(of_year["source"].unique(), key=lambda source: (ranks[source], source))
    decided: dict[Hashable, str] = {}
    populations: dict[str, dict[Hashable, float]] = {}
    found = []
    for source in sources:
        rows = of_year[of_year["source"] == source].set_index("neighbourhood_id")
        population, names, lines = (rows[name].to_dict() for name in ("population", "neighbourhood_name", "source_row"))
        for against, reference in populations.items():
            stated = {key: value for key, value in population.items() if decided.get(key) == against}
            if stated:
                found.append(_Comparison(year, source, against, names, lines, stated, reference))
        populations[source] = population
        decided = dict.fromkeys(population, source) | decided
    return found


def _compare(comparison: _Comparison, figures: pd.DataFrame, ranks: Mapping[str, int]) -> list[Finding]:
    stated, reference = comparison.stated, comparison.reference
    moved = permuted_rows(stated, reference)
    findings = []
    if moved:
        evidence = _evidence(comparison, moved, figures, ranks)
        params = {
            "listing": _listing(comparison, moved, Words("doğrusu", "should be")),
            "total": sum(stated[key] for key in moved),
            "evidence": evidence,
        }
        findings.append(_source_finding("permuted-values", comparison, moved, params))
    others = [key for key in stated if stated[key] != reference[key] and key not in set(moved)]
    if others:
        gravest = sorted(others, key=lambda key: -abs(stated[key] - reference[key]))
        listing = _listing(comparison, gravest, Words("öbüründe", "the other has"), most=_MOST_LISTED)
        findings.append(_source_finding("sources-differ", comparison, others, {"listing": listing}))
    return findings


def _source_finding(
    kind: str, comparison: _Comparison, keys: Sequence[Hashable], params: Mapping[str, str | int | float | Words]
) -> Finding:
    stated, expected = ([values[key] for key in keys] for values in (comparison.stated, comparison.reference))
    names = [comparison.names[key] for key in keys]
    return Finding(
        kind,
        ("population",),
        {
            "source": comparison.source,
            "against": comparison.against,
            "field": f"population_{comparison.year}",
            "neighbourhoods": names,
            "rows": [
                {
                    "neighbourhood_id": str(key),
                    "neighbourhood": name,
                    "row": int(comparison.source_rows[key]),
                    "stated": value,
                    "expected": other,
                }
                for key, name, value, other in zip(keys, names, stated, expected, strict=True)
            ],
        },
        stated=stated,
        computed=expected,
        params={
            "source": comparison.source,
            "against": comparison.against,
            "count": len(keys),
            "field": Words(f"{comparison.year} nüfusu", f"{comparison.year} population"),
            **params,
        },
    )


def _listing(comparison: _Comparison, keys: Sequence[Hashable], word: Words, *, most: int | None = None) -> Words:
    """`Tavla 2.935 (doğrusu 2.970); …`, at most so many of them."""

    def written(language: Language) -> str:
        between = word.tr if language == "tr" else word.en
        figures = [
            f"{comparison.names[key]} {format_number(comparison.stated[key], language)}"
            f" ({between} {format_number(comparison.reference[key], language)})"
            for key in keys[:most]
        ]
        left = len(keys) - len(figures)
        if left:
            number = format_number(left, language)
            figures.append(f"ve {number} satır daha" if language == "tr" else f"and {number} more")
        return "; ".join(figures)

    return Words(written("tr"), written("en"))


def _evidence(comparison: _Comparison, moved: Sequence[Hashable], figures: pd.DataFrame, ranks: Mapping[str, int]) -> Words:
    """Which of the two orders other years bear out: the largest change from the nearest other year under each."""
    others = figures[
        (figures["year"] != comparison.year) & figures["neighbourhood_id"].isin(list(moved)) & figures["population"].gt(0)
    ]
    if others.empty:
        return _NO_OTHER_YEAR
    year = min(others["year"].unique(), key=lambda other: (abs(other - comparison.year), other))
    best_first = others[others["year"] == year].sort_values("source", key=lambda sources: sources.map(ranks), kind="stable")
    base = best_first.drop_duplicates("neighbourhood_id").set_index("neighbourhood_id")["population"].to_dict()

    def largest_change(values: Mapping[Hashable, float], language: Language) -> str:
        changes = (100.0 * (values[key] - base[key]) / base[key] for key in moved if key in base)
        return format_percent(max(changes, key=abs), language, 0, sign=True)

    return Words(
        f"{year} yılıyla karşılaştırınca bu satırlardaki en büyük değişim,"
        f" burada yazan sırayla {largest_change(comparison.stated, 'tr')},"
        f" öbür sırayla {largest_change(comparison.reference, 'tr')} olur.",
        f"Against {year} the largest change in these rows would be {largest_change(comparison.stated, 'en')} as printed here,"
        f" {largest_change(comparison.reference, 'en')} in the other order.",
    )


_NO_OTHER_YEAR = Words(
    "Karşılaştıracak başka bir yıl yok; hangi sıranın doğru olduğunu yalnız kaynakların önceliği söylüyor.",
    "There is no other year to compare with; only the precedence of the sources says which order is right.",
)


def find_total_differences(rows: pd.DataFrame, field: str, title: Words, source: str, layer: str) -> list[Finding]:
    """A printed total that is not the sum of its rows, and whether rounding alone could explain it.

    Missing values are left out; without a total or without rows there is nothing to compare.

    Parameters
        rows: columns `field` (numbers as printed) and is_total; one table of one source.
        title: the field in words, with its unit.
    Returns
        kind `total-differs`, one finding a printed total that differs.

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
    for total in totals:
        stated = float(total)
        if agrees(stated, computed):
            continue
        # People are counted, not rounded; of printed decimals each row may hide half a unit of the last one.
        may_round = decimals > 0 and abs(computed - stated) <= 0.5 * 10.0**-decimals * len(parts)
        findings.append(
            Finding(
                "total-differs",
                (layer,),
                {"source": source, "field": field},
                stated=stated,
                computed=computed,
                params={
                    "source": source,
                    "field": title,
                    "stated": stated,
                    "computed": computed,
                    "rounding": _ROUNDING if may_round else _NOT_ROUNDING,
                },
            )
        )
    return findings


_ROUNDING = Words(
    "Satırların yuvarlanması bunu açıklayabilir; toplamın hangi değerlerden alındığını kaynağa sorun.",
    "Rounding of the rows may explain it; ask the source which values the total was taken from.",
)
_NOT_ROUNDING = Words(
    "Yuvarlama bunu açıklamaz: bir satır ya da toplam yanlış yazılmış. Kaynağa sorun.",
    "Rounding does not explain it: a row or the total is misprinted. Ask the source.",
)


def decimals_of(value: float) -> int:
    """Digits after the point that a printed figure carries, at most 6; zeros at the end are not seen.

    >>> [decimals_of(value) for value in (142.46, 28.0, -8372, 1.5e-7)]
    [2, 0, 0, 6]
    """
    exponent = Decimal(str(float(value))).normalize().as_tuple().exponent
    return min(6, max(0, -int(exponent)))


def agrees(stated: float, computed: float) -> bool:
    """Whether a printed figure is the computed one, rounded to the digits that were printed.

    >>> agrees(-28, -28.16), agrees(-28, -28.6), agrees(142.46, 142.44)
    (True, False, False)
    """
    # What binary fractions add to a difference of decimal ones.
    slack = 1e-9 + 1e-12 * abs(computed)
    return abs(stated - computed) <= 0.5 * 10.0 ** -decimals_of(stated) + slack


def find_area_differences(neighbourhoods: pd.DataFrame) -> list[Finding]:
    """Neighbourhoods whose drawn area is not the official one, by more than `AREA_TOLERANCE_PCT`.

    Parameters
        neighbourhoods: index id, columns name, official_area_km2, drawn_area_km2; a missing area or an official one of zero
            is passed over.
    Returns
        kind `area-differs`, one finding a neighbourhood, in the order of the frame.

    >>> frame = pd.DataFrame({"name": ["Tavla"], "official_area_km2": [1.61], "drawn_area_km2": [3.69]}, index=["149195"])
    >>> [finding.kind for finding in find_area_differences(frame)]
    ['area-differs']
    """
    known = neighbourhoods.dropna(subset=["official_area_km2", "drawn_area_km2"])
    known = known[known["official_area_km2"] > 0]
    pct = 100.0 * (known["drawn_area_km2"] / known["official_area_km2"] - 1.0)
    findings = []
    for place_id, row in known.assign(pct=pct)[pct.abs() > AREA_TOLERANCE_PCT].iterrows():
        official, drawn = float(row["official_area_km2"]), round(float(row["drawn_area_km2"]), 2)
        apart = Words(*(format_percent(float(row["pct"]), language, 0, sign=True) for language in ("tr", "en")))
        findings.append(
            Finding(
                "area-differs",
                ("boundaries",),
                {"neighbourhood_id": str(place_id), "neighbourhoods": [row["name"]], "field": "area_km2"},
                stated=official,
                computed=drawn,
                params={"name": str(row["name"]), "stated": official, "computed": drawn, "pct": apart},
            )
        )
    return findings
