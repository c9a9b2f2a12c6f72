"""Kinds of issues about handing data on: formats, packages, change lists, profiles."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "format-needs-shapes": Kind(
        "error",
        "planner",
        "{format} yalnız şekli olan satırlar içindir; {name} tablosunda şekil yok. CSV (.csv), XLSX (.xlsx) ya da GeoPackage (.gpkg) yazın.",
        "{format} is for rows with shapes; the table {name} has none. Write CSV (.csv), XLSX (.xlsx) or a GeoPackage (.gpkg).",
    ),
    "too-many-for-format": Kind(
        "error",
        "planner",
        "{name} tablosunda {rows} satır var; {format} en çok {most} satır alır, kalanı kaybolurdu. CSV (.csv) ya da GeoPackage (.gpkg) yazın.",
        "The table {name} has {rows} rows; {format} holds at most {most}, the others would be lost. Write CSV (.csv) or a GeoPackage (.gpkg).",
    ),
    "too-large-for-format": Kind(
        "error",
        "planner",
        "{name} tablosu {format} olarak {size_gb} GB tutar; pek çok program bu biçimin 2 GB'tan büyüğünü okuyamaz. GeoPackage (.gpkg) ya da FlatGeobuf (.fgb) yazın.",
        "As {format} the table {name} takes {size_gb} GB; many programs read none of more than 2 GB. Write a GeoPackage (.gpkg) or FlatGeobuf (.fgb).",
    ),
    "changes-do-not-fit": Kind(
        "error",
        "planner",
        "Değişiklik listesi bu satırlar için yapılmamış ({keys}); uygulanmadı. Listenin dayandığı eski sürümü alın ya da paketin tamamını yükleyin.",
        "The change list was not made for these rows ({keys}); it was not applied. Take the old revision that it starts from, or load the whole package.",
    ),
    "no-handover": Kind(
        "error",
        "planner",
        '"{receiver}" alıcısına {what} için kayıtlı bir teslim yok. Önce tamamını teslim edin: --receiver "{receiver}", --since olmadan.',
        'No hand-over of {what} to "{receiver}" is on record. First hand over everything: --receiver "{receiver}" without --since.',
    ),
    "since-needs-receiver": Kind(
        "error",
        "planner",
        "--since last, hangi alıcıya yapılan son teslimden beri olduğunu bilmek için --receiver ister.",
        "--since last needs --receiver, to know whose last hand-over is meant.",
    ),
    "bad-since": Kind(
        "error",
        "planner",
        '--since "{text}" anlaşılmadı. {what} için şunlardan biri: {known}.',
        '--since "{text}" was not understood. For {what} one of these: {known}.',
    ),
    "bad-receiver": Kind(
        "error",
        "planner",
        '"{receiver}" alıcı adı olamaz: en az bir harf ya da rakam gerekir.',
        '"{receiver}" cannot be the name of a receiver: it needs a letter or a digit.',
    ),
    "receiver-unreadable": Kind(
        "error",
        "administrator",
        "{path} okunamadı; son teslim bilinmiyor. Dosyayı silip tamamını yeniden teslim edin.",
        "{path} cannot be read, so the last hand-over is unknown. Delete the file and hand over everything again.",
    ),
    "nothing-to-package": Kind(
        "error",
        "planner",
        "Çalışma alanında teslim edilecek veri yok. Önce: mahalle import KATMAN DOSYA.",
        "The workspace has no data to hand over. First: mahalle import LAYER FILE.",
    ),
    "package-suffix": Kind(
        "error",
        "planner",
        'Paketin adı .zip ile bitmeli, "{suffix}" ile değil.',
        'The name of a package must end in .zip, not in "{suffix}".',
    ),
    "package-unreadable": Kind(
        "error",
        "planner",
        "{file} okunabilir bir paket değil: {why_tr}. Gönderenden yeniden isteyin.",
        "{file} is no readable package: {why_en}. Ask the sender for it again.",
    ),
    "package-seal-broken": Kind(
        "error",
        "planner",
        "{file} yazıldığından beri değişmiş: mührü baytlarına uymuyor. Kullanmayın, gönderenden yeniden isteyin.",
        "{file} was changed since it was written: its seal does not fit its bytes. Do not use it; ask the sender for it again.",
    ),
    "package-file-changed": Kind(
        "error",
        "planner",
        "{name}: içeriği paketin bildirdiği SHA-256 özetine uymuyor. Kullanmayın, paketi gönderenden yeniden isteyin.",
        "{name}: its content does not have the SHA-256 that the package states. Do not use it; ask the sender for the package again.",
    ),
    "package-file-missing": Kind(
        "error",
        "planner",
        "{name}: bildirimde var, pakette yok. Paketi gönderenden yeniden isteyin.",
        "{name}: it is in the manifest and not in the package. Ask the sender for the package again.",
    ),
    "package-file-extra": Kind(
        "error",
        "planner",
        "{name}: pakette var, bildirimde yok; sonradan eklenmiş. Kullanmayın.",
        "{name}: it is in the package and not in the manifest; it was added afterwards. Do not use it.",
    ),
    "unknown-profile": Kind(
        "error",
        "planner",
        '"{profile}" diye bir profil yok. Bilinenler: {known}.',
        'There is no profile "{profile}". Known: {known}.',
    ),
    "not-in-profile": Kind(
        "error",
        "planner",
        "{profile} profilinde {what} yok. Bu profille: {known}.",
        "The profile {profile} has no {what}. By this profile: {known}.",
    ),
}
