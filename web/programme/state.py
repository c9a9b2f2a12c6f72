"""The programme behind the pages, made once a state of the data."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.duties import Duties, decide_duties
from layers.ground import Ground
from layers.investment_conflicts import conflicts_of_investments
from layers.programme import Programme, cost_and_programme, indicators_and_programme, programme_of
from layers.programme_effect import ProgrammeEffect, effect_of_programme
from web.desk.asking import DeskQuestion
from web.desk.layer import is_boundaries, neighbourhoods_of
from web.maps import screen_shapes

# What the planner's pages write.
_PROGRAMME = frozenset({"investments", "targets", "target_costs"})


def _is_other(layer: str) -> bool:
    return layer not in _PROGRAMME


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    duties: Duties
    ground: Ground


def ground_of(question: DeskQuestion) -> Ground:
    """The layers in metres.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
    """
    return _base(question).ground


def programme(question: DeskQuestion) -> Programme | None:
    """The investments with their duty and conflicts; None where there are none.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
        RefusedError: `bad-description`, a file of rules is wrong.
    """

    def make() -> Programme | None:
        base = _base(question)
        conflicts = conflicts_of_investments(question.state.workspace, base.ground, base.duties)
        neighbourhoods = neighbourhoods_of(question)
        named = {} if neighbourhoods is None else dict(zip(neighbourhoods["id"], neighbourhoods["name"], strict=True))
        return programme_of(base.ground, base.duties, conflicts, named)

    return question.library.keep(question.state, ("programme",), make)


def costs(question: DeskQuestion) -> pd.DataFrame:
    """Plan and programme by target and year."""
    workspace = question.state.workspace
    found = programme(question)
    return question.library.keep(
        question.state, ("programme-costs",), lambda: cost_and_programme(workspace, workspace.store(), found)
    )


def indicators(question: DeskQuestion) -> pd.DataFrame:
    """What of each indicator's target the programme places, funds and builds."""
    workspace = question.state.workspace
    found = programme(question)
    return question.library.keep(
        question.state, ("programme-indicators",), lambda: indicators_and_programme(workspace, workspace.store(), found)
    )


def effect(question: DeskQuestion, year: int) -> ProgrammeEffect:
    """Before and after the investments up to a year.

    Raises
        NotFoundError: `no-investments-in-year`.
    """
    today = question.library.atlas(question.state)
    return question.library.keep(
        question.state,
        ("programme-effect", year),
        lambda: effect_of_programme(question.state.workspace, year, before=today),
    )


def outlines_in_degrees(question: DeskQuestion) -> gpd.GeoDataFrame:
    """The neighbourhoods as light as a screen allows, with their names."""

    def make() -> gpd.GeoDataFrame:
        neighbourhoods = neighbourhoods_of(question)
        if neighbourhoods is None:
            raise NotFoundError(Issue("empty-layer", params={"layer": "boundaries"}))
        by_id = neighbourhoods.set_index("id")
        return screen_shapes(by_id)[["geometry"]].assign(name=by_id["name"])

    return question.library.keep_while(question.state, is_boundaries, ("programme-outlines",), make)


def _base(question: DeskQuestion) -> _Base:
    workspace = question.state.workspace

    def read() -> Ground:
        return Ground(workspace)

    def make() -> _Base:
        # All but the programme stays as it is when an investment is saved.
        others = question.library.keep_while(question.state, _is_other, ("programme-ground",), read)
        # What was kept still reads the state that it was made of.
        ground = others.but(_PROGRAMME, workspace)
        return _Base(decide_duties(workspace, ground), ground)

    return question.library.keep(question.state, ("programme-base",), make)
