"""Kinds of issues about numbers."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "number-format-decided": Kind(
        "info",
        "planner",
        "iki türlü okunabilen {count} hücre (örnek: {old}) {reading} sayıldı: {new}; kararı sütunun türü ve tablodaki öbür sayılar verdi. Yanlışsa kaynakta sayıları açık yazın.",
        "cells that could be read in two ways: {count} (for example {old}); by the kind of the column and the other numbers of the table they were read as {reading}: {new}. If that is wrong, write the numbers clearly in the source.",
    ),
    "mixed-number-format": Kind(
        "warning",
        "source",
        "iki sayı biçimi bir arada (1.234,56 ve 1,234.56; örnek: {old}). Açık olanlar okundu. Kaynakta tek biçim kullanın.",
        "two number formats side by side (1.234,56 and 1,234.56; for example {old}). The clear ones were read. Use one format in the source.",
    ),
    "ambiguous-number": Kind(
        "error",
        "source",
        '"{old}" iki türlü okunabilir ve sütun hangisi olduğunu söylemiyor; satır ayrıldı. Binlik ise 1234, ondalık ise 1,2340 yazın.',
        '"{old}" can be read in two ways and its column does not tell which; the row was set aside. Write 1234 for thousands, 1.2340 for a decimal.',
    ),
    "malformed-number": Kind(
        "error",
        "source",
        '"{old}" bir sayı değil; tahmin edilmedi, satır ayrıldı. Kaynakta düzeltip yeniden içe aktarın.',
        '"{old}" is not a number; nothing was guessed, the row was set aside. Correct it in the source and import again.',
    ),
    "negative-value": Kind(
        "error",
        "source",
        "{old} eksi bir sayı; bu olamaz. Kaynakta düzeltip yeniden içe aktarın.",
        "{old} is negative; this cannot be. Correct it in the source and import again.",
    ),
    "fractional-count": Kind(
        "error",
        "source",
        "{old} kesirli; kişi sayısı tam sayı olur. Kaynakta düzeltip yeniden içe aktarın.",
        "{old} has a fraction; people are counted in whole numbers. Correct it in the source and import again.",
    ),
    "no-row-taken": Kind(
        "error",
        "source",
        "{file} içinden hiçbir mahalle satırı alınamadı; katman olduğu gibi kaldı. Nedenleri aşağıda.",
        "No neighbourhood row of {file} could be taken; the layer stays as it was. The reasons follow.",
    ),
    "missing-value": Kind(
        "info",
        "source",
        "{name}: değer yok; hesaplara girmedi. Biliniyorsa kaynakta yazıp yeniden içe aktarın.",
        "{name}: no value; it is left out of the calculations. If it is known, fill it in the source and import again.",
    ),
    "year-out-of-range": Kind(
        "error",
        "source",
        '"{old}" bir yıl değil (1927 ile 2100 arası beklenir). Kaynakta düzeltin.',
        '"{old}" is not a year (1927 to 2100 expected). Correct it in the source.',
    ),
}
