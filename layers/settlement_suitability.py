"""Settlement suitability from geological surveys: where one may build, with which measures, and where not."""

from geo.issues import Words
from layers.base import Code, Field, Style
from layers.declared import declared
from layers.declared.spec import Words4

# The groups are those of the ministry's circular on surveys (28.09.2008, no. 10337); a report divides them further, as 2.1 and 2.3.
_CLASSES = (
    Code("suitable", "Uygun alan (UA)", "Suitable", ("ua", "uygun alan", "uygun alanlar"), "#7ab87a"),
    Code("conditional", "Önlemli alan (ÖA)", "Suitable with measures", ("öa", "önlemli alan", "önlemli alanlar"), "#e8d860"),
    Code("conditional_1", "Önlemli alan 1: deprem tehlikesi (ÖA-1)", "With measures 1: earthquake hazard", ("öa-1", "öa 1.1", "öa-1.1", "öa1"), "#e8c860"),
    Code("conditional_2", "Önlemli alan 2: kütle hareketleri ve eğim (ÖA-2)", "With measures 2: mass movement and slope", ("öa-2", "öa2"), "#e8b850"),
    Code("conditional_2_1", "Önlemli alan 2.1 (ÖA-2.1)", "With measures 2.1", ("öa-2.1", "öa2.1"), "#e8b050"),
    Code("conditional_2_2", "Önlemli alan 2.2 (ÖA-2.2)", "With measures 2.2", ("öa-2.2", "öa2.2"), "#e8a848"),
    Code("conditional_2_3", "Önlemli alan 2.3 (ÖA-2.3)", "With measures 2.3", ("öa-2.3", "öa2.3"), "#e8a040"),
    Code("conditional_3", "Önlemli alan 3: su baskını (ÖA-3)", "With measures 3: flooding", ("öa-3", "öa3"), "#90b8e0"),
    Code("conditional_4", "Önlemli alan 4: çığ (ÖA-4)", "With measures 4: avalanche", ("öa-4", "öa4"), "#b0c8e8"),
    Code("conditional_5", "Önlemli alan 5: mühendislik sorunları (ÖA-5)", "With measures 5: engineering problems", ("öa-5", "öa5"), "#f0e090"),
    Code("conditional_5_1", "Önlemli alan 5.1 (ÖA-5.1)", "With measures 5.1", ("öa-5.1", "öa5.1"), "#f0d870"),
    Code("unsuitable", "Uygun olmayan alan (UOA)", "Unsuitable", ("uoa", "uygun olmayan alan", "uygun olmayan alanlar"), "#c83a3a"),
    Code("unsuitable_1", "Uygun olmayan alan 1: deprem tehlikesi (UOA-1)", "Unsuitable 1: earthquake hazard", ("uoa-1", "uoa1"), "#c04040"),
    Code("unsuitable_2", "Uygun olmayan alan 2: kütle hareketleri (UOA-2)", "Unsuitable 2: mass movement", ("uoa-2", "uoa2"), "#b84040"),
    Code("unsuitable_2_1", "Uygun olmayan alan 2.1 (UOA-2.1)", "Unsuitable 2.1", ("uoa-2.1", "uoa2.1"), "#b03838"),
    Code("unsuitable_2_3", "Uygun olmayan alan 2.3 (UOA-2.3)", "Unsuitable 2.3", ("uoa-2.3", "uoa2.3"), "#a83030"),
    Code("unsuitable_3", "Uygun olmayan alan 3: su baskını (UOA-3)", "Unsuitable 3: flooding", ("uoa-3", "uoa3"), "#5070a8"),
    Code("disaster_prone", "Afete maruz bölge (AMB)", "Disaster-prone area", ("amb", "afete maruz bölge", "afete maruz alan"), "#5a1a1a"),
    Code("detailed_survey", "Ayrıntılı jeoteknik etüt gerektiren alan (AJE)", "Detailed survey required", ("aje", "ajeg", "ayrıntılı jeoteknik etüt gerektiren alan"), "#b8a0d0"),
)  # fmt: skip

LAYER = declared(
    "settlement_suitability",
    Words4(
        title_tr="Yerleşime uygunluk",
        title_en="Settlement suitability",
        description_tr="İmar planına esas jeolojik-jeoteknik ya da mikrobölgeleme etütlerinin yerleşime uygunluk sınıfları.",
        description_en="Settlement suitability classes of the geological or microzonation surveys that plans rest on.",
    ),
    [
        Field("suitability_class", "Uygunluk sınıfı", "Suitability class", "code", codes=_CLASSES, headings=("sınıf", "sınıfı", "yerleşime uygunluk", "yerleşime uygunluk sınıfı", "uygunluk", "yu sınıfı", "yerleşime uygunluk durumu"), required=True),
        Field("hazard", "Tehlike", "Hazard", "text", headings=("sorun", "tehlike türü", "açıklama")),
        Field("survey_name", "Etüt adı", "Survey", "text", headings=("etüt", "rapor adı", "rapor")),
        Field("approved_on", "Onay tarihi", "Approved on", "date", headings=("etüt onay tarihi", "rapor onay tarihi", "onay")),
        Field("area_m2", "Yazılan alan", "Stated area", "number", unit="m2", extensive=True, headings=("alan", "alanı", "yüzölçümü", "shape area")),
    ],
    geometry="MultiPolygon",
    identity=("suitability_class",),
    authority="ministry",
    owner=Words("İmar ve Şehircilik Müdürlüğü", "Zoning and urban planning department"),
    style=Style("#e8d860", by="suitability_class"),
)  # fmt: skip
