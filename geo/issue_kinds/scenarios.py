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
}
