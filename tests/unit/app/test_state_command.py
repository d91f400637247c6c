"""``state``: when it has waited long enough."""

import json

from pulse_desktop.app.cli import run
from pulse_desktop.app.commands.state import Tally
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus, PollRecord
from pulse_desktop.settings import connections_file
from simulators.scripted import connection, later


def polled(seconds):
    """The status of a connection whose last attempt began then."""
    at = None if seconds is None else later(seconds)
    record = PollRecord(interval_s=1, last_attempt_at=at)
    return ConnectionStatus(connection(), record, ConnectionState.LIVE)


def test_more_polls_are_counted_than_a_record_keeps():
    tally = Tally()
    for second in range(100):
        tally.take([polled(second)])
        tally.take([polled(second)])
    assert tally.of("one") == 100


def test_a_connection_that_was_not_polled_counts_nothing():
    tally = Tally()
    tally.take([polled(None)])
    assert tally.of("one") == 0


def test_nobody_waits_for_a_platform_that_this_version_does_not_know(profile, capsys):
    future = connection(platform="from-the-future", name="lab")
    connections_file.save(profile.connections_file, [future])
    status = run(["--profile", str(profile.config.parent), "state", "--json", "--wait", "600"])
    said = capsys.readouterr()
    assert status == ExitStatus.CONNECTION_FAILED
    assert said.err == "lab: This version does not know the platform from-the-future.\n"
    assert json.loads(said.out)["connections"][0]["state"] == "failed"
