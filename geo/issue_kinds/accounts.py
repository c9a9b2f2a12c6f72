"""Kinds of issues about who may do what: accounts, sessions, releases and the record."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown-role": Kind(
        "error",
        "administrator",
        '"{role}" diye bir rol yok; kimse neye izin verildiğini bilemez. Roller: {known}.',
        'There is no role "{role}", so nobody could tell what it allows. The roles are: {known}.',
    ),
    "account-exists": Kind(
        "error",
        "administrator",
        '"{name}" adında bir hesap zaten var (kapatılmış da olsa kayıtlarda adı geçer). Başka bir ad verin ya da o hesabı yeniden açın.',
        'There already is an account "{name}" (a closed one too: the record names it). Choose another name, or open that account again.',
    ),
    "unknown-account": Kind(
        "error",
        "administrator",
        '"{name}" adında bir hesap yok. Hesaplar: {known}.',
        'There is no account "{name}". The accounts are: {known}.',
    ),
    "account-name-unfit": Kind(
        "error",
        "administrator",
        "Hesap adı olarak alınmadı. Bir ad 2 ile 60 karakter arasındadır, harfle başlar; harf, rakam, boşluk, nokta ve çizgiden oluşur.",
        "Not taken for the name of an account. A name has 2 to 60 characters, begins with a letter, and holds letters, digits, spaces, dots and dashes.",
    ),
    "password-too-short": Kind(
        "error",
        "planner",
        "Parola çok kısa: kolay bulunur. En az {least} karakter olsun; birkaç sözcük yan yana da olur.",
        "The password is too short and easily found. Use at least {least} characters; a few words side by side will do.",
    ),
    "password-too-long": Kind(
        "error",
        "planner",
        "Parola {most} karakterden uzun; alınmadı. Daha kısa bir parola seçin.",
        "The password is longer than {most} characters and was not taken. Choose a shorter one.",
    ),
    "password-too-plain": Kind(
        "error",
        "planner",
        "Parola kolay bulunur: hesabın ya da belediyenin adını içeriyor ya da aynı birkaç karakterin yinelenmesi. Başka bir parola seçin.",
        "The password is easily found: it holds the name of the account or of the municipality, or repeats a few characters. Choose another.",
    ),
    "password-unchanged": Kind(
        "error",
        "planner",
        "Yeni parola eskisiyle aynı. Başka bir parola seçin.",
        "The new password is the old one. Choose another.",
    ),
    "passwords-differ": Kind(
        "error",
        "planner",
        "Yeni parolanın iki yazılışı aynı değil; parola değiştirilmedi. İkisini de yeniden yazın.",
        "The new password was not typed the same twice; it was not changed. Type both again.",
    ),
    "password-missing": Kind(
        "error",
        "administrator",
        "Parola verilmedi. Uçbirimde sorulur; bir komut dosyasında --password-stdin ile ilk satır olarak verin.",
        "No password was given. It is asked for on a terminal; in a script, give it as the first line with --password-stdin.",
    ),
    "sign-in-failed": Kind(
        "error",
        "planner",
        "Ad ya da parola yanlış. Büyük-küçük harfe dikkat edip yeniden deneyin; parolanızı unuttuysanız yöneticiniz sıfırlar.",
        "The name or the password is wrong. Mind capitals and try again; if you forgot your password, your administrator resets it.",
    ),
    "sign-in-blocked": Kind(
        "error",
        "planner",
        "Buradan ya da bu adla {count} kez yanlış parola girildi; tahmin edilmesin diye giriş bir süre kapalı. {minutes} dakika sonra yeniden deneyin ya da yöneticinize parolanızı sıfırlatın.",
        "A wrong password was given {count} times from here or for this name; signing in is closed for a while so that nobody guesses it. Try again in {minutes} minutes, or let your administrator reset your password.",
    ),
    "session-idle": Kind(
        "error",
        "planner",
        "Oturumunuz {minutes} dakika kullanılmadığı için kapandı; hiçbir şey yazılmadı. Yeniden giriş yapıp formu yeniden gönderin.",
        "Your session was closed because it was not used for {minutes} minutes; nothing was written. Sign in and send the form again.",
    ),
    "session-too-long": Kind(
        "error",
        "planner",
        "Oturumunuz {hours} saatini doldurduğu için kapandı; hiçbir şey yazılmadı. Yeniden giriş yapıp formu yeniden gönderin.",
        "Your session was closed because it had lasted {hours} hours; nothing was written. Sign in and send the form again.",
    ),
    "session-ended": Kind(
        "error",
        "planner",
        "Oturumunuz kapandı: {why}. Hiçbir şey yazılmadı; yeniden giriş yapın.",
        "Your session has ended: {why}. Nothing was written; sign in again.",
    ),
    "sign-in-needed": Kind(
        "error",
        "planner",
        "Bunun için giriş yapmanız gerekir; hiçbir şey yazılmadı. Giriş yapıp yeniden deneyin.",
        "This needs signing in; nothing was written. Sign in and try again.",
    ),
    "not-permitted": Kind(
        "error",
        "planner",
        "Rolünüz ({role}) buna izin vermiyor: {needed}. Hiçbir şey yazılmadı; gerekiyorsa yöneticinizden başka bir rol isteyin.",
        "Your role ({role}) does not allow this: {needed}. Nothing was written; ask your administrator for another role if you need it.",
    ),
    "password-must-change": Kind(
        "error",
        "planner",
        "Parolanız bir kereliktir; başka bir şey yapmadan önce kendi parolanızı belirleyin.",
        "Your password is for one use; set your own before you do anything else.",
    ),
    "last-administrator": Kind(
        "error",
        "administrator",
        '"{name}" son açık yönetici hesabı: rolü değişir ya da kapanırsa hesapları kimse yönetemez. Önce başka birini yönetici yapın.',
        '"{name}" is the last open administrator: without the role nobody could manage accounts. Make somebody else administrator first.',
    ),
    "release-without-accounts": Kind(
        "error",
        "planner",
        "Bu çalışma alanında hesap yok: güncel olan her şey yayımlanmış sayılır. Onay için önce hesap ekleyin: mahalle user add AD --role ROL.",
        "This workspace has no accounts: all that is current counts as released. For approval, add accounts first: mahalle user add NAME --role ROLE.",
    ),
    "release-by-author": Kind(
        "error",
        "planner",
        "{layer}, sürüm {number}: içinde sizin yaptığınız bir sürüm var (sürüm {own}), ve burada iki kişinin görmesi gerekir. Başka bir onaylayan yayımlamalı.",
        "{layer}, revision {number} holds a revision that you made (revision {own}), and here two people have to look. Another approver must release it.",
    ),
    "release-stale": Kind(
        "error",
        "planner",
        "{layer} siz bakarken değişti: yayımlanan sürüm {released}, onay bekleyen sürüm {sent}. Hiçbir şey yazılmadı; farka yeniden bakın.",
        "{layer} changed while you were looking: revision {released} is released, revision {sent} waits. Nothing was written; look at the difference again.",
    ),
    "nothing-to-release": Kind(
        "error",
        "planner",
        "{layer}: sürüm {number} zaten yayımlanmış ya da daha yenisi yayımlanmış. Geri dönmek için yayını geri çekin.",
        "{layer}: revision {number} or a later one is released already. Withdraw the release to go back.",
    ),
    "not-sent": Kind(
        "error",
        "planner",
        "{layer}: sürüm {number} onay beklemiyor. Sayfayı yenileyip son duruma bakın.",
        "{layer}: revision {number} is not waiting for release. Open the page again and look at how it stands.",
    ),
    "nothing-to-withdraw": Kind(
        "error",
        "planner",
        "{layer}: sürüm {number} yayında değil; geri çekilecek bir şey yok. Sayfayı yenileyip son duruma bakın.",
        "{layer}: revision {number} is not the released one, so there is nothing to withdraw. Open the page again and look at how it stands.",
    ),
    "reason-missing": Kind(
        "error",
        "planner",
        "Gerekçe yazılmadı; karşıdaki ne yapacağını bilemez. Bir cümleyle nedenini yazın.",
        "No reason was given, so nobody would know what to do. Say why in a sentence.",
    ),
    "shown-store-writes": Kind(
        "error",
        "administrator",
        "Yayımlanan veriye yazılmaz; hiçbir şey değişmedi. Bu bir program hatasıdır, yöneticinize haber verin.",
        "The released data cannot be written to; nothing changed. This is a fault of the program: tell your administrator.",
    ),
    "audit-broken": Kind(
        "error",
        "administrator",
        "Kayıt defteri {position}. satırdan başlayarak bozuk: oraya kadar {sound} satır sağlam. Satır dosyanın içinde değiştirilmiş ya da silinmiş; son yedekle karşılaştırın.",
        "The record is broken from row {position} on; the {sound} rows before it are sound. A row was changed or removed in the file itself; compare with the last backup.",
    ),
}
