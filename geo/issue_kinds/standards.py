"""Kinds of issues about planning standards: their files, and why a figure has no value."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "yaml-unreadable": Kind(
        "error",
        "administrator",
        "{file}: YAML yazımı bozuk ({why}); dosya okunamadı. Satırın girintisini, iki noktasını ve tırnaklarını denetleyin.",
        "{file}: the YAML is broken ({why}), so the file was not read. Check the line's indent, colon and quotes.",
    ),
    "yaml-field-missing": Kind(
        "error",
        "administrator",
        '{file}: "{field}" alanı eksik; onsuz kayıt kullanılamaz. Bu satırda başlayan bölüme ekleyin.',
        '{file}: the field "{field}" is missing, and the entry means nothing without it. Add it to the part that begins here.',
    ),
    "yaml-field-unknown": Kind(
        "error",
        "administrator",
        '{file}: "{field}" diye bir alan yok; yanlış yazılmış bir alan sessizce yok sayılmaz. Bilinenler: {known}.',
        '{file}: there is no field "{field}", and a misspelt one is not silently left out. Known: {known}.',
    ),
    "yaml-field-invalid": Kind(
        "error",
        "administrator",
        '{file}: "{field}" alanındaki değer ({value}) kullanılamaz; beklenen: {expected}. Değeri düzeltin.',
        '{file}: the value of "{field}" ({value}) cannot be used; expected: {expected}. Correct the value.',
    ),
    "standard-rules-overlap": Kind(
        "error",
        "administrator",
        "{file}: bu kural, {other}. satırdaki kuralla aynı günlerde geçerli; o günlerde hangisinin uygulanacağı bilinemez. Tarihleri (valid_from, valid_to) düzeltin.",
        "{file}: this rule holds on the same days as the rule in line {other}, so it is unknown which applies. Correct the dates (valid_from, valid_to).",
    ),
    "standard-groups-overlap": Kind(
        "error",
        "administrator",
        "{file}: bu nüfus grubu kendinden öncekiyle çakışıyor; aradaki nüfuslar iki gruba birden girer. Grupları küçükten büyüğe, birbirine değmeyecek biçimde yazın (0-15000, 15001-45000).",
        "{file}: this population group overlaps the one before it, so a population would be in both. Write the groups from small to large without a common border (0-15000, 15001-45000).",
    ),
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
    "nobody-lives-there": Kind(
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
