"""Parks and other green places, and what became of them after the earthquake."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("park", "Park", "Park", ("mahalle parkı", "semt parkı", "kent parkı", "dinlenme parkı", "çocuk parkı ve park"), "#4aa83a"),
    Code("playground", "Çocuk bahçesi", "Playground", ("çocuk parkı", "çocuk oyun alanı", "oyun alanı", "oyun parkı"), "#f0a830"),
    Code("sport_park", "Spor parkı", "Sport park", ("spor alanı", "spor sahası", "basketbol sahası", "kondisyon alanı"), "#70c050"),
    Code("urban_forest", "Kent ormanı, koru", "Urban forest", ("koru", "kent ormanı", "koruluk", "ağaçlandırma alanı"), "#2a6a3a"),
    Code("picnic_area", "Mesire yeri", "Picnic area", ("mesire", "mesire alanı", "piknik alanı", "rekreasyon alanı"), "#80c860"),
    Code("square", "Meydan", "Square", ("kent meydanı", "meydan düzenlemesi"), "#b0a890"),
    Code("green_area", "Yeşil alan", "Green area", ("pasif yeşil alan", "çim alan"), "#9ad080"),
    Code("road_green", "Refüj, kavşak yeşili", "Road verge", ("refüj", "kavşak", "orta refüj", "yol kenarı yeşili"), "#b8d890"),
    Code("memorial", "Anıt alanı", "Memorial", ("şehitlik", "anıt", "hatıra parkı"), "#8a9ab0"),
)  # fmt: skip

_STATES = (
    Code("in_use", "Kullanımda", "In use", ("açık", "faal", "sağlam", "hasarsız", "hizmette"), "#4aa83a"),
    Code("damaged", "Hasarlı", "Damaged", ("onarım gerekli", "az hasarlı", "kısmen hasarlı", "bakım gerekli"), "#e0a030"),
    Code("shelter", "Geçici barınma için kullanılıyor", "Used for shelter", ("konteyner kent", "çadır alanı", "çadır kent", "konteyner kuruldu", "geçici barınma alanı"), "#c89a5a"),
    Code("debris", "Moloz ya da malzeme alanı", "Used for debris or material", ("moloz", "moloz alanı", "döküm alanı", "şantiye"), "#8a7a6a"),
    Code("closed", "Kapalı", "Closed", ("kullanım dışı", "kullanılamaz", "hizmet dışı", "yok oldu", "kaldırıldı"), "#9a9a9a"),
    Code("under_construction", "Yapım aşamasında", "Under construction", ("yapılıyor", "inşaat halinde", "yapım halinde"), "#d8c040"),
    Code("planned", "Planlanan", "Planned", ("proje", "yapılacak", "projelendirildi"), "#8ab0e0"),
)  # fmt: skip

LAYER = declared(
    "parks",
    Words4(
        title_tr="Parklar",
        title_en="Parks",
        description_tr="Parklar, çocuk bahçeleri ve öteki yeşil alanlar: türü, alanı, donatısı, deprem sonrası durumu. 5.000 m²'den küçükler ilçe belediyesinin, büyükler büyükşehirin olabilir.",
        description_en="Parks, playgrounds and other green places: kind, area, equipment, state after the earthquake. Those under 5,000 m² may be the district's, larger ones the metropolitan municipality's.",
    ),
    [
        Field("name", "Park adı", "Park name", "text", headings=("adı", "ad", "parkın adı", "tesis adı", "yeşil alan adı", "poi adı")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "park türü", "tip", "tipi", "yeşil alan türü", "niteliği", "nitelik", "alt nitelik adı")),
        Field("area_m2", "Alan", "Area", "number", unit="m2", extensive=True, headings=("alanı", "park alanı", "yüzölçümü", "yüzölçüm", "büyüklük", "büyüklüğü", "metrekare", "shape area")),
        Field("active_area_m2", "Aktif yeşil alan", "Active green area", "number", unit="m2", extensive=True, headings=("aktif alan", "kullanılabilir alan")),
        Field("equipment", "Donatı", "Equipment", "text", headings=("donatısı", "donatılar", "oyun grubu", "ekipman", "içindekiler")),
        Field("state", "Deprem sonrası durum", "State after the earthquake", "code", codes=_STATES, headings=("durum", "durumu", "mevcut durumu", "mevcut durum", "son durum", "deprem sonrası durumu")),
        Field("is_accessible", "Engelli erişimine uygun", "Accessible", "boolean", headings=("engelli erişimi", "erişilebilir", "engelsiz")),
        Field("address", "Adres", "Address", "text", headings=("adresi", "cadde sokak", "açık adres", "sokak", "mevki", "mevkii")),
        Field("opened_on", "Açılış tarihi", "Opened on", "date", headings=("yapım tarihi", "hizmete giriş tarihi")),
    ],
    geometry="any",
    identity=("kind", "name"),
    authority="shared",
    owner=Words("Park ve Bahçeler Müdürlüğü", "Parks and gardens department"),
    style=Style("#4aa83a", by="kind"),
)  # fmt: skip
