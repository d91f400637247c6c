"""The acceptance story of recorded history, told with the keyboard alone."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from PySide6.QtGui import QImage

from pulse_desktop.model.clock import epoch_ms, utc_now
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.settings.profile import Profile
from simulators.past import ENGINE, recorded
from simulators.program import ROOT
from simulators.scripted import observation, snapshot

HOURS = 7
NAMES = ("jellyfin", "web", "db")
BACKUP = mark("Story", "Backup of all guests, 9 min")
ENDED = timedelta(hours=3)
"""How long ago the backup was over."""

LASTED = timedelta(minutes=9)


@pytest.fixture
def evening(tmp_path):
    """A profile with a few hours of three containers, and a backup that made one of them slow."""
    profile = Profile.below(tmp_path / "profile")
    now = utc_now()
    began = now - ENDED - LASTED
    minutes = (now - timedelta(minutes=left) for left in range(HOURS * 60, 0, -1))
    recorded(profile, [seen(at, began) for at in minutes])
    return tmp_path / "profile", began


def seen(at, began):
    """What the engine tells at one instant."""
    is_slow = began <= at < began + LASTED
    metrics = {"memory": 0.4, "diskread": 1e6, "diskwrite": 1e5, "netin": 1e6, "netout": 2e5}
    cpu = {"jellyfin": 0.93 if is_slow else 0.12, "web": 0.05, "db": 0.2}
    things = [
        observation(name, ResourceType.APP_CONTAINER, cpu=cpu[name], **metrics) for name in NAMES
    ]
    happened = Activity("backup", NativeId("jellyfin"), ResourceType.APP_CONTAINER, began, BACKUP)
    told = (happened,) if at >= began + LASTED else ()
    return snapshot(*things, said_by=ENGINE, at=at, activities=told)


def test_why_it_was_slow_is_found_and_exported_with_the_keyboard_alone(evening, tmp_path):
    """Type a name, select twenty minutes in the strip, see what happened, save the picture."""
    profile, began = evening
    out = tmp_path / "answer.png"
    told = story(profile, epoch_ms(began) / 1000, out)
    start_s, end_s = told["span"]
    assert start_s < began.timestamp() < (began + LASTED).timestamp() < end_s
    assert end_s - start_s < timedelta(minutes=40).total_seconds()
    assert len(told["windows"]) == 4
    assert str(BACKUP) in told["happened"]
    assert not QImage(str(out)).isNull()


def story(profile, began_s, out):
    """What was seen on the way."""
    done = subprocess.run(
        [sys.executable, "-m", "simulators.story", str(profile), str(began_s), str(out)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
