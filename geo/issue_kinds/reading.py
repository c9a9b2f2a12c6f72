"""What the gate refuses, what a reading process may die of, and what the readers found out for themselves."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    # Reading in a process of its own.
    "reader-too-slow": Kind(
        "error",
        "source",
        "{file} {seconds} saniyede okunamadı ve durduruldu; dosya bozuk ya da kötü niyetli olabilir. Kendi programında açıp yeniden kaydedin, çok büyükse bölün.",
        "{file} could not be read within {seconds} seconds and was stopped; it may be damaged or hostile. Open it in its own program and save it again, or split it if it is very large.",
    ),
    "reader-out-of-memory": Kind(
        "error",
        "source",
        "{file} okunurken {limit} baytlık bellek sınırı aşıldı; dosya bozuk, kötü niyetli ya da çok büyük. Kendi programında açıp yeniden kaydedin ya da bölün.",
        "{file} took more than {limit} bytes of memory to read; it is damaged, hostile or too large. Open it in its own program and save it again, or split it.",
    ),
    "reader-crashed": Kind(
        "error",
        "source",
        "{file} okunurken okuyucu çöktü; başka hiçbir şey etkilenmedi. Dosya bozuk olmalı: kendi programında açıp yeniden kaydedin, yine olmazsa dosyayla birlikte bildirin.",
        "The reader crashed on {file}; nothing else was affected. The file must be damaged: open it in its own program and save it again, and report it with the file if that does not help.",
    ),
    # What the gate refuses and the readers say.
    "nested-too-deep": Kind(
        "error",
        "source",
        "{file} iç içe {limit} basamaktan derin; hiçbir çizim ya da tablo böyle değildir, okuyucuyu çökertmek için yazılmış olabilir. Veriyi kendi programından yeniden dışa aktarın.",
        "{file} is nested more than {limit} levels deep; no drawing or table is, it may be made to crash a reader. Export the data again from its own program.",
    ),
    "xml-entities": Kind(
        "error",
        "source",
        "{file} içinde DOCTYPE ya da ENTITY tanımı var; bunlar dosya okutabilir ve belleği doldurabilir, harita verisinde işleri yoktur. Tanımı silin ya da veriyi yeniden dışa aktarın.",
        "{file} declares a DOCTYPE or ENTITY; these can read files and fill the memory and have no place in map data. Delete the declaration or export the data again.",
    ),
    "claims-too-much": Kind(
        "error",
        "source",
        "{file} başlığında {claimed} bayt olduğunu söylüyor ama {size} bayt; dosya yarım kalmış ya da bozuk. Dosyanın tamamını yeniden isteyin.",
        "The header of {file} claims {claimed} bytes but there are {size}; the file was cut off or is damaged. Ask for the whole file again.",
    ),
    "too-many-cells": Kind(
        "error",
        "source",
        "{file}: {rows} satır, {columns} sütun; sınır {limit} hücre. Boş görünen uzak hücreleri silin ya da dosyayı bölün.",
        "{file}: {rows} rows, {columns} columns; the limit is {limit} cells. Delete stray cells far away, or split the file.",
    ),
    "too-many-vertices": Kind(
        "error",
        "source",
        "{file} içinde {vertices} köşe noktası var; sınır {limit}. Çizimi sadeleştirin ya da bölün.",
        "{file} holds {vertices} vertices; the limit is {limit}. Simplify the drawing or split it.",
    ),
    "part-is-link": Kind(
        "error",
        "planner",
        "{file} yanındaki {part} başka bir dosyaya bağ; neyin okunacağı bilinemez. Bağın yerine dosyanın kendisini koyun.",
        "{part} beside {file} is a link to another file; what would be read cannot be known. Put the file itself in its place.",
    ),
    "folder-without-shapefile": Kind(
        "error",
        "planner",
        "{folder} klasöründe {count} Shapefile var ({names}); bir tane olmalı. Okunacak .shp dosyasının adını verin.",
        "The folder {folder} holds {count} Shapefiles ({names}); it should be one. Name the .shp file to read.",
    ),
    "netcad-drawing": Kind(
        "error",
        "planner",
        "{file} Netcad çizimi; biçimi yalnız Netcad bilir. Netcad'de açıp Dosya > Dışa Aktar ile DXF ya da SHP olarak kaydedin ve onu verin; ya da eklentiyi kurun (pip install 'mahalle[netcad]'), o zaman .ncz dosyaları doğrudan okunur.",
        "{file} is a Netcad drawing, a format that only Netcad knows. Open it in Netcad, export it as DXF or SHP and give that; or install the extra (pip install 'mahalle[netcad]'), and .ncz files are read as they are.",
    ),
    "netcad-converted": Kind(
        "warning",
        "planner",
        "{file} NCZ2Geo ile çevrilerek okundu. Bu araç ş, ğ, ı, İ harflerini s, g, i, I olarak verir; adlar bu yüzden eşleşmeyebilir. Adları karşılaştırın ya da Netcad'den SHP olarak dışa aktarıp onu verin.",
        "{file} was read through NCZ2Geo. That tool gives the letters ş, ğ, ı, İ as s, g, i, I, so names may not match. Compare the names, or export the drawing from Netcad as SHP and give that.",
    ),
    "netcad-failed": Kind(
        "error",
        "planner",
        "{file} NCZ2Geo ile çevrilemedi ya da içinde çizim bulunamadı. Netcad'de açıp Dosya > Dışa Aktar ile DXF ya da SHP olarak kaydedin ve onu verin.",
        "{file} could not be converted by NCZ2Geo, or it found no drawing in it. Open it in Netcad, export it as DXF or SHP and give that.",
    ),
    "encoding-mixed": Kind(
        "warning",
        "source",
        "{file} UTF-8 değil: {count} bayt {encoding} olarak okundu. Adları denetleyin, dosyayı UTF-8 olarak kaydettirin.",
        "{file} is not all UTF-8: {count} bytes were read as {encoding}. Check the names and have the file saved as UTF-8.",
    ),
    "letters-lost": Kind(
        "warning",
        "source",
        "{count} değerde harf kaybolmuş (örnek: {examples}); geri getirilemez, adlar eşleşmeyebilir. {file} dosyasını özgün kaynaktan UTF-8 olarak yeniden isteyin.",
        "letters are lost in {count} values (for example {examples}); they cannot be brought back and names may not match. Ask for {file} again from the original, as UTF-8.",
    ),
    "letters-restored": Kind(
        "warning",
        "source",
        '{count} değerin harfleri iki kez çevrilmişti; düzeltildi (örnek: "{old}" yerine "{new}"). {file} dosyasını yazana bildirin.',
        'the letters of {count} values had been converted twice; they were put right (for example "{new}" for "{old}"). Tell whoever made {file}.',
    ),
    "no-such-table": Kind(
        "error",
        "planner",
        '{file} içinde "{table}" adlı bir tablo yok. Olanlar: {known}.',
        '{file} holds no table "{table}". There are: {known}.',
    ),
    "first-table-taken": Kind(
        "warning",
        "planner",
        "{file} içinde birden çok tablo var; ilki ({table}) alındı, kalanlar alınmadı: {others}. Başkası için --table AD verin.",
        "{file} holds several tables; the first ({table}) was taken, these were not: {others}. Choose another with --table NAME.",
    ),
    "side-by-side": Kind(
        "info",
        "planner",
        "{file} içinde aynı başlıklı tablolar yan yana; alt alta okundu. Sağdakilerin satırları {first}. satırdan başlayarak sayıldı.",
        "{file} holds tables with the same headings side by side; they were read one below the other. Rows of the right ones count from {first}.",
    ),
    "title-above": Kind(
        "info",
        "planner",
        '{file} içinde başlık satırının üstünde yazı var; satır sayılmadı: "{title}".',
        '{file} has text above its headings, which was not counted as a row: "{title}".',
    ),
    "malformed-shape": Kind(
        "error",
        "source",
        '"{old}" bir çizim (WKT) değil. Kaynakta düzeltip yeniden içe aktarın.',
        '"{old}" is no shape (WKT). Correct it in the source and import again.',
    ),
    "invalid-shapes": Kind(
        "info",
        "source",
        "{count} çizim geçersiz (kendini kesiyor ya da halkası bozuk); içe aktarırken onarılır ve tek tek söylenir.",
        "{count} shapes are invalid (they cross themselves or have broken rings); an import repairs them and says each.",
    ),
    "crs-proven": Kind(
        "info",
        "planner",
        "{file} koordinat sistemini söylemiyordu; {crs} olarak alındı, çünkü çizimi ilçesine yalnız o oturtuyor (adaylar ve ilçeye uzaklıkları: {candidates}).",
        "{file} did not say its coordinate system; it was taken as {crs}, the only one that puts the shapes into the district (candidates and their distance from it: {candidates}).",
    ),
    "crs-datum-assumed": Kind(
        "warning",
        "planner",
        "{file} koordinat sistemini söylemiyordu; {crs} olarak alındı. Çizim 2005'ten eskiyse {other} olabilir: yaklaşık {distance_m} m kayar. Haritada denetleyin; öyleyse --crs {epsg} ile yeniden verin.",
        "{file} did not say its coordinate system; it was taken as {crs}. If the drawing is older than 2005 it may be {other}, about {distance_m} m away. Check it on the map; if so, import again with --crs {epsg}.",
    ),
    "crs-several-fit": Kind(
        "error",
        "planner",
        "{file} koordinat sistemini söylemiyor ve birden çoğu çizimi ilçesine oturtuyor (ilçeye uzaklık: {candidates}). Dosyayı verene sorup --crs ile belirtin.",
        "{file} does not say its coordinate system, and several put its shapes into the district (distance from it: {candidates}). Ask whoever sent it and name the right one with --crs.",
    ),
    "crs-none-fits": Kind(
        "error",
        "planner",
        "{file} koordinat sistemini söylemiyor ve bilinenlerden hiçbiri çizimi ilçesine oturtmuyor (en yakınlar ve ilçeye uzaklıkları: {candidates}). Dosyanın bu ilçeye ait olduğunu denetleyin, sistemi --crs ile verin.",
        "{file} does not say its coordinate system, and none of the known ones puts its shapes into the district (nearest and their distance from it: {candidates}). Check that the file is of this district and name the system with --crs.",
    ),
}
