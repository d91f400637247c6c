"""``doctor``: looks, and gets in nobody's way."""

import json
import socket

import pytest

from pulse_desktop.app.cli import run
from pulse_desktop.settings.writer_lock import WriterLock


@pytest.fixture
def finding(profile, capsys):
    """What the doctor says about a subject."""

    def found(subject):
        run(["--profile", str(profile.config.parent), "doctor", "--json"])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return next(each["text"] for each in findings if each["subject"] == subject)

    return found


@pytest.fixture
def listening(profile):
    """Somebody on the profile's socket."""
    profile.socket_file.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(profile.socket_file))
        listener.listen()
        yield
    profile.socket_file.unlink()


@pytest.mark.usefixtures("listening")
def test_who_writes_the_profile_is_asked_over_its_socket(finding):
    assert finding("recorder") == "A window or a recorder writes this profile."


def test_the_writers_lock_is_never_taken(finding, profile, monkeypatch):
    """A recorder that starts at the same moment would be turned away."""
    taken = []
    profile.lock_file.touch()
    monkeypatch.setattr(WriterLock, "acquire", taken.append)
    assert finding("recorder") == "Nobody answers on this profile's socket."
    assert taken == []
