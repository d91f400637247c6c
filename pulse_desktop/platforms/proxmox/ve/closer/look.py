"""The closer look at a whole estate: a task for each node, so that none waits for another."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import quote

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.breaker import Breaker
from pulse_desktop.platforms.proxmox.rounds.findings import Answering
from pulse_desktop.platforms.proxmox.rounds.gate import HEAVY_A_NODE, Gate
from pulse_desktop.platforms.proxmox.rounds.question import Weight
from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.closer.ask import Budget
from pulse_desktop.platforms.proxmox.ve.closer.notes import NodeNotes, Notes
from pulse_desktop.platforms.proxmox.ve.closer.subjects import Subject, Subjects
from pulse_desktop.platforms.proxmox.ve.closer.visits import Visits
from pulse_desktop.platforms.proxmox.ve.memory.node import asks_history
from pulse_desktop.platforms.proxmox.ve.wire import QEMU, Entry
from pulse_desktop.provider.numbers import integer

PATIENCE_S = 2.0
"""How long a poll waits for the figures of its nodes; what comes later is in the next one."""

FIRST_PATIENCE_S = 3.0
"""How long the first one waits for everything, agents included."""

QUESTIONS = 40
"""To the agents of one node in one round: all of 25 guests are asked again within a minute."""

_STATUS_S, _MACHINES_S, _HISTORY_S = 10.0, 15.0, 2.0
_HISTORY_EVERY = timedelta(seconds=30)

_FIRST_REST = timedelta(seconds=60)
_LONGEST_REST = timedelta(minutes=5)
_STRIKES = 2
"""Timeouts of agents in one round; more would be the node's own."""

_OF_ONE_CALL = frozenset({Category.FORBIDDEN, Category.SERVER, Category.PROTOCOL})


class CloserLook:
    """Owns the nodes' tasks from ``go_on`` until ``aclose``: they outlive the poll."""

    def __init__(self, gate: Gate, now: Clock, pace: float = 1.0) -> None:
        self._gate, self._now = gate, now
        self._visits = Visits(gate.get, now, pace)
        self._nodes: dict[str, NodeNotes] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._told: dict[str, asyncio.Event] = {}
        self._answering: dict[str, Answering] = {}
        self._breaker = Breaker(_FIRST_REST, _LONGEST_REST)
        self._has_begun = False

    @property
    def notes(self) -> Notes:
        """All that is known now."""
        return Notes(MappingProxyType(dict(self._nodes)), MappingProxyType(self._visits.notes))

    @property
    def answering(self) -> Mapping[str, Answering]:
        """The nodes that answer."""
        return MappingProxyType(dict(self._answering))

    @property
    def silent(self) -> frozenset[str]:
        """The nodes that did not answer when they were last asked how they fare."""
        failed = {node for node, notes in self._nodes.items() if notes.problem is not None}
        return frozenset(failed - self._answering.keys())

    async def go_on(self, wanted: Subjects) -> Notes:
        """Look at every node that is not being looked at, and wait a little for their figures."""
        self._end()
        due = [node for node in wanted if self._is_due(node)]
        trusted = [node for node in due if not self._breaker.is_suspect(node)]
        for node in due:
            self._begin(node, wanted[node])
        await self._wait(trusted)
        return self.notes

    def keep(self, entries: tuple[Entry, ...]) -> None:
        """Forget what is gone, and what was measured in guests that do not run any more."""
        nodes = {entry.node for entry in entries}
        self._nodes = {node: notes for node, notes in self._nodes.items() if node in nodes}
        self._answering = {node: run for node, run in self._answering.items() if node in nodes}
        self._breaker.forget(lambda node: node not in nodes)
        machines = {
            (entry.node, number): entry.status
            for entry in entries
            if entry.type == QEMU and (number := integer(entry.vmid)) is not None
        }
        self._visits.keep_only(machines.keys())
        self._visits.reset({guest for guest, status in machines.items() if status == "stopped"})

    async def aclose(self) -> None:
        """End everything. Safe to call twice."""
        tasks, self._tasks = list(self._tasks.values()), {}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for task in tasks:
            # Nobody waits for what it came to; unread, it would be reported as a leak.
            _ = task.cancelled() or task.exception()

    def _is_due(self, node: str) -> bool:
        return node not in self._tasks and not self._breaker.is_resting(node, self._now())

    def _begin(self, node: str, machines: tuple[Subject, ...]) -> None:
        self._told[node] = asyncio.Event()
        # No task group of a poll can hold it: a later poll takes up how it ended.
        loop = asyncio.get_running_loop()
        self._tasks[node] = loop.create_task(self._round(node, machines))

    def _end(self) -> None:
        """Take up the tasks that are done; a defect in one is the poll's."""
        done = {node: task for node, task in self._tasks.items() if task.done()}
        for node in done:
            del self._tasks[node]
        for task in done.values():
            task.result()

    async def _wait(self, nodes: list[str]) -> None:
        if not nodes:
            return
        loop = asyncio.get_running_loop()
        if self._has_begun:
            waiting = [loop.create_task(_happens(self._told[node])) for node in nodes]
            _, late = await asyncio.wait(waiting, timeout=PATIENCE_S)
            for each in late:
                each.cancel()
        else:
            self._has_begun = True
            await asyncio.wait([self._tasks[node] for node in nodes], timeout=FIRST_PATIENCE_S)

    async def _round(self, node: str, machines: tuple[Subject, ...]) -> None:
        """Everything that is due on one node. Its failures end here."""
        try:
            await self._figures(node, machines)
            self._told[node].set()
            await self._agents(node, machines)
            self._breaker.answered(node)
        except ProviderError as error:
            self._breaker.failed(node, self._now())
            self._nodes[node] = replace(self._of(node), problem=error)
        finally:
            self._told[node].set()

    async def _figures(self, node: str, machines: tuple[Subject, ...]) -> None:
        await self._status(node)
        if not machines:
            return
        path = f"nodes/{quote(node, safe='')}/qemu?full=1"
        try:
            rows = (await self._gate.get(node, path, wire.machines, _MACHINES_S, Weight.HEAVY)).rows
        except ProviderError as error:
            if error.category not in _OF_ONE_CALL:
                raise
            return
        wanted = {each.vmid for each in machines}
        for row in rows:
            vmid = wire.vmid(row)
            if vmid in wanted:
                self._visits.note_row((node, vmid), row)

    async def _status(self, node: str) -> None:
        path = f"nodes/{quote(node, safe='')}/status"
        try:
            status = await self._gate.get(node, path, wire.node_status, _STATUS_S)
        except ProviderError as error:
            if error.category not in _OF_ONE_CALL:
                self._answering.pop(node, None)
                raise
            self._note_answer(node)
            self._nodes[node] = replace(self._of(node), problem=error)
            return
        self._note_answer(node)
        known = replace(self._of(node), status=status, read_at=self._now(), problem=None)
        self._nodes[node] = known
        if asks_history(wire.counts(status.memory)):
            await self._history(node)

    async def _history(self, node: str) -> None:
        """Only where the status leaves the memory open."""
        known = self._of(node)
        if known.recorded_at is not None and self._now() - known.recorded_at < _HISTORY_EVERY:
            return
        path = f"nodes/{quote(node, safe='')}/rrddata?timeframe=hour&cf=AVERAGE"
        try:
            recorded = await self._gate.get(node, path, wire.history, _HISTORY_S)
        except ProviderError as error:
            if error.category not in _OF_ONE_CALL | {Category.TIMEOUT}:
                raise
            return
        self._nodes[node] = replace(known, recorded=recorded, recorded_at=self._now())

    async def _agents(self, node: str, machines: tuple[Subject, ...]) -> None:
        """Two at a time, those first who wait the longest."""
        turns = iter(self._visits.in_turn(node, machines))
        budget, strikes = Budget(QUESTIONS), Budget(_STRIKES)

        async def visit_all() -> None:
            for subject in turns:
                try:
                    await self._visits.visit(node, subject, budget)
                except ProviderError as error:
                    if error.category is not Category.TIMEOUT or not strikes.take():
                        raise

        visitors = [visit_all() for _ in range(HEAVY_A_NODE)]
        results = await asyncio.gather(*visitors, return_exceptions=True)
        for each in results:
            if isinstance(each, BaseException):
                raise each

    def _note_answer(self, node: str) -> None:
        """A refusal is one, too."""
        now = self._now()
        run = self._answering.get(node)
        self._answering[node] = Answering(run.since if run else now, now)

    def _of(self, node: str) -> NodeNotes:
        return self._nodes.get(node) or NodeNotes()


async def _happens(event: asyncio.Event) -> None:
    await event.wait()
