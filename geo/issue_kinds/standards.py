"""Kinds of issues about planning standards: which are not verified, and why a figure has no value."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "standard-unverified": Kind(
        "warning",
        "planner",
        "{standard}: girilen değerler Resmî Gazete metninden doğrulanmadı ({law}, {article}). Kullanmadan önce metinden denetleyin ve çalışma alanının standards klasörüne doğrulanmış olarak yazın.",
        "{standard}: what is entered for {law}, {article} has not been verified against the Official Gazette. Check it there before use and write it as verified into the workspace's standards folder.",
    ),
    "standard-not-in-force": Kind(
        "warning",
        "planner",
        "{standard}: {day} günü geçerli bir kural girilmemiş; değer verilmedi. Başka bir tarih seçin ya da kuralı çalışma alanının standards klasörüne yazın.",
        "{standard}: no rule in force on {day} has been entered, so there is no value. Choose another date, or write the rule into the workspace's standards folder.",
    ),
    "standard-without-value": Kind(
        "warning",
        "planner",
        "{standard}: bu nüfus için kişi başına alan girilmemiş ({law}, {article}); gereken alan hesaplanmadı. Değeri mevzuattan okuyup çalışma alanının standards klasörüne yazın.",
        "{standard}: for this population no area per person has been entered from {law}, {article}, so the required area was not computed. Read it in the regulation and write it into the workspace's standards folder.",
    ),
    "standard-without-area": Kind(
        "info",
        "planner",
        "{standard}: kural ({law}, {article}) kişi başına alan istemiyor, yalnız yürüme mesafesi ya da en küçük parsel koyuyor; bundan alan açığı hesaplanmaz. Alan için üst sınıfın kuralına bakın.",
        "{standard}: {law}, {article} sets a walking distance or a smallest plot, no area per person, so no deficit follows from it. For areas see the rule of the wider class.",
    ),
    "settlement-population-unknown": Kind(
        "warning",
        "planner",
        "{standard}: yerleşmenin nüfusu bilinmiyor; nüfus grubu seçilemediği için değer verilmedi. Yerleşmenin nüfusunu girin.",
        "{standard}: the population of the settlement is unknown, so its population group could not be chosen and there is no value. Enter the population of the settlement.",
    ),
    "people-unknown": Kind(
        "info",
        "planner",
        "{standard}: nüfus bilinmiyor ya da geçersiz; gereken alan hesaplanmadı. Nüfusu tamamlayın.",
        "{standard}: the population is unknown or impossible, so the required area was not computed. Complete the population.",
    ),
    "nobody-to-supply": Kind(
        "info",
        "planner",
        "{standard}: nüfus sıfır; gereken alan bu yüzden 0. Nüfusun gerçekten sıfır olduğunu denetleyin.",
        "{standard}: nobody lives there, hence the required area is 0. Check that the population really is zero.",
    ),
    "existing-area-unknown": Kind(
        "info",
        "planner",
        "{standard}: mevcut alan bilinmiyor ya da geçersiz; sıfır sayılmadı, açık hesaplanmadı. Mevcut alanı girin.",
        "{standard}: the existing area is unknown or impossible; it was not taken as zero, so no deficit was computed. Enter the existing area.",
    ),
    "planned-area-unknown": Kind(
        "info",
        "planner",
        "{standard}: planlanan alan bilinmiyor ya da geçersiz; planla kalan açık hesaplanmadı. Planlanan alanı girin.",
        "{standard}: the planned area is unknown or impossible, so what the plan leaves was not computed. Enter the planned area.",
    ),
}
