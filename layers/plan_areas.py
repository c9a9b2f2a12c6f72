"""The areas that a plan report prints for its land uses, to be held against drawn zones, the district and the other plans."""

from layers.base import Field, Style
from layers.codes.land_use import LAND_USES, PLAN_LEVELS
from layers.declared import declared
from layers.declared.spec import Words4

LAYER = declared(
    "plan_areas",
    Words4(
        title_tr="Plan alan tabloları",
        title_en="Area tables of plans",
        description_tr="Plan raporlarının kullanım türlerine göre yazdığı alanlar ve oranlar; çizilmiş planla, ilçe alanıyla ve üst planla karşılaştırılır.",
        description_en="Areas and shares by land use as plan reports print them; compared with the drawn plan, the district's area and the upper plan.",
    ),
    [
        Field("plan_level", "Plan kademesi", "Plan level", "code", codes=PLAN_LEVELS, headings=("plan", "kademe", "ölçek"), required=True),
        Field("plan_name", "Plan adı", "Plan name", "text"),
        Field("land_use", "Kullanım türü", "Land use", "code", codes=LAND_USES, headings=("kullanım", "fonksiyon", "kullanım kararı"), required=True),
        Field("area_ha", "Alan", "Area", "number", unit="ha", extensive=True, headings=("yüzölçümü", "alanı"), required=True),
        Field("share_pct", "Oran", "Share", "number", unit="pct", extensive=True, headings=("pay", "yüzde", "oranı")),
        Field("plan_boundary_ha", "Plan sınırı alanı", "Area within the plan boundary", "number", unit="ha", extensive=False),
        Field("planned_population_low", "Plan nüfusu (en az)", "Planned population (least)", "integer", unit="persons", extensive=False, headings=("plan nüfusu", "projeksiyon nüfusu")),
        Field("planned_population_high", "Plan nüfusu (en çok)", "Planned population (most)", "integer", unit="persons", extensive=False),
        Field("approved_on", "Onay tarihi", "Approved on", "date", headings=("onay", "karar tarihi")),
        Field("decision_no", "Karar no", "Decision no.", "text", headings=("karar numarası", "meclis karar no")),
    ],
    places=False,
    identity=("plan_level", "land_use"),
    authority="metropolitan",
    style=Style("#c8a064", by="land_use"),
)  # fmt: skip
