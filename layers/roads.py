"""Roads by class, width and surface; the width decides whose duty a road is."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_CLASSES = (
    Code("motorway", "Otoyol", "Motorway", ("otoban", "motorway_link", "trunk", "trunk_link"), "#e8604a"),
    Code("state_road", "Devlet yolu", "State road", ("karayolu", "primary", "primary_link"), "#f0904a"),
    Code("provincial_road", "İl yolu", "Provincial road", ("secondary", "secondary_link"), "#f0b860"),
    Code("boulevard", "Bulvar", "Boulevard", (), "#f0c860"),
    Code("avenue", "Cadde", "Avenue", ("cad", "ana cadde", "tertiary", "tertiary_link", "ana arter", "toplayıcı yol"), "#f0e080"),
    Code("street", "Sokak", "Street", ("sok", "sk", "ara sokak", "çıkmaz sokak", "residential", "living_street", "unclassified", "imar yolu"), "#c0c0c0"),
    Code("service_road", "Servis yolu", "Service road", ("service", "bağlantı yolu", "kavşak kolu"), "#d0d0d0"),
    Code("rural_road", "Kırsal mahalle yolu", "Rural road", ("köy yolu", "grup köy yolu", "tarla yolu", "track", "orman yolu"), "#c8b090"),
    Code("pedestrian", "Yaya yolu", "Pedestrian way", ("footway", "path", "kaldırım", "yaya"), "#90c0a0"),
    Code("stairs", "Merdiven", "Stairs", ("merdivenli yol", "steps"), "#a0a0b8"),
    Code("cycleway", "Bisiklet yolu", "Cycle way", ("bisiklet",), "#60a0d0"),
)  # fmt: skip

_SURFACES = (
    Code("hot_asphalt", "Sıcak asfalt", "Hot-mix asphalt", ("asfalt", "bsk", "bitümlü sıcak karışım", "asphalt")),
    Code("surface_dressing", "Sathi kaplama", "Surface dressing", ("soğuk asfalt", "astarlı sathi kaplama")),
    Code("paving_stone", "Kilitli parke", "Paving stone", ("parke", "parke taşı", "kilit taşı", "kilit parke", "paving_stones", "bordür parke")),
    Code("concrete", "Beton", "Concrete", ("beton yol", "çimento beton")),
    Code("cobble", "Kesme taş, arnavut kaldırımı", "Cobble", ("arnavut kaldırımı", "kesme taş", "küp taş", "cobblestone", "sett")),
    Code("gravel", "Stabilize", "Gravel", ("stabilize yol", "mıcır", "çakıl")),
    Code("earth", "Toprak", "Earth", ("ham yol", "toprak yol", "ground", "unpaved", "dirt")),
)  # fmt: skip

_STATES = (
    Code("good", "İyi", "Good", ("sağlam", "hasarsız", "iyi durumda")),
    Code("fair", "Orta", "Fair", ("bakım gerekli", "orta durumda")),
    Code("bad", "Kötü", "Bad", ("bozuk", "hasarlı", "kötü durumda", "onarım gerekli")),
    Code("closed", "Kapalı", "Closed", ("ulaşıma kapalı", "göçük")),
    Code("under_construction", "Yapım aşamasında", "Under construction", ("yapılıyor", "çalışma var")),
    Code("planned", "Açılmamış imar yolu", "Planned, not yet opened", ("açılmamış", "planlanan", "imar planında")),
)

LAYER = declared(
    "roads",
    Words4(
        title_tr="Yollar",
        title_en="Roads",
        description_tr="Yol, cadde ve sokaklar: sınıfı, genişliği, kaplaması, durumu. 12 m'den dar yollar Defne'de ilçe belediyesinindir.",
        description_en="Roads, avenues and streets: class, width, surface, state. In Defne roads narrower than 12 m are the district's.",
    ),
    [
        Field("name", "Yol adı", "Road name", "text", headings=("adı", "ad", "cadde sokak adı", "sokak adı", "cadde adı", "cadde sokak", "csbm", "csbm adı", "yolun adı")),
        Field("road_class", "Yol sınıfı", "Road class", "code", codes=_CLASSES, headings=("sınıf", "sınıfı", "tür", "türü", "yol türü", "yol tipi", "highway", "fclass"), required=True),
        Field("width_m", "Genişlik", "Width", "number", unit="m", extensive=False, headings=("genişliği", "yol genişliği", "en", "platform genişliği", "imar genişliği", "width")),
        Field("length_m", "Uzunluk", "Length", "number", unit="m", extensive=True, headings=("uzunluğu", "yol uzunluğu", "boy", "boyu", "mesafe", "shape length", "length")),
        Field("surface", "Kaplama", "Surface", "code", codes=_SURFACES, headings=("kaplama cinsi", "kaplama türü", "kaplaması", "üstyapı", "yol kaplaması")),
        Field("state", "Durum", "State", "code", codes=_STATES, headings=("durumu", "yol durumu", "fiziki durumu")),
        Field("has_pavement", "Kaldırım var", "Has a pavement", "boolean", headings=("kaldırım", "yaya kaldırımı")),
        Field("surfaced_on", "Kaplama tarihi", "Surfaced on", "date", headings=("asfalt tarihi", "son kaplama tarihi")),
        Field("responsible", "Sorumlu kurum", "Responsible body", "text", headings=("sorumlu", "sorumlu idare", "yetkili kurum")),
    ],
    geometry="MultiLineString",
    identity=("road_class", "name"),
    authority="shared",
    owner=Words("Fen İşleri Müdürlüğü", "Public works department"),
    style=Style("#808080", by="road_class"),
)  # fmt: skip
