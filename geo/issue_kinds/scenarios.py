"""Kinds of issues about scenarios of population and their comparison."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "scenario-bad-number": Kind(
        "error",
        "planner",
        "{scenario} senaryosunda {name} {value} olamaz: {rule_tr}. Senaryoyu düzeltip yeniden deneyin.",
        "In the scenario {scenario}, {name} cannot be {value}: {rule_en}. Correct the scenario and try again.",
    ),
    "scenario-unknown-place": Kind(
        "error",
        "planner",
        "{scenario} senaryosunda bilinmeyen mahalle ya da sınıf var: {places}. Oraya yazılan nüfus hiçbir yere sayılmaz; adı düzeltin.",
        "The scenario {scenario} names unknown neighbourhoods or classes: {places}. People put there would count nowhere; correct the name.",
    ),
    "scenario-outside-plan": Kind(
        "warning",
        "planner",
        "{scenario}: {year} nüfusu {people} kişi, plan ise {low}–{high} kişi öngörüyor; fark {gap} kişi. Dönüş oranını, yeni konut alanlarını ya da yoğunluğu gözden geçirin.",
        "{scenario}: {people} people in {year}, while the plan provides for {low} to {high}; the difference is {gap} people. Look again at the return rate, the new housing areas or their density.",
    ),
    "scenario-population-unknown": Kind(
        "warning",
        "source",
        "{scenario}: {count} mahallenin nüfusu hesaplanamadı, çünkü bugünkü ya da önceki nüfusu bilinmiyor. Toplam onlar olmadan verilir; nüfuslarını tamamlayın.",
        "{scenario}: the population of some neighbourhoods ({count}) cannot be computed, as their present or former one is unknown. The total is without them; complete their population.",
    ),
    "comparison-without-direction": Kind(
        "error",
        "planner",
        "Yönü bilinmeyen göstergeler karşılaştırılamaz: {indicators}. Artmasının iyi olup olmadığını (ya da yönü olmadığını) belirtin.",
        "Indicators without a direction cannot be compared: {indicators}. Say whether more is better, less is better, or neither.",
    ),
    "scenario-bad-line": Kind(
        "error",
        "planner",
        "{why_tr}. Senaryo bu hâliyle okunamaz; o satırda duran değeri formda düzeltip yeniden saklayın.",
        "{why_en}. The scenario cannot be read like this; correct in the form what stands in that line, and save again.",
    ),
    "scenario-changed": Kind(
        "error",
        "planner",
        "{scenario} senaryosu siz düzenlerken değişti ya da silindi; hiçbir şey yazılmadı. Yazdıklarınız formda duruyor: yeni senaryo olarak saklayın ya da son hâlini açıp yeniden düzenleyin.",
        "The scenario {scenario} was changed or deleted while you edited it; nothing was written. What you typed stands in the form: save it as a new scenario, or open its last state and edit that.",
    ),
    "scenario-place-twice": Kind(
        "error",
        "planner",
        "{place} için iki ayrı dönüş oranı yazılmış; hangisinin geçerli olduğu bilinemez. Birini silin.",
        "{place} has two return rates, and which one counts cannot be known. Remove one.",
    ),
    "scenarios-too-few": Kind(
        "error",
        "planner",
        "Karşılaştırmak için iki senaryo gerekir; kullanılabilen {count}. Senaryolar sayfasında yeni bir senaryo yapın.",
        "It takes two scenarios to compare; there are {count} that can be used. Make a new one on the page of scenarios.",
    ),
    "scenario-without-name": Kind(
        "error",
        "planner",
        "Senaryonun Türkçe adında hiç harf ya da rakam yok; dosyasına ad verilemez. Bir ad yazın.",
        "The Turkish title of the scenario has no letter or digit, so that its file cannot be named. Write a title.",
    ),
    "unknown-scenario": Kind(
        "error",
        "planner",
        '"{scenario}" adlı senaryo yok. Olanlar: {known}. Çalışma alanının scenarios klasörüne bir YAML dosyası ekleyin.',
        'There is no scenario "{scenario}". There are: {known}. Add a YAML file to the folder scenarios of the workspace.',
    ),
    "scenario-years-unknown": Kind(
        "error",
        "planner",
        "{scenario} senaryosu {years} yıllarının nüfusunu ister, olan yıllar: {known}. O nüfusları içe aktarın ya da senaryonun yıllarını değiştirin.",
        "The scenario {scenario} needs the population of {years}, there are: {known}. Import those populations or change the years of the scenario.",
    ),
    "scenarios-of-other-years": Kind(
        "error",
        "planner",
        "{first} ile {second} senaryoları ayrı yıllara bakıyor; farkları yıldan mı varsayımdan mı gelir bilinemez. Başlangıç ve plan yıllarını eşitleyin.",
        "The scenarios {first} and {second} look at different years, so that it is not known whether year or assumption makes the difference. Give both the same base and plan years.",
    ),
}
