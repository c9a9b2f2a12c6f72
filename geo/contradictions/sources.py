"""One source against another, for any column: moved values as one finding, each other mistake as another.

General rules only: nothing here knows a municipality. Each function takes frames and returns findings; a clean frame gives none.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geo.contradictions.quantity import MOST_LISTED, Quantity, listed_pairs, relative
from geo.issues import Finding, Language, Parameter, Words
from geo.mistakes import Mistake, diagnose_rows, exactly
from geo.numbers import format_percent

POPULATION = Quantity(
    "population", Words("nüfus", "population"), "population", "persons", Words("{year} nüfusu", "{year} population")
)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One source held against a better one: the rows for which the better one decides, by their key."""

    quantity: Quantity
    year: int | None
    source: str
    against: str
    names: Mapping[Hashable, str]
    source_rows: Mapping[Hashable, int]
    stated: Mapping[Hashable, float]
    reference: Mapping[Hashable, float]
    siblings: Mapping[Words, Mapping[Hashable, float]] = field(default_factory=dict)


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
    return find_source_differences(figures, POPULATION, ranks)


def find_source_differences(
    figures: pd.DataFrame,
    quantity: Quantity,
    ranks: Mapping[str, int],
    *,
    key: Sequence[str] = ("neighbourhood_id",),
    label: str = "neighbourhood_name",
    siblings: Mapping[str, Words] | None = None,
) -> list[Finding]:
    """Where sources give different figures for the same thing, with the mistake that most likely made them.

    Rows without a key, and those that one source has several of, are no part: nothing says which belongs to which.

    Parameters
        figures: columns `key`, `label`, source, source_row, `quantity.field`; `year` where the layer has years, and then each
            year is compared by itself.
        ranks: place of each source in the precedence, 0 first; the later source is the one said to be wrong.
        siblings: further columns that could have been taken for this one, with their words.
    Returns
        kind `permuted-values` (the same values on other rows) and `sources-differ`, one finding for all rows of one mistake.
        `where["likely"]` names the mistake (geo.mistakes.MISTAKES).
    Raises
        KeyError: a source has no rank.

    >>> parcels = pd.DataFrame({"id": ["a", "b"] * 2, "label": ["104/1", "104/2"] * 2, "source": ["tapu"] * 2 + ["plan"] * 2,
    ...     "source_row": [2, 3] * 2, "area_m2": [1500.0, 800.0, 15.0, 800.0]})
    >>> area = Quantity("area_m2", Words("alan (m²)", "area (m2)"), "assets", "m2")
    >>> (finding,) = find_source_differences(parcels, area, {"tapu": 0, "plan": 1}, key=["id"], label="label")
    >>> finding.kind, finding.where["likely"], finding.stated
    ('sources-differ', 'factor-hundred', [15.0])
    """
    known = figures.dropna(subset=[quantity.field, *key])
    if known.empty:
        return []
    known = known.assign(
        _key=known[key[0]] if len(key) == 1 else list(known[list(key)].itertuples(index=False, name=None)),
        _name=known[label],
        _value=known[quantity.field],
    )
    years = known.groupby("year", sort=True) if "year" in known else [(None, known)]
    findings: list[Finding] = []
    for year, rows in years:
        for comparison in _comparisons(None if year is None else int(year), rows, quantity, ranks, siblings or {}):
            findings += _compare(comparison, known, ranks)
    return findings


def _comparisons(
    year: int | None, rows: pd.DataFrame, quantity: Quantity, ranks: Mapping[str, int], siblings: Mapping[str, Words]
) -> list[_Comparison]:
    dated = quantity if year is None else quantity.of_year(year)
    decided: dict[Hashable, str] = {}
    values: dict[str, dict[Hashable, float]] = {}
    found = []
    for source in sorted(rows["source"].unique(), key=lambda source: (ranks[source], source)):
        of_source = rows[rows["source"] == source].drop_duplicates("_key", keep=False).set_index("_key")
        own, names, lines = (of_source[name].to_dict() for name in ("_value", "_name", "source_row"))
        columns = {title: of_source[name].astype("float64").to_dict() for name, title in siblings.items()}
        for against, reference in values.items():
            stated = {key: value for key, value in own.items() if decided.get(key) == against}
            if stated:
                found.append(_Comparison(dated, year, source, against, names, lines, stated, reference, columns))
        values[source] = own
        decided = dict.fromkeys(own, source) | decided
    return found


def _compare(comparison: _Comparison, figures: pd.DataFrame, ranks: Mapping[str, int]) -> list[Finding]:
    stated, reference = comparison.stated, comparison.reference
    order = sorted(stated, key=lambda key: comparison.source_rows[key])
    findings = []
    for mistake in diagnose_rows(exactly(stated, reference, comparison.quantity.unit, order, comparison.siblings)):
        touched = set(mistake.rows)
        keys = [key for key in stated if key in touched]
        if _is_closed(keys, stated, reference):
            params = {
                "listing": _listing(comparison, keys, Words("doğrusu", "should be"), most=None),
                "total": sum(stated[key] for key in keys),
                "evidence": _evidence(comparison, mistake, figures, ranks),
            }
            findings.append(_source_finding("permuted-values", comparison, mistake, keys, params))
        else:
            gravest = sorted(keys, key=lambda key: -abs(stated[key] - reference[key]))
            listing = _listing(comparison, gravest, Words("öbüründe", "the other has"), most=MOST_LISTED)
            likely = _NO_SLIP if mistake.kind == "unknown" else mistake.sentence
            findings.append(_source_finding("sources-differ", comparison, mistake, keys, {"listing": listing, "likely": likely}))
    return findings


def _is_closed(keys: Sequence[Hashable], stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]) -> bool:
    """Whether rows hold the same values on both sides: a block that lost one at its end does not."""
    return len(keys) > 1 and sorted(stated[key] for key in keys) == sorted(reference[key] for key in keys)


def _source_finding(
    kind: str,
    comparison: _Comparison,
    mistake: Mistake,
    keys: Sequence[Hashable],
    params: Mapping[str, Parameter],
) -> Finding:
    stated, expected = ([values[key] for key in keys] for values in (comparison.stated, comparison.reference))
    names = [comparison.names[key] for key in keys]
    shared = [abs(comparison.reference[key]) for key in comparison.stated if key in comparison.reference]
    return Finding(
        kind,
        (comparison.quantity.layer,),
        {
            "source": comparison.source,
            "against": comparison.against,
            "field": comparison.quantity.field,
            "likely": mistake.kind,
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
            "field": comparison.quantity.title,
            **params,
        },
        effect=relative(float(sum(abs(a - b) for a, b in zip(stated, expected, strict=True))), float(sum(shared))),
    )


def _listing(comparison: _Comparison, keys: Sequence[Hashable], word: Words, *, most: int | None) -> Words:
    """`Tavla 2.935 (doğrusu 2.970); …`, at most so many of them."""
    return listed_pairs(keys, comparison.names, comparison.stated, comparison.reference, word, most=most)


def _evidence(comparison: _Comparison, mistake: Mistake, figures: pd.DataFrame, ranks: Mapping[str, int]) -> Words:
    """Which of the two orders other years bear out, and whether the rows slipped as one block."""
    years = _other_years(comparison, list(mistake.rows), figures, ranks)
    if mistake.kind != "shifted-block":
        return years
    return Words(f"{_ONE_BLOCK.tr} {years.tr}", f"{_ONE_BLOCK.en} {years.en}")


def _other_years(comparison: _Comparison, moved: Sequence[Hashable], figures: pd.DataFrame, ranks: Mapping[str, int]) -> Words:
    """The largest change from the nearest other year under each order of the values."""
    if comparison.year is None:
        return _NO_OTHER_YEAR
    others = figures[(figures["year"] != comparison.year) & figures["_key"].isin(list(moved)) & figures["_value"].gt(0)]
    if others.empty:
        return _NO_OTHER_YEAR
    year = min(others["year"].unique(), key=lambda other: (abs(other - comparison.year), other))
    best_first = others[others["year"] == year].sort_values("source", key=lambda sources: sources.map(ranks), kind="stable")
    base = best_first.drop_duplicates("_key").set_index("_key")["_value"].to_dict()

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


_ONE_BLOCK = Words("Satırlar art arda: değerler bir satır kaymış.", "The rows follow each other: the values slipped by one row.")
_NO_SLIP = Words("Fark bilinen bir yazım yanlışına benzemiyor.", "The difference looks like no known slip.")
_NO_OTHER_YEAR = Words(
    "Karşılaştıracak başka bir yıl yok; hangi sıranın doğru olduğunu yalnız kaynakların önceliği söylüyor.",
    "There is no other year to compare with; only the precedence of the sources says which order is right.",
)
