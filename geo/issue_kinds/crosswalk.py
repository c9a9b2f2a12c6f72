"""Kinds of issues about neighbourhoods that were renamed, merged or split, and about figures carried over to them."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "change-incomplete": Kind(
        "error",
        "source",
        'eski mahalle, yeni mahalle ya da tarih eksik ya da geçersiz ("{old}"); değişiklik uygulanamaz. Satırı tamamlayın.',
        'old neighbourhood, new neighbourhood or date is missing or invalid ("{old}"), so the change cannot be applied. Complete the row.',
    ),
    "change-kind-unknown": Kind(
        "error",
        "source",
        '"{old}" bilinen bir değişiklik türü değil. Türler: {known}.',
        '"{old}" is no known kind of change. Kinds: {known}.',
    ),
    "change-share-impossible": Kind(
        "error",
        "source",
        "pay 0 ile 1 arasında olmalı, {old} yazıyor. Yüzdeyi 100'e bölerek yazın (%30 için 0,3).",
        "a share is between 0 and 1, the row says {old}. Write a percentage divided by 100 (0.3 for 30 %).",
    ),
    "change-repeated": Kind(
        "error",
        "source",
        "{from_id} için {to_id} mahallesine geçiş {day} gününde iki kez yazılmış; payı iki kez sayılırdı. Birini silin.",
        "The move from {from_id} to {to_id} on {day} is written twice and would count twice. Delete one.",
    ),
    "change-shares-differ": Kind(
        "error",
        "source",
        "{from_id}: {day} günündeki payların toplamı 1 değil, {total}; nüfusun bir kısmı kaybolur ya da iki kez sayılırdı. Mahallede kalan kısım için de bir satır yazın.",
        "{from_id}: its shares on {day} sum to {total}, not to 1, so people would be lost or counted twice. Write a row for the part that stays as well.",
    ),
    "change-kind-contradicts": Kind(
        "error",
        "source",
        "{from_id}: {day} gününde tür {kind}, ama {targets} ayrı mahalleye geçiyor. Türü ya da satırları düzeltin.",
        "{from_id}: on {day} the kind is {kind}, but it passes to {targets} neighbourhoods. Correct the kind or the rows.",
    ),
    "change-source-unknown": Kind(
        "warning",
        "planner",
        "{from_id}: {day} günündeki değişiklik uygulanmadı; bu mahalle o gün listede yok. Kodu ya da tarihi denetleyin.",
        "{from_id}: its change on {day} was not applied, for this neighbourhood is not in the list of that day. Check its code or the date.",
    ),
    "transfer-days-reversed": Kind(
        "error",
        "planner",
        "{day} gününden daha eski bir güne ({to_day}) doğrudan aktarılamaz; birleşen mahallelerin payı tabloda yazmaz. Aktarımı eski günden kurup tersine çevirin.",
        "Figures cannot be carried from {day} straight to an earlier day ({to_day}): the table does not say what share of a merged neighbourhood each old one is. Compose from the earlier day and reverse it.",
    ),
    "transfer-unknown-ids": Kind(
        "error",
        "planner",
        "Aktarımın tanımadığı mahalleler için değer verildi: {names}. Değerlerin tarihi ile aktarımın başlangıç tarihini karşılaştırın.",
        "There are values for neighbourhoods that the transfer does not know: {names}. Compare the date of the values with the date the transfer begins at.",
    ),
    "transfer-without-value": Kind(
        "warning",
        "planner",
        "Değer aktarılamayan mahalleler ({count}): {names}. Payları ya da geldikleri mahallelerin değeri bilinmiyor. Değişiklik tablosundaki PAY sütununu ve eski değerleri tamamlayın.",
        "Neighbourhoods to which no value could be carried over ({count}): {names}. Their shares, or the values of those they come from, are unknown. Complete the column PAY in the table of changes, and the old values.",
    ),
    "transfer-mean-without-value": Kind(
        "warning",
        "planner",
        "Ortalaması hesaplanamayan mahalleler ({count}): {names}. Payları, geldikleri mahallelerin değeri ya da ağırlığı ({weight}) bilinmiyor ya da ağırlıkların toplamı sıfır. Eksikleri tamamlayın.",
        "Neighbourhoods whose mean could not be computed ({count}): {names}. Their shares, or the values or the weight ({weight}) of those they come from, are unknown, or the weights sum to zero. Complete them.",
    ),
    "transfer-total-differs": Kind(
        "warning",
        "planner",
        "Aktarımdan önceki toplam {before}, sonraki {after}; fark {difference}. Değeri bilinmeyen mahalleler yüzünden toplam korunmadı; farkı raporda belirtin.",
        "The total is {before} before the transfer and {after} after it; the difference is {difference}. Neighbourhoods without a value keep it from being conserved; state the difference in the report.",
    ),
}
