"""Where the next facilities should go, in which year, and why: an exact optimum with its proof.

The problem (problem.py) is made smaller without changing its answer (reduction.py), put as an integer programme (model.py)
and solved (solver.py); plan.py says it in people, money and reasons.
"""

from geo.siting.plan import SitingPlan, site_facilities
from geo.siting.problem import Programme
from geo.siting.reach import reach_matrix

__all__ = ["Programme", "SitingPlan", "reach_matrix", "site_facilities"]
