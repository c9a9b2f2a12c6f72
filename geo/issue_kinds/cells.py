"""Kinds of issues about cells of declared layers: codes, units, dates, required values, ids."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "missing-column-or-value": Kind(
        "error",
        "planner",
        "{file} içinde {field_tr} sütunu bulunamadı. Başlıklar: {headings}. Sütunu --columns {field}=BAŞLIK ile gösterin; bütün satırlar için aynıysa --value {field}=DEĞER verin.",
        "{file} has no column for {field_en}. Headings: {headings}. Name it with --columns {field}=HEADING; if it is the same for all rows, give --value {field}=VALUE.",
    ),
    "unknown-code": Kind(
        "warning",
        "planner",
        '"{old}" bilinen bir değer değil ({field}, satır sayısı {count}); satırlar alındı, sınıfsız kaldı ve toplamlarda "sınıfsız" olarak görünür. Yakın değerler: {nearest}. Çalışma alanının layers/codes.yaml dosyasında bir değere bağlayın ya da kaynakta düzeltin.',
        '"{old}" is no known value ({field}, rows: {count}); the rows were taken without a class and appear as "unclassified" in sums. Near values: {nearest}. Assign it in layers/codes.yaml of the workspace or correct the source.',
    ),
    "words-beside-number": Kind(
        "info",
        "planner",
        '"{old}" içinden yalnız sayı hesaba alındı; yazılanın tamamı yanında duruyor.',
        'of "{old}" only the number counts; what was written stands beside it.',
    ),
    "words-for-number": Kind(
        "warning",
        "source",
        '"{old}" sayı değil; yazılan saklandı, hesaba girmedi. Sayısı biliniyorsa kaynakta yazın.',
        '"{old}" is no number; it was kept as written and does not count. Write the number in the source if it is known.',
    ),
    "unit-mismatch": Kind(
        "error",
        "planner",
        "sütunun birimi {found}, bu alanın birimi ise {expected}; biri öbürüne çevrilemez. Başka bir sütunsa --columns {field}=BAŞLIK ile gösterin.",
        "the column's unit is {found}, this field's is {expected}; neither can be turned into the other. If another column is meant, name it with --columns {field}=HEADING.",
    ),
    "unit-mismatch-in-cell": Kind(
        "error",
        "source",
        '"{old}" başka bir birimde; {expected} beklenir, çevrilemez. Satır ayrıldı; kaynakta düzeltin.',
        '"{old}" is in another unit; {expected} is expected and it cannot be converted. The row was set aside; correct it in the source.',
    ),
    "unit-converted": Kind(
        "info",
        "planner",
        "{count} değer {from} biriminden {to} birimine çevrildi (ilki: {old}).",
        "Values converted from {from} to {to}: {count} (the first: {old}).",
    ),
    "malformed-date": Kind(
        "error",
        "source",
        '"{old}" okunabilen bir tarih değil ya da böyle bir gün yok; satır ayrıldı. GG.AA.YYYY biçiminde yazın (örnek: 06.02.2023).',
        '"{old}" is no readable date, or there is no such day; the row was set aside. Write it as DD.MM.YYYY (such as 06.02.2023).',
    ),
    "malformed-boolean": Kind(
        "error",
        "source",
        '"{old}" evet ya da hayır demek değil; satır ayrıldı. Evet, Hayır, Var, Yok ya da X yazın.',
        '"{old}" means neither yes nor no; the row was set aside. Write Evet, Hayır, Var, Yok or X.',
    ),
    "missing-required": Kind(
        "error",
        "source",
        "{field} boş; bu değer olmadan satır kullanılamaz, ayrıldı. Kaynakta yazıp yeniden içe aktarın.",
        "{field_en} is empty; without it the row is of no use and was set aside. Fill it in the source and import again.",
    ),
    "duplicate-id": Kind(
        "error",
        "source",
        "{id} kimliği birden çok satırda farklı değerlerle var ({rows}); hangisinin doğru olduğu bilinemez, hepsi ayrıldı. Kaynakta yalnız doğru satırı bırakın ya da kimlikleri ayırın.",
        "the id {id} stands in several rows with different values ({rows}); which is right cannot be known, all were set aside. Leave only the right row in the source or give each its own id.",
    ),
    "row-without-place": Kind(
        "warning",
        "source",
        "mahalle yazmıyor ve haritada yeri yok; satır alındı ama hiçbir mahalleye sayılamaz. Mahallesini yazın ya da koordinatını verin.",
        "it names no neighbourhood and has no place on the map; the row was taken but counts for no neighbourhood. Write its neighbourhood or give its coordinates.",
    ),
    "no-yearly-value": Kind(
        "warning",
        "source",
        "hiçbir yıl için değer yok; satır yılsız alındı. Değer varsa kaynakta yazın.",
        "no year has a value; the row was taken without a year. Fill it in the source if there is one.",
    ),
    "unknown-value-option": Kind(
        "error",
        "planner",
        "--value {field}={value}: {why_tr}. Alanlar: {fields}.",
        "--value {field}={value}: {why_en}. Fields: {fields}.",
    ),
    "shape-of-another-type": Kind(
        "error",
        "source",
        "bu katman {expected} bekler, satırdaki şekil {found}; satır ayrıldı. Doğru katmanı seçin ya da çizimi düzeltin.",
        "this layer expects {expected}, the row's shape is {found}; the row was set aside. Choose the right layer or correct the drawing.",
    ),
    "broken-shape": Kind(
        "error",
        "source",
        "şeklin koordinatları sayı değil ya da şekil boş; satır ayrıldı. Çizimi kendi programında düzeltin.",
        "the shape's coordinates are no numbers, or it is empty; the row was set aside. Correct the drawing in its own program.",
    ),
}
