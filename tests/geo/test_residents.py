"""Where people are placed: at the best that is known, said which, and together exactly the population."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from geo.errors import CrsError
from geo.residents import (
    ADDRESS_POINTS,
    BUILDINGS,
    NEIGHBOURHOOD,
    RESIDENTIAL_ZONES,
    Dwellings,
    Residents,
    place_residents,
    share_out,
)


def neighbourhoods(*areas: object, population: object = 1000) -> gpd.GeoDataFrame:
    ids = [str(149_213 + k) for k in range(len(areas))]
    return gpd.GeoDataFrame({"population": population}, geometry=list(areas), index=ids, crs=shapes.TM36)


def frame(*geometry: object, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=shapes.TM36)


def at(x: float, y: float) -> Point:
    return Point(shapes.X + x, shapes.Y + y)


def square(x: float, y: float, side: float) -> shapely.Polygon:
    return box(shapes.X + x, shapes.Y + y, shapes.X + x + side, shapes.Y + y + side)


def totals(found: Residents) -> dict[str, float]:
    return found.homes.groupby("neighbourhood_id")["persons"].sum(min_count=1).to_dict()


def kinds(found: Residents) -> list[str]:
    return [issue.kind for issue in found.issues]


FOUR = shapes.grid(4, 1, side_m=100)


# ------------------------------------------------------------------ what is known best


def test_each_neighbourhood_takes_the_best_that_is_known_of_it_and_says_which() -> None:
    dwellings = Dwellings(
        address_points=frame(at(10, 10), at(90, 90)),
        buildings=frame(square(20, 20, 10), square(120, 20, 10), square(150, 20, 20)),
        residential_zones=frame(square(50, 0, 200)),
    )
    homes = place_residents(neighbourhoods(*FOUR), dwellings).homes
    basis = homes.groupby("neighbourhood_id")["basis"].unique().map(list).tolist()
    assert basis == [[ADDRESS_POINTS], [BUILDINGS], [RESIDENTIAL_ZONES], [NEIGHBOURHOOD]]
    assert homes["neighbourhood_id"].is_monotonic_increasing


def test_people_are_spread_by_address_by_footprint_and_by_area() -> None:
    dwellings = Dwellings(
        address_points=frame(at(10, 10), at(20, 20), at(20, 20), at(30, 30)),
        buildings=frame(square(110, 10, 10), square(150, 10, 20)),
        residential_zones=frame(square(200, 0, 30), square(240, 0, 60)),
    )
    homes = place_residents(neighbourhoods(*FOUR[:3]), dwellings).homes
    assert homes["persons"].tolist() == pytest.approx([250] * 4 + [200, 800] + [200, 800])


def test_a_weight_of_the_callers_own_goes_before_number_and_area() -> None:
    dwellings = Dwellings(
        address_points=frame(at(10, 10), at(20, 20), weight=[1, 3]),
        residential_zones=frame(square(100, 0, 30), square(140, 0, 60), weight=[30.0, 10.0]),
    )
    homes = place_residents(neighbourhoods(*FOUR[:2]), dwellings).homes
    assert homes["persons"].tolist() == pytest.approx([250, 750, 750, 250])


def test_a_zone_across_two_neighbourhoods_is_cut_at_the_border() -> None:
    zones = frame(square(60, 0, 60), square(180, 0, 20))
    homes = place_residents(neighbourhoods(*FOUR[:2]), Dwellings(residential_zones=zones)).homes
    assert homes["persons"].tolist() == pytest.approx([1000, 1000 * 3 / 4, 1000 / 4])
    assert homes.within(shapely.union_all(zones.geometry.to_numpy())).all()


def test_a_neighbourhood_without_anything_is_cut_by_the_lattice_into_pieces_of_their_area() -> None:
    area = box(shapes.X, shapes.Y, shapes.X + 250, shapes.Y + 100)
    homes = place_residents(neighbourhoods(area), Dwellings()).homes
    assert homes["persons"].tolist() == pytest.approx([400, 400, 200])
    assert homes.within(area).all()
    finer = place_residents(neighbourhoods(area), Dwellings(), spacing_m=50).homes
    assert len(finer) == 10


def test_a_neighbourhood_smaller_than_the_lattice_has_its_people_all_the_same() -> None:
    homes = place_residents(neighbourhoods(square(10, 10, 3)), Dwellings()).homes
    assert homes["persons"].tolist() == [1000]


def test_a_dwelling_on_a_border_belongs_to_the_first_by_id_whatever_the_order() -> None:
    both = neighbourhoods(*FOUR[:2])
    for order in (both, both.iloc[::-1]):
        homes = place_residents(order, Dwellings(address_points=frame(at(100, 50)))).homes
        assert homes.loc[homes["basis"] == ADDRESS_POINTS, "neighbourhood_id"].tolist() == ["149213"]


# ------------------------------------------------------------------ what is not known


def test_unknown_population_gives_places_without_persons_and_zero_gives_zero() -> None:
    found = place_residents(neighbourhoods(*FOUR, population=[np.nan, 0, -5, 7]), Dwellings())
    assert totals(found) == pytest.approx({"149213": np.nan, "149214": 0, "149215": np.nan, "149216": 7}, nan_ok=True)
    assert [issue.params["count"] for issue in found.issues] == [2]
    assert kinds(found) == ["population-unknown"]


def test_nullable_population_is_read() -> None:
    found = place_residents(neighbourhoods(*FOUR[:2], population=pd.array([None, 12], dtype="Int64")), Dwellings())
    assert totals(found) == pytest.approx({"149213": np.nan, "149214": 12}, nan_ok=True)


def test_a_neighbourhood_without_a_shape_keeps_its_people_at_no_place() -> None:
    found = place_residents(neighbourhoods(None, FOUR[0], shapely.Polygon()), Dwellings())
    assert totals(found) == dict.fromkeys(("149213", "149214", "149215"), 1000)
    assert found.homes.geometry.isna().tolist() == [True, False, True]
    assert kinds(found) == ["no-place"]


def test_dwellings_in_no_neighbourhood_or_without_weight_are_counted() -> None:
    addresses = frame(at(10, 10), at(-5, 0), None, at(20, 20), at(30, 30), weight=[1, 1, 1, np.nan, 0])
    found = place_residents(neighbourhoods(FOUR[0]), Dwellings(address_points=addresses))
    assert len(found.homes) == 1
    assert [(issue.kind, issue.params["count"]) for issue in found.issues] == [
        ("residences-without-weight", 3),
        ("residences-outside", 1),
    ]
    assert "adres noktaları" in found.issues[0].message("tr")


def test_no_neighbourhoods_give_no_homes() -> None:
    assert not len(place_residents(neighbourhoods(), Dwellings(address_points=frame(at(1, 1)))).homes)


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize("epsg", [None, 4326])
def test_neighbourhoods_that_cannot_be_measured_are_refused(epsg: int | None) -> None:
    with pytest.raises(CrsError):
        place_residents(neighbourhoods(FOUR[0]).set_crs(epsg, allow_override=True), Dwellings())


def test_dwellings_in_another_crs_are_refused_by_name() -> None:
    other = frame(FOUR[0]).set_crs(5255, allow_override=True)
    with pytest.raises(CrsError, match="buildings"):
        place_residents(neighbourhoods(FOUR[0]), Dwellings(buildings=other))


def test_ids_that_repeat_and_a_spacing_that_is_no_length_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="unique"):
        place_residents(neighbourhoods(*FOUR[:2]).set_axis(["1", "1"]), Dwellings())
    with pytest.raises(ValueError, match="spacing_m"):
        place_residents(neighbourhoods(FOUR[0]), Dwellings(), spacing_m=0)


# ------------------------------------------------------------------ what always holds


@given(
    st.floats(1e-6, 1e7) | st.integers(0, 20_000_000).map(float),
    st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=60),
    st.randoms(use_true_random=False),
)
def test_shares_add_up_to_the_total_exactly_in_any_order(total: float, weights: list[float], chance: object) -> None:
    weight = np.array(weights)
    shares = share_out(np.array([total]), np.zeros(len(weight), dtype=np.intp), weight).tolist()
    chance.shuffle(shares)
    assert sum(shares) == total
    assert min(shares) >= 0
    assert sorted(shares) == pytest.approx(sorted((weight / weight.sum() * total).tolist()), rel=1e-9, abs=1e-9 * total)


@given(st.integers(3, 12), st.integers(0, 2**32 - 1), st.integers(0, 40))
@settings(max_examples=30, deadline=None)
def test_nobody_is_lost_or_made_and_the_order_of_rows_does_not_matter(count: int, seed: int, addresses: int) -> None:
    chance = np.random.default_rng(seed)
    areas = shapes.voronoi(chance.uniform(100, 9_900, (count, 2)))
    people = chance.integers(0, 30_000, len(areas))
    places = neighbourhoods(*areas, population=people)
    points = frame(*shapely.points(chance.uniform(0, 10_000, (addresses, 2)) + shapes.ORIGIN))
    found = place_residents(places, Dwellings(address_points=points), spacing_m=500)
    assert totals(found) == dict(zip(places.index, people.astype(float), strict=True))
    mixed = place_residents(
        places.iloc[chance.permutation(len(places))],
        Dwellings(address_points=points.iloc[chance.permutation(len(points))]),
        spacing_m=500,
    )
    again = mixed.homes.sort_values("neighbourhood_id", kind="stable").reset_index(drop=True)
    assert again.equals(found.homes)
