"""Kinds of issues about coordinates and shapes."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "missing-crs": Kind(
        "error",
        "planner",
        "{file} koordinat sistemini söylemiyor; metre mi derece mi bilinemez. .prj dosyasını ekleyin ya da --crs 5256 gibi EPSG kodunu verin (TUREF/TM36 = 5256, coğrafi = 4326).",
        "{file} does not say its coordinate system; metres or degrees cannot be told. Add the .prj file or name the EPSG code, such as --crs 5256 (TUREF/TM36) or --crs 4326 (degrees).",
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
        "{file} içinde birden çok çizim tablosu var; ilki ({table}) alındı, kalanlar alınmadı: {others}. Başkası gerekiyorsa yalnız onu içeren bir dosya verin.",
        "{file} holds several tables of shapes; the first ({table}) was taken, these were not: {others}. If another is meant, give a file that holds only that one.",
    ),
    "new-neighbourhood": Kind(
        "info",
        "planner",
        '"{old}" bilinen mahallelerden biri değil; yeni mahalle olarak eklendi ({new}).',
        '"{old}" is none of the known neighbourhoods; it was added as a new one ({new}).',
    ),
    "stated-measure-missing": Kind(
        "error",
        "planner",
        "{file} içinde değişim, nüfus ya da yüzölçümü sütunu yok. Başlıklar: {headings}. Başlığı düzeltin ya da --columns change_count=BAŞLIK gibi gösterin.",
        "{file} has no column of change, population or area. Headings: {headings}. Correct the heading or name it, such as --columns change_count=HEADING.",
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
        "{file} koordinatları {crs} sisteminde olanaksız ya da Türkiye dışında ({bounds}). Koordinat sistemini denetleyip --crs ile verin.",
        "The coordinates of {file} are impossible in {crs} or outside Türkiye ({bounds}). Check the coordinate system and name it with --crs.",
    ),
    "swapped-axes": Kind(
        "warning",
        "source",
        "{file}: enlem ile boylam yer değiştirmiş; düzeltilerek alındı (kanıt: {proof_tr}). Dosyayı verene bildirin.",
        "{file}: latitude and longitude are the wrong way round; taken with the axes put right (proof: {proof_en}). Tell whoever made it.",
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
        "Heights (Z) were left out of shapes ({count}); boundaries are kept in the plane.",
    ),
    "duplicate-geometry": Kind(
        "warning",
        "source",
        "{name} ile {other} aynı şekle sahip. Birinin çizimi yanlış olmalı; denetleyin.",
        "{name} and {other} have the same shape. One drawing must be wrong; check them.",
    ),
    "closed-sliver": Kind(
        "info",
        "source",
        "{name}: komşusuyla arasındaki bir metreden ince boşluk ya da bindirme kapatıldı; alan {area_before_m2} m² iken {area_after_m2} m² oldu.",
        "{name}: a gap or overlap with its neighbour thinner than a metre was closed; the area went from {area_before_m2} m2 to {area_after_m2} m2.",
    ),
    "closed-sliver-much": Kind(
        "warning",
        "source",
        "{name}: komşusuyla arasındaki ince boşluk ya da bindirme kapatılınca alanı çok değişti ({area_before_m2} m² iken {area_after_m2} m²). Ortak sınırı denetleyin.",
        "{name}: closing a thin gap or overlap with its neighbour changed its area much (from {area_before_m2} m2 to {area_after_m2} m2). Check the shared boundary.",
    ),
    "overlap": Kind(
        "warning",
        "source",
        "{name} ile {other} arasında {area_m2} m² bindirme var: bu alan iki kez sayılır. Ortak sınırı düzeltin.",
        "{name} and {other} overlap by {area_m2} m2: that area counts twice. Correct the shared boundary.",
    ),
    "gap": Kind(
        "warning",
        "source",
        "{names} arasında {area_m2} m² boşluk var: bu alan hiçbir mahallede sayılmaz. Ortak sınırı düzeltin.",
        "There is a gap of {area_m2} m2 between {names}: it counts for no neighbourhood. Correct the shared boundary.",
    ),
    "centre-outside-cell": Kind(
        "warning",
        "planner",
        "{name}: resmî alanlar, merkezin kendi hücresinde kalmasına izin vermedi ({distance_m} m dışında). Merkez noktasını denetleyin.",
        "{name}: the official areas did not let the centre lie in its own cell ({distance_m} m outside). Check the centre point.",
    ),
    "sketch-without-area": Kind(
        "error",
        "planner",
        "{count} merkezin resmî alanı bilinmiyor: {names}. Alanı olan tabloyu --areas ile verin.",
        "Centres without a known official area ({count}): {names}. Give the table that has it with --areas.",
    ),
    "sketched-boundary": Kind(
        "info",
        "planner",
        "Sınırlar taslaktır: merkez noktaları ve resmî alanlardan çizildi, resmî sınır değildir. Resmî sınırlar gelince: mahalle import boundaries DOSYA.",
        "The boundaries are a sketch drawn from centres and official areas, not official ones. When those come: mahalle import boundaries FILE.",
    ),
}
