"""What a chart shows: colours stay with their series, hidden ones keep their figures."""

import pytest

from pulse_desktop.model.saved_chart import SavedChart, Strength, Strongest
from pulse_desktop.ui.charts.picture import Dash
from pulse_desktop.ui.workspace.scene import staged

WINDOW = (0.0, 100.0)


@pytest.fixture
def scene(series, line):
    """A scene of series that each have a constant value, their number."""

    def make(*shown, then=(), **rest):
        chosen = [series(f"r{n:02}", is_shown=bool(is_shown)) for n, is_shown in enumerate(shown)]
        lines = {one.key: line(*[float(n)] * 5) for n, one in enumerate(chosen)}
        before = {chosen[n].key: line(*[9.0] * 5) for n in then}
        chart = SavedChart(id="c", series=tuple(chosen), **rest)
        return staged(chart, WINDOW, lines, before)

    return make


def test_a_hidden_series_keeps_its_colour_and_its_figures(scene):
    first, second = scene(0, 1).entries
    assert (first.is_drawn, first.figures.mean, second.stroke.hue) == (False, 0.0, 1)


def test_what_was_not_recorded_has_no_figures(series):
    (entry,) = staged(SavedChart(id="c", series=(series("a"),)), WINDOW, {}, {}).entries
    assert (entry.line, entry.figures.now) == (None, None)


def test_a_comparison_is_dashed_and_dotted_where_the_curve_is_dashed(scene):
    entries = scene(*[True] * 9, then=[0, 8]).entries
    assert (entries[0].then_stroke.dash, entries[8].then_stroke.dash) == (Dash.DASH, Dash.DOT)
    assert entries[0].then_figures.mean == 9.0


def test_of_many_the_strongest_come_first_with_the_first_colours(scene):
    (stage,) = scene(*[True] * 20, strongest=Strongest(Strength.CURRENT, 3)).stages
    assert [e.series.name for e in stage.entries[:3]] == ["r19", "r18", "r17"]
    assert [e.stroke.hue for e in stage.entries[:3]] == [0, 1, 2]
    assert (stage.rest_count, float(stage.rest.maximum[3])) == (17, 14.0)


def test_hidden_ones_are_not_of_the_rest(scene):
    (stage,) = scene(*[True] * 14, *[False] * 6).stages
    assert stage.rest_count == 9
    assert not scene(*[True] * 12, *[False] * 8).is_crowded


def test_a_choice_for_many_does_not_hide_one_of_few(scene):
    (stage,) = scene(*[True] * 6, strongest=Strongest(Strength.MAXIMUM, 3)).stages
    assert all(entry.is_drawn for entry in stage.entries)
