"""Whatever a server answers: it is ingested, recorded, printed, and comes back from the disk."""

import asyncio
import json
from contextlib import asynccontextmanager, redirect_stdout
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulse_desktop.app import cli
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.recording import Recording
from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus, PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.monitor import STEP, Monitor
from pulse_desktop.monitoring.record import Span
from pulse_desktop.monitoring.session import Session
from pulse_desktop.resources.registry import Registry
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile, make_directories
from simulators.hostile import SNAPSHOTS
from simulators.scripted import HYPERVISOR, Scripted, connection, later, observation, snapshot

SPAN = Span(later(0), timedelta(seconds=1))


class Run:
    """One run of the program over the file in ``folder``, from session to disk."""

    def __init__(self, folder):
        self.profile = Profile.below(Path(folder))
        self.record = PollRecord(interval_s=10.0)
        make_directories(self.profile)

    @asynccontextmanager
    async def open(self):
        series = SeriesIndex()
        self.recording = Recording(self.profile, series, lambda: later(0), self._refused)
        self.monitor = Monitor(Registry(series), self.recording.recorder.put)
        async with asyncio.TaskGroup() as group:
            self.left = await self.recording.open(group, Preferences)
            self.monitor.remember(self.recording.kept)
            for _ in self.monitor.recall(self.left.snapshots, later(0)):
                continue
            yield self
            await self.recording.close()

    async def poll(self, answer):
        """Let the server answer so."""
        seen = await Session(HYPERVISOR, self._opened(Scripted(answer))).collect(60)
        self.record = records.succeeded(self.record, SPAN, seen)
        self.recording.recorder.note(HYPERVISOR.connection, self.record)
        for part in seen.parts(STEP):
            self.monitor.ingest(part)
        return seen

    @property
    def printed(self):
        """What ``state --json`` says."""
        status = ConnectionStatus(connection(), self.record, ConnectionState.LIVE)
        document = state_document(self.monitor.state, (status,), later(0))
        return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()

    def _opened(self, provider):
        async def opened():
            return provider

        return opened

    def _refused(self, error):
        assert error is None, error


async def two_runs(folder, answers):
    """What one run knows in the end, and what the next one knows when it begins."""
    async with Run(folder).open() as run:
        for number, answer in enumerate(answers):
            await run.poll(replace(answer, collected_at=later(70 * number)))
        assert run.printed
        seen = known(run.monitor.state), run.record.observed
    async with Run(folder).open() as run:
        assert run.printed
        recalled = run.left.records[HYPERVISOR.connection].observed
        return seen, (known(run.monitor.state), recalled)


def known(state):
    return {(one.id, one.name, one.tags, one.facets) for one in state.all()}


BAD = observation(
    "bad \udcff",
    native_id="v",
    cpu=float("nan"),
    tags=("\ud800",),
    restart_count=2**70,
    facet=GuestFacet(vmid=1, node_name="n", instance="i", lock="\udcff"),
)


@given(st.lists(SNAPSHOTS, min_size=1, max_size=2))
@example([snapshot(observation("v")), snapshot(BAD)])
@settings(max_examples=25)
def test_no_answer_of_a_server_breaks_the_program(answers):
    """P-11."""
    with TemporaryDirectory() as folder:
        seen, recalled = asyncio.run(two_runs(folder, answers))
        assert recalled == seen
        with redirect_stdout(StringIO()) as said:
            assert cli.run(["--profile", folder, "events", "--json"]) == ExitStatus.DONE
    assert said.getvalue().encode()
