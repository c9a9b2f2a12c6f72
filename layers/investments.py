"""Planned investments: what is built where, in which year, for how much, by which department, under which target."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.codes.investment_kinds import INVESTMENT_KINDS
from layers.declared import declared
from layers.declared.spec import Words4

_FUNDINGS = (
    Code("own_budget", "Öz kaynak", "Own budget", ("özkaynak", "belediye bütçesi", "öz gelir")),
    Code("loan", "Kredi", "Loan", ("iller bankası kredisi", "ilbank", "ilbank kredisi", "iller bankası", "dış kredi")),
    Code("central_government", "Merkezi yönetim", "Central government", ("bakanlık", "genel bütçe", "hibe bakanlık", "çşidb", "valilik", "yikob")),
    Code("metropolitan", "Büyükşehir belediyesi", "Metropolitan municipality", ("büyükşehir", "hbb")),
    Code("grant", "Hibe", "Grant", ("ab hibesi", "ab", "undp", "ulusal hibe", "doğaka", "kalkınma ajansı", "dış hibe")),
    Code("donation", "Bağış", "Donation", ("şartlı bağış", "hayırsever")),
    Code("build_operate", "Yap-işlet-devret", "Build-operate-transfer", ("yid", "kamu özel iş birliği")),
)  # fmt: skip

_STATUSES = (
    Code("planned", "Planlandı", "Planned", ("planlanan", "programda", "planlama aşamasında", "başlamadı", "başlanmadı"), "#8ab0e0"),
    Code("design", "Projelendiriliyor", "In design", ("proje aşamasında", "proje hazırlanıyor", "etüt proje"), "#9a90d0"),
    Code("tender", "İhalede", "In tender", ("ihale aşamasında", "ihale edildi", "sözleşme aşamasında"), "#e0b040"),
    Code("in_progress", "Devam ediyor", "In progress", ("devam eden", "yapım aşamasında", "sürüyor", "inşaat halinde", "yapılıyor"), "#e08a30"),
    Code("completed", "Tamamlandı", "Completed", ("tamamlanan", "bitti", "bitirildi", "hizmete açıldı", "kabulü yapıldı"), "#4aa83a"),
    Code("suspended", "Durduruldu", "Suspended", ("askıda", "beklemede", "ertelendi"), "#b0a0a0"),
    Code("cancelled", "İptal edildi", "Cancelled", ("iptal", "vazgeçildi", "tasfiye"), "#b04040"),
)  # fmt: skip

LAYER = declared(
    "investments",
    Words4(
        title_tr="Yatırımlar",
        title_en="Investments",
        description_tr="Planlanan ve süren yatırımlar: yeri ya da yalnız mahallesi, yıllara göre bütçe, miktar ve harcama, sorumlu birim, bağlı olduğu hedef ve gösterge, aşaması. Saklanan satır bir yatırımın bir yılıdır.",
        description_en="Planned and running investments: their place or only neighbourhood, budget, quantity and spending by year, department in charge, the target and indicator they serve, stage. A stored row is one year of an investment.",
    ),
    [
        Field("name", "Yatırım adı", "Investment name", "text", headings=("yatırım", "iş adı", "işin adı", "proje adı", "proje", "yatırımın adı", "faaliyet adı", "faaliyet", "faaliyet proje"), required=True),
        Field("project_no", "Proje no", "Project no.", "text", headings=("proje numarası", "proje kodu", "yatırım no", "ikn")),
        Field("kind", "Tür", "Kind", "code", codes=INVESTMENT_KINDS, headings=("türü", "yatırım türü", "sektör", "sektörü", "konusu", "konu")),
        Field("budget_try", "Bütçe", "Budget", "number", unit="try", extensive=True, headings=("bütçesi", "ödenek", "ödeneği", "tutar", "tutarı", "yatırım tutarı", "maliyet", "tahmini maliyet", "planlanan harcama"), by_year=True),
        Field("quantity", "Miktar", "Quantity", "number", headings=("miktarı", "iş miktarı", "fiziki hedef", "planlanan miktar"), by_year=True),
        Field("spent_try", "Gerçekleşen harcama", "Spent", "number", unit="try", extensive=True, headings=("harcama", "harcanan", "gerçekleşen", "gerçekleşen tutar", "ödenen", "hakediş", "nakdi gerçekleşme"), by_year=True),
        Field("stated_total_try", "Yazılan toplam bütçe", "Printed total budget", "number", unit="try", extensive=False, headings=("toplam bütçe", "toplam", "toplam tutar", "toplam maliyet", "proje bedeli", "sözleşme bedeli")),
        Field("quantity_unit", "Ölçü birimi", "Unit of quantity", "text", headings=("birim", "birimi", "miktar birimi", "ölçü")),
        Field("unit_in_charge", "Sorumlu birim", "Department in charge", "text", headings=("sorumlu müdürlük", "müdürlük", "uygulayıcı birim", "yürütücü birim", "harcama birimi", "sorumlu")),
        Field("target_no", "Hedef no", "Target no.", "text", headings=("hedef", "stratejik hedef", "hedef kodu")),
        Field("indicator_no", "Gösterge no", "Indicator no.", "text", headings=("pg", "pg no", "gösterge", "performans göstergesi", "pg kodu")),
        Field("funding", "Finansman", "Funding", "code", codes=_FUNDINGS, headings=("finansman kaynağı", "kaynak", "kaynağı", "finansmanı", "bütçe kaynağı")),
        Field("status", "Aşama", "Stage", "code", codes=_STATUSES, headings=("aşaması", "durum", "durumu", "yatırım durumu", "son durum")),
        Field("progress_pct", "Fiziki gerçekleşme", "Physical progress", "number", unit="pct", extensive=False, headings=("ilerleme", "gerçekleşme oranı", "fiziki gerçekleşme oranı", "tamamlanma oranı", "ilerleme yüzdesi")),
        Field("starts_on", "Başlangıç tarihi", "Starts on", "date", headings=("başlama tarihi", "işe başlama tarihi", "yer teslim tarihi", "başlangıç")),
        Field("ends_on", "Bitiş tarihi", "Ends on", "date", headings=("tamamlanma tarihi", "iş bitim tarihi", "bitim tarihi", "bitiş")),
        Field("address", "Adres", "Address", "text", headings=("adresi", "yapılacağı yer", "mevki", "cadde sokak")),
    ],
    geometry="any",
    identity=("kind", "name"),
    owner=Words("Strateji Geliştirme Müdürlüğü", "Strategy department"),
    style=Style("#c8742a", by="kind"),
)  # fmt: skip
