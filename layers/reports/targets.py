"""The six-monthly monitoring and the yearly evaluation of targets: progress beside money, indicator by indicator."""

from typing import Final

import pandas as pd

from geo.issues import Words
from layers.reports.common import on
from layers.reports.document import About, Cell, Document, Heading, Section, Table, amount
from layers.target_report import Half, TargetReport
from layers.workspace import Workspace

_KINDS: Final = {
    1: Words("Altı aylık izleme raporu", "Six-monthly monitoring report"),
    2: Words("Yıllık değerlendirme raporu", "Yearly evaluation report"),
}
_LEVELS: Final = {
    "plan": Words("Bütün plan", "Whole plan"),
    "aim": Words("Amaç", "Aim"),
    "target": Words("Hedef", "Target"),
}
_SUMMED: Final = (
    Heading(Words("Düzey", "Level"), is_number=False, share=1.4),
    Heading(Words("Başarım", "Performance")),
    Heading(Words("Bilinen ağırlık", "Known weight")),
    Heading(Words("Değerlendirme", "Band"), is_number=False, share=1.8),
    Heading(Words("Planlanan (TL)", "Planned (TRY)")),
    Heading(Words("Harcanan (TL)", "Spent (TRY)")),
    Heading(Words("Harcama", "Spending")),
)
_SINGLE: Final = (
    Heading(Words("PG", "Ind."), is_number=False, share=0.7),
    Heading(Words("Gösterge", "Indicator"), is_number=False, share=3.4),
    Heading(Words("Ağırlık", "Weight")),
    Heading(Words("Hedeflenen", "Targeted")),
    Heading(Words("Gerçekleşen", "Realised")),
    Heading(Words("Başarım", "Performance")),
    Heading(Words("Değerlendirme", "Evaluation"), is_number=False, share=2.0),
)


def targets_report(workspace: Workspace, report: TargetReport, *, half: Half, day: str | None = None) -> Document:
    """The report of the years that were asked for; the day is that of the newest of the layers behind it unless given (ISO)."""
    store = workspace.store()
    behind = [revision for layer in ("targets", "target_costs", "investments") if (revision := store.current(layer)) is not None]
    newest = max(revision.created_at for revision in behind)[:10]
    place = " / ".join(part for part in (workspace.province, workspace.district) if part)
    years = sorted(set(report.rows["year"]))
    sections = [section for year in years for section in _year(report.rows[report.rows["year"] == year], int(year))]
    if report.issues:
        texts = tuple(Words(issue.message("tr"), issue.message("en")) for issue in report.issues)
        sections.append(Section("uyarilar", Words("Uyarılar", "Remarks"), texts=texts))
    sections.append(_sources(workspace, [revision.layer for revision in behind]))
    sections.append(_method(half))
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    where = f"{workspace.name} · {place}"
    return Document(
        _KINDS[half],
        Words(f"Stratejik plan hedefleri, {span}", f"Targets of the strategic plan, {span}"),
        Words(where, where),
        About(workspace.name, place, day or newest, is_sketch=False, is_synthetic=workspace.synthetic),
        tuple(_highlights(report.rows)),
        (tuple(sections),),
    )


def _highlights(rows: pd.DataFrame) -> list[tuple[Words, Cell]]:
    targets, indicators = (rows[rows["level"] == level] for level in ("target", "indicator"))
    known = indicators["performance_pct"].notna().sum()
    whole = rows[rows["level"] == "plan"]
    return [
        (Words("hedef", "targets"), amount(targets["no"].nunique())),
        (Words("gösterge", "indicators"), amount(indicators["no"].nunique())),
        (Words("gösterge değerinin başarımı biliniyor", "values of indicators with known performance"), amount(known)),
        (Words("TL planlanan", "TRY planned"), amount(whole["planned_try"].sum(skipna=False))),
        (Words("TL harcanan", "TRY spent"), amount(whole["spent_try"].sum(skipna=False))),
    ]


def _year(rows: pd.DataFrame, year: int) -> list[Section]:
    summed, single = rows[rows["level"] != "indicator"], rows[rows["level"] == "indicator"]
    return [
        Section(
            f"hedefler-{year}",
            Words(f"{year}: amaç ve hedefler", f"{year}: aims and targets"),
            Table(_SUMMED, tuple(_summed(row) for _, row in summed.iterrows())),
        ),
        Section(
            f"gostergeler-{year}",
            Words(f"{year}: göstergeler", f"{year}: indicators"),
            Table(_SINGLE, tuple(_single(row) for _, row in single.iterrows())),
        ),
    ]


def _summed(row: pd.Series) -> tuple[Cell, ...]:
    level = _LEVELS[row["level"]]
    number = "" if pd.isna(row["no"]) else str(row["no"])
    return (
        Words(f"{level.tr} {number}".strip(), f"{level.en} {number}".strip()),
        amount(row["performance_pct"], 1, "percent"),
        amount(row["known_weight_pct"], 0, "percent"),
        _band(row),
        amount(row["planned_try"]),
        amount(row["spent_try"]),
        amount(row["spent_pct"], 1, "percent"),
    )


def _single(row: pd.Series) -> tuple[Cell, ...]:
    return (
        str(row["no"]),
        "–" if pd.isna(row["name"]) else str(row["name"]),
        amount(row["weight_pct"], 0, "percent"),
        amount(row["target_value"], None),
        amount(row["realised_value"], None),
        amount(row["performance_pct"], 1, "percent"),
        _band(row),
    )


def _band(row: pd.Series) -> Words:
    """How it is judged, else why nobody can tell; then the reason that was given for a deviation."""
    tr, en = ("–" if pd.isna(text) else str(text) for text in (row["band_tr"], row["band_en"]))
    if pd.isna(row["band_tr"]) and pd.notna(row["unknown_tr"]):
        tr, en = str(row["unknown_tr"]), str(row["unknown_en"])
    if pd.notna(row["deviation_reason"]):
        tr, en = f"{tr}; {row['deviation_reason']}", f"{en}; {row['deviation_reason']}"
    return Words(tr, en)


def _sources(workspace: Workspace, layers: list[str]) -> Section:
    told = []
    for layer in layers:
        spec, revision = workspace.layer(layer), workspace.store().current(layer)
        if revision is None:
            continue
        tr, en = (
            ", ".join(
                dict.fromkeys(
                    workspace.source_title(record.source) + (f" ({on(record.as_of, language)})" if record.as_of else "")
                    for record in revision.sources
                )
            )
            for language in ("tr", "en")
        )
        told.append(
            Words(f"{spec.title_tr}: sürüm {revision.number}, {tr}", f"{spec.title_en}: revision {revision.number}, {en}")
        )
    return Section("kaynaklar", Words("Kaynaklar ve sürümler", "Sources and revisions"), notes=tuple(told))


def _method(half: Half) -> Section:
    told = [
        Words(
            "Başarım gerçekleşmeyi, para harcamayı söyler; ikisi karıştırılmaz. Hedefin başarımı, göstergelerinin ağırlıklı "
            "ortalamasıdır; bilinmeyen göstergenin ağırlığı bilinen ağırlığa katılmaz. Bilinmeyen değer – ile yazılır.",
            "Performance tells progress, money tells spending; no figure mixes them. A target's is the weighted mean of its "
            "indicators; the weight of an unknown one does not count as known. An unknown value is written –.",
        )
    ]
    if half == 1:
        told.append(
            Words(
                "Altı aylık değer, yılın hedefiyle karşılaştırılır.",
                "The value of the half year is held against the target of its year.",
            )
        )
    return Section("yontem", Words("Yöntem", "Method"), notes=tuple(told))
