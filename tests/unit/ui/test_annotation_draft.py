"""What is typed becomes words that can be kept, or a sentence on what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.ui.screens.annotation.draft import (
    LONGEST_NOTES,
    MOST_TAGS,
    Draft,
    Entry,
    draft_of,
    problems,
    tags_in,
    words_of,
)

drafts = st.builds(
    Draft,
    link=st.sampled_from(["", "https://a.test", " http://b.test/x "]),
    has_no_link=st.booleans(),
    description=st.text(max_size=20),
    tags=st.text(max_size=20),
    notes=st.text(max_size=20),
)


@given(drafts)
def test_what_was_said_can_be_edited_and_said_again(draft):
    words = words_of(draft)
    assert words_of(draft_of(words)) == words


def test_empty_entries_say_nothing():
    assert words_of(Draft(link=" ", description="\n", tags=" , ", notes=" \n ")) == NOTHING_SAID


def test_no_link_is_said_and_not_left_open():
    """D-02: an empty word differs from none."""
    words = words_of(Draft(link="https://a.test", has_no_link=True))
    assert words == Annotation(web_url="")
    assert draft_of(words).has_no_link


def test_tags_are_trimmed_and_each_is_there_once():
    assert tags_in(" prod,Web\n two   words ;PROD,, ") == ("prod", "Web", "two words")


def test_a_description_is_one_line():
    assert words_of(Draft(description=" Shop\n front ")).description == "Shop front"


def test_what_no_file_can_hold_is_left_out():
    assert words_of(Draft(notes="a\0b\ud83d")).notes == "ab?"


@pytest.mark.parametrize("link", ["wiki.lan", "ftp://a.test", "javascript:alert(1)", "https://"])
def test_a_link_is_a_web_address(link):
    found = problems(Draft(link=link))
    assert str(found[Entry.LINK]) == "Enter a link that begins with http:// or https://."


def test_a_link_that_is_not_wanted_is_not_looked_at():
    assert problems(Draft(link="wiki.lan", has_no_link=True)) == {}


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (Draft(tags=",".join(map(str, range(MOST_TAGS + 1)))), "Enter up to 32 tags."),
        (
            Draft(tags="ok," + "x" * 65),
            "Shorten the tag that begins with “xxxxxxxxxxxxxxxx”.",
        ),
        (
            Draft(notes="x" * (LONGEST_NOTES + 1)),
            "Shorten this to 50000 characters; it has 50001.",
        ),
        (Draft(description="x" * 501), "Shorten this to 500 characters; it has 501."),
    ],
)
def test_too_much_is_told_in_a_sentence(draft, sentence):
    assert [str(text) for text in problems(draft).values()] == [sentence]


def test_good_entries_have_no_problem():
    assert problems(Draft(link="https://a.test", description="x", tags="a,b", notes="y")) == {}
