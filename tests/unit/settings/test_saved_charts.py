"""The charts of an estate as TOML: what is saved is loaded, and nonsense is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import (
    Against,
    ChartBook,
    ChartedSeries,
    Comparison,
    PopOut,
    SavedChart,
    Span,
    Strength,
    Strongest,
    new_chart_id,
)
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.settings.saved_charts import load, save

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
some_words = words.filter(bool)
instants = st.floats(0, 4e9, allow_subnormal=False)
targets = st.builds(SeriesTarget, st.sampled_from(Family), some_words)
series = st.builds(
    ChartedSeries,
    resource=some_words,
    metric=st.sampled_from(Metric),
    name=words,
    target=targets,
    is_shown=st.booleans(),
)
stretches = st.tuples(instants, st.floats(1, 1e6)).map(lambda s: (s[0], s[0] + s[1]))
charts = st.builds(
    SavedChart,
    id=some_words,
    name=words,
    series=st.lists(series, max_size=4).map(tuple),
    span=st.builds(Span, st.none() | st.floats(1e-3, 4e9), st.none() | stretches),
    comparison=st.builds(Comparison, st.sampled_from(Against), st.none() | instants),
    strongest=st.none() | st.builds(Strongest, st.sampled_from(Strength), st.integers(1, 50)),
    starts_at_zero=st.booleans(),
)
places = st.tuples(*[st.integers(-9999, 9999)] * 2, *[st.integers(1, 9999)] * 2)
pop_outs = st.builds(PopOut, chart=charts, screen=words, place=places, stays_on_top=st.booleans())
books = st.builds(
    ChartBook,
    charts=st.lists(charts, max_size=3, unique_by=lambda c: c.id).map(tuple),
    left=st.none() | charts,
    pop_outs=st.lists(pop_outs, max_size=2).map(tuple),
)

HEAD = "version = 1\n"
CHART = '[[chart]]\nid = "chart-1"\n'
SERIES = '[[chart.series]]\nresource = "vm-1"\nmetric = "cpu"\nfamily = "vm"\ntarget = "x"\n'


@pytest.fixture
def path(tmp_path):
    return tmp_path / "charts.toml"


@pytest.fixture(scope="session")
def any_path(tmp_path_factory):
    return tmp_path_factory.mktemp("charts") / "charts.toml"


def test_without_a_file_there_are_no_charts(path):
    assert load(path) == ChartBook()


@given(books)
@settings(max_examples=60)
def test_what_is_saved_is_loaded(any_path, book):
    save(any_path, book)
    assert load(any_path) == book


def test_what_was_left_last_is_forgotten_with_the_next_book(path):
    save(path, ChartBook(left=SavedChart(id=new_chart_id(), name="Mine")))
    save(path, ChartBook())
    assert load(path).left is None


def test_a_chart_without_details_takes_the_defaults(path):
    path.write_text(HEAD + CHART + SERIES)
    (chart,) = load(path).charts
    assert (chart.starts_at_zero, chart.comparison, chart.strongest) == (True, Comparison(), None)
    assert chart.series[0].is_shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chart = 1\n", "chart is not a list of tables"),
        ("chart = [1]\n", "a chart is not a table"),
        ('[[chart]]\nname = "x"\n', "id is not a text"),
        (CHART + CHART, "two charts have the same id"),
        (CHART + 'against = "tomorrow"\n', "against cannot be 'tomorrow'"),
        (CHART + "length_s = -1\n", "length_s is not a number of seconds"),
        (CHART + "length_s = 0\n", "length_s is nothing"),
        (CHART + "length_s = nan\n", "length_s is not a number of seconds"),
        (CHART + "pinned_s = true\n", "pinned_s is not a number of seconds"),
        (CHART + "fixed_s = [5, 1]\n", "fixed_s is not two instants"),
        (CHART + "fixed_s = [1, 5, 9]\n", "fixed_s is not two instants"),
        (CHART + "fixed_s = 5\n", "fixed_s is not two instants"),
        (CHART + 'strongest_by = "maximum"\n', "strongest_count is not a small number"),
        (CHART + SERIES.replace("cpu", "mood"), "metric cannot be 'mood'"),
        (CHART + SERIES.replace('"vm"', '"cow"'), "family cannot be 'cow'"),
        (CHART + SERIES.replace('"x"', '""'), "target is not a text"),
        ("[[window]]\nplace = [1, 2, 3]\n", "the place of a window is not four numbers"),
        ("[[window]]\nplace = [1, 2, 3, 4.5]\n", "the place of a window is not four numbers"),
        ("[[window]]\nplace = [1, 2, 3, -4]\n", "a window has no size"),
        ("[[window]]\nplace = [1, 2, 3, 4]\n", "a chart is not a table"),
    ],
)
def test_what_cannot_be_is_named_and_never_overwritten(path, text, said):
    path.write_text(HEAD + text)
    with pytest.raises(SettingsError, match=said):
        load(path)
    with pytest.raises(SettingsError, match=said):
        save(path, ChartBook())
    assert path.read_text() == HEAD + text


def test_a_newer_programs_charts_are_left_alone(path):
    path.write_text("version = 2\n")
    with pytest.raises(SettingsError, match="newer"):
        save(path, ChartBook())
