"""Kinds of issues about use: layers, revisions, workspaces, exports."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown-layer": Kind(
        "error",
        "planner",
        '"{layer}" diye bir katman yok. Bilinenler: {known}.',
        'There is no layer "{layer}". Known layers: {known}.',
    ),
    "empty-layer": Kind(
        "error",
        "planner",
        "{layer} katmanında henüz veri yok. Önce: mahalle import {layer} DOSYA.",
        "The layer {layer} has no data yet. First: mahalle import {layer} FILE.",
    ),
    "unknown-neighbourhood": Kind(
        "error",
        "planner",
        '"{name}" adlı veya kodlu bir mahalle yok. En yakınlar: {nearest}.',
        'There is no neighbourhood named or coded "{name}". Nearest: {nearest}.',
    ),
    "unknown-year": Kind(
        "error",
        "planner",
        "{year} yılı için nüfus yok. Olan yıllar: {years}.",
        "There is no population for {year}. Years there are: {years}.",
    ),
    "unknown-alias": Kind(
        "error",
        "planner",
        '"{alias}" açık bir ad değil. Açık adlar: mahalle names.',
        '"{alias}" is not an open name. Open names: mahalle names.',
    ),
    "alias-is-a-name": Kind(
        "error",
        "planner",
        '"{alias}" zaten bir mahallenin adı ({name}); başka bir mahalleye eş ad olamaz. Satıra mahallenin kodunu yazın.',
        '"{alias}" is already the name of a neighbourhood ({name}); it cannot be an alias of another. Give the code of the neighbourhood in the row.',
    ),
    "same-row-in-two-files": Kind(
        "error",
        "planner",
        "Verilen dosyalar {source} kaynağı için aynı satırı iki kez içeriyor ({example}). Dosyaları ayrı kaynak adlarıyla (--source) içe aktarın.",
        "The given files hold the same row of source {source} twice ({example}). Import them under source names of their own (--source).",
    ),
    "nothing-to-undo": Kind(
        "error",
        "planner",
        "{layer} katmanında geri alınacak daha eski bir sürüm yok.",
        "The layer {layer} has no older revision to go back to.",
    ),
    "no-workspace": Kind(
        "error",
        "planner",
        "{path} bir çalışma alanı değil (workspace.yaml yok). Önce: mahalle init AD --province İL, ya da mahalle demo.",
        "{path} is no workspace (no workspace.yaml). First: mahalle init NAME --province P, or mahalle demo.",
    ),
    "workspace-exists": Kind(
        "error",
        "planner",
        "{path} zaten bir çalışma alanı; üzerine yazılmaz. Başka bir klasör verin (-w).",
        "{path} is a workspace already; it is not overwritten. Name another folder (-w).",
    ),
    "bad-workspace": Kind(
        "error",
        "administrator",
        "{path} okunamadı: {why}. Dosyayı düzeltin.",
        "{path} could not be read: {why}. Correct the file.",
    ),
    "bad-description": Kind(
        "error",
        "planner",
        "{file}: {why_tr}. Dosyayı düzeltin; düzelene dek onu kullanan hiçbir iş yapılmaz.",
        "{file}: {why_en}. Correct the file; nothing that uses it is done until it is right.",
    ),
    "unwritable": Kind(
        "error",
        "administrator",
        "{path} yazılamadı: {why}. Klasörü ve izinleri denetleyin.",
        "{path} could not be written: {why}. Check the folder and its permissions.",
    ),
    "store-busy": Kind(
        "error",
        "planner",
        "Başka bir işlem şu anda bu çalışma alanına yazıyor. Bitince yeniden deneyin.",
        "Another process is writing to this workspace. Try again when it has finished.",
    ),
    "store-address-invalid": Kind(
        "error",
        "administrator",
        "Depo adresi anlaşılmadı: {why}. Şöyle yazın: postgresql://kullanıcı@sunucu:5432/veritabanı.",
        "The address of the store was not understood: {why}. Write it like this: postgresql://user@server:5432/database.",
    ),
    "store-variable-missing": Kind(
        "error",
        "administrator",
        "Depo adresi {name} ortam değişkenini istiyor, ama o tanımlı değil. Tanımlayıp yeniden deneyin.",
        "The address of the store asks for the environment variable {name}, which is not set. Set it and try again.",
    ),
    "store-driver-missing": Kind(
        "error",
        "administrator",
        'PostGIS deposu için psycopg gerekli, ama kurulu değil. Kurun: pip install "mahalle[postgis]".',
        'A PostGIS store needs psycopg, which is not installed. Install it: pip install "mahalle[postgis]".',
    ),
    "store-unreachable": Kind(
        "error",
        "administrator",
        "{address} adresindeki veritabanına bağlanılamadı ({why}). Sunucuyu, adresi ve parolayı denetleyin.",
        "Could not connect to the database at {address} ({why}). Check the server, the address and the password.",
    ),
    "store-without-postgis": Kind(
        "error",
        "administrator",
        "{address} veritabanında PostGIS yok ({why}). Yöneticisi bir kez çalıştırmalı: CREATE EXTENSION postgis.",
        "The database at {address} has no PostGIS ({why}). Its administrator must once run: CREATE EXTENSION postgis.",
    ),
    "store-failed": Kind(
        "error",
        "administrator",
        "{address} veritabanı isteği geri çevirdi ya da bağlantı koptu ({why}). Yetkileri ve disk yerini, sonra mahalle history ile son sürümü denetleyin.",
        "The database at {address} refused, or the connection was lost ({why}). Check permissions and disk space, then the newest revision with mahalle history.",
    ),
    "store-view-in-use": Kind(
        "error",
        "administrator",
        "Veritabanında {layer} katmanına bağlı başka nesneler var ({why}); hiçbir şey değişmedi. Onları kaldırıp yeniden deneyin.",
        "Other objects in the database depend on the layer {layer} ({why}); nothing was changed. Remove them and try again.",
    ),
    "unknown-revision": Kind(
        "error",
        "planner",
        "{layer} katmanında {number} numaralı sürüm yok. Olanlar: {known}.",
        "The layer {layer} has no revision {number}. There are: {known}.",
    ),
    "revision-pruned": Kind(
        "error",
        "planner",
        "{layer} katmanının {number} numaralı sürümü {when} günü budandı: kaydı duruyor, satırları silindi. Başka bir sürüm seçin.",
        "Revision {number} of the layer {layer} was pruned on {when}: its record stays, its rows are gone. Choose another revision.",
    ),
    "unknown-export": Kind(
        "error",
        "planner",
        '"{suffix}" uzantısı için bir dışa aktarma biçimi yok. Bilinenler: {known}.',
        'There is no export format for the suffix "{suffix}". Known: {known}.',
    ),
    "crs-not-in-format": Kind(
        "error",
        "planner",
        "{format} yalnız WGS 84 (EPSG:4326) taşır; EPSG:{epsg} için GeoPackage (.gpkg) yazın.",
        "{format} holds WGS 84 (EPSG:4326) only; write a GeoPackage (.gpkg) for EPSG:{epsg}.",
    ),
    "port-taken": Kind(
        "error",
        "administrator",
        "{host}:{port} adresinde yayın yapılamadı ({why}). Başka bir bağlantı noktası (port) verin: --port 8001.",
        "Could not serve at {host}:{port} ({why}). Name another port: --port 8001.",
    ),
    "example-size": Kind(
        "error",
        "planner",
        "{neighbourhoods} mahalle ve {zones} imar alanıyla örnek belediye kurulamaz: en az bir, en çok {most} mahalle ve her mahalleye en az bir alan gerekir. Sayıları --neighbourhoods ve --zones ile verin.",
        "An example municipality of {neighbourhoods} neighbourhoods and {zones} zones cannot be made: it has one neighbourhood at least, {most} at most, and one zone at least for each. Give the numbers with --neighbourhoods and --zones.",
    ),
}
