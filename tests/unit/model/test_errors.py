"""Expected failures carry a sentence for people, and what to do is decided by their kind."""

import pytest

from pulse_desktop.model.errors import (
    Category,
    KeyringState,
    ProfileInUse,
    ProviderError,
    PulseError,
    ReaderDefect,
    SecretError,
    SettingsError,
    StoreError,
    StoreState,
)
from pulse_desktop.model.text import mark

NO_REPLY = mark("Test", "No reply in {seconds} s.").given(seconds=10)


def test_an_error_prints_the_sentence_that_people_see():
    error = ProviderError(Category.TIMEOUT, NO_REPLY)
    assert (str(error), error.message) == ("No reply in 10 s.", NO_REPLY)


@pytest.mark.parametrize(
    "error",
    [
        ProviderError(Category.SERVER, NO_REPLY),
        SecretError(KeyringState.LOCKED, NO_REPLY),
        SettingsError(NO_REPLY),
        ProfileInUse(NO_REPLY),
        StoreError(StoreState.FULL, NO_REPLY),
    ],
)
def test_every_expected_failure_belongs_to_one_tree(error):
    assert isinstance(error, PulseError)


def test_a_defect_of_a_reader_names_its_kind_and_not_its_details():
    defect = ReaderDefect("KeyError")
    assert isinstance(defect, ProviderError)
    assert str(defect) == "The reader of this platform failed (KeyError). The log has the details."


def test_the_categories_are_the_words_that_leave_the_program():
    assert " ".join(Category) == (
        "dns refused timeout tls_untrusted tls_changed tls_hostname plain_http auth forbidden "
        "wrong_product version rate_limited server protocol partial"
    )
