"""Requests and complaints of citizens, as counts by neighbourhood, subject and year: no person, no text."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_SUBJECTS = (
    Code("roads", "Yol ve kaldırım", "Roads and pavements", ("yol", "asfalt", "kaldırım", "yol bakım onarım", "fen işleri")),
    Code("cleaning", "Temizlik ve çöp", "Cleaning and waste", ("temizlik", "çöp", "temizlik işleri", "moloz", "atık")),
    Code("parks", "Park ve yeşil alan", "Parks and green", ("park", "park ve bahçeler", "ağaç", "budama", "yeşil alan")),
    Code("zoning", "İmar ve yapı", "Zoning and building", ("imar", "kaçak yapı", "imar durumu", "yapı kontrol", "ruhsat")),
    Code("damage", "Hasarlı yapı ve yıkım", "Damaged buildings", ("hasarlı bina", "yıkım", "hasar tespit", "riskli yapı")),
    Code("shelter", "Barınma", "Shelter", ("konteyner", "çadır", "barınma talebi")),
    Code("water_sewage", "Su ve kanalizasyon", "Water and sewage", ("su", "kanalizasyon", "yağmur suyu", "su kesintisi")),
    Code("lighting", "Aydınlatma ve elektrik", "Lighting and electricity", ("aydınlatma", "elektrik", "sokak lambası")),
    Code("social_aid", "Sosyal yardım", "Social aid", ("yardım", "sosyal yardım talebi", "gıda yardımı", "evde bakım")),
    Code("stray_animals", "Sahipsiz hayvanlar", "Stray animals", ("veteriner", "sokak hayvanları", "başıboş köpek")),
    Code("pests", "İlaçlama", "Pest control", ("haşere", "sivrisinek", "haşere ilaçlama")),
    Code("policing", "Zabıta", "Municipal police", ("işgal", "gürültü", "seyyar satıcı", "işyeri şikâyeti")),
    Code("traffic", "Ulaşım ve otopark", "Traffic and parking", ("ulaşım", "otopark", "trafik", "toplu taşıma")),
    Code("other", "Diğer", "Other", ("genel", "öneri", "teşekkür", "bilgi edinme")),
)  # fmt: skip

LAYER = declared(
    "citizen_requests",
    Words4(
        title_tr="Vatandaş başvuruları",
        title_en="Citizens' requests",
        description_tr="Başvuru sayıları: mahalle, konu ve yıla göre. Yalnız sayı tutulur; ad, telefon, adres ve başvuru metni alınmaz.",
        description_en="Numbers of requests by neighbourhood, subject and year. Only counts are kept; no name, telephone, address or text.",
    ),
    [
        Field("subject", "Konu", "Subject", "code", codes=_SUBJECTS, headings=("konusu", "başvuru konusu", "talep konusu", "şikayet konusu", "kategori", "birim"), required=True),
        Field("request_count", "Başvuru sayısı", "Requests", "integer", unit="count", extensive=True, headings=("başvuru", "sayı", "sayısı", "adet", "talep sayısı", "toplam başvuru"), by_year=True),
        Field("closed_count", "Sonuçlanan başvuru", "Closed requests", "integer", unit="count", extensive=True, headings=("sonuçlanan", "çözülen", "kapatılan", "tamamlanan", "sonuçlanan başvuru sayısı"), by_year=True),
    ],
    identity=("subject",),
    owner=Words("Basın Yayın ve Halkla İlişkiler Müdürlüğü", "Press and public relations department"),
    style=Style("#6a7aa0"),
)  # fmt: skip
