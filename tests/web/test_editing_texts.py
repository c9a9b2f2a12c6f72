"""What a form shows and what is typed into it: nothing is lost on the way there and back."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RefusedError
from layers import LAYERS
from layers.base import Field
from layers.declared.cells import code_keys, code_of
from web.editing.places import place_text, shape_of
from web.editing.texts import cell_of, text_of

NUMBER = Field("budget_try", "Bütçe", "Budget", "number")
CODED = [(spec.name, item) for spec in LAYERS.values() for item in spec.fields if item.type == "code"]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.sampled_from(["tr", "en"]))
def test_a_number_comes_back_as_it_was_shown(value, language) -> None:
    assert cell_of(NUMBER, text_of(NUMBER, float(value), None, language), language) == pytest.approx(float(value), abs=1e-4)


@pytest.mark.parametrize(
    ("text", "language", "cell"),
    [
        ("1.234", "tr", 1234.0),
        ("1.234", "en", 1.234),
        ("1,234", "en", 1234.0),
        ("1,5", "tr", 1.5),
        ("2 milyon", "tr", "2 milyon"),
        ("12.34.5", "tr", "12.34.5"),
        ("", "tr", ""),
        ("\u22125", "tr", -5.0),
    ],
)
def test_what_only_the_page_can_decide_is_decided_by_its_language(text: str, language, cell: object) -> None:
    assert cell_of(NUMBER, text, language) == cell


@pytest.mark.parametrize(("layer", "item"), CODED, ids=[f"{layer}-{item.name}" for layer, item in CODED])
def test_each_code_that_is_chosen_is_read_as_itself(layer: str, item: Field) -> None:
    known = code_keys(item.codes)
    assert [code_of(str(cell_of(item, code.key, "tr")), known) for code in item.codes] == [code.key for code in item.codes]


degrees = st.tuples(st.floats(26, 45), st.floats(36, 42))


@given(st.sampled_from(["point", "line", "area"]), st.lists(degrees, min_size=3, max_size=12, unique=True))
def test_a_place_comes_back_from_its_text(kind, corners) -> None:
    shape = {"point": lambda: shapely.Point(corners[0]), "line": lambda: shapely.LineString(corners)}.get(
        kind, lambda: shapely.Polygon(corners)
    )()
    shown = place_text(shape)
    assert (shown.kind, shown.is_simple) == (kind, True)
    back = shape_of(shown.kind, shown.text)
    assert np.allclose(shapely.get_coordinates(back), shapely.get_coordinates(shape), atol=1e-6)


def test_a_shape_of_many_parts_is_not_shown_as_text() -> None:
    two = shapely.multipolygons([shapely.box(36, 36, 36.1, 36.1), shapely.box(37, 36, 37.1, 36.1)])
    hole = shapely.box(36, 36, 37, 37).difference(shapely.box(36.4, 36.4, 36.6, 36.6))
    assert [place_text(shape).is_simple for shape in (two, hole, None)] == [False, False, True]


@pytest.mark.parametrize("text", ["36.1", "şurası", "36.1, 36.2, 36.3", "-36.1, 36.2", "36.1; x"])
def test_coordinates_that_are_none_are_refused_by_their_line(text: str) -> None:
    with pytest.raises(RefusedError, match="Line 2 of the coordinates"):
        shape_of("line", f"36.1, 36.2\n{text}\n36.1, 36.3")
