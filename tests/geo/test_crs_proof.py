"""The proof of a coordinate system: found again from coordinates alone, refused where several would do."""

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import TM_ZONES
from geo.crs_proof import ED50_TM_ZONES, ED50_UTM_ZONES, UTM_ZONES, Extent, prove_crs

# District, and the TM zone that is its own.
DEFNE, EDIRNE, VAN = Extent(36.05, 36.10, 36.30, 36.30), Extent(26.4, 41.5, 26.8, 41.8), Extent(43.2, 38.3, 43.6, 38.7)


def places(extent: Extent, count: int = 30) -> np.ndarray:
    chance = np.random.default_rng(7)
    return np.column_stack([chance.uniform(extent.west, extent.east, count), chance.uniform(extent.south, extent.north, count)])


def written(lonlat: np.ndarray, epsg: int, *, swapped: bool = False) -> np.ndarray:
    x, y = pyproj.Transformer.from_crs(4326, epsg, always_xy=True).transform(*lonlat.T)
    return np.column_stack([y, x] if swapped else [x, y])


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("epsg", [*TM_ZONES[:1], 5256, *ED50_TM_ZONES, *UTM_ZONES, *ED50_UTM_ZONES, 3857])
def test_known_places_decide_every_system(epsg: int, swapped: bool) -> None:
    known = places(DEFNE)
    proof = prove_crs(written(known, epsg, swapped=swapped), DEFNE, known)
    assert proof.taken is not None
    assert (proof.taken.epsg, proof.taken.swapped) == (epsg, swapped)


@pytest.mark.parametrize(("extent", "epsg"), [(DEFNE, 5256), (EDIRNE, 5253), (VAN, 5259)])
@pytest.mark.parametrize("swapped", [False, True])
def test_the_extent_alone_tells_the_zone_but_not_the_datum(extent: Extent, epsg: int, swapped: bool) -> None:
    proof = prove_crs(written(places(extent), epsg, swapped=swapped), extent)
    if epsg == 5256:
        assert proof.taken is not None
        assert (proof.taken.epsg, proof.taken.swapped, proof.datum) == (epsg, swapped, "assumed")
        assert proof.twin is not None
        assert proof.twin.epsg == 2322
        assert 100 < proof.twin_distance_m < 300
    else:
        # The central meridians 27 and 45 are UTM's as well.
        assert (proof.verdict, proof.taken) == ("several", None)
        assert {candidate.epsg for candidate in proof.ranked[:4]} > {epsg}


def test_too_few_or_too_rough_places_do_not_decide_the_datum() -> None:
    known = places(DEFNE)
    points = written(known, 2322)
    few = np.full_like(known, np.nan)
    few[:2] = known[:2]
    assert prove_crs(points, DEFNE, few).datum == "assumed"
    assert prove_crs(points, DEFNE, known + 0.01).datum == "assumed"
    assert prove_crs(points, DEFNE, known).datum == "by known places"


@pytest.mark.parametrize("swapped", [False, True])
def test_degrees(swapped: bool) -> None:
    proof = prove_crs(places(VAN)[:, ::-1] if swapped else places(VAN), VAN)
    assert proof.taken is not None
    assert (proof.taken.epsg, proof.taken.swapped, proof.datum) == (4326, swapped, "sure")


def test_a_file_from_elsewhere_fits_nothing_and_names_the_nearest() -> None:
    proof = prove_crs(written(places(VAN), 5259), DEFNE)
    assert (proof.verdict, proof.taken) == ("none", None)
    distances = [candidate.distance_km for candidate in proof.ranked]
    assert distances == sorted(distances)
    assert distances[0] > 100


def test_a_tenth_of_stray_points_does_no_harm_and_more_does() -> None:
    points = written(places(DEFNE), 5256)
    points[:3] = 1e308
    assert prove_crs(points, DEFNE).verdict == "one"
    points[:4] = 0.0
    assert prove_crs(points, DEFNE).verdict == "none"


@pytest.mark.parametrize("points", [[], [(float("nan"), 1.0)], [(float("inf"), float("inf"))]])
def test_no_points_prove_nothing(points: list[tuple[float, float]]) -> None:
    assert prove_crs(points, DEFNE).verdict == "none"


def test_unequal_references_are_bad_use() -> None:
    with pytest.raises(ValueError, match="2 points but 1"):
        prove_crs([(1.0, 1.0), (2.0, 2.0)], DEFNE, [(1.0, 1.0)])


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=20))
def test_any_numbers_give_an_answer(points: list[tuple[float, float]]) -> None:
    proof = prove_crs(points, DEFNE)
    assert (proof.taken is None) == (proof.verdict != "one")
