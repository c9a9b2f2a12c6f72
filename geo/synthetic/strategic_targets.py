"""The targets that every synthetic strategic plan has: four aims, eight targets, and what the investments of five build."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Works:
    """What the investments of a target build, counted by its first indicator: how much at most in one, and what a unit costs."""

    what: str
    unit: str
    most: int
    unit_cost_try: int


@dataclass(frozen=True, slots=True)
class Target:
    """A target: its number, who answers for it, and its indicators."""

    number: str
    responsible: str
    indicators: tuple[str, ...]
    works: Works | None = None

    @property
    def aim(self) -> str:
        """The number of its aim."""
        return self.number.partition(".")[0]


TARGETS: Final = (
    Target(
        "1.1",
        "Plan ve Proje Müdürlüğü",
        ("Sonuçlanan plan değişikliği sayısı", "Askıya çıkan plan sayısı", "Plan bilgilendirme toplantısı sayısı"),
    ),
    Target(
        "1.2",
        "Bilgi İşlem Müdürlüğü",
        ("Kent bilgi sistemine aktarılan katman sayısı", "Eğitim verilen personel sayısı"),
    ),
    Target(
        "2.1",
        "Park ve Bahçeler Müdürlüğü",
        ("Yapılan park sayısı", "Dikilen ağaç sayısı", "Bakımı yapılan park sayısı"),
        Works("park", "count", 1, 4_500_000),
    ),
    Target(
        "2.2",
        "Fen İşleri Müdürlüğü",
        ("Yenilenen yol uzunluğu (m)", "Onarılan kaldırım sayısı", "Yenilenen levha sayısı"),
        Works("road", "m", 1_500, 6_000),
    ),
    Target(
        "3.1",
        "Fen İşleri Müdürlüğü",
        ("Yapılan sosyal tesis sayısı", "Onarılan tesis sayısı", "Tesislerde açılan kurs sayısı", "Kursa katılan kişi sayısı"),
        Works("facility", "count", 1, 12_000_000),
    ),
    Target(
        "3.2",
        "Kültür ve Sosyal İşler Müdürlüğü",
        ("Düzenlenen etkinlik sayısı", "Ziyaret edilen hane sayısı", "Basılan kitap sayısı"),
    ),
    Target(
        "4.1",
        "Yapı Kontrol Müdürlüğü",
        ("Güçlendirilen bina sayısı", "İncelenen bina sayısı", "Verilen ruhsat sayısı"),
        Works("retrofit", "count", 3, 2_000_000),
    ),
    Target(
        "4.2",
        "Afet İşleri Müdürlüğü",
        ("Düzenlenen toplanma alanı sayısı", "Yapılan tatbikat sayısı"),
        Works("assembly_area", "count", 1, 900_000),
    ),
)
WORKS: Final = {place: target.works for place, target in enumerate(TARGETS) if target.works is not None}
