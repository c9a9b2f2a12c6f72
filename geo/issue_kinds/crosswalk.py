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
    "transfer-unknown-ids": Kind(
        "error",
        "planner",
        "Aktarımın tanımadığı mahalleler için değer verildi: {names}. Değerlerin tarihi ile aktarımın başlangıç tarihini karşılaştırın.",
        "There are values for neighbourhoods that the transfer does not know: {names}. Compare the date of the values with the date the transfer begins at.",
    ),
    "transfer-without-value": Kind(
        "warning",
        "planner",
        "Bu mahallelere değer aktarılamadı ({count}): {names}. Payları ya da geldikleri mahallelerin değeri (ya da {weight} ağırlığı) bilinmiyor. Değişiklik tablosundaki PAY sütununu ve eski değerleri tamamlayın.",
        "No value could be carried over to these neighbourhoods ({count}): {names}. Their shares, or the values (or the weight, {weight}) of those they come from, are unknown. Complete the shares in the table of changes and the old values.",
    ),
    "transfer-total-differs": Kind(
        "warning",
        "planner",
        "Aktarımdan önceki toplam {before}, sonraki {after}; fark {difference}. Değeri bilinmeyen mahalleler yüzünden toplam korunmadı; farkı raporda belirtin.",
        "The total is {before} before the transfer and {after} after it; the difference is {difference}. Neighbourhoods without a value keep it from being conserved; state the difference in the report.",
    ),
}
