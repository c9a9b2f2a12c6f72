"""What became of neighbourhoods: renamed, merged, split or handed to another district, with the day and the share."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

_KINDS = (
    Code("renamed", "Ad değişikliği", "Renamed", ("adı değişti", "isim değişikliği", "ad değişti")),
    Code("merged", "Birleşme", "Merged", ("birleşti", "birleştirildi", "katıldı", "kapatıldı")),
    Code("split", "Bölünme", "Split", ("bölündü", "ayrıldı", "ayrılma", "kuruldu")),
    Code("transferred", "Bağlılık değişikliği", "Transferred to another district", ("ilçe değişikliği", "devredildi", "devir", "bağlandı", "nakil")),
)  # fmt: skip

LAYER = declared(
    "crosswalk",
    Words4(
        title_tr="Mahalle değişiklikleri",
        title_en="Changes of neighbourhoods",
        description_tr="Adı değişen, birleşen, bölünen ya da başka ilçeye bağlanan mahalleler; eski sayılar yenilerine buradaki paylarla aktarılır.",
        description_en="Neighbourhoods renamed, merged, split or handed to another district; old figures are carried over to new ones by these shares.",
    ),
    [
        Field("old_neighbourhood", "Eski mahalle", "Old neighbourhood", "text", headings=("eski ad", "eski adı", "önceki mahalle", "eski mahalle adı"), required=True),
        Field("new_neighbourhood", "Yeni mahalle", "New neighbourhood", "text", headings=("yeni ad", "yeni adı", "sonraki mahalle", "yeni mahalle adı"), required=True),
        Field("changed_on", "Tarih", "Date", "date", headings=("değişiklik tarihi", "karar tarihi", "yürürlük tarihi"), required=True),
        Field("share_ratio", "Pay", "Share", "number", unit="ratio", extensive=False, headings=("oran", "payı", "nüfus payı")),
        Field("kind", "Tür", "Kind", "code", codes=_KINDS, headings=("türü", "değişiklik", "değişiklik türü", "işlem")),
        Field("decision_no", "Karar no", "Decision no.", "text", headings=("karar numarası", "karar")),
    ],
    places=False,
    identity=("old_neighbourhood", "new_neighbourhood", "changed_on"),
    authority="shared",
    owner=Words("Yazı İşleri Müdürlüğü", "Registry department"),
    style=Style("#6a7aa0"),
)  # fmt: skip
