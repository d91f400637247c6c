"""Labelled details for the inspector."""

from pulse_desktop.model.snapshot import Fact
from pulse_desktop.model.text import Text


def facts(*pairs: tuple[Text, str]) -> tuple[Fact, ...]:
    """The pairs that have a value."""
    return tuple(Fact(label, value) for label, value in pairs if value)
