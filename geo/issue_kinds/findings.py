"""Kinds of findings of `mahalle check`."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "permuted-values": Kind(
        "error",
        "source",
        "{source}: {count} satırda başka bir satırın değeri yazıyor ({field}): {listing}. Aynı değerler {against} kaynağında da var, yalnız başka satırlarda. Bu satırların toplamı iki kaynakta da {total} olduğu için hiçbir toplam bunu göstermez; bu değerlerden hesaplanan değişimler de yanlıştır. {evidence} Kaynağın düzeltilmesini isteyin; o zamana kadar {against} değerleri gösterilir.",
        "{source}: rows that carry the value of another row ({field}, {count} rows): {listing}. {against} has the very same values, only on other rows. As these rows sum to {total} in both, no total shows it; changes computed from them are wrong as well. {evidence} Ask for a correction of the source; until then the values of {against} are shown.",
    ),
    "sources-differ": Kind(
        "warning",
        "source",
        "{source} ile {against} farklı değer veriyor ({field}, {count} satır): {listing}. {likely} {against} değerleri gösterilir; hangisinin doğru olduğunu kaynaklara sorun.",
        "{source} and {against} give different values ({field}, rows: {count}): {listing}. {likely} The values of {against} are shown; ask the sources which are right.",
    ),
    "total-differs": Kind(
        "warning",
        "source",
        "{source}: {field} satırlarının toplamı {computed}, yazılan toplam {stated}. {likely}",
        "{source}: the rows of {field} sum to {computed}, the printed total is {stated}. {likely}",
    ),
    "total-not-compared": Kind(
        "info",
        "planner",
        "{source}: ayrılmış bekleyen satır var ({count}); bu yüzden yazılan toplamlar satırlarla karşılaştırılmadı. Satırlar alınınca yeniden denetleyin.",
        "{source}: rows wait outside ({count}); the printed totals were therefore not compared with the rows. Check again when the rows are in.",
    ),
    "change-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: yazılan {field} {stated}, aynı tablonun nüfuslarından hesaplanan {computed}. Tablonun kendi içinde tutması gerekir; düzeltilmesini kaynaktan isteyin.",
        "{source}, {name}: the printed {field} is {stated}, computed from the table's own populations it is {computed}. A table must agree with itself; ask the source for a correction.",
    ),
    "women-men-differ": Kind(
        "warning",
        "source",
        "{source}, {name}, {year}: kadın ve erkek toplamı {computed}, yazılan nüfus {stated}. Üç sayıdan biri yanlış olmalı; kaynağa sorun.",
        "{source}, {name}, {year}: women and men sum to {computed}, the printed population is {stated}. One of the three must be wrong; ask the source.",
    ),
    "text-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: metinde {field} {stated}, tabloda {computed}.{note} Okuyan hangisine güveneceğini bilemez; metin ya da tablo düzeltilmeli.",
        "{source}, {name}: the text says {field} {stated}, the table {computed}.{note} A reader cannot know which to trust; text or table must be corrected.",
    ),
    "area-differs": Kind(
        "warning",
        "source",
        "{name}: {computed_title} {computed} {unit}, {stated_title} {stated} {unit} (fark {pct}). {advice}",
        "{name}: {computed_title} {computed} {unit}, {stated_title} {stated} {unit} ({pct} apart). {advice}",
    ),
}
