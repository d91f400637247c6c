"""The list of estates: what may be named how, and what may be deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.estates import Estate, EstateList, is_folder_name

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=70)


@pytest.fixture
def two():
    return EstateList().with_new("Cabin")


def names(estates):
    return [estate.name for estate in estates.living]


def refusal(change, *arguments):
    """The sentence with which a change is refused."""
    with pytest.raises(SettingsError) as refused:
        change(*arguments)
    return str(refused.value)


def test_a_profile_begins_with_one_estate():
    assert EstateList().living == (Estate("default", "Home"),)


def test_a_new_estate_is_the_last_and_not_the_current_one(two):
    assert names(two) == ["Home", "Cabin"]
    assert two.current == "default"


def test_an_id_follows_from_the_first_name_and_survives_a_rename(two):
    renamed = two.renamed("cabin", "Hütte am See")
    assert [(estate.id, estate.name) for estate in renamed.living][1] == ("cabin", "Hütte am See")


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Hütte am See", "hutte-am-see"),
        ("../../etc", "etc"),
        ("住まい", "estate"),
        ("A" * 60, "a" * 32),
    ],
)
def test_an_id_is_a_plain_folder_name(name, identifier):
    assert EstateList().with_new(name).living[1].id == identifier


@given(NAMES)
def test_no_name_makes_an_id_that_is_a_path(name):
    try:
        made = EstateList().with_new(name)
    except SettingsError:
        return
    assert is_folder_name(made.living[1].id)


def test_an_id_is_none_that_was_or_whose_folder_is_there(two):
    again = two.without("cabin", "default").with_new("Cabin", taken={"cabin-2"})
    assert again.living[1].id == "cabin-3"


@pytest.mark.parametrize("name", ["Cabin", "  cabin ", "CABIN", "Cabin\n"])
def test_a_name_is_given_once_in_whatever_case(two, name):
    assert refusal(two.with_new, name) == "There is an estate named Cabin already."
    assert refusal(two.renamed, "default", name) == "There is an estate named Cabin already."
    assert two.named(name).id == "cabin"


def test_an_estate_may_change_the_case_of_its_own_name(two):
    assert names(two.renamed("cabin", "CABIN")) == ["Home", "CABIN"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" \t ", "An estate needs a name."),
        ("x" * 61, "The name of an estate has at most 60 characters."),
        ("a\x00b", "The name of an estate has to be readable text."),
    ],
)
def test_a_name_that_is_none_is_refused_in_a_sentence(two, name, said):
    assert refusal(two.with_new, name) == said
    assert refusal(two.renamed, "cabin", name) == said


def test_an_unknown_name_is_refused_in_a_sentence(two):
    assert refusal(two.named, "Boat") == "There is no estate named Boat."


def test_a_deleted_estate_can_be_restored_until_it_is_purged(two):
    deleted = two.without("cabin", "default")
    assert names(deleted) == ["Home"]
    assert deleted.restored("cabin") == two
    assert deleted.purged("cabin").restored("cabin") == EstateList()


def test_purging_touches_none_that_lives(two):
    assert two.purged("cabin") == two


def test_the_open_estate_is_not_deleted(two):
    assert refusal(two.without, "default", "default") == (
        "Home is open. Switch to another estate, then delete it."
    )


def test_the_last_estate_is_not_deleted():
    assert refusal(EstateList().without, "default", "other").startswith("Home is the only estate.")


def test_the_open_estate_takes_the_place_of_a_current_one_that_is_deleted(two):
    assert two.without("default", "cabin").current == "cabin"


def test_a_name_that_was_given_again_meanwhile_stands_in_the_way_of_the_old_one(two):
    taken = two.without("cabin", "default").with_new("cabin")
    assert "already" in refusal(taken.restored, "cabin")


def test_only_an_estate_that_is_there_becomes_current(two):
    assert two.turned_to("cabin").current == "cabin"
    assert refusal(two.turned_to, "boat") == "This estate is no longer there."
