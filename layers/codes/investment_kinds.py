"""Kinds of investments: one list for the municipality's own programme and for those of other authorities."""

from layers.base import Code

INVESTMENT_KINDS = (
    Code("park", "Park ve yeşil alan", "Park and green area", ("park", "yeşil alan", "çocuk bahçesi", "park yapımı", "çocuk parkı"), "#4aa83a"),
    Code("sport", "Spor tesisi", "Sport facility", ("spor", "spor sahası", "halı saha", "spor salonu", "yüzme havuzu"), "#70c050"),
    Code("road", "Yol ve kaldırım", "Road and pavement", ("yol", "asfalt", "kaldırım", "yol yapımı", "parke", "yol bakım onarım", "kilitli parke"), "#808080"),
    Code("infrastructure", "Altyapı", "Infrastructure", ("su", "kanalizasyon", "yağmur suyu", "altyapı yapımı", "içme suyu"), "#7090a0"),
    Code("social_facility", "Sosyal tesis", "Social facility", ("sosyal", "taziye evi", "mahalle evi", "kadın danışma merkezi", "kreş", "nursery"), "#5ab0e0"),
    Code("cultural_facility", "Kültürel tesis", "Cultural facility", ("kültür", "kültür merkezi", "kütüphane", "müze"), "#4aa0d8"),
    Code("education_facility", "Eğitim tesisi", "Education facility", ("eğitim", "okul", "kurs merkezi"), "#3a8ad8"),
    Code("health_facility", "Sağlık tesisi", "Health facility", ("sağlık", "aile sağlığı merkezi"), "#d84a6a"),
    Code("municipal_building", "Belediye hizmet binası", "Municipal building", ("hizmet binası", "belediye binası", "şantiye", "idari bina"), "#3a6ab0"),
    Code("market_place", "Pazar yeri", "Market place", ("semt pazarı", "kapalı pazar yeri", "pazar"), "#d86a3a"),
    Code("square", "Meydan ve kentsel tasarım", "Square and urban design", ("meydan", "kentsel tasarım", "cephe iyileştirme", "meydan düzenlemesi"), "#b0a890"),
    Code("housing", "Konut ve kentsel dönüşüm", "Housing and regeneration", ("konut", "kentsel dönüşüm", "kentsel yenileme", "rezerv konut"), "#e0b850"),
    Code("disaster", "Afet hazırlığı", "Disaster preparedness", ("afet", "toplanma alanı", "afet toplanma alanı", "itfaiye"), "#c85a3a"),
    Code("restoration", "Restorasyon", "Restoration", ("koruma", "tescilli yapı onarımı", "restorasyon"), "#a06a4a"),
    Code("vehicle", "Araç ve makine", "Vehicle and machine", ("araç", "iş makinesi", "makine", "araç alımı"), "#8a8a9a"),
    Code("plan_project", "Plan, etüt ve proje", "Plan, study and project", ("plan", "proje", "etüt", "imar planı", "harita", "yazılım"), "#b090c8"),
    Code("expropriation", "Kamulaştırma", "Expropriation", (), "#c0a080"),
    Code("other", "Diğer", "Other", ("diğer yatırımlar",), "#a8a8b0"),
)  # fmt: skip
