"""What happened to the resources of a chart, as marks."""

from datetime import UTC, datetime
from types import SimpleNamespace as Thing

import pytest

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.text import mark
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.workspace.lane import lane


@pytest.fixture
def change():
    def make(at_s, text="Restarted", kind=ChangeKind.RESTART):
        return Change(
            id=f"c{at_s}",
            at=datetime.fromtimestamp(at_s, UTC),
            resource="vm-1",
            resource_name="web",
            kind=kind,
            source="src",
            text=mark("Test", text),
        )

    return make


def marks(*changes, known=()):
    found = {one.id: one for one in known}
    return lane(changes, (100.0, 200.0), found, Presentation())


def test_marks_are_oldest_first_and_within_the_window(change):
    found = marks(change(250), change(180), change(120), change(50))
    assert [mark.start_s for mark in found] == [120.0, 180.0]


def test_a_mark_says_of_whom_it_tells(change):
    assert [mark.text for mark in marks(change(150))] == ["web: Restarted"]
    assert [mark.text for mark in marks(change(150, "web moved"))] == ["web moved"]


def test_a_mark_bears_the_name_of_now_and_the_shape_of_its_kind(change):
    known = Thing(id="vm-1", name="web-2", sources={})
    (found,) = marks(change(150), known=[known])
    assert (found.text, found.shape) == ("web-2: Restarted", Shape.CHANGING)


def test_what_nobody_knows_any_more_has_a_neutral_mark(change):
    (found,) = marks(change(150))
    assert found.shape is Shape.OFF
