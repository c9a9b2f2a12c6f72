"""What other authorities plan in the district: the metropolitan municipality's, a ministry's or an agency's programme."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.codes.investment_kinds import INVESTMENT_KINDS
from layers.declared import declared
from layers.declared.spec import Words4

_STATUSES = (
    Code("planned", "Planlandı", "Planned", ("planlanan", "programda", "planlama aşamasında", "proje aşamasında", "ihalede")),
    Code("in_progress", "Devam ediyor", "In progress", ("devam eden", "yapılıyor", "sürüyor", "yapım aşamasında")),
    Code("completed", "Tamamlandı", "Completed", ("tamamlanan", "bitti", "yapıldı")),
    Code("cancelled", "İptal edildi", "Cancelled", ("iptal", "vazgeçildi")),
)  # fmt: skip

LAYER = declared(
    "other_programmes",
    Words4(
        title_tr="Diğer idarelerin programı",
        title_en="Programmes of other authorities",
        description_tr="Büyükşehir belediyesinin, bakanlıkların ve kurumların ilçede planladığı yatırımlar: aynı işin iki kez programlanmaması ve sıralarının uyması için.",
        description_en="What the metropolitan municipality, ministries and agencies plan in the district: so that nothing is programmed twice and works come in the right order.",
    ),
    [
        Field("name", "Yatırım adı", "Investment name", "text", headings=("yatırım", "iş adı", "işin adı", "proje adı", "proje", "yatırımın adı", "faaliyet adı"), required=True),
        Field("agency", "İdare", "Authority", "text", headings=("kurum", "kuruluş", "yapan kurum", "sorumlu kurum", "yatırımcı kurum", "idaresi"), required=True),
        Field("kind", "Tür", "Kind", "code", codes=INVESTMENT_KINDS, headings=("türü", "yatırım türü", "sektör", "sektörü", "konusu", "konu"), required=True),
        Field("year", "Yıl", "Year", "integer", headings=("yılı", "program yılı", "yapım yılı", "başlama yılı")),
        Field("budget_try", "Bütçe", "Budget", "number", unit="try", extensive=True, headings=("bütçesi", "ödenek", "ödeneği", "tutar", "tutarı", "yatırım tutarı", "maliyet", "proje tutarı")),
        Field("status", "Aşama", "Stage", "code", codes=_STATUSES, headings=("aşaması", "durum", "durumu", "yatırım durumu")),
        Field("programme", "Program", "Programme", "text", headings=("program adı", "belge", "karar", "yatırım programı")),
    ],
    geometry="any",
    identity=("agency", "name", "year"),
    authority="shared",
    owner=Words("Strateji Geliştirme Müdürlüğü", "Strategy department"),
    style=Style("#8a6ab0", by="kind"),
)  # fmt: skip
