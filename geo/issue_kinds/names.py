"""Kinds of issues about names of neighbourhoods."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "open-name": Kind(
        "warning",
        "planner",
        '"{old}" hiçbir mahalleyle eşleşmedi. Öneri: {suggestions}. Doğruysa: mahalle names accept "{old}" "{best}".',
        '"{old}" matches no neighbourhood. Suggestion: {suggestions}. If right: mahalle names accept "{old}" "{best}".',
    ),
    "open-name-without-suggestion": Kind(
        "warning",
        "planner",
        '"{old}" hiçbir mahalleyle eşleşmedi ve benzeri yok. Hangi mahalle olduğunu biliyorsanız: mahalle names accept "{old}" MAHALLE.',
        '"{old}" matches no neighbourhood and none is similar. If you know which it is: mahalle names accept "{old}" NEIGHBOURHOOD.',
    ),
    "ambiguous-name": Kind(
        "warning",
        "planner",
        '"{old}" birden çok mahalle olabilir: {candidates}. Satıra mahallenin kodunu ya da ilçesini yazın.',
        '"{old}" could be several neighbourhoods: {candidates}. Give its code or its district in the row.',
    ),
    "alias-used": Kind(
        "info",
        "planner",
        '"{old}", kabul edilmiş eş ad olarak {new} sayıldı. Gerekçe: {reason}.',
        '"{old}" was taken as {new} by an accepted alias. Reason: {reason}.',
    ),
    "former-neighbourhood": Kind(
        "info",
        "planner",
        '"{old}" bugün yok; mahalle değişiklikleri katmanında eski bir mahalle. Nüfusu oradaki paylarla bugünkü mahallelere aktarılır.',
        '"{old}" is no more; the layer of changes knows it as a former neighbourhood. Its population is carried over to today\'s by the shares there.',
    ),
    "code-name-differ": Kind(
        "warning",
        "source",
        'kod {code} {name} mahallesinindir, satırda "{old}" yazıyor; kod esas alındı. Hangisinin doğru olduğunu denetleyin.',
        'code {code} belongs to {name}, the row says "{old}"; the code was followed. Check which is right.',
    ),
    "no-neighbourhoods": Kind(
        "error",
        "planner",
        "Çalışma alanında mahalle yok; adların eşleştirileceği bir liste bulunmuyor. Önce sınırları içe aktarın: mahalle import boundaries DOSYA (yoksa mahalle sketch ile taslak çizin).",
        "The workspace has no neighbourhoods, so there is nothing to match names with. Import boundaries first: mahalle import boundaries FILE (or draw a sketch with mahalle sketch).",
    ),
    "no-name-matched": Kind(
        "error",
        "planner",
        "{file} içindeki adlardan hiçbiri ({count} ad; örnek: {example}) bu çalışma alanının mahalleleriyle eşleşmedi. Dosyanın bu ilçeye ait olduğunu ve ad sütununu denetleyin.",
        "No name in {file} ({count}; for example {example}) matches a neighbourhood of this workspace. Check that the file is of this district, and its name column.",
    ),
    "missing-neighbourhood": Kind(
        "warning",
        "source",
        "{count} mahalle dosyada yok: {names}. Eksikse kaynağı tamamlayıp yeniden içe aktarın.",
        "Neighbourhoods that are not in the file ({count}): {names}. If they should be, complete the source and import again.",
    ),
}
