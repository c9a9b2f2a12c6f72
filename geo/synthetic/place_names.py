"""Names of synthetic neighbourhoods: real Turkish words, no two alike, with every letter that English case rules break."""

from collections.abc import Iterator
from itertools import islice

_FIRST = (
    *("Çınarlı", "Işıklar", "İncirlik", "Şirinyer", "Ağaçlı", "Gülbahçe", "Söğütlü", "Üzümlü", "Kızılağaç", "İğdeli"),
    *("Ilıca", "Dutluk", "Çamlık", "Güneşli", "Karanfil", "Menekşe", "Örenli", "Pınarbaşı", "Şeftali", "Tınaztepe"),
    *("Yeşilova", "Zeytinli", "Ardıçlı", "Böğürtlen", "Cevizli", "Değirmen", "Erguvan", "Fıstıklı", "Hüyüklü", "Ihlamur"),
    *("İpekçi", "Kestane", "Leylek", "Mısırlı", "Nergis", "Ormanlı", "Papatya", "Reyhan", "Sığırcık", "Turunçgil"),
)
_SECOND = (
    *("", "Bağı", "Tepe", "Yolu", "Deresi", "Düzü", "Eteği", "Sırtı", "Yaylası", "Çeşmesi", "Köprüsü", "Kuyusu", "Obası"),
    *("Ovası", "Pınarı", "Yakası", "Bahçesi", "Harmanı", "Kayası", "Korusu", "Gölü", "Işığı", "İskelesi", "Şelalesi"),
    *("Ağzı", "Burnu", "Kavşağı", "Çarşısı", "Geçidi", "Mağarası"),
)
_PREFIXES = ("", "Aşağı", "Yukarı", "Orta", "Büyük", "Küçük", "Eski", "Yeni")
MOST_NAMES = len(_FIRST) * len(_SECOND) * len(_PREFIXES)


def place_names(count: int) -> list[str]:
    """The first so many names; a longer list begins with the shorter ones.

    Raises
        ValueError: there are not as many.

    >>> place_names(3), place_names(42)[-1]
    (['Çınarlı', 'Işıklar', 'İncirlik'], 'Işıklar Bağı')
    """
    if count > MOST_NAMES:
        raise ValueError(f"there are {MOST_NAMES} names, not {count}")
    return list(islice(_names(), count))


def _names() -> Iterator[str]:
    for prefix in _PREFIXES:
        for second in _SECOND:
            for first in _FIRST:
                yield " ".join(word for word in (prefix, first, second) if word)
