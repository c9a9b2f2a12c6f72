"""Areas that should be the same: drawn against official, a plan against its boundary, the parts against the district."""

import pandas as pd

from geo.contradictions.quantity import relative
from geo.figures import agrees
from geo.issues import Finding, Parameter, Words
from geo.numbers import format_percent

# A drawn boundary further than this from the official area is wrong in one of the two: digitising errors stay below it.
AREA_TOLERANCE_PCT = 5.0

_DRAWN, _OFFICIAL = Words("çizilen alan", "the drawn area is"), Words("resmî alan", "the official one")
_DRAWN_ADVICE = Words(
    "Sınır ya da resmî alan yanlış olmalı; yoğunluk resmî alanla hesaplandı. İkisini de denetleyin.",
    "Boundary or official area must be wrong; density uses the official area. Check both.",
)
_STATED_ADVICE = Words(
    "İki alan aynı yerin olmalıydı; hangisinin doğru olduğunu ve aradaki farkın nereye düştüğünü kaynağa sorun.",
    "Both should be of the same place; ask the source which is right and where the difference lies.",
)


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
    whole = float(known["official_area_km2"].sum())
    findings = []
    for place_id, row in known.assign(pct=pct)[pct.abs() > AREA_TOLERANCE_PCT].iterrows():
        official, drawn = float(row["official_area_km2"]), round(float(row["drawn_area_km2"]), 2)
        where = {"neighbourhood_id": str(place_id), "neighbourhoods": [row["name"]], "field": "area_km2"}
        params: dict[str, Parameter] = {
            "unit": "km²",
            "advice": _DRAWN_ADVICE,
            "computed_title": _DRAWN,
            "stated_title": _OFFICIAL,
        }
        findings.append(
            Finding(
                "area-differs",
                ("boundaries",),
                where,
                stated=official,
                computed=drawn,
                params={"name": str(row["name"]), "stated": official, "computed": drawn, "pct": _apart(row["pct"]), **params},
                effect=relative(drawn - official, whole),
            )
        )
    return findings


def find_extent_differences(extents: pd.DataFrame) -> list[Finding]:
    """Stated areas of a whole that another document states otherwise: a plan's table against its boundary or the district.

    Any difference beyond the rounding of the two figures is said: both are printed, none is measured.

    Parameters
        extents: one row a comparison: name (what the area is of), layer, source, field, area_title and area (as stated there),
            other_title, other_source and other_area (what it is held against), unit (as printed: ha, km²). Titles are Words. Rows
            in which an area is missing are passed over.
    Returns
        kind `area-differs`, in the order of the frame; `stated` is the area, `computed` the other one.

    >>> extents = pd.DataFrame({"name": ["Defne"], "layer": ["plan_areas"], "source": ["cdp"], "field": ["area_ha"],
    ...     "area_title": [Words("plan toplamı", "the plan's total is")], "area": [13164.0], "unit": ["ha"],
    ...     "other_title": [Words("ilçe yüzölçümü", "the district's area")], "other_source": "tuik", "other_area": 14246.0})
    >>> [(finding.stated, finding.computed) for finding in find_extent_differences(extents)]
    [(13164.0, 14246.0)]
    """
    findings = []
    for row in extents.dropna(subset=["area", "other_area"]).itertuples():
        area, other = float(row.area), float(row.other_area)
        if agrees(area, other) or agrees(other, area) or other == 0:
            continue
        findings.append(
            Finding(
                "area-differs",
                (str(row.layer),),
                {"source": row.source, "against": row.other_source, "field": row.field, "name": row.name},
                stated=area,
                computed=other,
                params={
                    "name": str(row.name),
                    "computed_title": row.area_title,
                    "computed": area,
                    "stated_title": row.other_title,
                    "stated": other,
                    "unit": str(row.unit),
                    "pct": _apart(100.0 * (area / other - 1.0)),
                    "advice": _STATED_ADVICE,
                },
                effect=relative(area - other, other),
            )
        )
    return findings


def _apart(pct: float) -> Words:
    decimals = 0 if abs(pct) >= 10.0 else 1
    tr, en = (format_percent(float(pct), language, decimals, sign=True) for language in ("tr", "en"))
    return Words(tr, en)
