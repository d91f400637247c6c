"""Preferences as TOML: what is saved is loaded, and nonsense is named."""

from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.preferences import (
    ByteUnit,
    Preferences,
    RateUnit,
    Retention,
    TemperatureUnit,
    Theme,
    TimelineRetention,
)
from pulse_desktop.settings.preferences_file import load, save

preferences = st.builds(
    Preferences,
    theme=st.sampled_from(Theme),
    byte_unit=st.sampled_from(ByteUnit),
    rate_unit=st.sampled_from(RateUnit),
    temperature_unit=st.sampled_from(TemperatureUnit),
    retention=st.sampled_from(Retention),
    timeline_retention=st.sampled_from(TimelineRetention),
    intervals_s=st.dictionaries(
        st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=9),
        st.floats(5, 3600),
        max_size=3,
    ).map(MappingProxyType),
    welcomed=st.booleans(),
)


@pytest.fixture(scope="session")
def any_path(tmp_path_factory):
    return tmp_path_factory.mktemp("preferences") / "preferences.toml"


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load(tmp_path / "preferences.toml") == Preferences()


@given(one=preferences)
@settings(max_examples=50)
def test_what_is_saved_is_loaded(any_path, one):
    save(any_path, one)
    assert load(any_path) == one


@given(one=preferences)
@settings(max_examples=20)
def test_saving_what_was_loaded_changes_nothing(any_path, one):
    save(any_path, one)
    before = any_path.read_bytes()
    save(any_path, load(any_path))
    assert any_path.read_bytes() == before


def test_what_this_version_does_not_know_stays_in_the_file(tmp_path):
    path = tmp_path / "preferences.toml"
    path.write_text("version = 1\nmine = 'kept'  # a note\n")
    save(path, Preferences(theme=Theme.DARK))
    assert "mine = 'kept'  # a note" in path.read_text()
    assert load(path).theme is Theme.DARK


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("theme = 'plaid'", "theme cannot be 'plaid'"),
        ("retention = 3", "retention cannot be"),
        ("intervals_s = 3", "intervals_s"),
        ("[intervals_s]\nsome = 'often'", "intervals_s"),
        ("[intervals_s]\nsome = true", "intervals_s"),
    ],
)
def test_a_value_that_is_no_choice_is_named(tmp_path, content, said):
    path = tmp_path / "preferences.toml"
    path.write_text(f"version = 1\n{content}\n")
    with pytest.raises(SettingsError, match=said):
        load(path)


def test_a_file_that_is_nested_without_end_is_refused_in_words(tmp_path):
    path = tmp_path / "preferences.toml"
    path.write_text(text := f"version = 1\nmine = {100_000 * '['}\n")
    with pytest.raises(SettingsError, match="nested too deeply"):
        load(path)
    assert path.read_text() == text


def test_a_version_that_is_no_number_is_refused(tmp_path):
    path = tmp_path / "preferences.toml"
    path.write_text("version = true\n")
    with pytest.raises(SettingsError, match="no version that this program knows"):
        load(path)


def test_a_newer_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "preferences.toml"
    path.write_text("version = 9\n")
    for act in (lambda: load(path), lambda: save(path, Preferences())):
        with pytest.raises(SettingsError, match="newer"):
            act()
    assert path.read_text() == "version = 9\n"
