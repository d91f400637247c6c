"""Failures, times and records in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import Observed
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.provider.stage import StageId
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.screens.connections.explanation import explain
from pulse_desktop.ui.screens.connections.fingerprint import shortened
from pulse_desktop.ui.screens.connections.redaction import without
from pulse_desktop.ui.screens.connections.report import public_address
from pulse_desktop.ui.screens.connections.times import day, duration, every, instant, until
from pulse_desktop.ui.screens.connections.wording import sentence
from simulators import desk as script

FORMATS = Formats()
SAY = Describer(FORMATS, script.NOW)


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_a_title_and_a_next_step(category):
    row = explain(category)
    assert str(row.title)[0].isupper()
    assert str(row.remedy).endswith(".")
    assert "!" not in str(row.remedy)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(15, "15 s"), (120, "2 min"), (90, "90 s"), (0.2, "200 ms"), (0.0001, "1 ms")],
)
def test_an_interval_is_never_shown_as_nothing(seconds, text):
    """P-05."""
    assert every(seconds, FORMATS) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "now"), (0.4, "in 1 s"), (220, "in 3 min 40 s"), (7500, "in 2 h 5 min")],
)
def test_the_next_try_counts_down(seconds, text):
    assert until(script.NOW + timedelta(seconds=seconds), script.NOW, FORMATS) == text


def test_a_long_step_is_told_in_seconds():
    assert duration(2440, FORMATS) == "2.4 s"
    assert duration(None, FORMATS) == ""


@pytest.mark.parametrize("text", ["", "soon", "2026-01-01T00:00:00", "9" * 40])
def test_what_is_no_instant_is_shown_as_it_came(text):
    assert instant(text) is None
    assert day(text, FORMATS) == text


def test_counts_that_nobody_announced_keep_their_own_name():
    observed = Observed(collected_at=script.NOW, counts={"disk_shelves": 2, "vms": 0})
    assert SAY.found(observed) == "2 disk shelves"


def test_one_of_a_kind_is_singular():
    observed = Observed(collected_at=script.NOW, counts={"hosts": 1}, issue_count=1)
    assert SAY.found(observed) == "1 host · 1 gap"


def test_failures_are_counted_from_the_second_on():
    assert SAY.state(script.unreachable(script.target(), failures=1)) == "Unreachable"
    assert SAY.state(script.unreachable(script.target(), failures=2)) == "Unreachable ×2"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:p@host:1", "https://host:1"),
        ("https://host/a@b", "https://host/a@b"),
        ("context:lab", "context:lab"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    assert public_address(address) == shown


def test_a_short_secret_hides_no_ordinary_words():
    stage = script.passed(StageId.SIGN_IN, "accepted")
    assert without(Secret("a"), stage) is stage


def test_a_secret_is_hidden_within_a_text_within_a_text_too():
    inner = mark("Test", "said {words}").given(words="hunter2 is wrong")
    stage = replace(
        script.passed(StageId.SIGN_IN, "accepted"),
        detail=mark("Test", "{server} after {n} tries").given(server=inner, n=3),
    )
    assert str(without(Secret("hunter2"), stage).detail) == "said ••• is wrong after 3 tries"


def test_a_fingerprint_in_a_sentence_is_shortened():
    said = shortened(f"expected {script.OLD_PIN}, presented {script.NEW_PIN}.")
    assert said == "expected 8F:1C:…:8F:1C, presented A0:77:…:A0:77."


def test_no_word_of_the_other_side_can_widen_a_dialog(qtbot):
    label = sentence("x" * 5000)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 1000
