"""Kinds of findings about tables and plans that contradict themselves or each other."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "share-total-differs": Kind(
        "warning",
        "source",
        "{source}: oranların ({field}) toplamı %{computed}; %{stated} olmalı. {likely}",
        "{source}: the shares ({field}) sum to {computed}%; it should be {stated}%. {likely}",
    ),
    "share-differs": Kind(
        "warning",
        "source",
        "{source}: oranı kendi değerine uymayan satır var ({field}, {count} satır; oran %): {listing}. Değer ya da oran yanlış. {likely} Kaynağa sorun.",
        "{source}: rows whose share does not fit their own value ({field}, rows: {count}; shares in %): {listing}. Value or share is wrong. {likely} Ask the source.",
    ),
    "weights-differ": Kind(
        "warning",
        "source",
        "{source}, {name}: göstergelerin ağırlıkları toplamı %{computed}, %100 olmalı. Hedefin gerçekleşme oranı bu ağırlıklarla hesaplanamaz. {likely} Ağırlıkları düzelttirin.",
        "{source}, {name}: the weights of the indicators sum to {computed}%, they must sum to 100%. How far the target is reached cannot be computed with them. {likely} Have the weights corrected.",
    ),
    "headline-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: başlıkta {stated}, yıllık değerlerden hesaplanan {computed} ({rule}). {likely} Hangisinin geçerli olduğunu kaynağa sorun.",
        "{source}, {name}: the headline says {stated}, the yearly values give {computed} ({rule}). {likely} Ask the source which holds.",
    ),
    "row-total-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: yılların toplamı {computed}, yazılan toplam {stated}. {likely} Kaynağa sorun.",
        "{source}, {name}: the years sum to {computed}, the printed total is {stated}. {likely} Ask the source.",
    ),
    "subtotal-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: yazılan değer altındaki satırların toplamı değil: {listing}. {likely} Kaynağa sorun.",
        "{source}, {name}: what is printed is not the sum of the rows below it: {listing}. {likely} Ask the source.",
    ),
    "figure-differs": Kind(
        "warning",
        "source",
        "{source}, {name} ({field}): {stated} yazıyor, hem satırın hem sütunun toplamı {computed} olmasını gerektiriyor. {likely} Düzeltilmesini kaynaktan isteyin.",
        "{source}, {name} ({field}): printed is {stated}, the totals of its row and of its column both need {computed}. {likely} Ask the source for a correction.",
    ),
    "quantity-differs": Kind(
        "warning",
        "planner",
        "{name}: yatırımların toplamı {computed} {unit}, göstergenin hedefi {stated} {unit}. Yatırım listesi ile gösterge birbirini tutmalı; eksik yatırımı ekleyin ya da hedefi düzeltin.",
        "{name}: the investments add up to {computed} {unit}, the indicator aims at {stated} {unit}. List and indicator must agree; add what is missing or correct the aim.",
    ),
    "plans-differ": Kind(
        "warning",
        "source",
        "{name} ({field}): {source} {stated}, {against} {computed}. Aynı yer için iki plan farklı söylüyor; hesaplarda hangisinin kullanılacağına karar verilmeli.",
        "{name} ({field}): {source} {stated}, {against} {computed}. Two plans say different things of the same place; decide which one computations use.",
    ),
    "dates-contradict": Kind(
        "warning",
        "source",
        "{source}: tarihleri birbiriyle çelişen satır var ({what}, {count} satır): {listing}. Takvim ve gecikme bu satırlarda hesaplanamaz; tarihleri düzelttirin.",
        "{source}: rows whose dates contradict each other ({what}, rows: {count}): {listing}. Neither schedule nor delay can be computed for them; have the dates corrected.",
    ),
    "status-contradicts": Kind(
        "warning",
        "source",
        "{source}: durumu ilerlemesiyle ya da tarihiyle çelişen satır var ({what}, {count} satır): {listing}. Hangisinin doğru olduğunu yürüten birime sorun.",
        "{source}: rows whose status contradicts their progress or date ({what}, rows: {count}): {listing}. Ask the unit in charge which is right.",
    ),
    "year-differs": Kind(
        "warning",
        "source",
        "{source}: öbür yıllara uymayan satır var ({field}, {count} satır): {listing}. {likely} Kaynağa sorun.",
        "{source}: rows that do not fit the other years ({field}, rows: {count}): {listing}. {likely} Ask the source.",
    ),
}
