"""Sentences keep template and parameters apart, so that they can be translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.text import Text, mark


def test_a_text_prints_its_english():
    assert str(mark("Test", "No reply in {seconds} s.").given(seconds=10)) == "No reply in 10 s."


def test_a_translation_is_filled_with_the_same_parameters():
    text = mark("Test", "No reply in {seconds} s.").given(seconds=10)
    assert text.filled("Keine Antwort in {seconds} s.") == "Keine Antwort in 10 s."


def test_a_text_without_parameters_may_hold_braces():
    assert str(mark("Test", "Press {Enter}")) == "Press {Enter}"


@given(st.text())
def test_a_parameter_is_put_in_as_it_is(value):
    assert str(mark("Test", "Answer: {value}").given(value=value)) == f"Answer: {value}"


def test_a_text_within_a_text_is_put_into_words_in_its_turn():
    text = mark("Test", "{before} → {after}").given(
        before=mark("Test", "Running"), after=mark("Test", "Stopped")
    )
    assert str(text) == "Running → Stopped"
    assert text.filled(text.template, lambda part: part.template[0]) == "R → S"


def test_texts_that_hold_texts_are_told_apart():
    held = [mark("Test", "{word}").given(word=mark("Test", word)) for word in ("on", "off", "on")]
    assert len(set(held)) == 2


def test_equal_texts_are_one_in_a_set():
    assert len({mark("Test", "{n} left").given(n=1), mark("Test", "{n} left").given(n=1)}) == 1


def test_texts_differ_by_context_template_and_parameters():
    texts = [mark("A", "{n}").given(n=1), mark("B", "{n}").given(n=1), mark("A", "{n} ").given(n=1)]
    assert len({*texts, mark("A", "{n}").given(n=2)}) == 4


def test_a_texts_parameters_cannot_be_changed():
    text = mark("Test", "{n}").given(n=1)
    with pytest.raises(TypeError):
        text.parameters["n"] = 2


def test_a_text_without_parameters_needs_none():
    assert Text("Test", "Online") == mark("Test", "Online")
