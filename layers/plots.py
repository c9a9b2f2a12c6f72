"""Municipal plots as candidate sites: where each lies, and which rule it fails, if any."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.conflict_rules import DRAWING_RATIO, ConflictRule
from geo.conflicts import find_conflicts
from geo.errors import NotFoundError
from geo.issues import Issue, Words
from layers.ground import Ground, is_in_use, with_shapes
from layers.site_rules import SITE_RULES, SiteRule, concerning, own_rules, require_waivable, waivable_rules
from layers.siting_kinds import SitingKind

_PARCEL: Final = ["neighbourhood_id", "block_no", "parcel_no"]


@dataclass(frozen=True, slots=True, eq=False)
class Plots:
    """Candidate sites and what could not be asked of them.

    `table`: index id of the asset; neighbourhood_id, neighbourhood_name, block_no, parcel_no, area_m2 (stated, else drawn),
    owned_ratio (the municipality's share of the plot, NaN where unknown), failed (Words of the first rule that it fails, None
    where it passes all), to_settle (tuple of SiteRule: those that it fails but that were waived), is_zoned (whether the plan sets
    it aside for the kind), geometry in metres.
    """

    table: gpd.GeoDataFrame
    issues: tuple[Issue, ...]


def municipal_plots(
    ground: Ground, kind: SitingKind, rules: Sequence[ConflictRule], min_area_m2: float, waived: Collection[str] = ()
) -> Plots:
    """All municipal property, each plot with the first rule that it fails for a facility of the kind.

    A plot without a shape of its own has that of the parcel of the same neighbourhood, block and number. Rules about the thing
    itself (whose duty it is) exclude nobody: they are told beside the answer.

    Parameters
        waived: keys of rules that exclude nobody this time (`waivable_rules`); what they ask for is still to be done.
    Raises
        NotFoundError: `empty-layer`, there is no municipal property.
        RefusedError: `siting-unknown-rule`.
    """
    known = waivable_rules(kind, rules)
    require_waivable(waived, known)
    assets = ground.rows("assets")
    if assets is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": "assets"}))
    table = _as_plots(assets, ground.rows("parcels"))
    verdicts = _Verdicts(table.index, {key: known[key] for key in waived})
    verdicts.fail(table.geometry.isna(), SITE_RULES["no-shape"])
    verdicts.fail(table["is_leased"].eq(True).fillna(value=False), SITE_RULES["leased"])
    verdicts.fail(table["is_occupied"].eq(True).fillna(value=False), SITE_RULES["occupied"])
    verdicts.fail(~(table["area_m2"] >= min_area_m2), SITE_RULES["too-small"])
    zones = ground.zones_in_force()
    if zones is None:
        # without a plan nothing is zoned; where that is not asked, no plan is missed either
        verdicts.fail(np.ones(len(table), dtype=bool), SITE_RULES["not-zoned" if "not-zoned" in waived else "no-plan"])
    drawn = table[table.geometry.notna()].assign(kind=kind.investment)
    asked = [*own_rules(kind), *concerning(kind, rules)]
    layers = {"zones": zones, **{rule.layer: ground.rows(rule.layer) for rule in asked[1:] if rule.layer}}
    held = {name: with_shapes(rows) for name, rows in layers.items() if rows is not None}
    found, issues = find_conflicts(drawn, held, asked if zones is not None else asked[1:])
    for rule in asked:
        verdicts.fail(table.index.isin(found.loc[found["rule"] == rule.key, "thing"]), SiteRule(rule.key, rule.title))
    verdicts.fail(table.index.isin(drawn.index[_is_built_on(ground, drawn)]), SITE_RULES["built-on"])
    told = table.assign(
        failed=verdicts.failed(), to_settle=verdicts.to_settle(), is_zoned=~verdicts.to_settle().map(_needs_a_plan)
    )
    return Plots(told.drop(columns=["is_leased", "is_occupied"]), tuple(issues))


class _Verdicts:
    """Of each plot the first rule that it fails, and those waived ones that it fails."""

    def __init__(self, plots: pd.Index, waived: Mapping[str, SiteRule]) -> None:
        self._plots, self._waived = plots, waived
        self._failed: dict[str, Words | None] = dict.fromkeys(plots)
        self._to_settle: dict[str, tuple[SiteRule, ...]] = dict.fromkeys(plots, ())

    def fail(self, where: pd.Series | npt.NDArray[np.bool_], rule: SiteRule) -> None:
        """Say that some plots fail a rule."""
        for plot in self._plots[np.asarray(where, dtype=bool)]:
            if rule.key in self._waived:
                self._to_settle[plot] = (*self._to_settle[plot], self._waived[rule.key])
            elif self._failed[plot] is None:
                self._failed[plot] = rule.why

    def failed(self) -> pd.Series:
        """Why each plot is no candidate; None where it is one."""
        return pd.Series(list(self._failed.values()), index=self._plots, dtype=object)

    def to_settle(self) -> pd.Series:
        """The waived rules that each plot fails."""
        return pd.Series(list(self._to_settle.values()), index=self._plots, dtype=object)


def _as_plots(assets: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    shapes = assets.geometry
    if parcels is not None:
        known = with_shapes(parcels).dropna(subset=_PARCEL).drop_duplicates(_PARCEL).set_index(_PARCEL).geometry
        keys = pd.MultiIndex.from_frame(assets[_PARCEL])
        shapes = shapes.where(shapes.notna(), gpd.GeoSeries(known.reindex(keys).to_numpy(), index=assets.index, crs=assets.crs))
    stated = assets["net_area_m2"].astype("float64")
    drawn = shapes.area
    return gpd.GeoDataFrame(
        {
            **{name: assets[name] for name in ("neighbourhood_id", "neighbourhood_name", "block_no", "parcel_no")},
            "area_m2": stated.fillna(drawn.where(drawn > 0)),
            "owned_ratio": (assets["share_area_m2"].astype("float64") / stated.where(stated > 0)).clip(upper=1.0),
            "is_leased": assets["is_leased"],
            "is_occupied": assets["is_occupied"],
        },
        geometry=shapes,
        crs=assets.crs,
    ).set_index(_numbered(assets["id"].astype(str)))


def _needs_a_plan(rules: Sequence[SiteRule]) -> bool:
    return any(rule.key == "not-zoned" for rule in rules)


def _numbered(ids: pd.Series) -> pd.Index:
    """Ids that are unique: a second plot of one id (two sources) gets a number."""
    again = ids.groupby(ids).cumcount()
    return pd.Index(ids.where(again == 0, ids + "-" + (again + 1).astype(str)), name="id")


def _is_built_on(ground: Ground, plots: gpd.GeoDataFrame) -> npt.NDArray[np.bool_]:
    """Plots on which a park or facility in use stands; of areas a strip along the border does not count."""
    built = np.zeros(len(plots), dtype=bool)
    shapes = plots.geometry.to_numpy()
    for rows in (ground.drawn("parks"), ground.drawn("facilities")):
        if rows is None:
            continue
        standing = rows[is_in_use(rows)].geometry.to_numpy()
        one, other = shapely.STRtree(standing).query(shapes, predicate="intersects")
        common = shapely.area(shapely.intersection(shapes[one], standing[other]))
        counts = (shapely.get_dimensions(standing[other]) < 2) | (common > DRAWING_RATIO * shapely.area(shapes[one]))
        built[one[counts]] = True
    return built
