"""Land uses of plans: the uses of Defne's 1/5.000 and 1/100.000 plans and of the plan-making regulation, one key each.

Colours follow the display conventions of Turkish plans: housing in yellows and browns, trade red, industry violet, social
facilities blue, green where it is green.
"""

from layers.base import Code

LAND_USES = (
    Code("residential_existing", "Mevcut konut alanı", "Existing residential", ("mevcut konut", "meskun konut", "kentsel meskun", "meskun alan", "yerleşik konut alanı"), "#c8a064"),
    Code("residential_development", "Gelişme konut alanı", "Residential development", ("gelişme konut", "kentsel gelişme", "gelişme konut alanı", "kentsel gelişme alanı"), "#f0d060"),
    Code("residential", "Konut alanı", "Residential", ("konut", "konut alanları"), "#e0b850"),
    Code("commercial", "Ticaret alanı", "Commercial", ("ticaret", "ticari alan", "merkezi iş alanı"), "#d83a34"),
    Code("commercial_residential", "Ticaret + konut alanı", "Commercial and residential", ("ticaret konut", "ticaret+konut", "tercihli ticaret konut"), "#e07858"),
    Code("commercial_tourism", "Ticaret + turizm alanı", "Commercial and tourism", ("ticaret turizm", "ticaret+turizm"), "#e05a80"),
    Code("commercial_tourism_residential", "Ticaret + turizm + konut alanı", "Commercial, tourism and residential", ("ticaret turizm konut", "ticaret+turizm+konut"), "#e08a90"),
    Code("municipal_service", "Belediye hizmet alanı", "Municipal service", ("bha",), "#3a6ab0"),
    Code("public_service", "Kamu hizmet alanı", "Public service", ("resmi kurum alanı", "idari tesis alanı", "yönetim merkezi"), "#4a7ac0"),
    Code("urban_service", "Kentsel servis alanı", "Urban service", (), "#6a7aa0"),
    Code("non_residential_work", "Konut dışı kentsel çalışma alanı", "Non-residential urban work", ("konut dışı kentsel çalışma", "kdkça"), "#a06ab0"),
    Code("industry", "Sanayi alanı", "Industry", ("sanayi",), "#8a4aa0"),
    Code("small_industry", "Küçük sanayi alanı", "Small industry", ("küçük sanayi", "kss"), "#a070b8"),
    Code("storage", "Depolama alanı", "Storage", ("depolama",), "#b090c8"),
    Code("industry_storage", "Sanayi ve depolama alanı", "Industry and storage", (), "#9a5aa8"),
    Code("military", "Askerî alan", "Military", ("askeri", "askeri alan", "askeri yasak bölge"), "#6a7a4a"),
    Code("market", "Pazar alanı", "Market place", ("pazar", "pazar yeri"), "#d86a3a"),
    Code("tourism", "Turizm alanı", "Tourism", ("turizm", "turizm bölgesi", "turizm tesis alanı"), "#e060a0"),
    Code("education", "Eğitim alanı", "Education", ("eğitim", "eğitim tesis alanı", "ilkokul alanı", "ortaokul alanı", "lise alanı"), "#3a8ad8"),
    Code("health", "Sağlık alanı", "Health", ("sağlık", "sağlık tesis alanı"), "#d84a6a"),
    Code("cultural", "Kültürel tesis alanı", "Cultural facility", ("kültürel tesis", "kültür tesisi"), "#4aa0d8"),
    Code("social", "Sosyal tesis alanı", "Social facility", ("sosyal tesis",), "#5ab0e0"),
    Code("worship", "İbadet alanı", "Worship", ("ibadet", "ibadet yeri", "dini tesis"), "#4ab8b8"),
    Code("regional_social_infrastructure", "Kentsel ve bölgesel sosyal altyapı alanı", "Urban and regional social infrastructure", (), "#3a9ac8"),
    Code("sport", "Spor alanı", "Sport", ("spor", "spor tesisi alanı", "açık spor alanı"), "#70c050"),
    Code("park", "Park ve yeşil alan", "Park and green area", ("park", "park yeşil", "park-yeşil", "park alanı", "yeşil alan", "çocuk bahçesi"), "#4aa83a"),
    Code("recreation", "Rekreasyon alanı", "Recreation", ("rekreasyon",), "#80c860"),
    Code("regional_green_sport", "Kentsel ve bölgesel yeşil ve spor alanı", "Urban and regional green and sport", (), "#60b048"),
    Code("afforestation", "Ağaçlandırılacak alan", "Area to be afforested", (), "#58985a"),
    Code("cemetery", "Mezarlık alanı", "Cemetery", ("mezarlık",), "#8a9a8a"),
    Code("agriculture", "Tarım alanı", "Agriculture", ("tarım", "tarım alanları", "mutlak tarım arazisi"), "#e8e0a0"),
    Code("natural_character", "Doğal karakteri korunacak alan", "Natural character to be preserved", (), "#b8d0a0"),
    Code("forest", "Orman alanı", "Forest", ("orman",), "#2a6a3a"),
    Code("pasture", "Mera alanı", "Pasture", ("mera",), "#c0d880"),
    Code("olive_grove", "Zeytinlik alan", "Olive grove", ("zeytinlik",), "#9aaa58"),
    Code("natural_site", "Doğal sit alanı", "Natural protected site", ("doğal sit",), "#a0c8c0"),
    Code("archaeological_site", "Arkeolojik sit alanı", "Archaeological protected site", ("arkeolojik sit",), "#c8a0a0"),
    Code("water", "Su yüzeyi", "Water surface", ("göl", "baraj", "dere"), "#80b8e8"),
    Code("wastewater", "Atıksu tesisi alanı", "Wastewater facility", ("atıksu tesisi", "atıksu tesisleri alanı", "arıtma tesisi"), "#7090a0"),
    Code("technical_infrastructure", "Teknik altyapı alanı", "Technical infrastructure", ("teknik altyapı", "trafo alanı"), "#8a8a9a"),
    Code("energy", "Enerji depolama ve üretim alanı", "Energy storage and generation", ("enerji alanı",), "#c8b040"),
    Code("road", "Yol", "Road", ("taşıt yolu", "karayolu", "yaya yolu", "meydan"), "#c0c0c0"),
    Code("parking", "Otopark alanı", "Car park", ("otopark",), "#a8a8b0"),
)  # fmt: skip

PLAN_LEVELS = (
    Code("territorial_100000", "1/100.000 çevre düzeni planı", "1/100,000 territorial plan", ("1/100.000", "1/100000", "çevre düzeni planı", "çdp")),
    Code("master_5000", "1/5.000 nazım imar planı", "1/5,000 master plan", ("1/5.000", "1/5000", "nazım imar planı", "nip")),
    Code("implementation_1000", "1/1.000 uygulama imar planı", "1/1,000 implementation plan", ("1/1.000", "1/1000", "uygulama imar planı", "uip")),
)  # fmt: skip

PLAN_STATUSES = (
    Code("in_force", "Yürürlükte", "In force", ("onaylı", "yürürlükte", "onaylandı")),
    Code("draft", "Taslak", "Draft", ("hazırlanıyor", "taslak")),
    Code("on_display", "Askıda", "On public display", ("askı", "ilanda")),
    Code(
        "cancelled_by_court", "Yargı kararıyla iptal", "Cancelled by court", ("iptal", "mahkeme kararıyla iptal", "yargı iptali")
    ),
    Code("superseded", "Yerine başka plan geçti", "Superseded", ("yürürlükten kalktı", "mülga")),
)
