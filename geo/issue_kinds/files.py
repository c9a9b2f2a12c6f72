"""Kinds of issues about files at the gate."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "file-not-found": Kind(
        "error",
        "planner",
        "Dosya bulunamadı: {file}. Yolu ve adı denetleyin.",
        "File not found: {file}. Check path and name.",
    ),
    "empty-file": Kind(
        "error",
        "source",
        "{file} boş: içinde okunacak satır yok. Dosyanın tamamını gönderen birimden isteyin.",
        "{file} is empty: there is no row to read. Ask whoever sent it for the full file.",
    ),
    "file-too-large": Kind(
        "error",
        "administrator",
        "{file} çok büyük: {size} bayt, sınır {limit} bayt. Dosyayı bölüp ayrı ayrı verin.",
        "{file} is too large: {size} bytes, the limit is {limit}. Split the file and import the parts.",
    ),
    "wrong-content": Kind(
        "error",
        "planner",
        "{file} adına göre {expected}, içeriğine göre {found}. Adını değiştirmek yetmez: veriyi {expected} olarak kaydedip o dosyayı verin.",
        "{file} is {expected} by its name but {found} by its content. Renaming is not enough: save the data as {expected} and import that file.",
    ),
    "unknown-format": Kind(
        "error",
        "planner",
        "{file} tanınan bir biçimde değil. Şunlardan biri olarak kaydedip yeniden verin: {known}.",
        "{file} is in no known format. Save it as one of these and import it again: {known}.",
    ),
    "bad-zip": Kind(
        "error",
        "planner",
        "{file} açılamadı: {why_tr}. Yalnız .shp, .shx, .dbf, .prj ve .cpg dosyalarını içeren sade bir zip verin.",
        "{file} cannot be opened: {why_en}. Give a plain zip that holds only the .shp, .shx, .dbf, .prj and .cpg files.",
    ),
    "unreadable-file": Kind(
        "error",
        "source",
        "{file} okunamadı: biçimi bozuk. Dosyayı kendi programında açıp yeniden kaydedin.",
        "{file} could not be read: its format is damaged. Open it in its own program and save it again.",
    ),
    "reader-doubt": Kind(
        "warning",
        "source",
        '{file} okunurken bir kusur görüldü ("{text}"). Okunabilen alındı; haritada denetleyin, dosyayı kendi programında onarın.',
        'A fault showed while {file} was read ("{text}"). What could be read was taken; check it on the map and repair the file in its own program.',
    ),
    "wrong-format-for-layer": Kind(
        "error",
        "planner",
        "{file}, {layer} katmanının okuyabildiği bir biçimde değil. Bu katman için: {known}.",
        "{file} is in no format that the layer {layer} can read. For this layer: {known}.",
    ),
    "encoding-guessed": Kind(
        "info",
        "planner",
        "{file} {encoding} olarak okundu. Harfler bozuksa dosyayı UTF-8 olarak kaydedip yeniden verin.",
        "{file} was read as {encoding}. If letters look damaged, save it as UTF-8 and import it again.",
    ),
}
