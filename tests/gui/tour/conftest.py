"""A window in the demo, with three stops to walk to."""

from datetime import timedelta

import pytest

from pulse_desktop.model.text import mark
from pulse_desktop.model.tour import Stop
from pulse_desktop.settings.estates import EstateList


@pytest.fixture
def stops(estate):
    """A node over seven days, a file system, and something that is not there."""
    week = (estate.NOW - timedelta(days=8), estate.NOW - timedelta(days=1))
    words = mark("Test", "What to see, and what it means.")
    return (
        Stop(
            title=mark("Test", "A node"),
            words=words,
            tab="infrastructure",
            resource="pve2",
            window=week,
        ),
        Stop(title=mark("Test", "A store"), words=words, tab="storage", resource="/srv/media"),
        Stop(title=mark("Test", "A ghost"), words=words, tab="workloads", resource="ghost"),
    )


@pytest.fixture
def shows(window, estate):
    """Publishes the whole estate, as the demo's or as the user's."""

    def publish(state=None, *, is_demo=True):
        told = {"estate": "default", "estates": EstateList(), "is_demo": is_demo}
        window.show_published(estate.published(state, **told))

    return publish


@pytest.fixture
def tour(window, shows, desk, stops):
    """The tour's commands, in the demo."""
    desk.demo.stops = stops
    shows()
    return window.contents._tour


@pytest.fixture
def card(tour):
    return tour.card


@pytest.fixture
def inspected(window):
    """The name of what the inspector shows."""

    def name():
        shown = window.contents._inspector._resource
        return None if shown is None else shown.name

    return name
