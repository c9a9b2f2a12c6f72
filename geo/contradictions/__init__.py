"""What contradicts what: one rule a module, each over frames that know no municipality and no layer."""

from geo.contradictions.areas import AREA_TOLERANCE_PCT, find_area_differences, find_extent_differences
from geo.contradictions.breakdowns import Breakdown, find_breakdown_differences, outline_parents
from geo.contradictions.plans import find_plan_differences
from geo.contradictions.quantity import Quantity
from geo.contradictions.schedules import Schedule, find_schedule_contradictions
from geo.contradictions.shares import find_share_differences
from geo.contradictions.sources import POPULATION, find_source_contradictions, find_source_differences
from geo.contradictions.targets import find_headline_differences, find_quantity_differences, find_weight_differences
from geo.contradictions.totals import find_total_differences
from geo.contradictions.years import find_year_differences

__all__ = [
    "AREA_TOLERANCE_PCT",
    "POPULATION",
    "Breakdown",
    "Quantity",
    "Schedule",
    "find_area_differences",
    "find_breakdown_differences",
    "find_extent_differences",
    "find_headline_differences",
    "find_plan_differences",
    "find_quantity_differences",
    "find_schedule_contradictions",
    "find_share_differences",
    "find_source_contradictions",
    "find_source_differences",
    "find_total_differences",
    "find_weight_differences",
    "find_year_differences",
    "outline_parents",
]
