"""Kinds of issues about rows that are changed by hand."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "layer-not-editable": Kind(
        "error",
        "planner",
        "{layer} katmanının satırları tek tek değiştirilemez; bir dosyanın bütünüdür. Dosyayı düzeltip yeniden yükleyin.",
        "Rows of the layer {layer} cannot be changed one by one; it is the whole of a file. Correct the file and upload it again.",
    ),
    "no-such-row": Kind(
        "error",
        "planner",
        "{layer} katmanında {id} kimlikli bir kayıt yok; silinmiş ya da adı değişmiş olabilir. Listeden seçin; silindiyse katmanın geçmişinden geri alınabilir.",
        "The layer {layer} has no record with the id {id}; it may have been deleted or renamed. Choose from the list; if deleted, the layer's history can bring it back.",
    ),
    "row-changed-meanwhile": Kind(
        "error",
        "planner",
        "Siz yazarken bu kaydı ({id}) başka biri değiştirdi; hiçbir şey yazılmadı ve yazdıklarınız aşağıda duruyor. İkinizin değerlerine bakın, doğru olanı bırakıp yeniden kaydedin.",
        "While you were writing somebody else changed this record ({id}); nothing was written and what you wrote stands below. Look at both values, keep the right ones and save again.",
    ),
    "row-deleted-meanwhile": Kind(
        "error",
        "planner",
        "Siz yazarken bu kaydı ({id}) başka biri sildi; hiçbir şey yazılmadı ve yazdıklarınız aşağıda duruyor. Gerekliyse yeni kayıt olarak kaydedin; değilse sayfadan çıkın.",
        "While you were writing somebody else deleted this record ({id}); nothing was written and what you wrote stands below. Save it as a new record if it is needed; else leave the page.",
    ),
    "nothing-changed": Kind(
        "error",
        "planner",
        "Hiçbir değer değişmemiş; yeni sürüm yapılmadı. Değiştirmek istediğinizi yazıp yeniden kaydedin.",
        "No value has changed; no new revision was made. Write what you want to change and save again.",
    ),
    "edit-bad-value": Kind(
        "error",
        "planner",
        "{field}: “{old}” anlaşılmadı, {expected} bekleniyor. Hiçbir şey yazılmadı; düzeltip yeniden kaydedin.",
        "{field}: “{old}” was not understood, {expected} is expected. Nothing was written; correct it and save again.",
    ),
    "edit-missing-value": Kind(
        "error",
        "planner",
        "{field} boş; kayıt bu değer olmadan kullanılamaz. Hiçbir şey yazılmadı; doldurup yeniden kaydedin.",
        "{field} is empty; without it the record is of no use. Nothing was written; fill it in and save again.",
    ),
    "edit-year-twice": Kind(
        "error",
        "planner",
        "{field} {year} iki satırda yazıyor; hangisi doğru bilinemez. Hiçbir şey yazılmadı; birini silin ya da düzeltip yeniden kaydedin.",
        "{field} {year} stands in two lines; which is right cannot be known. Nothing was written; remove or correct one and save again.",
    ),
    "edit-unknown-field": Kind(
        "error",
        "planner",
        "{field} diye değiştirilebilen bir alan yok. Değiştirilebilenler: {known}.",
        "There is no field {field} that can be changed. Those that can: {known}.",
    ),
    "edit-bad-coordinates": Kind(
        "error",
        "planner",
        "Koordinatların {line}. satırı anlaşılmadı: “{old}”. Her satıra önce enlem, sonra boylam yazın, örnek 36.1912, 36.1430.",
        "Line {line} of the coordinates was not understood: “{old}”. Write latitude, then longitude on each line, such as 36.1912, 36.1430.",
    ),
    "edit-too-few-points": Kind(
        "error",
        "planner",
        "{kind} için en az {least} nokta gerekir, {count} verildi. Haritada ya da koordinat alanında tamamlayın.",
        "{kind} needs at least {least} points, {count} were given. Complete it on the map or in the field of coordinates.",
    ),
    "shape-outside-district": Kind(
        "error",
        "planner",
        "Çizilen yer ilçe sınırının {distance_m} m dışına taşıyor; hiçbir şey yazılmadı. Yeri haritada düzeltin; koordinat yazdıysanız önce enlem, sonra boylam gelir.",
        "The place drawn reaches {distance_m} m out of the district; nothing was written. Correct it on the map; if you typed coordinates, latitude comes first, then longitude.",
    ),
    "neighbourhood-by-shape": Kind(
        "info",
        "planner",
        "Mahalle yazılmamıştı; haritadaki yerinden alındı: {new}.",
        "No neighbourhood was given; it was taken from the place on the map: {new}.",
    ),
    "shape-in-another-neighbourhood": Kind(
        "warning",
        "planner",
        "Haritadaki yeri {name} mahallesinin dışında. Mahalleyi ya da yeri düzeltin.",
        "Its place on the map lies outside the neighbourhood {name}. Correct the neighbourhood or the place.",
    ),
    "edits-replaced": Kind(
        "warning",
        "planner",
        "Bu kaynağın elle değiştirilmiş {count} satırının yerine yeni dosyanın satırları geçti. Elle yazılanlar sürüm {revision} içinde duruyor; farka bakın, gerekirse geri alın.",
        "Rows of this source that were changed by hand ({count}) were replaced by those of the new file. What was written by hand stands in revision {revision}; look at the difference, and undo if needed.",
    ),
}
