"""Kinds of issues about walking, the places where people live, and how evenly things reach them."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "no-walkable-roads": Kind(
        "error",
        "planner",
        "Verilen {count} yol satırında yürünebilir çizgi yok; yürüme ağı kurulamaz. Yol katmanını denetleyin ya da yolsuz (kuş uçuşu) hesaplayın.",
        "There is no walkable line in the given road rows ({count}), so there is no network to walk. Check the road layer, or measure without roads (straight line).",
    ),
    "roads-not-walkable": Kind(
        "info",
        "planner",
        "{count} yol, sınıfı yürünemez sayıldığı için yürüme ağına alınmadı.",
        "Roads left out of the walking network because their class is not walkable: {count}.",
    ),
    "roads-without-line": Kind(
        "warning",
        "source",
        "{count} yol satırında çizgi yok ya da çizginin uzunluğu yok; yürüme ağına alınmadı. Kaynakta düzeltin.",
        "Road rows that hold no line, or one without length: {count}; they are not in the walking network. Correct them in the source.",
    ),
    "roads-cut-by-barrier": Kind(
        "info",
        "planner",
        "{count} yol bir engele (akarsu, otoyol, demiryolu) değdiği için kesildi. Geçit varsa o yolu köprü olarak işaretleyin.",
        "Roads cut because they touch a barrier (river, motorway, railway): {count}. Where there is a crossing, mark the road as a bridge.",
    ),
    "network-in-parts": Kind(
        "warning",
        "planner",
        "Yürüme ağı birbirine bağlı olmayan {count} parça; en uzununun dışında {outside_km} km (ağın %{share_pct} kadarı) yol var ve parçalar arasında yürünemez. Çizgi uçlarını ve köprüleri denetleyin.",
        "The walking network is in separate parts ({count}); {outside_km} km of road ({share_pct} % of it) lies outside the longest, and nobody can walk between parts. Check line ends and bridges.",
    ),
    "facilities-off-road": Kind(
        "warning",
        "planner",
        "{facility}: {count} tesisin {max_snap_m} m yakınında yol yok; yürüme ağıyla ulaşılamaz sayıldı. Yerlerini ve yol katmanını denetleyin.",
        "{facility}: facilities without a road within {max_snap_m} m: {count}; they count as out of reach on the network. Check their place and the road layer.",
    ),
    "facilities-without-place": Kind(
        "warning",
        "source",
        "{facility}: {count} tesisin çizimi yok; uzaklık hesabına alınmadı. Yerlerini kaynakta tamamlayın.",
        "{facility}: facilities without a shape: {count}; they are not in the distances. Add their place in the source.",
    ),
    "no-facility": Kind(
        "warning",
        "planner",
        "{facility}: yeri bilinen tesis yok; uzaklık hesaplanamaz, sıfır sayılmaz. Katmanı içe aktarın ya da bu türü çıkarın.",
        "{facility}: there is no facility with a known place, so distances have no value; they are not zero. Import the layer, or leave this kind out.",
    ),
    "no-way": Kind(
        "info",
        "planner",
        "{facility}: yol ağının {count} noktadan bu tür bir tesise çıkan parçası yok; oralarda oturanlar ulaşamıyor sayıldı.",
        "{facility}: places from which no road leads to any facility of this kind: {count}; the people there count as not reached.",
    ),
    "no-place": Kind(
        "warning",
        "source",
        "{count} satırın konumu yok; orada oturanlar için uzaklık bilinemez. Sınırı ya da noktayı kaynakta tamamlayın.",
        "Rows without a place: {count}; distances are unknown for the people there. Add the boundary or point in the source.",
    ),
    "walked-straight": Kind(
        "info",
        "planner",
        "{count} noktanın yakınında yol yok; oralarda kuş uçuşu uzaklık {factor} ile çarpıldı (yöntem: kuş uçuşu). Engeller hesaba katılmadı.",
        "Places without a road near: {count}; there the straight distance was multiplied by {factor} (method: straight line). Barriers were not considered.",
    ),
    "population-unknown": Kind(
        "warning",
        "planner",
        "Nüfusu bilinmeyen mahalle: {count}; kişi sayısı ve pay hesaplanamaz. Nüfus tablosunu içe aktarın.",
        "Neighbourhoods of unknown population: {count}; numbers and shares of people have no value there. Import the population table.",
    ),
    "nobody-lives-there": Kind(
        "info",
        "planner",
        "Oturan yok; kişi başına değer ve pay hesaplanamaz.",
        "Nobody lives there, so values per person and shares of people do not exist.",
    ),
    "residences-outside": Kind(
        "warning",
        "source",
        "{basis}: {count} kayıt hiçbir mahallenin içinde değil; hesaba alınmadı. Koordinat sistemini ve sınırları denetleyin.",
        "{basis}: records that lie in no neighbourhood: {count}; they were not used. Check the coordinate system and the boundaries.",
    ),
    "residences-without-weight": Kind(
        "warning",
        "source",
        "{basis}: {count} kaydın ağırlığı yok, sıfır ya da eksi; hesaba alınmadı. Kaynakta düzeltin.",
        "{basis}: records whose weight is missing, zero or negative: {count}; they were not used. Correct them in the source.",
    ),
    "unknown-in-reach": Kind(
        "warning",
        "planner",
        "Ulaşılan tesislerden birinin kapasitesi ya da ona ulaşan nüfus bilinmiyor; kişi başına düşen hesaplanamaz. Eksik değeri tamamlayın.",
        "The capacity of a facility in reach, or the population that reaches it, is unknown, so its share per person has no value. Add the missing figure.",
    ),
    "nothing-to-share": Kind(
        "info",
        "planner",
        "Paylaşılacak bir değer yok (toplam sıfır); eşitlik ölçülemez.",
        "There is nothing to share (the total is zero), so evenness cannot be measured.",
    ),
    "nobody-with-a-value": Kind(
        "warning",
        "planner",
        "Hem nüfusu hem değeri bilinen kimse yok; eşitlik ölçülemez. Eksik değerleri tamamlayın.",
        "There is nobody of whom both population and value are known, so evenness cannot be measured. Add the missing figures.",
    ),
    "lowest-tenth-has-none": Kind(
        "info",
        "planner",
        "Nüfusun en alttaki onda birinde değer sıfır; P90/P10 oranı yoktur.",
        "The lowest tenth of the people have none at all, so there is no P90/P10 ratio.",
    ),
}
