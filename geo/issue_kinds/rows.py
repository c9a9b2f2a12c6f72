"""Kinds of issues about columns and rows of tables."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "rows-in-no-neighbourhood": Kind(
        "warning",
        "planner",
        "{layer} katmanında {rows} satırın {count} tanesinin ne mahallesi ne haritada yeri var; hiçbir mahallenin hesabına girmedi. Mahallelerini kaynakta tamamlayın ya da mahalle names ile kabul edin.",
        "In the layer {layer} {count} of {rows} rows have neither a neighbourhood nor a place on the map; they count nowhere. Complete the neighbourhood in the source, or accept the name with mahalle names.",
    ),
    "missing-column": Kind(
        "error",
        "planner",
        "{file} içinde {field_tr} sütunu bulunamadı. Başlıklar: {headings}. Başlığı düzeltin ya da --columns {field}=BAŞLIK ile gösterin.",
        "{file} has no column for {field_en}. Headings: {headings}. Correct the heading or name it with --columns {field}=HEADING.",
    ),
    "unknown-column-option": Kind(
        "error",
        "planner",
        "--columns {field}={column}: {why_tr}. Alanlar: {fields}. Başlıklar: {headings}.",
        "--columns {field}={column}: {why_en}. Fields: {fields}. Headings: {headings}.",
    ),
    "two-columns-for-one-field": Kind(
        "error",
        "planner",
        "{field} alanı için birden çok sütun var: {columns}. Hangisi olduğunu --columns {field}=BAŞLIK ile seçin.",
        "Several columns stand for {field}: {columns}. Choose one with --columns {field}=HEADING.",
    ),
    "column-ignored": Kind(
        "info",
        "planner",
        "bu katmanın alanlarından biri değil; alınmadı, kaynak dosyada duruyor. Gerekliyse --columns ile bir alana bağlayın.",
        "not a field of this layer; left out, kept in the source file. If it is needed, assign it to a field with --columns.",
    ),
    "uneven-row": Kind(
        "error",
        "source",
        "{found} hücre var, başlıkta ise {expected} sütun; hangi değerin hangi sütuna ait olduğu bilinemez. Satırı kaynakta düzeltin.",
        "cells in the row: {found}, headings: {expected}; which value belongs to which column cannot be known. Correct the row in the source.",
    ),
    "unreadable-row": Kind(
        "error",
        "source",
        "{file} buradan sonra okunamıyor: kapanmayan bir tırnak ya da aşırı uzun bir hücre var. Kaynakta düzeltip yeniden içe aktarın.",
        "{file} cannot be read from here on: a quote is never closed, or a cell is far too long. Correct it in the source and import again.",
    ),
    "empty-name": Kind(
        "error",
        "source",
        "mahalle adı boş. Adı kaynakta yazıp yeniden içe aktarın.",
        "the neighbourhood name is empty. Fill it in the source and import again.",
    ),
    "duplicate-row": Kind(
        "warning",
        "source",
        "{name}, {first}. satırda aynı değerlerle zaten var; bu satır ayrıldı. Kaynakta birini silin.",
        "{name} already stands in row {first} with the same values; this row was set aside. Delete one in the source.",
    ),
    "duplicate-neighbourhood": Kind(
        "error",
        "source",
        "{name} birden çok satırda farklı değerlerle var ({rows}); hangisinin doğru olduğu bilinemez, hepsi ayrıldı. Kaynakta yalnız doğru satırı bırakın.",
        "{name} stands in several rows with different values ({rows}); which is right cannot be known, all were set aside. Leave only the right row in the source.",
    ),
    "district-unknown": Kind(
        "error",
        "source",
        "{name} birden çok satırda var ({rows}); ilde aynı ad birçok ilçede bulunur ve dosyada ilçe yazmıyor, hepsi ayrıldı. İlçe sütunu ekleyin ya da --columns district=BAŞLIK ile gösterin.",
        "{name} stands in several rows ({rows}); in a province many districts share a name and the file states no district, all were set aside. Add a district column or name it with --columns district=HEADING.",
    ),
    "out-of-scope": Kind(
        "info",
        "planner",
        "{count} satır başka il ya da ilçelere ait; sayıldı, alınmadı.",
        "Rows of other provinces or districts: {count}; counted, not taken.",
    ),
    "change-without-years": Kind(
        "warning",
        "planner",
        "değişimin hangi iki yıl arasında olduğu yazmıyor ve tabloda tam iki yıl yok; sütun alınmadı, denetlenemedi. Yılları başlığa yazın (örnek: Değişim 2022-2023).",
        "it does not say between which two years the change is and the table has not exactly two; the column was left out and not checked. Write the years into the heading (such as Change 2022-2023).",
    ),
}
