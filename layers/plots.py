"""Municipal plots as candidate sites: where each lies, and which rule it fails, if any."""

from collections.abc import Sequence
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
from layers.siting_kinds import SitingKind

_PARCEL: Final = ["neighbourhood_id", "block_no", "parcel_no"]
_UNSUITABLE: Final = (
    *("unsuitable", "unsuitable_1", "unsuitable_2", "unsuitable_2_1", "unsuitable_2_3", "unsuitable_3"),
    "disaster_prone",
)
_RUNNING: Final = ("planned", "design", "tender", "in_progress")
# What a plot is, or is not, by itself is asked here and not of the rules.
_ASKED_HERE: Final = frozenset({"assets", "zoning"})

REASONS: Final = {
    "no-shape": Words("haritada yeri yok", "no place on the map"),
    "leased": Words("kirada", "leased"),
    "occupied": Words("işgalli", "occupied"),
    "too-small": Words("yeterince büyük değil", "not big enough"),
    "no-plan": Words("yürürlükte çizili imar planı yok", "no zoning plan in force is drawn"),
    "built-on": Words("üzerinde tesis ya da park var", "a facility or park stands on it"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Plots:
    """Candidate sites and what could not be asked of them.

    `table`: index id of the asset; neighbourhood_id, neighbourhood_name, block_no, parcel_no, area_m2 (stated, else drawn),
    owned_ratio (the municipality's share of the plot, NaN where unknown), failed (Words of the first rule that it fails, None
    where it passes all), geometry in metres.
    """

    table: gpd.GeoDataFrame
    issues: tuple[Issue, ...]


def municipal_plots(ground: Ground, kind: SitingKind, rules: Sequence[ConflictRule], min_area_m2: float) -> Plots:
    """All municipal property, each plot with the first rule that it fails for a facility of the kind.

    A plot without a shape of its own has that of the parcel of the same neighbourhood, block and number. Rules about the thing
    itself (whose duty it is) exclude nobody: they are told beside the answer.

    Raises
        NotFoundError: `empty-layer`, there is no municipal property.
    """
    assets = ground.rows("assets")
    if assets is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": "assets"}))
    table = _as_plots(assets, ground.rows("parcels"))
    failed: dict[str, Words | None] = dict.fromkeys(table.index)

    def fail(where: pd.Series | npt.NDArray[np.bool_], why: Words) -> None:
        failed.update({plot: why for plot in table.index[np.asarray(where, dtype=bool)] if failed[plot] is None})

    fail(table.geometry.isna(), REASONS["no-shape"])
    fail(table["is_leased"].eq(True).fillna(value=False), REASONS["leased"])
    fail(table["is_occupied"].eq(True).fillna(value=False), REASONS["occupied"])
    fail(~(table["area_m2"] >= min_area_m2), REASONS["too-small"])
    zones = ground.zones_in_force()
    if zones is None:
        fail(np.ones(len(table), dtype=bool), REASONS["no-plan"])
    drawn = table[table.geometry.notna()].assign(kind=kind.investment)
    concerns = [rule for rule in rules if not rule.kinds or kind.investment in rule.kinds]
    asked = [*_own_rules(kind), *(rule for rule in concerns if rule.layer and rule.layer not in _ASKED_HERE)]
    layers = {"zones": zones, **{rule.layer: ground.rows(rule.layer) for rule in asked[1:] if rule.layer}}
    held = {name: with_shapes(rows) for name, rows in layers.items() if rows is not None}
    found, issues = find_conflicts(drawn, held, asked if zones is not None else asked[1:])
    for thing, title in zip(found["thing"], found["title"], strict=True):
        if failed[thing] is None:
            failed[thing] = title
    fail(table.index.isin(drawn.index[_is_built_on(ground, drawn)]), REASONS["built-on"])
    told = pd.Series(list(failed.values()), index=table.index, dtype=object)
    return Plots(table.assign(failed=told).drop(columns=["is_leased", "is_occupied"]), tuple(issues))


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


def _numbered(ids: pd.Series) -> pd.Index:
    """Ids that are unique: a second plot of one id (two sources) gets a number."""
    again = ids.groupby(ids).cumcount()
    return pd.Index(ids.where(again == 0, ids + "-" + (again + 1).astype(str)), name="id")


def _own_rules(kind: SitingKind) -> list[ConflictRule]:
    """What any site must be: zoned for the kind (first), on ground that is suitable, without a running investment."""
    other = Words("Başka bir taşınmaz seçin.", "Choose another plot.")
    return [
        ConflictRule(
            "not-zoned",
            Words("imar planında bu tür için ayrılmamış", "not zoned for the kind"),
            "required",
            "land_use",
            "3194 sayılı İmar Kanunu",
            other,
            layer="zones",
            values=kind.land_uses,
        ),
        ConflictRule(
            "unsuitable-ground",
            Words("uygun olmayan ya da afete maruz zemin", "unsuitable or disaster-prone ground"),
            "forbidden",
            "suitability_class",
            "Yerleşime uygunluk etüdü; 7269 sayılı Kanun",
            other,
            layer="settlement_suitability",
            values=_UNSUITABLE,
        ),
        ConflictRule(
            "programmed",
            Words("programda bir yatırım var", "an investment is programmed there"),
            "forbidden",
            "status",
            "Yatırım programı",
            other,
            layer="investments",
            values=_RUNNING,
        ),
    ]


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
