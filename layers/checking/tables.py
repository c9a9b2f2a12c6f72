"""Every layer that is read by its fields: printed totals against rows, sources against each other, two number formats."""

from collections.abc import Iterator

import pandas as pd

from geo.contradictions import Quantity, find_source_differences, find_total_differences
from geo.issues import Finding, Words
from layers.base import Field, LayerSpec
from layers.checking.evidence import Evidence
from layers.reading.base import Params


def check_tables(evidence: Evidence) -> list[Finding]:
    """What the rows of each layer contradict in their own table, in another source, and in how they are written."""
    findings: list[Finding] = []
    for spec in evidence.layers():
        if not spec.nested:
            findings += _totals(evidence, spec)
        findings += _sources(evidence, spec)
        findings += _formats(evidence, spec)
    return findings


def quantities(spec: LayerSpec) -> Iterator[tuple[Field, Quantity]]:
    """The fields of a layer that add up."""
    for field in spec.fields:
        if field.extensive and field.unit is not None:
            yield field, Quantity(field.name, Words(field.title_tr, field.title_en), spec.name, field.unit)


def label_of(spec: LayerSpec) -> str:
    """The field by which a person calls a row: the place as written, else the first that tells rows apart."""
    if spec.has_places:
        return "stated_name"
    first = spec.identity[0] if spec.identity else "id"
    last = spec.identity[-1] if spec.identity else first
    return f"{last}_stated" if spec.field(last).type == "code" else last


def _totals(evidence: Evidence, spec: LayerSpec) -> list[Finding]:
    findings: list[Finding] = []
    set_aside = evidence.set_aside(spec.name)
    for source, rows in evidence.sources(spec.name):
        if not rows["is_total"].any():
            continue
        if set_aside.get(source):
            params: Params = {"source": source, "count": set_aside[source]}
            findings.append(Finding("total-not-compared", (spec.name,), {"source": source}, None, None, params))
            continue
        own = [field.name for field, _ in quantities(spec)]
        for field, quantity in quantities(spec):
            # Amounts that do not go by year stand on the row of each year.
            once = rows if field.by_year else rows.drop_duplicates(["source_file", "source_row"])
            for of_this, part in _by_year(once, quantity) if field.by_year else ((quantity, once),):
                companions = [name for name in own if name != field.name]
                findings += find_total_differences(part, of_this, source, label=label_of(spec), companions=companions)
    return findings


def _by_year(rows: pd.DataFrame, quantity: Quantity) -> Iterator[tuple[Quantity, pd.DataFrame]]:
    for year, of_year in rows.groupby("year", sort=True):
        dated = quantity.of_year(int(year))
        yield dated, of_year.rename(columns={quantity.field: dated.field})


def _sources(evidence: Evidence, spec: LayerSpec) -> list[Finding]:
    frame = evidence.frame(spec.name)
    if frame is None or frame["source"].nunique() < 2:
        return []
    rows = frame[~frame["is_total"]]
    findings: list[Finding] = []
    for _, quantity in quantities(spec):
        known = rows.dropna(subset=[quantity.field])
        findings += find_source_differences(known, quantity, evidence.ranks(spec.name), key=["id"], label=label_of(spec))
    return findings


def _formats(evidence: Evidence, spec: LayerSpec) -> list[Finding]:
    """Columns that the reader found to be written in two ways, one finding a table."""
    revision = evidence.store.current(spec.name)
    found = [] if revision is None else evidence.store.issues(spec.name, revision.number)
    mixed: dict[str, list[tuple[str, str]]] = {}
    for issue in found:
        if issue.kind == "mixed-number-format":
            mixed.setdefault(issue.source, []).append((issue.column or "–", issue.old or ""))
    return [
        Finding(
            "mixed-number-format",
            (spec.name,),
            {"source": source, "columns": [column for column, _ in columns]},
            stated=[text for _, text in columns],
            computed=None,
            params={"old": "; ".join(f"{column}: {text}" for column, text in columns)},
            effect=0.05,
        )
        for source, columns in mixed.items()
    ]
