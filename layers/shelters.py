"""Container cities and other shelter: how many households live where, since when, until when."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("container_city", "Konteyner kent", "Container city", ("konteyner", "konteynerkent", "konteyner alanı"), "#c89a5a"),
    Code("tent_city", "Çadır kent", "Tent city", ("çadır", "çadırkent", "çadır alanı"), "#e0c080"),
    Code("prefabricated", "Prefabrik konut alanı", "Prefabricated housing", ("prefabrik", "geçici konut"), "#b08060"),
    Code("scattered_containers", "Yerinde konteyner", "Containers on own land", ("münferit konteyner", "parselde konteyner", "dağınık konteyner"), "#d8b890"),
    Code("public_building", "Kamu binası", "Public building", ("yurt", "spor salonu", "misafirhane", "okul"), "#3a6ab0"),
    Code("shelter_area", "Geçici barınma alanı", "Designated shelter area", ("geçici iskan alanı", "barınma alanı"), "#a8a080"),
)  # fmt: skip

LAYER = declared(
    "shelters",
    Words4(
        title_tr="Konteyner kentler ve geçici barınma",
        title_en="Container cities and shelter",
        description_tr="Konteyner kentler, çadır kentler ve öteki geçici barınma alanları: hane, konteyner ve kişi sayısı, açılış ve kapanış.",
        description_en="Container cities, tent cities and other shelter: households, containers and persons, opened and closed when.",
    ),
    [
        Field("name", "Barınma alanı adı", "Name", "text", headings=("adı", "ad", "konteyner kent adı", "konteyner kent", "kent adı", "alan adı"), required=True),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "barınma türü", "tip", "tipi")),
        Field("containers", "Konteyner sayısı", "Containers", "integer", unit="count", extensive=True, headings=("konteyner", "konteyner adedi", "birim sayısı", "çadır sayısı")),
        Field("occupied_containers", "Dolu konteyner", "Occupied containers", "integer", unit="count", extensive=True, headings=("dolu konteyner sayısı", "dolu")),
        Field("households", "Hane sayısı", "Households", "integer", unit="count", extensive=True, headings=("hane", "aile sayısı", "aile")),
        Field("persons", "Kişi sayısı", "Persons", "integer", unit="persons", extensive=True, headings=("kişi", "nüfus", "nüfusu", "barınan kişi", "barınan kişi sayısı", "yaşayan kişi sayısı")),
        Field("area_m2", "Alan", "Area", "number", unit="m2", extensive=True, headings=("alanı", "yüzölçümü", "büyüklük", "shape area")),
        Field("operator", "Yöneten kurum", "Run by", "text", headings=("yönetim", "sorumlu kurum", "kuran kurum", "kurum")),
        Field("opened_on", "Açılış tarihi", "Opened on", "date", headings=("kuruluş tarihi", "açılış", "yerleşim tarihi")),
        Field("closed_on", "Kapanış tarihi", "Closed on", "date", headings=("boşaltma tarihi", "kapanış", "tahliye tarihi")),
        Field("address", "Adres", "Address", "text", headings=("adresi", "açık adres", "mevki")),
    ],
    geometry="any",
    identity=("name",),
    authority="ministry",
    owner=Words("Afet İşleri Müdürlüğü", "Disaster affairs department"),
    style=Style("#c89a5a", by="kind"),
)  # fmt: skip
