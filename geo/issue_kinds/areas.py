"""Kinds of issues and findings about areas by class and neighbourhood, and about moving quantities between polygons."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "nothing-to-measure": Kind(
        "error",
        "planner",
        "{what}: hiç satır yok; ölçülecek bir şey olmadığından sonuç sıfır değil, bilinmiyor demektir. Önce bu veriyi içe aktarın.",
        "{what}: there are no rows; with nothing to measure the answer is unknown, not zero. Import these data first.",
    ),
    "labels-repeat": Kind(
        "error",
        "planner",
        "{what}: birden çok kez geçen etiketler ({count}): {listing}. Sonuç hangisine ait bilinemez; her satıra kendi kodunu verin.",
        "{what}: labels that stand more than once ({count}): {listing}. Which one a result belongs to cannot be told; give each row its own code.",
    ),
    "shapes-not-measurable": Kind(
        "error",
        "source",
        "{what}: şekli olmayan, geçersiz ya da alan olmayan satırlar ({count}): {listing}. Alanları ölçülemez; önce şekilleri onarın.",
        "{what}: shapes that are missing, invalid or no polygons ({count}): {listing}. Their area cannot be measured; repair the shapes first.",
    ),
    "column-not-there": Kind(
        "error",
        "planner",
        '{what} içinde "{name}" sütunu yok. Olan sütunlar: {known}. Sütunun adını düzeltin.',
        '{what} has no column "{name}". Columns there are: {known}. Correct the name of the column.',
    ),
    "unknown-land-use": Kind(
        "error",
        "planner",
        'Bilinmeyen kullanım kararı: "{name}". Bilinenler: {known}. Adı düzeltin ya da bilinenlere ekleyin.',
        'Unknown land use: "{name}". Known ones: {known}. Correct the name or add it to the known ones.',
    ),
    "zones-without-land-use": Kind(
        "warning",
        "source",
        "Kullanım kararı yazılmamış plan alanları ({count}, toplam {area_ha} ha): {listing}. Hiçbir kullanıma sayılamadılar, ayrı gösterildiler; kaynakta tamamlayın.",
        "Zones without a land use ({count}, {area_ha} ha in all): {listing}. They could count for no use and are shown apart; complete them in the source.",
    ),
    "areas-not-conserved": Kind(
        "warning",
        "administrator",
        "Alanların toplamı girdiyle tutmuyor: en büyük fark {error_pct}. Sonuçlar bu fark kadar belirsizdir; şekillerin geçerliliğini denetleyin.",
        "The areas do not sum to what was put in: the largest difference is {error_pct}. Results are uncertain by that much; check that the shapes are valid.",
    ),
    "land-use-differs": Kind(
        "warning",
        "source",
        "{source}: {land_use} için yazılan alan {stated} ha, plan çiziminden ölçülen {computed} ha (fark {difference} ha). Rapor ya da çizim yanlış olmalı; ikisini de denetleyin.",
        "{source}: the printed area of {land_use} is {stated} ha, measured on the plan it is {computed} ha ({difference} ha apart). Report or drawing must be wrong; check both.",
    ),
    "land-use-not-drawn": Kind(
        "warning",
        "source",
        "{source}: {land_use} için {stated} ha yazılı, ama plan çiziminde bu kullanım yok. Kullanımın adını ve çizimi denetleyin.",
        "{source}: {stated} ha are printed for {land_use}, but the plan drawing has no such use. Check the name of the use and the drawing.",
    ),
    "land-use-not-stated": Kind(
        "warning",
        "source",
        "{source}: plan çiziminde {computed} ha {land_use} var, ama tabloda bu kullanım yok. Kullanımın adını ve tabloyu denetleyin.",
        "{source}: the plan drawing has {computed} ha of {land_use}, but the table has no such use. Check the name of the use and the table.",
    ),
    "intensive-summed": Kind(
        "error",
        "planner",
        "{name} toplanamaz: oran ve yoğunluk gibi değerlerin toplamı bir anlam taşımaz. Ağırlıklı ortalamasını alın ya da toplanabilen bir sütun seçin.",
        "{name} cannot be summed: the sum of values such as rates and densities means nothing. Take its weighted mean, or choose a column that adds up.",
    ),
    "extensive-averaged": Kind(
        "error",
        "planner",
        "{name} ortalanamaz: bu, paylaşılan bir miktardır ve ortalaması toplamı bozar. Toplanarak aktarın ya da bir oran sütunu seçin.",
        "{name} cannot be averaged: it is an amount that is shared out, and a mean would lose its total. Transfer it as a sum, or choose a rate.",
    ),
    "labels-differ": Kind(
        "error",
        "planner",
        "{what}: satırlar beklenenlerle aynı değil; farklı olanlar ({count}): {listing}. Değerler hangi yere ait bilinemez; aynı kodları kullanın.",
        "{what}: the rows are not those expected; they differ in ({count}): {listing}. Which place a value belongs to cannot be told; use the same codes.",
    ),
    "points-and-areas-mixed": Kind(
        "error",
        "planner",
        "{what}: hem nokta hem alan var; ağırlığın noktada mı durduğu, alana mı yayıldığı bilinemez. İkisini ayrı verin.",
        "{what}: points and areas are mixed; whether a weight sits on a point or spreads over an area cannot be told. Give them apart.",
    ),
    "carriers-without-weight": Kind(
        "warning",
        "source",
        "{what}: ağırlığı yazılmamış ya da eksi olan satırlar ({count}): {listing}. Dağıtımda kullanılmadılar; kaynakta tamamlayın.",
        "{what}: rows whose weight is missing or negative ({count}): {listing}. They were not used to share anything out; complete them in the source.",
    ),
    "source-without-carriers": Kind(
        "warning",
        "planner",
        "İçinde {what} bulunmayan yerler ({count}): {listing}. Bunların değeri alanla orantılı dağıtıldı, bu daha kabadır; veriyi tamamlayın.",
        "Places with no {what} in them ({count}): {listing}. Their value was shared out by area, which is coarser; complete the data.",
    ),
    "source-value-unknown": Kind(
        "warning",
        "source",
        "{name}: değeri bilinmeyen yerler ({count}): {listing}. Onlardan pay alan {targets} alanın değeri de bilinmiyor; kaynakta tamamlayın.",
        "{name}: places whose value is unknown ({count}): {listing}. What takes a share of them is unknown as well (areas: {targets}); complete the source.",
    ),
    "target-without-source": Kind(
        "info",
        "planner",
        "{name}: hiçbir yerden pay almayan alanlar ({count}): {listing}. Değerleri sıfır değil, bilinmiyor. Verinin bu alanları kapsadığını denetleyin.",
        "{name}: areas that take a share of no place ({count}): {listing}. Their value is unknown, not zero. Check that the data reach them.",
    ),
    "quantity-outside": Kind(
        "warning",
        "planner",
        "{name}: {outside} hiçbir hedef alana düşmedi (toplam {total}); ayrı gösterilir, dağıtılmaz. Sınırları denetleyin.",
        "{name}: {outside} of {total} fell into no target area; it is shown apart and not shared out. Check the boundaries.",
    ),
    "quantity-counted-again": Kind(
        "warning",
        "planner",
        "{name}: hedef alanlar çakıştığı için {again} birden çok kez sayıldı (toplam {total}). Hedef alanların toplamını kullanmayın ya da çakışmayı giderin.",
        "{name}: target areas overlap, so {again} of {total} counts more than once. Do not use the sum over the target areas, or remove the overlap.",
    ),
    "quantity-not-conserved": Kind(
        "warning",
        "administrator",
        "{name}: aktarılan toplam girdiyle tutmuyor, fark {error_pct}. Sonuçlar bu fark kadar belirsizdir; şekillerin geçerliliğini denetleyin.",
        "{name}: the transferred total is not what was put in, the difference is {error_pct}. Results are uncertain by that much; check that the shapes are valid.",
    ),
}
