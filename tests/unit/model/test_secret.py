"""A secret is shown only to whom it is sent."""

import copy
import pickle
import traceback

import pytest

from pulse_desktop.model.secret import Secret

CANARY = "canary-4711"


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda one: f"{one!r:>20}"])
def test_a_secret_is_not_printed(show):
    assert CANARY not in show(Secret(CANARY))


def test_a_secret_is_revealed_on_demand():
    assert Secret(CANARY).reveal() == CANARY


@pytest.mark.parametrize("duplicate", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_secret_is_neither_pickled_nor_copied(duplicate):
    with pytest.raises(TypeError, match="not pickled"):
        duplicate(Secret(CANARY))


def test_a_traceback_with_locals_shows_no_secret():
    secret = Secret(CANARY)
    try:
        secret.reveal().index("?")
    except ValueError as error:
        lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
        shown = "".join(lines)
    assert "Secret(***)" in shown
    assert CANARY not in shown.replace(f"CANARY = '{CANARY}'", "")


def test_a_secret_has_no_attributes_to_look_through():
    with pytest.raises(TypeError):
        vars(Secret(CANARY))
