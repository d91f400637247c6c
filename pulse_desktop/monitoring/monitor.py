"""The spine: a snapshot goes in, a commit comes out. Read this file first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Annotation, Kept, Verdict
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.monitoring.patience import Patience
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.registry import Registry

Sink = Callable[[Commit], None]

STEP = 25
"""Observations dealt with at once: 3 ms, a fifth of a frame."""


class Monitor:
    """Applies snapshots in arrival order and tells each sink, in order.

    Runs on the event loop's thread and never awaits, so a commit is atomic without a lock: no
    reader can see half of one.
    """

    def __init__(self, registry: Registry, *sinks: Sink) -> None:
        self._registry = registry
        self._sinks = sinks
        self.patience = Patience()
        """How long each source may be quiet. ``pass_time`` goes by it."""

        self._leaving: dict[Source, datetime] = {}
        """Sources that are being withdrawn, step by step."""

    @property
    def state(self) -> ReadState:
        """The current read model."""
        return self._registry.state

    @property
    def conditions(self) -> Mapping[ResourceId, Condition]:
        """How each resource stood when it was last heard of, by id."""
        return self._registry.conditions

    def ingest(self, snapshot: Snapshot) -> None:
        """Make ``snapshot`` part of the truth, then publish."""
        self._leaving.pop(snapshot.source, None)
        self._tell(self._registry.apply(snapshot, STEP))

    def recall(self, snapshots: Iterable[Snapshot], now: datetime) -> Iterator[None]:
        """Put back what an earlier run saw, all of it stale, and tell no sink: it is no news.

        Goes on whenever the next step is asked for; in between others may run.
        """
        for snapshot in snapshots:
            for part in snapshot.parts(STEP):
                self._registry.apply(part)
                self._registry.expire(snapshot.source, timedelta(0), now)
                yield

    def remember(self, kept: Kept) -> None:
        """Take over what an earlier run kept; before anything is ingested or recalled."""
        self._registry.remember(kept)

    def annotate(self, resource: ResourceId, words: Annotation, at: datetime) -> None:
        """Put the user's words on a resource, in place of those it had."""
        self._tell(self._registry.annotate(resource, words, at))

    def judge(self, verdicts: frozenset[Verdict], at: datetime) -> None:
        """Take ``verdicts`` as all that the user decided on what is the same."""
        self._tell(self._registry.judge(verdicts, at))

    def withdraw(self, source: Source, at: datetime) -> None:
        """Forget what ``source`` said: its connection is gone.

        Of a large one the first step is taken now and the others as time passes.
        """
        self.patience.forget(source)
        self._leaving[source] = at
        self._withdraw_some(source)

    def catch_up(self) -> Iterator[None]:
        """Take back what the newest listings no longer have, step by step as in ``recall``."""
        while (commit := self._registry.catch_up(STEP)) is not None:
            self._tell(commit)
            yield

    def pass_time(self, now: datetime) -> Iterator[None]:
        """Let what was not repeated in time become stale, step by step as in ``recall``.

        What a listing left to take back is done first.
        """
        yield from self.catch_up()
        for source in tuple(self._leaving):
            while source in self._leaving:
                self._withdraw_some(source)
                yield
        for source, allowed in self.patience.ending(now):
            while (commit := self._registry.expire(source, allowed, now, STEP)) is not None:
                self._tell(commit)
                yield

    def _withdraw_some(self, source: Source) -> None:
        self._tell(self._registry.withdraw(source, self._leaving[source], STEP))
        if not self._registry.hears(source):
            del self._leaving[source]

    def _tell(self, commit: Commit) -> None:
        for sink in self._sinks:
            sink(commit)
