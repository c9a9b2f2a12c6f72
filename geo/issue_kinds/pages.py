"""Kinds of issues about what a page is asked for."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown-parameter-value": Kind(
        "error",
        "planner",
        "Adresteki {parameter}={value} anlaşılmadı. Olabilecekler: {known}.",
        "{parameter}={value} in the address was not understood. It can be: {known}.",
    ),
    "unknown-tile": Kind(
        "error",
        "planner",
        "{tile} diye bir karo yok: adres yakınlık/sütun/satır ile biter; yakınlık 0 ile {last} arasında, sütun ve satır 0 ile 2 üssü yakınlık eksi 1 arasında tam sayıdır. Adresi katmanın .json belgesinden alın.",
        "There is no tile {tile}: the address ends with zoom/column/row, whole numbers, the zoom from 0 to {last}, column and row from 0 to 2 to the power of the zoom less 1. Take the address from the layer's .json document.",
    ),
    "layer-without-tiles": Kind(
        "error",
        "planner",
        "{layer} katmanının satırları haritada yer almaz, bu yüzden karosu yoktur. Satırlarını /katmanlar/{layer}.json adresinden okuyun.",
        "The rows of the layer {layer} have no place on a map, so that it has no tiles. Read its rows at /katmanlar/{layer}.json.",
    ),
    "years-in-wrong-order": Kind(
        "error",
        "planner",
        "İlk yıl ({first}) son yıldan ({last}) önce olmalı; yılları değiştirip yeniden deneyin.",
        "The first year ({first}) must come before the last ({last}); change the years and try again.",
    ),
    "host-refused": Kind(
        "error",
        "administrator",
        '"{host}" adıyla gelen istek yanıtlanmadı: sunucu yalnız bu bilgisayara açık. Adres çubuğuna 127.0.0.1 yazın.',
        'A request for "{host}" was not answered: the server is open to this computer only. Type 127.0.0.1 as the address.',
    ),
    "stale-revision": Kind(
        "error",
        "planner",
        "{layer} katmanı siz bakarken değişti: gördüğünüz sürüm {seen}, şimdiki {current}. Hiçbir şey yazılmadı; katmanın son hâline bakıp yeniden deneyin.",
        "The layer {layer} changed while you were looking: you saw revision {seen}, the current one is {current}. Nothing was written; look at the layer as it is now and try again.",
    ),
    "writing-is-off": Kind(
        "error",
        "administrator",
        "Bu sunucuda veri değiştirilemez: ağdan açık olan bir adreste henüz kullanıcı hesabı yok. Değişikliği sunucunun kendi bilgisayarında, 127.0.0.1 adresinde çalışan atlasta ya da komut satırında yapın.",
        "Data cannot be changed on this server: an address that is open to the network has no user accounts yet. Make the change on the server's own machine, in an atlas served at 127.0.0.1, or on the command line.",
    ),
    "proxy-not-trusted": Kind(
        "error",
        "administrator",
        "İstek başka bir sunucunun üzerinden geldi, ama bu sunucuya hangisine güveneceği söylenmedi; hiçbir şey yazılmadı. Yönetici onun adresini workspace.yaml dosyasına yazsın: server: trusted_proxy.",
        "The request came through another server, and this one was not told which to trust; nothing was written. The administrator writes its address into workspace.yaml: server: trusted_proxy.",
    ),
    "address-without-need": Kind(
        "error",
        "administrator",
        "{address} adresinin kime açık olduğu belirtilmemiş; hiçbir şey yazılmadı. Bu bir program hatasıdır, yöneticinize haber verin.",
        "It is not said who may use {address}; nothing was written. This is a fault of the program: tell your administrator.",
    ),
    "form-not-ours": Kind(
        "error",
        "planner",
        "Bu form eskimiş ya da başka bir sayfadan gelmiş; hiçbir şey yazılmadı. Sayfayı yeniden açıp formu yeniden gönderin. Tarayıcıda çerezler açık olmalı.",
        "This form is out of date or came from another page; nothing was written. Open the page again and send the form again. The browser must allow cookies.",
    ),
    "upload-without-file": Kind(
        "error",
        "planner",
        "Dosya seçilmemiş. Bir dosya seçip yeniden gönderin.",
        "No file was chosen. Choose one and send the form again.",
    ),
    "upload-of-several": Kind(
        "error",
        "planner",
        "{count} dosya gönderildi ({names}). Dosyaları tek tek yükleyin; yalnız bir Shapefile’ın parçaları (.shp, .dbf, .shx, .prj) birlikte gönderilir.",
        "{count} files were sent ({names}). Upload files one by one; only the parts of one Shapefile (.shp, .dbf, .shx, .prj) go together.",
    ),
    "upload-waiting": Kind(
        "error",
        "planner",
        "Başka bir dosya ({file}) işleniyor ya da karar bekliyor; aynı anda tek dosya yüklenir. Önce onu alın ya da bırakın, sonra yeniden deneyin.",
        "Another file ({file}) is being read or waits for a decision; one file is uploaded at a time. Take it in or drop it first, then try again.",
    ),
    "upload-gone": Kind(
        "error",
        "planner",
        "Bu yükleme artık yok: alınmış, bırakılmış ya da bir saatten çok beklemiş. Dosyayı yeniden yükleyin.",
        "This upload is no longer there: it was taken in, dropped, or waited for more than an hour. Upload the file again.",
    ),
    "preview-missing": Kind(
        "error",
        "planner",
        "Bu dosyanın denemesi henüz yapılmamış; neyin saklanacağı görülmeden saklanmaz. Önce deneyin.",
        "This file has not been tried yet; nothing is stored before it was seen what would be. Try it first.",
    ),
    "desk-busy": Kind(
        "error",
        "planner",
        "Başka bir dosya şu anda okunuyor ya da yazılıyor. Bitince yeniden deneyin.",
        "Another file is being read or written at this moment. Try again when it has finished.",
    ),
}
