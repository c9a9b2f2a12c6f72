"""The bars under the map: one for each neighbourhood with a value, in the order of the values, in the colours of the legend."""

import re

import pytest
from client import JudgingClient

from layers.atlas import Atlas
from web.choropleth import make_choropleth
from web.i18n import read_languages
from web.params import read_view
from web.ranking import make_ranking

BAR = re.compile(r"M([\d.]+) ([\d.]+)([hv])(-?[\d.]+)")


def ranking_of(atlas: Atlas, indicator: str, *, lying: bool):
    view = read_view({"gosterge": indicator}, atlas.years, atlas.workspace.compared_years)
    chart = make_choropleth(atlas, view, read_languages()["tr"])
    return chart, make_ranking(chart, list(atlas.neighbourhoods["name"]), lying=lying)


@pytest.mark.parametrize("lying", [True, False])
@pytest.mark.parametrize("indicator", ["change_pct", "population", "density_per_km2"])
def test_each_value_has_a_bar_of_its_length_in_its_colour(atlas: Atlas, indicator: str, lying: bool) -> None:
    chart, ranking = ranking_of(atlas, indicator, lying=lying)
    values = [chart.numbers[place] for place in ranking.order]
    assert values == sorted(value for value in chart.numbers if value is not None)
    bars = [(item, BAR.findall(item.path)) for item in ranking.classes]
    lengths = [float(bar[3]) * (1 if lying else -1) for _, found in bars for bar in found]
    assert len(lengths) == len(values) == 37
    per_unit = max(map(abs, lengths)) / max(map(abs, values))
    assert lengths == pytest.approx([value * per_unit for value in values], abs=0.11)
    fills = [item.fill for item, found in bars for _ in found]
    assert fills == [chart.fills[place] for place in ranking.order]


def test_the_ends_are_named_with_their_values(client: JudgingClient) -> None:
    box = client.page("/").root.one("div", id="siralama")
    assert [line.text for line in box.all("p")] == ["Elektrik −%39,7", "Meydancık +%34,8"]
    assert len(box.attributes["data-order"].split()) == 37


def test_what_has_no_value_has_no_bar_and_is_counted(hostile: JudgingClient) -> None:
    box = hostile.page("/").root.one("div", id="siralama")
    assert box.attributes["data-order"] == "2 0"
    assert "1 mahallenin değeri yok." in box.text


def test_the_bars_of_all_bars_lie_within_the_picture(atlas: Atlas) -> None:
    for lying in (True, False):
        _, ranking = ranking_of(atlas, "change_pct", lying=lying)
        for item in ranking.classes:
            for x, y, way, length in BAR.findall(item.path):
                end = (float(x) + float(length) * (way == "h"), float(y) + float(length) * (way == "v"))
                assert 0 <= end[0] <= ranking.width
                assert 0 <= end[1] <= ranking.height
