"""Polymorphic numbers (X-10): converted with a check, absent when they are none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.provider.numbers import flag, integer, number, size

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (5, 5),
        (5607787997.86667, 5607787997.86667),
        ("106", 106),
        ("3400.000", 3400.0),
        (" 1", 1),
        ("2,425", 2425),
        ("5.6e-05", 5.6e-05),
        (True, 1),
        (646613616567815, 646613616567815),
    ],
)
def test_numbers_come_in_many_spellings(sent, meant):
    """X-10: what is a number is read as one, exactly."""
    assert number(sent) == meant


@pytest.mark.parametrize(
    "sent", [None, "", " ", "N/A", "unknown", "-", [], {}, b"1", math.nan, math.inf, "nan", "inf"]
)
def test_what_is_no_number_is_absent(sent):
    """X-10: malformed is absent, not zero."""
    assert number(sent) is None


def test_a_number_beyond_64_bits_is_cut_off_there():
    assert number(10**30) == 2**63 - 1
    assert number(-1e300) == -(2**63)


def test_endless_digits_are_no_number():
    assert number("9" * 5000) is None


def test_a_large_integer_loses_no_digit():
    assert integer("4540138322906710015") == 4540138322906710015


def test_a_size_is_never_negative():
    assert (size(-1), size("12"), size(0)) == (None, 12, 0)


@pytest.mark.parametrize("yes", [1, 1.0, "1", True, "true", "Yes", " on "])
def test_yes_has_several_spellings(yes):
    assert flag(yes) is True


@pytest.mark.parametrize("no", [0, "0", False, "", None, "off", 2, [], "N/A"])
def test_everything_else_is_no(no):
    assert flag(no) is False


@given(ANYTHING)
def test_whatever_is_sent_becomes_a_64_bit_number_or_nothing(sent):
    """X-10: oversized or malformed never crashes and never becomes garbage."""
    found = number(sent)
    assert found is None or -(2**63) <= found <= 2**63
    assert isinstance(flag(sent), bool)
