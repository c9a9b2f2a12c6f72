"""Kinds of issues about whose duty a thing is."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "duty-kind-unknown": Kind(
        "error",
        "planner",
        '"{kind}" türü için görev kuralı yok. Bilinenler: {known}. Türü düzeltin ya da görev dosyasına kural ekleyin.',
        'There is no rule of duty for the kind "{kind}". Known: {known}. Correct the kind or add a rule to the duty file.',
    ),
    "duty-rules-contradict": Kind(
        "error",
        "planner",
        "Görev kuralları çelişiyor: {kind} için {first} ile {second} aynı değeri ({value}) iki ayrı idareye veriyor. Sınırlardan birini düzeltin.",
        "The rules of duty contradict each other: for {kind}, {first} and {second} give the same value ({value}) to two authorities. Correct one of the limits.",
    ),
    "duty-bad-rule": Kind(
        "error",
        "planner",
        "{kind} için görev kuralı {rule} kullanılamıyor: {why_tr}. Görev dosyasında düzeltin.",
        "The rule of duty {rule} for {kind} cannot be used: {why_en}. Correct it in the duty file.",
    ),
    "duty-fact-missing": Kind(
        "warning",
        "planner",
        "{count} satırın görevi belirlenemedi ({kind}): {fact} bilinmiyor. Kimin yapacağı bilinsin diye bu bilgiyi tamamlayın.",
        "The duty of some rows could not be decided ({kind}, rows: {count}): {fact} is not known. Complete it, so that it is known who builds.",
    ),
}
