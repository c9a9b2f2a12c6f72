"""Kinds of issues about choosing sites for new facilities."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "siting-no-candidates": Kind(
        "error",
        "planner",
        "Yer seçilecek aday alan yok: verilen {given} adayın hiçbiri kurallardan geçmedi ({reasons}). Kuralları gevşetin ya da başka aday alanlar verin.",
        "There is no candidate site to choose from: of the {given} given, none passed the rules ({reasons}). Relax the rules or give other candidates.",
    ),
    "siting-too-few-candidates": Kind(
        "error",
        "planner",
        "{asked} yer istendi, ama kurallardan yalnız {eligible} aday geçti ({reasons}). Sayıyı en çok {eligible} yapın, kuralları gevşetin ya da aday ekleyin.",
        "Sites asked for: {asked}, but only {eligible} candidates passed the rules ({reasons}). Ask for {eligible} at most, relax the rules or add candidates.",
    ),
    "siting-bad-number": Kind(
        "error",
        "planner",
        "{name} {value} olamaz: {rule_tr}. Programı düzeltip yeniden deneyin.",
        "{name} cannot be {value}: {rule_en}. Correct the programme and try again.",
    ),
    "siting-budget-too-small": Kind(
        "error",
        "planner",
        "Bütçe hiçbir yere yetmiyor: bir yılda en çok {budget_try} TL harcanabilir, en ucuz aday {cheapest_try} TL. Bütçeyi artırın ya da daha ucuz adaylar verin.",
        "The budget buys no site: at most {budget_try} TRY can be spent in a year, the cheapest candidate costs {cheapest_try} TRY. Raise the budget or give cheaper candidates.",
    ),
    "siting-bad-table": Kind(
        "error",
        "planner",
        "{table_tr} tablosu kullanılamıyor: {why_tr}. Bu olmadan kimin yararlanacağı hesaplanamaz; tabloyu düzeltip yeniden deneyin.",
        "The table of {table_en} cannot be used: {why_en}. Without it nobody's gain can be computed; correct the table and try again.",
    ),
    "siting-not-all-placed": Kind(
        "warning",
        "planner",
        "İstenen {asked} yerden {placed} tanesi seçildi: {why_tr}. Yeni aday alan, daha çok bütçe ya da daha uzun erişim mesafesi ile yeniden deneyin.",
        "Sites asked for: {asked}, chosen: {placed}, because {why_en}. Try again with new candidates, more budget or a longer reach.",
    ),
    "siting-not-proven": Kind(
        "warning",
        "planner",
        "Süre doldu; bulunan çözümün en iyisi olduğu kanıtlanmadı. En iyisi bundan en çok {gap} daha iyi olabilir. Kesin sonuç için süreyi uzatın.",
        "Time ran out before the solution was proven to be the best; the best can be better by {gap} at most. Allow more time for a proof.",
    ),
    "siting-people-unknown": Kind(
        "warning",
        "source",
        "Nüfusu (ya da istenen eksik alanı) bilinmeyen {count} talep noktası hesaba katılmadı; oralarda yaşayanlar sonuçta yok. Bilgilerini tamamlayın.",
        "Demand points whose people (or deficit, where asked for) are unknown were left out: {count}; whoever lives there is not in the result. Complete their figures.",
    ),
    "siting-unknown-kind": Kind(
        "error",
        "planner",
        '"{kind}" türü için yer seçilemiyor; hangi imar alanına kurulacağı bilinmiyor. Bilinen türler: {known}. Birini yazın.',
        'No site can be chosen for the kind "{kind}": which zones may carry it is not known. Known kinds: {known}. Give one of them.',
    ),
    "siting-unknown-rule": Kind(
        "error",
        "planner",
        '"{rule}" kuralı sorulmadan bırakılamaz. Bırakılabilenler: {known}. Birini yazın.',
        'The rule "{rule}" cannot be left unasked. Those that can: {known}. Give one of them.',
    ),
    "accept-nothing": Kind(
        "error",
        "planner",
        "Hiçbir yer işaretlenmemiş ya da işaretlenenler bu hesabın yerleri değil; hiçbir şey yazılmadı. Yatırım olacak yerleri işaretleyip yeniden gönderin.",
        "No site was ticked, or those ticked are not of this calculation; nothing was written. Tick the sites that become investments and send the form again.",
    ),
    "accept-again": Kind(
        "error",
        "planner",
        "{count} yer yatırımlarda zaten var ({sites}); iki kez yazılırsa bütçe iki kez sayılır. Hiçbir şey yazılmadı; onların işaretini kaldırıp yeniden gönderin.",
        "Some sites ({count}) are among the investments already ({sites}); written twice, their budget would count twice. Nothing was written; untick them and send the form again.",
    ),
    "siting-no-reach": Kind(
        "error",
        "planner",
        "{kind} için {day} gününde geçerli bir yürüme mesafesi yok; kimin yararlanacağı bu olmadan bilinemez. Mesafeyi metre olarak verin (komutta --reach-m).",
        "{kind}: no walking distance is in force on {day}, and without one it is not known who gains. Give the distance in metres (--reach-m on the command line).",
    ),
    "siting-no-people": Kind(
        "error",
        "planner",
        "Mahallelerin nüfusu yok; yeni yerlerden kimin yararlanacağı hesaplanamaz. Önce nüfus katmanını içe aktarın.",
        "There is no population of the neighbourhoods, so that nobody's gain can be computed. Import the layer population first.",
    ),
    "siting-no-deficit": Kind(
        "error",
        "planner",
        "{kind} için hiçbir mahallenin alan açığı bilinmiyor; yerler açığa göre seçilemez. Standardın değerini ve var olan alanları girin ya da kişiye göre seçin (komutta --aim people).",
        "{kind}: no neighbourhood's deficit of area is known, so that sites cannot be chosen by it. Enter the standard's value and the existing areas, or choose by people (--aim people on the command line).",
    ),
    "rules-missing": Kind(
        "info",
        "planner",
        "Bu çalışma alanının {what_tr} kuralları yok; bu konuda bir şey söylenmedi. Kuralları {file} dosyasına yazın.",
        "This workspace has no rules of {what_en}, and nothing was said of it. Write the rules into the file {file}.",
    ),
}
