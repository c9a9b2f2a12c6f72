"""Kinds of issues about rules of conflict between plans, investments and land."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "conflict-bad-rule": Kind(
        "error",
        "planner",
        "Çakışma kuralı {rule} kullanılamıyor: {why_tr}. Kuralı düzeltin.",
        "The rule of conflict {rule} cannot be used: {why_en}. Correct the rule.",
    ),
    "conflict-rules-contradict": Kind(
        "error",
        "planner",
        "Çakışma kuralları çelişiyor: {first} ile {second}, {layer} katmanındaki {values} değerini biri ister, öteki yasaklar. Birini kaldırın.",
        "The rules of conflict contradict each other: of {first} and {second} one asks for the value {values} of the layer {layer}, the other forbids it. Remove one.",
    ),
    "conflict-not-checked": Kind(
        "info",
        "planner",
        "{rule} kuralı denetlenemedi: {why_tr}. Sonuçta bu konuda çakışma görünmemesi, çakışma olmadığı anlamına gelmez; veriyi ekleyin.",
        "The rule {rule} could not be checked: {why_en}. That no such conflict is listed does not mean that there is none; add the data.",
    ),
    "conflict-in-programme": Kind(
        "warning",
        "planner",
        "{name} ({year}): {title}. Orada {other} var. {remedy} Dayanak: {source}.",
        "{name} ({year}): {title}. What is there: {other}. {remedy} Source: {source}.",
    ),
    "conflict-in-plan": Kind(
        "warning",
        "planner",
        "{plan}, {use}: {title}. Orada {other} var ({zones} alan, {area_ha} ha). {remedy} Dayanak: {source}.",
        "{plan}, {use}: {title}. What is there: {other} ({zones} zones, {area_ha} ha). {remedy} Source: {source}.",
    ),
}
