"""Arguments are within bounds and can be kept, or they are refused in a sentence."""

import argparse
from pathlib import Path

import pytest

from pulse_desktop.app.argument_type import decimal, is_text, saved_path, seconds, whole_number


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("1000", 1000), (" 7 ", 7)])
def test_a_whole_number_within_its_bounds_is_taken(text, number):
    assert whole_number(1, 1000)(text) == number


@pytest.mark.parametrize("text", ["0", "-3", "1001", "1.5", "", "nan", "²", "x", "9" * 5000])
def test_a_whole_number_out_of_bounds_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is no number from 1 to 1,000"):
        whole_number(1, 1000)(text)


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), ("4", 4.0), ("1e0", 1.0)])
def test_a_decimal_within_its_bounds_is_taken(text, number):
    assert decimal(0.5, 4)(text) == number


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "0.4", "4.1", "1e999", "", "x"])
def test_a_decimal_out_of_bounds_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match=r"is no number from 0.5 to 4"):
        decimal(0.5, 4)(text)


def test_nobody_waits_for_more_than_a_day():
    assert (seconds("0"), seconds("86400")) == (0, 86400)
    with pytest.raises(argparse.ArgumentTypeError, match="is no number from 0 to 86400"):
        seconds("86401")


def test_a_path_that_is_saved_has_to_be_text():
    assert saved_path("/größe") == Path("/größe")
    assert not is_text("/\udcff")
    with pytest.raises(argparse.ArgumentTypeError, match="is not written in UTF-8"):
        saved_path("/\udcff")
