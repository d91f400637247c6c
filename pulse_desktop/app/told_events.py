"""The timeline of an estate that is told, also where nobody has recorded it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from pulse_desktop.app.authored import Authored
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recorded import read_file
from pulse_desktop.database import Handle, in_memory
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection

_MOST = 100_000
"""Of what was recorded, as much as is looked at."""


@contextmanager
def told_timeline(profile: Profile, authored: Authored, now: datetime) -> Iterator[Handle]:
    """Everything that has happened by ``now``: what was recorded, and what its author tells.

    Raises:
        StoreError: The file cannot be read.
    """
    recorded = read_file(profile, partial(timeline.events, wanted=Selection(limit=_MOST))) or ()
    with in_memory(ESTATE_SCHEMA) as handle:
        timeline.append(handle, reversed(recorded))
        timeline.append(handle, authored.events(now))
        yield handle
