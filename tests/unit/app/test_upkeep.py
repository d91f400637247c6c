"""The timeline is kept as long as the user wants it."""

from datetime import timedelta

import pytest

from pulse_desktop.app.recording import Recording
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences, TimelineRetention
from pulse_desktop.timeline import store as timeline
from simulators.scripted import NOON

AGES = (3000, 1500, 600, 300, 30)
"""Days before noon at which something happened; the first one is when recording began."""


@pytest.fixture
async def recording(profile):
    """An open estate with a change of each age."""
    made = Recording(profile, SeriesIndex(), lambda: NOON, lambda _: None)
    await made.database.open()
    changes = [
        Change(
            id=str(days),
            at=NOON - timedelta(days=days),
            resource="vm-1",
            resource_name="web",
            kind=ChangeKind.RESTART,
            source="test",
            text=mark("Test", "Restarted"),
        )
        for days in AGES
    ]
    await made.database.write(lambda handle: timeline.append(handle, changes))
    yield made
    await made.database.aclose()


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        (TimelineRetention.QUARTER, ["30", "3000"]),
        (TimelineRetention.YEAR, ["30", "300", "3000"]),
        (TimelineRetention.TWO_YEARS, ["30", "300", "600", "3000"]),
        (TimelineRetention.FIVE_YEARS, ["30", "300", "600", "1500", "3000"]),
        (TimelineRetention.FOREVER, ["30", "300", "600", "1500", "3000"]),
    ],
)
async def test_the_timeline_lets_go_of_what_is_too_old(recording, kept, left):
    """L-01: and keeps its first entry, which says since when is recorded."""
    await recording._tend(Preferences(timeline_retention=kept))
    assert [change.id for change in await recording.database.read(timeline.events)] == left
