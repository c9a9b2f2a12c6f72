"""Public facilities: what there is, where, of what kind and state."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("nursery", "Kreş, gündüz bakımevi", "Nursery", ("kreş", "anaokulu", "kreş ve gündüz bakım evi", "gündüz bakımevi"), "#f0b040"),
    Code("primary_school", "İlkokul", "Primary school", (), "#3a8ad8"),
    Code("secondary_school", "Ortaokul", "Middle school", ("orta okul",), "#3a7ac0"),
    Code("high_school", "Lise", "High school", ("anadolu lisesi", "meslek lisesi"), "#2a6aa8"),
    Code("family_health_centre", "Aile sağlığı merkezi", "Family health centre", ("asm", "sağlık ocağı", "sağlık evi", "aile sağlığı merkezleri"), "#d84a6a"),
    Code("community_health_centre", "Toplum sağlığı merkezi", "Community health centre", ("tsm", "sağlıklı hayat merkezi", "ilçe sağlık müdürlüğü", "toplum sağlığı merkezleri"), "#c85a7a"),
    Code("hospital", "Hastane", "Hospital", ("devlet hastanesi", "özel hastane", "hastaneler"), "#b82a4a"),
    Code("pharmacy", "Eczane", "Pharmacy", (), "#e07a90"),
    Code("emergency_station", "Acil sağlık istasyonu", "Ambulance station", ("112 istasyonu", "acil sağlık hizmetleri istasyonu", "acil sağlık hizmetleri istasyonları", "ashi"), "#c83a3a"),
    Code("cultural_centre", "Kültür merkezi", "Cultural centre", ("kültür evi", "gençlik kültür ve sanat evi", "amfi tiyatro", "kütüphane", "müze"), "#4aa0d8"),
    Code("community_house", "Mahalle evi, sosyal tesis", "Community house", ("defne evi", "ahşap evler", "sosyal tesis", "kadın danışma merkezi", "nikah salonu", "düğün salonu", "çok amaçlı salon"), "#5ab0e0"),
    Code("condolence_house", "Taziye evi", "House of condolence", ("taziye salonu",), "#8a9ab0"),
    Code("guidance_centre", "Rehberlik ve danışma merkezi", "Guidance centre", ("rehberlik araştırma merkezi", "ram"), "#4a8ab0"),
    Code("mukhtar_office", "Muhtarlık", "Neighbourhood head's office", ("muhtarlık ofisi", "muhtarlık binası"), "#7a6ab0"),
    Code("market_place", "Pazar yeri", "Market place", ("semt pazarı", "kapalı pazar yeri"), "#d86a3a"),
    Code("sport_facility", "Spor tesisi", "Sport facility", ("spor sahası", "spor tesisleri", "yüzme havuzu", "stadyum", "stat", "atatürk stadı", "spor salonu", "halı saha"), "#70c050"),
    Code("square", "Kent meydanı", "Square", ("meydan", "hydro defne meydanı"), "#b0a890"),
    Code("recreation_area", "Rekreasyon alanı", "Recreation area", ("mesire alanı",), "#80c860"),
    Code("municipal_office", "Belediye hizmet binası", "Municipal office", ("hizmet binası", "tahsilat veznesi", "vezne", "belediye binası"), "#3a6ab0"),
    Code("municipal_yard", "Makine ikmal ve park alanı", "Municipal yard", ("şantiye", "garaj", "makine ikmal"), "#8a8a9a"),
    Code("container_city", "Konteyner kent", "Container settlement", ("geçici barınma alanı",), "#c89a5a"),
    Code("hotel_restaurant", "Otel, lokanta", "Hotel, restaurant", ("hydro turistik otel ve restoran", "otel", "restoran"), "#e060a0"),
    Code("worship", "İbadet yeri", "Place of worship", ("cami", "kilise", "ziyaret", "cemevi"), "#4ab8b8"),
    Code("fire_station", "İtfaiye", "Fire station", (), "#d83a34"),
    Code("police", "Karakol", "Police station", ("polis merkezi", "jandarma"), "#4a5a8a"),
)  # fmt: skip

_STATES = (
    Code("in_use", "Kullanımda", "In use", ("açık", "faal", "hizmette")),
    Code("closed", "Kapalı", "Closed", ("hizmet dışı", "kullanılmıyor")),
    Code("damaged", "Hasarlı", "Damaged", ("orta hasarlı", "az hasarlı", "ağır hasarlı")),
    Code("demolished", "Yıkıldı", "Demolished", ("yıkık", "yıkılmış")),
    Code("planned", "Planlanan", "Planned", ("yapılacak", "proje aşamasında")),
    Code("under_construction", "Yapım aşamasında", "Under construction", ("inşaat halinde",)),
)

LAYER = declared(
    "facilities",
    Words4(
        title_tr="Tesisler",
        title_en="Facilities",
        description_tr="Kamuya açık tesisler: türü, yeri ya da adresi, kapasitesi, deprem sonrası durumu.",
        description_en="Public facilities: kind, place or address, capacity, state after the earthquake.",
    ),
    [
        Field("name", "Tesis adı", "Facility name", "text", headings=("adı", "ad", "tesis", "kurum adı", "poi adı", "sağlık tesisi adı", "okul adı", "eczane adı")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "işlevi", "işlev", "tesis türü", "tip", "tipi", "alt nitelik adı", "tesis tipi"), required=True),
        Field("address", "Adres", "Address", "text", headings=("adresi", "cadde sokak", "açık adres")),
        Field("capacity", "Kapasite", "Capacity", "number", extensive=True, headings=("kapasitesi", "kişi kapasitesi")),
        Field("area_m2", "Alan", "Area", "number", unit="m2", extensive=True, headings=("yüzölçümü", "parsel alanı")),
        Field("floor_area_m2", "Kapalı alan", "Floor area", "number", unit="m2", extensive=True, headings=("inşaat alanı", "toplam kapalı alan")),
        Field("state", "Durum", "State", "code", codes=_STATES, headings=("durumu", "mevcut durumu")),
        Field("operator", "İşleten", "Operator", "text", headings=("işletmeci", "sorumlu kurum", "kurum")),
        Field("opened_on", "Açılış tarihi", "Opened on", "date"),
    ],
    geometry="any",
    identity=("kind", "name", "address"),
    authority="shared",
    owner=Words("Fen İşleri Müdürlüğü", "Public works department"),
    style=Style("#3a6ab0", by="kind"),
)  # fmt: skip
