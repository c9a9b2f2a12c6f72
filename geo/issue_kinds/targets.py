"""Kinds of issues about targets of the strategic plan."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "indicator-without-direction": Kind(
        "error",
        "planner",
        "Yönü yazılmamış göstergeler var: {indicators}. Artması mı azalması mı iyi bilinmeden başarım hesaplanamaz. Karta yön yazın (higher ya da lower).",
        "Indicators without a direction: {indicators}. Whether more or less is better must be known to compute performance. Give the direction on the card (higher or lower).",
    ),
    "indicator-kind-unknown": Kind(
        "error",
        "planner",
        "Değer türü bilinmeyen göstergeler var: {indicators}. Türe göre başka kural uygulanır. Karta tür yazın: {known}.",
        "Indicators of an unknown kind of value: {indicators}. Each kind has its own rule. Give the kind on the card: {known}.",
    ),
    "cards-without-column": Kind(
        "error",
        "planner",
        "Tabloda {column} sütunu yok; bu olmadan {what_tr} hesaplanamaz. Sütunu ekleyip yeniden deneyin.",
        "The table has no column {column}; without it {what_en} cannot be computed. Add the column and try again.",
    ),
    "deviation-without-reason": Kind(
        "warning",
        "planner",
        "PG {indicator}, {year}: hedefin %{performance} kadarı gerçekleşti, nedeni yazılmamış. Faaliyet raporu sapmanın nedenini ister; nedeni yazın.",
        "Indicator {indicator}, {year}: {performance} % of the target was reached and no reason is given. The activity report asks for the reason of a deviation; write it.",
    ),
    "indicators-not-described": Kind(
        "warning",
        "planner",
        "{all} göstergeden {count} tanesinin değer türü (yıllık, kümülatif, yapılacak iş) ya da yönü yazılmamış; başarımı bu olmadan hesaplanamaz. Hedef kartlarına Değer türü ve Yön sütunlarını ekleyin.",
        "Of {all} indicators {count} do not say their kind of value (yearly, cumulative, to be done) or direction, without which performance cannot be computed. Add the columns Değer türü and Yön to the target cards.",
    ),
    "no-targets-in-year": Kind(
        "error",
        "planner",
        "{year} yılı için hedef kartı yok. Olan yıllar: {years}. Birini yazın.",
        "There are no target cards for {year}. Years there are: {years}. Give one of them.",
    ),
    "no-investments-in-year": Kind(
        "error",
        "planner",
        "Programda {year} yılının yatırımı yok. Olan yıllar: {years}. Birini yazın.",
        "The programme has no investments of {year}. Years there are: {years}. Give one of them.",
    ),
    "no-such-target": Kind(
        "error",
        "planner",
        "{target} numaralı bir hedef kartı yok. Olanlar: {known}.",
        "There is no target card with the number {target}. Those that are there: {known}.",
    ),
    "deviation-needs-reason": Kind(
        "error",
        "planner",
        "PG {indicator}, {year}: yazdığınız değer hedefin %{performance} kadarı. Hedefin altında kalan gösterge sapmanın nedeni yazılmadan saklanmaz; nedeni yazıp yeniden kaydedin.",
        "Indicator {indicator}, {year}: the value that you wrote is {performance} % of the target. An indicator under its target is not stored without the reason of the deviation; write it and save again.",
    ),
}
