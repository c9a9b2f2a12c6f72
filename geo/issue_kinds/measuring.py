"""Kinds of issues about measuring and sketching."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "frame-without-crs": Kind(
        "error",
        "planner",
        "{what}: koordinat sistemi yok; metre mi derece mi bilinemez, ölçü alınamaz. EPSG kodunu verin (TUREF/TM36: 5256, coğrafi: 4326).",
        "{what}: no coordinate system; metres or degrees cannot be told, so nothing can be measured. Name the EPSG code (TUREF/TM36: 5256, degrees: 4326).",
    ),
    "crs-in-degrees": Kind(
        "error",
        "planner",
        "{what}: {crs} derece cinsinden; uzunluk ve alan metre ister. Veriyi TUREF/TM dilimine çevirin.",
        "{what}: {crs} is in degrees; lengths and areas need metres. Reproject to a TUREF/TM zone.",
    ),
    "crs-not-in-metres": Kind(
        "error",
        "planner",
        "{what}: {crs} birimi {unit}; uzunluk ve alan metre ister. Veriyi TUREF/TM dilimine çevirin.",
        "{what}: the unit of {crs} is {unit}; lengths and areas need metres. Reproject to a TUREF/TM zone.",
    ),
    "crs-distorts-areas": Kind(
        "error",
        "planner",
        "{what}: {crs} alanları büyütür (Antakya'da %54 fazla); yalnız resim içindir. Veriyi TUREF/TM dilimine çevirin.",
        "{what}: {crs} inflates areas (54 % too large at Antakya); it is for pictures only. Reproject to a TUREF/TM zone.",
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
        "{name}: resmî alan yok ya da çizilemeyecek kadar küçük ({found} m²). Birimin km² mi m² mi olduğuna bakın, alanı kaynakta düzeltin.",
        "{name}: the official area is missing or too small to draw ({found} m2). See whether its unit is km2 or m2, and correct it in the source.",
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
        "{name}: the sketch has it in parts ({count}); centres and official areas allowed no single one. Check the centre point.",
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
