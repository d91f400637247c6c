"""A sentence is translated whole, and so is a sentence within it."""

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from typing_extensions import override

from pulse_desktop.model.text import mark
from pulse_desktop.ui.translation import translate


class German(QTranslator):
    """Knows one sentence and one word."""

    @override
    def translate(self, context, source, disambiguation=None, n=-1):
        known = {"Now {state}": "Jetzt {state}", "Running": "läuft"}
        return known.get(source) if context == "Test" else None

    @override
    def isEmpty(self):
        return False


@pytest.fixture
def german(qapp):
    translator = German()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_a_word_within_a_sentence_is_translated_with_it(german):
    text = mark("Test", "Now {state}").given(state=mark("Test", "Running"))
    assert translate(text) == "Jetzt läuft"


def test_what_has_no_translation_stays_english(german):
    assert translate(mark("Test", "{n} left").given(n=3)) == "3 left"
