"""Classes of public facilities that planning standards ask for, by their codes (data/standards), and how they are called."""

from collections.abc import Mapping

from geo.issues import Words

FACILITY_CLASSES: Mapping[str, Words] = {
    "active_green": Words("Aktif yeşil alan", "Active green area"),
    "nursery": Words("Kreş ve anaokulu", "Nurseries"),
    "primary_school": Words("İlkokul", "Primary schools"),
    "secondary_school": Words("Ortaokul", "Middle schools"),
    "high_school": Words("Lise", "High schools"),
    "health": Words("Sağlık tesisi", "Health facilities"),
    "cultural": Words("Kültürel tesis", "Cultural facilities"),
    "social": Words("Sosyal tesis", "Social facilities"),
    "worship": Words("İbadet yeri", "Places of worship"),
    "administration": Words("İdari tesis", "Administrative facilities"),
}
