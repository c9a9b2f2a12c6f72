"""The kinds of issues and findings: one entry each, with severity, who should act, and the sentence in two languages.

A sentence says what is wrong, why it matters and what to do. `{name}` is filled by the issue's parameters; row and column are
put in front by the issue itself.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
Language = Literal["tr", "en"]
Owner = Literal["planner", "source", "administrator"]


@dataclass(frozen=True, slots=True)
class Words:
    """A value that is itself text in two languages, such as the name of a field."""

    tr: str
    en: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Severity, who should act, and the sentence in Turkish and English."""

    severity: Severity
    owner: Owner
    tr: str
    en: str


KINDS: dict[str, Kind] = {
    # ------------------------------------------------------------------ files at the gate
    "file-not-found": Kind(
        "error",
        "planner",
        "Dosya bulunamadı: {file}. Yolu ve adı denetleyin.",
        "File not found: {file}. Check path and name.",
    ),
    "empty-file": Kind(
        "error",
        "source",
        "{file} boş: içinde okunacak satır yok. Dosyayı veren birimden dolusunu isteyin.",
        "{file} is empty: there is no row to read. Ask whoever sent it for the full file.",
    ),
    "file-too-large": Kind(
        "error",
        "administrator",
        "{file} {size} bayt; sınır {limit} bayt. Dosyayı bölün veya çalışma alanının sınırını yükseltin.",
        "{file} has {size} bytes; the limit is {limit}. Split the file or raise the limit of the workspace.",
    ),
    "wrong-content": Kind(
        "error",
        "planner",
        "{file} adına göre {expected}, içeriğine göre {found}. Adını değil, kendisini çevirin: dosyayı {expected} olarak kaydedip yeniden verin.",
        "{file} is {expected} by its name but {found} by its content. Save the data as {expected} and import that file.",
    ),
    "unknown-format": Kind(
        "error",
        "planner",
        "{file} tanınan bir biçimde değil. Tanınanlar: {known}.",
        "{file} is in no known format. Known: {known}.",
    ),
    "bad-zip": Kind(
        "error",
        "planner",
        "{file} açılamaz: {why_tr}. Yalnız .shp, .shx, .dbf, .prj ve .cpg dosyalarını içeren sade bir zip verin.",
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
    # ------------------------------------------------------------------ columns and rows
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
        "bu katmanın alanlarından biri değil; alınmadı, kaynak dosyada duruyor.",
        "not a field of this layer; left out, kept in the source file.",
    ),
    "uneven-row": Kind(
        "error",
        "source",
        "{found} hücre var, başlıkta {expected} sütun var; hangi değerin hangi sütunda olduğu bilinemez. Satırı kaynakta düzeltin.",
        "{found} cells under {expected} headings; which value belongs to which column cannot be known. Correct the row in the source.",
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
        "{name} {first}. satırda aynı değerlerle var; ikincisi ayrıldı. Kaynakta birini silin.",
        "{name} stands in row {first} with the same values; the second was set aside. Delete one in the source.",
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
        "{count} satır başka il veya ilçelere ait; sayıldı, alınmadı.",
        "{count} rows belong to other provinces or districts; counted, not taken.",
    ),
    # ------------------------------------------------------------------ numbers
    "number-format-decided": Kind(
        "info",
        "planner",
        "{count} hücre iki türlü okunabilirdi (örnek: {old}); sütuna göre {reading} okundu: {new}.",
        "{count} cells could be read in two ways (for example {old}); by its column it was read as {reading}: {new}.",
    ),
    "mixed-number-format": Kind(
        "warning",
        "source",
        "bu sütunda iki sayı biçimi var (1.234,56 ve 1,234.56; örnek: {old}). Açık olanlar okundu. Kaynakta tek biçim kullanın.",
        "this column holds two number formats (1.234,56 and 1,234.56; for example {old}). The clear ones were read. Use one format in the source.",
    ),
    "ambiguous-number": Kind(
        "error",
        "source",
        '"{old}" iki türlü okunabilir ve sütun hangisi olduğunu söylemiyor; satır ayrıldı. Sayıyı açık yazın (1234 veya 1,234).',
        '"{old}" can be read in two ways and its column does not tell which; the row was set aside. Write the number clearly (1234 or 1.234).',
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
        "{name}: değer yok.",
        "{name}: no value.",
    ),
    "year-out-of-range": Kind(
        "error",
        "source",
        '"{old}" bir yıl değil (1927 ile 2100 arası beklenir). Kaynakta düzeltin.',
        '"{old}" is not a year (1927 to 2100 expected). Correct it in the source.',
    ),
    # ------------------------------------------------------------------ names
    "open-name": Kind(
        "warning",
        "planner",
        '"{old}" hiçbir mahalleyle eşleşmedi. Öneri: {suggestions}. Doğruysa: mahalle names accept "{old}" "{best}".',
        '"{old}" matches no neighbourhood. Suggestion: {suggestions}. If right: mahalle names accept "{old}" "{best}".',
    ),
    "open-name-without-suggestion": Kind(
        "warning",
        "planner",
        '"{old}" hiçbir mahalleyle eşleşmedi ve benzeri yok. Hangi mahalle olduğunu biliyorsanız: mahalle names accept "{old}" MAHALLE.',
        '"{old}" matches no neighbourhood and none is similar. If you know which it is: mahalle names accept "{old}" NEIGHBOURHOOD.',
    ),
    "ambiguous-name": Kind(
        "warning",
        "planner",
        '"{old}" birden çok mahalle olabilir: {candidates}. Kodunu yazın veya names accept ile seçin.',
        '"{old}" could be several neighbourhoods: {candidates}. Give its code or choose with names accept.',
    ),
    "alias-used": Kind(
        "info",
        "planner",
        '"{old}", kabul edilmiş eş ad olarak {new} sayıldı ({reason}).',
        '"{old}" was taken as {new} by an accepted alias ({reason}).',
    ),
    "code-name-differ": Kind(
        "warning",
        "source",
        'kod {code} {name} mahallesinindir, satırda "{old}" yazıyor; kod esas alındı. Hangisinin doğru olduğunu denetleyin.',
        'code {code} belongs to {name}, the row says "{old}"; the code was followed. Check which is right.',
    ),
    "no-neighbourhoods": Kind(
        "error",
        "planner",
        "Çalışma alanında mahalle yok; adlar neye göre eşleşsin bilinemez. Önce sınırları içe aktarın: mahalle import boundaries DOSYA (yoksa mahalle sketch ile taslak çizin).",
        "The workspace has no neighbourhoods to match names with. Import boundaries first: mahalle import boundaries FILE (or draw a sketch with mahalle sketch).",
    ),
    "no-name-matched": Kind(
        "error",
        "planner",
        "{file} içindeki {count} addan hiçbiri bu çalışma alanının mahalleleriyle eşleşmedi ({example}). Dosyanın bu ilçeye ait olduğunu ve ad sütununu denetleyin.",
        "None of the {count} names in {file} matches a neighbourhood of this workspace ({example}). Check that the file is of this district, and its name column.",
    ),
    "missing-neighbourhood": Kind(
        "warning",
        "source",
        "{count} mahalle dosyada yok: {names}.",
        "{count} neighbourhoods are not in the file: {names}.",
    ),
    # ------------------------------------------------------------------ coordinates and shapes
    "missing-crs": Kind(
        "error",
        "planner",
        "{file} koordinat sistemini söylemiyor; metre mi derece mi bilinemez. .prj dosyasını ekleyin ya da --crs 5256 gibi EPSG kodunu verin (TUREF/TM36 = 5256, coğrafi = 4326).",
        "{file} does not say its coordinate system. Add the .prj file or name the EPSG code, such as --crs 5256 (TUREF/TM36) or --crs 4326 (degrees).",
    ),
    "no-shapes": Kind(
        "error",
        "planner",
        "{file} içinde çizim yok, yalnız tablo var. Sınırları içeren dosyayı verin.",
        "{file} holds no shapes, only a table. Give the file that holds the boundaries.",
    ),
    "table-chosen": Kind(
        "warning",
        "planner",
        "{file} içinde birden çok çizim tablosu var; ilki ({table}) alındı, kalanlar alınmadı: {others}.",
        "{file} holds several tables of shapes; the first ({table}) was taken, these were not: {others}.",
    ),
    "new-neighbourhood": Kind(
        "info",
        "planner",
        '"{old}" bilinen mahallelerden biri değil; yeni mahalle olarak eklendi ({new}).',
        '"{old}" is none of the known neighbourhoods; it was added as a new one ({new}).',
    ),
    "change-without-years": Kind(
        "info",
        "planner",
        "hangi iki yıl arasında olduğu yazmıyor ve tabloda tam iki yıl yok; alınmadı.",
        "it does not say between which two years and the table has not exactly two; left out.",
    ),
    "stated-measure-missing": Kind(
        "error",
        "planner",
        "{file} içinde değişim, nüfus veya yüzölçümü sütunu yok. Başlıklar: {headings}.",
        "{file} has no column of change, population or area. Headings: {headings}.",
    ),
    "crs-given": Kind(
        "info",
        "planner",
        "{file} koordinat sistemini söylemiyordu; verilen EPSG:{epsg} kullanıldı.",
        "{file} did not say its coordinate system; EPSG:{epsg} was used as given.",
    ),
    "crs-option-ignored": Kind(
        "error",
        "planner",
        "{file} kendi koordinat sistemini söylüyor ({found}), --crs ise {given} diyor. Dosya yanlışsa .prj dosyasını çıkarın; değilse --crs vermeyin.",
        "{file} states its own coordinate system ({found}) while --crs says {given}. If the file is wrong, remove its .prj; else leave --crs out.",
    ),
    "unknown-crs": Kind(
        "error",
        "planner",
        "EPSG:{epsg} diye bir koordinat sistemi yok. Türkiye için olanlar: 4326 (derece), 5253-5259 (TUREF/TM27-TM45).",
        "There is no coordinate system EPSG:{epsg}. For Türkiye: 4326 (degrees), 5253-5259 (TUREF/TM27-TM45).",
    ),
    "coordinates-out-of-range": Kind(
        "error",
        "source",
        "{file} koordinatları {crs} için olanaksız ya da Türkiye dışında ({bounds}). Koordinat sistemini denetleyip --crs ile verin.",
        "The coordinates of {file} are impossible in {crs} or outside Türkiye ({bounds}). Check the coordinate system and name it with --crs.",
    ),
    "swapped-axes": Kind(
        "warning",
        "source",
        "{file} enlem ve boylamı yer değiştirmiş yazıyor; düzeltilerek alındı (kanıt: {proof_tr}). Kaynağı verene bildirin.",
        "{file} has latitude and longitude the wrong way round; taken with the axes put right (proof: {proof_en}). Tell whoever made it.",
    ),
    "axis-order-assumed": Kind(
        "info",
        "planner",
        "{file}: koordinatlar iki sırada da Türkiye'ye düşüyor ve sırayı kanıtlayacak yeterli bilinen merkez yok; boylam, enlem sırasıyla alındı. Haritada yerini denetleyin.",
        "{file}: the coordinates lie in Türkiye in either order and too few known centres prove which is right; taken as longitude, latitude. Check the place on the map.",
    ),
    "far-from-known-places": Kind(
        "warning",
        "source",
        "{file}: mahalleler bilinen merkezlerinden yaklaşık {distance_km} km uzağa düşüyor; büyük olasılıkla koordinat sistemi ya da dilim yanlış. Haritada denetleyin; yanlışsa mahalle undo boundaries ile geri alıp doğru --crs ile verin.",
        "{file}: the neighbourhoods lie about {distance_km} km from their known centres; most likely the coordinate system or zone is wrong. Check the map; if wrong, mahalle undo boundaries and import with the right --crs.",
    ),
    "shape-outside-country": Kind(
        "error",
        "source",
        "{name}: çizimi Türkiye dışına taşıyor ({bounds}); satır ayrıldı. Çizimi kendi programında düzeltip yeniden içe aktarın.",
        "{name}: its shape reaches outside Türkiye ({bounds}); the row was set aside. Correct the drawing in its own program and import again.",
    ),
    "missing-geometry": Kind(
        "error",
        "source",
        "{name}: şekil yok. Çizimi tamamlayıp yeniden içe aktarın.",
        "{name}: no shape. Complete the drawing and import again.",
    ),
    "wrong-geometry-type": Kind(
        "error",
        "source",
        "{name}: {found}; mahalle sınırı alan olmalı. Kapalı alan olarak çizip yeniden verin.",
        "{name}: {found}; a neighbourhood boundary is an area. Draw it as a closed polygon and import again.",
    ),
    "repaired-geometry": Kind(
        "info",
        "source",
        "{name}: şekil geçersizdi ({reason}); onarıldı, alan {area_before_m2} m² iken {area_after_m2} m² oldu.",
        "{name}: the shape was invalid ({reason}); repaired, its area went from {area_before_m2} m2 to {area_after_m2} m2.",
    ),
    "repaired-geometry-much": Kind(
        "warning",
        "source",
        "{name}: şekil geçersizdi ({reason}); onarım alanı çok değiştirdi ({area_before_m2} m² iken {area_after_m2} m²). Çizimi denetleyin.",
        "{name}: the shape was invalid ({reason}); the repair changed its area much (from {area_before_m2} m2 to {area_after_m2} m2). Check the drawing.",
    ),
    "dropped-z": Kind(
        "info",
        "planner",
        "{count} şeklin yükseklik (Z) değeri alınmadı; sınırlar düzlemde tutulur.",
        "The heights (Z) of {count} shapes were left out; boundaries are kept in the plane.",
    ),
    "duplicate-geometry": Kind(
        "warning",
        "source",
        "{name} ile {other} aynı şekle sahip. Birinin çizimi yanlış olmalı; denetleyin.",
        "{name} and {other} have the same shape. One drawing must be wrong; check them.",
    ),
    "overlap": Kind(
        "warning",
        "source",
        "{name} ile {other} {area_m2} m² üst üste biniyor: bu alan iki kez sayılır. Ortak sınırı düzeltin.",
        "{name} and {other} overlap by {area_m2} m2: that area counts twice. Correct the shared boundary.",
    ),
    "gap": Kind(
        "warning",
        "source",
        "{names} arasında {area_m2} m² boşluk var: hiçbir mahalleye sayılmaz. Ortak sınırı düzeltin.",
        "There is a gap of {area_m2} m2 between {names}: it counts for no neighbourhood. Correct the shared boundary.",
    ),
    "centre-outside-cell": Kind(
        "warning",
        "planner",
        "{name}: resmî alanlar merkezin kendi hücresinde kalmasına izin vermedi ({distance_m} m dışında).",
        "{name}: the official areas did not let the centre lie in its own cell ({distance_m} m outside).",
    ),
    "sketch-without-area": Kind(
        "error",
        "planner",
        "{count} merkezin resmî alanı bilinmiyor: {names}. Alanı olan tabloyu --areas ile verin.",
        "The official area of {count} centres is not known: {names}. Give the table that has it with --areas.",
    ),
    "sketched-boundary": Kind(
        "info",
        "planner",
        "Sınırlar taslaktır: merkez noktaları ve resmî alanlardan çizildi, resmî sınır değildir. Resmî sınırlar gelince: mahalle import boundaries DOSYA.",
        "The boundaries are a sketch drawn from centres and official areas, not official ones. When those come: mahalle import boundaries FILE.",
    ),
    # ------------------------------------------------------------------ use
    "unknown-layer": Kind(
        "error",
        "planner",
        '"{layer}" diye bir katman yok. Bilinenler: {known}.',
        'There is no layer "{layer}". Known layers: {known}.',
    ),
    "empty-layer": Kind(
        "error",
        "planner",
        "{layer} katmanında henüz veri yok. Önce: mahalle import {layer} DOSYA.",
        "The layer {layer} has no data yet. First: mahalle import {layer} FILE.",
    ),
    "unknown-neighbourhood": Kind(
        "error",
        "planner",
        '"{name}" adlı veya kodlu bir mahalle yok. En yakınlar: {nearest}.',
        'There is no neighbourhood named or coded "{name}". Nearest: {nearest}.',
    ),
    "unknown-year": Kind(
        "error",
        "planner",
        "{year} yılı için nüfus yok. Olan yıllar: {years}.",
        "There is no population for {year}. Years there are: {years}.",
    ),
    "unknown-alias": Kind(
        "error",
        "planner",
        '"{alias}" açık bir ad değil. Açık adlar: mahalle names.',
        '"{alias}" is not an open name. Open names: mahalle names.',
    ),
    "alias-is-a-name": Kind(
        "error",
        "planner",
        '"{alias}" zaten {name} mahallesinin adı; başka bir mahalleye eş ad olamaz.',
        '"{alias}" is already the name of {name}; it cannot be an alias of another neighbourhood.',
    ),
    "same-row-in-two-files": Kind(
        "error",
        "planner",
        "Verilen dosyalar {source} kaynağı için aynı satırı iki kez içeriyor ({example}). Dosyaları ayrı kaynak adlarıyla (--source) içe aktarın.",
        "The given files hold the same row of source {source} twice ({example}). Import them under source names of their own (--source).",
    ),
    "nothing-to-undo": Kind(
        "error",
        "planner",
        "{layer} katmanında geri alınacak daha eski bir sürüm yok.",
        "The layer {layer} has no older revision to go back to.",
    ),
    "no-workspace": Kind(
        "error",
        "planner",
        "{path} bir çalışma alanı değil (workspace.yaml yok). Önce: mahalle init AD --province İL, ya da mahalle demo.",
        "{path} is no workspace (no workspace.yaml). First: mahalle init NAME --province P, or mahalle demo.",
    ),
    "workspace-exists": Kind(
        "error",
        "planner",
        "{path} zaten bir çalışma alanı; üzerine yazılmaz. Başka bir klasör verin (-w).",
        "{path} is a workspace already; it is not overwritten. Name another folder (-w).",
    ),
    "bad-workspace": Kind(
        "error",
        "administrator",
        "{path} okunamadı: {why}. Dosyayı düzeltin.",
        "{path} could not be read: {why}. Correct the file.",
    ),
    "unwritable": Kind(
        "error",
        "administrator",
        "{path} yazılamadı: {why}. Klasörü ve izinleri denetleyin.",
        "{path} could not be written: {why}. Check the folder and its permissions.",
    ),
    "store-busy": Kind(
        "error",
        "planner",
        "Başka bir işlem şu anda bu çalışma alanına yazıyor. Bitince yeniden deneyin.",
        "Another process is writing to this workspace. Try again when it has finished.",
    ),
    "store-address-invalid": Kind(
        "error",
        "administrator",
        "Depo adresi anlaşılmadı; böyle olmalı: postgresql://kullanıcı@sunucu:5432/veritabanı. {why}",
        "The address of the store was not understood; it must look like postgresql://user@server:5432/database. {why}",
    ),
    "store-variable-missing": Kind(
        "error",
        "administrator",
        "Depo adresi {name} ortam değişkenini istiyor, ama o tanımlı değil. Tanımlayıp yeniden deneyin.",
        "The address of the store asks for the environment variable {name}, which is not set. Set it and try again.",
    ),
    "store-driver-missing": Kind(
        "error",
        "administrator",
        'PostGIS deposu için psycopg gerekli, ama kurulu değil. Kurun: pip install "mahalle[postgis]".',
        'A PostGIS store needs psycopg, which is not installed. Install it: pip install "mahalle[postgis]".',
    ),
    "store-unreachable": Kind(
        "error",
        "administrator",
        "{address} adresindeki veritabanına bağlanılamadı ({why}). Sunucuyu, adresi ve parolayı denetleyin.",
        "Could not connect to the database at {address} ({why}). Check the server, the address and the password.",
    ),
    "store-without-postgis": Kind(
        "error",
        "administrator",
        "{address} veritabanında PostGIS yok ({why}). Yöneticisi bir kez çalıştırmalı: CREATE EXTENSION postgis.",
        "The database at {address} has no PostGIS ({why}). Its administrator must once run: CREATE EXTENSION postgis.",
    ),
    "store-failed": Kind(
        "error",
        "administrator",
        "{address} veritabanı isteği geri çevirdi ya da bağlantı koptu ({why}). Yetkileri ve disk yerini, sonra mahalle history ile son sürümü denetleyin.",
        "The database at {address} refused, or the connection was lost ({why}). Check permissions and disk space, then the newest revision with mahalle history.",
    ),
    "store-view-in-use": Kind(
        "error",
        "administrator",
        "Veritabanında {layer} katmanına bağlı başka nesneler var ({why}); hiçbir şey değişmedi. Onları kaldırıp yeniden deneyin.",
        "Other objects in the database depend on the layer {layer} ({why}); nothing was changed. Remove them and try again.",
    ),
    "unknown-revision": Kind(
        "error",
        "planner",
        "{layer} katmanında {number} numaralı sürüm yok. Olanlar: {known}.",
        "The layer {layer} has no revision {number}. There are: {known}.",
    ),
    "revision-pruned": Kind(
        "error",
        "planner",
        "{layer} katmanının {number} numaralı sürümü {when} günü budandı: kaydı duruyor, satırları silindi. Başka bir sürüm seçin.",
        "Revision {number} of the layer {layer} was pruned on {when}: its record stays, its rows are gone. Choose another revision.",
    ),
    "unknown-export": Kind(
        "error",
        "planner",
        '"{suffix}" uzantısı için bir dışa aktarma biçimi yok. Bilinenler: {known}.',
        'There is no export format for the suffix "{suffix}". Known: {known}.',
    ),
    "crs-not-in-format": Kind(
        "error",
        "planner",
        "{format} yalnız WGS 84 (EPSG:4326) taşır; EPSG:{epsg} için GeoPackage (.gpkg) yazın.",
        "{format} holds WGS 84 (EPSG:4326) only; write a GeoPackage (.gpkg) for EPSG:{epsg}.",
    ),
    "port-taken": Kind(
        "error",
        "administrator",
        "{host}:{port} adresinde sunulamadı ({why}). Başka bir kapı verin: --port 8001.",
        "Could not serve at {host}:{port} ({why}). Name another port: --port 8001.",
    ),
    # ------------------------------------------------------------------ asking the pages
    "unknown-parameter-value": Kind(
        "error",
        "planner",
        'Adresteki {parameter}={value} anlaşılmadı. Olabilecekler: {known}.',
        "{parameter}={value} in the address was not understood. It can be: {known}.",
    ),
    "years-in-wrong-order": Kind(
        "error",
        "planner",
        "İlk yıl ({first}) son yıldan ({last}) önce olmalı; yılları değiştirip yeniden deneyin.",
        "The first year ({first}) must come before the last ({last}); change the years and try again.",
    ),
    "host-refused": Kind(
        "error",
        "administrator",
        '"{host}" adıyla gelen istek yanıtlanmadı: sunucu yalnız bu bilgisayara açık. Adres çubuğuna 127.0.0.1 yazın.',
        'A request for "{host}" was not answered: the server is open to this computer only. Type 127.0.0.1 as the address.',
    ),
    # ------------------------------------------------------------------ findings of `mahalle check`
    "permuted-values": Kind(
        "error",
        "source",
        "{source}: {count} satırda başka bir satırın değeri yazıyor ({field}): {listing}. Aynı değerler {against} kaynağında da var, yalnız başka satırlarda; toplam ({total}) değişmediği için hiçbir toplam bunu göstermez. {evidence} Kaynağın düzeltilmesini isteyin; o zamana kadar {against} değerleri gösterilir.",
        "{source}: {count} rows carry the value of another row ({field}): {listing}. {against} has the very same values, only on other rows; as the total ({total}) stays the same, no sum shows it. {evidence} Ask for a correction of the source; until then the values of {against} are shown.",
    ),
    "sources-differ": Kind(
        "warning",
        "source",
        "{source} ile {against}, {count} satırda farklı değer veriyor ({field}): {listing}.",
        "{source} and {against} give different values in {count} rows ({field}): {listing}.",
    ),
    "total-differs": Kind(
        "warning",
        "source",
        "{source}: {field} satırlarının toplamı {computed}, yazılan toplam {stated}. {rounding}",
        "{source}: the rows of {field} sum to {computed}, the printed total is {stated}. {rounding}",
    ),
    "total-not-compared": Kind(
        "info",
        "planner",
        "{source}: {count} satır ayrılmış bekliyor; bu yüzden yazılan toplamlar satırlarla karşılaştırılmadı. Satırlar alınınca yeniden denetleyin.",
        "{source}: {count} rows are set aside; the printed totals were therefore not compared with the rows. Check again when the rows are in.",
    ),
    "change-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: yazılan {field} {stated}, tablonun kendi nüfuslarından hesaplanan {computed}.",
        "{source}, {name}: the printed {field} is {stated}, computed from the table's own populations it is {computed}.",
    ),
    "text-differs": Kind(
        "warning",
        "source",
        "{source}, {name}: metinde {field} {stated}, tabloda {computed}. Metin ya da tablo düzeltilmeli.",
        "{source}, {name}: the text says {field} {stated}, the table {computed}. Text or table must be corrected.",
    ),
    "area-differs": Kind(
        "warning",
        "source",
        "{name}: çizilen alan {computed} km², resmî alan {stated} km² (%{pct} fark). Sınır ya da resmî alan yanlış olmalı; yoğunluk resmî alanla hesaplandı.",
        "{name}: the drawn area is {computed} km2, the official one {stated} km2 ({pct} % apart). Boundary or official area must be wrong; density uses the official area.",
    ),
    "women-men-differ": Kind(
        "warning",
        "source",
        "{source}, {name}, {year}: kadın ve erkek toplamı {computed}, yazılan nüfus {stated}.",
        "{source}, {name}, {year}: women and men sum to {computed}, the printed population is {stated}.",
    ),
    "name-missing-in-source": Kind(
        "warning",
        "source",
        "{source} kaynağında {year} yılı için {count} mahallenin nüfusu yok: {names}.",
        "{source} has no population of {year} for {count} neighbourhoods: {names}.",
    ),
    # ------------------------------------------------------------------ measuring and sketching
    "frame-without-crs": Kind(
        "error",
        "planner",
        "{what}: koordinat sistemi yok; metre mi derece mi bilinemez, ölçü alınamaz. EPSG kodunu verin (Defne: 5256, coğrafi: 4326).",
        "{what}: no coordinate system; metres or degrees cannot be told, so nothing can be measured. Name the EPSG code (Defne: 5256, degrees: 4326).",
    ),
    "crs-in-degrees": Kind(
        "error",
        "planner",
        "{what}: {crs} derece cinsinden; uzunluk ve alan metre ister. Veriyi TUREF/TM dilimine çevirin (Defne: 5256).",
        "{what}: {crs} is in degrees; lengths and areas need metres. Reproject with geo.crs.to_metric.",
    ),
    "crs-not-in-metres": Kind(
        "error",
        "planner",
        "{what}: {crs} birimi {unit}; uzunluk ve alan metre ister. Veriyi TUREF/TM dilimine çevirin (Defne: 5256).",
        "{what}: the unit of {crs} is {unit}; lengths and areas need metres. Reproject with geo.crs.to_metric.",
    ),
    "crs-distorts-areas": Kind(
        "error",
        "planner",
        "{what}: {crs} alanları büyütür (Antakya'da %54 fazla); yalnız resim içindir. Veriyi TUREF/TM dilimine çevirin (Defne: 5256).",
        "{what}: {crs} inflates areas (54 % too large at Antakya); it is for pictures only. Reproject with geo.crs.to_metric.",
    ),
    "crs-differ": Kind(
        "error",
        "planner",
        "{first} {first_crs}, {second} {second_crs} içinde; ayrı sistemlerdeki şekiller karşılaştırılamaz. Birini ötekinin sistemine çevirin.",
        "{first} is in {first_crs}, {second} in {second_crs}; shapes in two systems cannot be compared. Reproject one of them.",
    ),
    "centre-not-a-point": Kind(
        "error",
        "source",
        "{name}: {found}; taslak için merkez bir nokta olmalı. Merkezin boylam ve enlemini verin.",
        "{name}: {found}; a sketch needs one point as centre. Give the longitude and latitude of the centre.",
    ),
    "unusable-area": Kind(
        "error",
        "source",
        "{name}: resmî alan yok ya da çizilemeyecek kadar küçük ({found} m²); birim km² mi, m² mi? Alanı kaynakta düzeltin.",
        "{name}: the official area is missing or too small to draw ({found} m2); is its unit km2 or m2? Correct it in the source.",
    ),
    "same-centre": Kind(
        "warning",
        "source",
        "{name} ile {other} aynı merkez noktasına sahip; iki mahalle ayrılabilsin diye {name} çizimde {distance_m} m kaydırıldı. Merkezleri denetleyin.",
        "{name} and {other} have the same centre point; {name} was moved by {distance_m} m in the drawing so that the two can be told apart. Check the centres.",
    ),
    "cell-in-parts": Kind(
        "warning",
        "planner",
        "{name}: taslakta {count} parçaya bölündü; merkezler ve resmî alanlar tek parçaya izin vermedi. Merkez noktasını denetleyin.",
        "{name}: the sketch has it in {count} parts; centres and official areas allowed no single one. Check the centre point.",
    ),
    "broken-coordinates": Kind(
        "error",
        "source",
        "{name}: koordinatlarından biri sayı değil; yeri bilinemez. Çizimi kendi programında onarıp yeniden verin.",
        "{name}: one of its coordinates is no number, so its place cannot be known. Repair the drawing in its own program and import again.",
    ),
    "shape-without-area": Kind(
        "error",
        "source",
        "{name}: şeklin alanı yok (çizgiye ya da noktaya çökmüş); mahalle sınırı alan olmalı. Yeniden çizip verin.",
        "{name}: the shape has no area (collapsed to a line or point); a neighbourhood boundary is an area. Draw it again and import it.",
    ),
}
