"""Runs errands when they are due: for each node one after the other, long ones apart."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.breaker import Breaker
from pulse_desktop.platforms.proxmox.kept import BEARABLE
from pulse_desktop.platforms.proxmox.rounds.findings import OF_THE_NODE, Findings, Told
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Key, Weight

FIRST_PATIENCE_S = 3.0
"""How long the first poll waits for what can be found; what comes later is in the next one."""

QUESTIONS = 40
"""To one node between two polls, so that even a first look at hundreds of guests is spread."""

REFUSED_FOR = timedelta(minutes=10)
"""A question that the credential may not put rests for so long."""

EARLY = timedelta(seconds=5)
"""So much before its time a question is due: its answer came a little after its poll, so that
polls a minute apart would miss every second turn of what is read each minute."""

_FIRST_REST, _LONGEST_REST = timedelta(minutes=1), timedelta(minutes=10)

_OF_THE_NODE = frozenset({Category.PARTIAL})
"""After these no other question to the same node would fare better."""

Plan = Callable[[Findings], Iterable[Errand[Any]]]
"""All errands that are worth their while, by what was found so far."""

_Turn = tuple[str, bool]
"""A node, and whether its long questions are meant."""


class Rounds:
    """Owns its tasks from ``go_on`` until ``aclose``: they outlive the poll."""

    def __init__(self, gate: Gate, now: Clock, wake: Callable[[], None], pace: float = 1.0) -> None:
        self._gate, self._now, self._wake, self._pace = gate, now, wake, pace
        self._told: dict[Key, tuple[Errand[Any], Told[Any]]] = {}
        self._due: dict[Key, datetime] = {}
        self._tasks: dict[_Turn, asyncio.Task[None]] = {}
        self._breaker = Breaker(_FIRST_REST, _LONGEST_REST)
        self._has_begun = False

    @property
    def findings(self) -> Findings:
        """All that is known now."""
        return Findings(MappingProxyType(dict(self._told)))

    async def go_on(self, plan: Plan, online: frozenset[str]) -> Findings:
        """Begin what is due. Only the first time is it waited for, a little.

        Answers of nodes that are not ``online`` stay; those of errands that are no longer planned
        are forgotten.
        """
        self._begin(plan, online)
        if not self._has_begun:
            self._has_begun = True
            await self._wait_for_first(plan, online)
        found = self.findings
        self._let_go()
        return found

    def ask_anew(self, nodes: Collection[str]) -> None:
        """Forget how long questions have failed on these nodes, which answer again."""
        for key, (errand, told) in self._told.items():
            of_node = told.problem is not None and told.problem.category in OF_THE_NODE
            if errand.node in nodes and of_node:
                self._told[key] = errand, replace(told, failing_since=None)
                self._due.pop(key, None)
                self._breaker.answered(key)
        for node in nodes:
            self._breaker.answered(node)

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

    def _begin(self, plan: Plan, online: frozenset[str]) -> bool:
        """Whether anything goes on."""
        self._end()
        wanted = {errand.key: errand for errand in plan(self.findings)}
        self._follow(wanted)
        self._forget(wanted)
        for turn, errands in self._in_turn(wanted, online).items():
            if turn not in self._tasks:
                # No task group of a poll can hold it: a later poll takes up how it ended.
                loop = asyncio.get_running_loop()
                self._tasks[turn] = loop.create_task(self._round(turn, errands))
        return bool(self._tasks)

    async def _wait_for_first(self, plan: Plan, online: frozenset[str]) -> None:
        """What was found may open more questions, so it goes on while there is time."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + FIRST_PATIENCE_S
        while self._tasks and (left_s := end_s - loop.time()) > 0:
            await asyncio.wait(
                self._tasks.values(), timeout=left_s, return_when=asyncio.FIRST_COMPLETED
            )
            self._begin(plan, online)
        for task in self._tasks.values():
            task.add_done_callback(lambda _: self._wake())

    def _end(self) -> None:
        """Take up the tasks that are done; a defect in one is the poll's."""
        done = {turn: task for turn, task in self._tasks.items() if task.done()}
        for turn in done:
            del self._tasks[turn]
        for task in done.values():
            task.result()

    def _follow(self, wanted: Mapping[Key, Errand[Any]]) -> None:
        """Hand on what was told of travellers by the node that they have left.

        It is asked for anew at once; why the other node did not tell more concerns this one not.
        """
        left = {
            (title, places): told
            for (title, node, places), (errand, told) in self._told.items()
            if errand.question.is_of_a_traveller and (title, node, places) not in wanted
        }
        for key, errand in wanted.items() if left else ():
            told = left.get((errand.question.title, errand.places))
            if told is not None and key not in self._told:
                self._told[key] = errand, Told(told.value, told.at)

    def _forget(self, wanted: Mapping[Key, object]) -> None:
        self._told = {key: told for key, told in self._told.items() if key in wanted}
        self._due = {key: due for key, due in self._due.items() if key in wanted}
        nodes = {node for _, node, _ in wanted}
        self._breaker.forget(lambda key: key not in wanted and key not in nodes)

    def _let_go(self) -> None:
        """Drop what was for one poll only; that it was told stays known."""
        for key, (errand, told) in self._told.items():
            if errand.question.is_passing and told.value is not None:
                self._told[key] = errand, Told(None, told.at, told.problem)

    def _in_turn(
        self, wanted: Mapping[Key, Errand[Any]], online: frozenset[str]
    ) -> dict[_Turn, list[Errand[Any]]]:
        """What is due now. Those that wait the longest come first."""
        at, found = self._now(), dict[_Turn, list[Errand[Any]]]()
        never = datetime.min.replace(tzinfo=at.tzinfo)
        for key in sorted(wanted, key=lambda key: self._due.get(key, never)):
            errand = wanted[key]
            may_be_asked = not errand.node or errand.node in online
            if self._due.get(key, never) > at or not may_be_asked:
                continue
            if self._breaker.is_resting(errand.node, at):
                continue
            is_long = errand.question.weight is Weight.LONG
            found.setdefault((errand.node, is_long), []).append(errand)
        return {turn: errands[:QUESTIONS] for turn, errands in found.items()}

    async def _round(self, turn: _Turn, errands: list[Errand[Any]]) -> None:
        """One after the other. A failure of the node ends it."""
        node, _ = turn
        for errand in errands:
            problem = await self._run(errand)
            if problem is not None and problem.category not in BEARABLE - _OF_THE_NODE:
                self._breaker.failed(node, self._now())
                return
        self._breaker.answered(node)

    async def _run(self, errand: Errand[Any]) -> ProviderError | None:
        """Put the question and keep what came. The failure, where it is one."""
        question, (_, before) = errand.question, self._told.get(errand.key, (errand, Told()))
        try:
            value = await self._gate.get(
                errand.node, errand.path, question.decode, question.deadline_s, question.weight
            )
        except ProviderError as error:
            since = (before.problem and before.failing_since) or self._now()
            self._told[errand.key] = errand, Told(before.value, before.at, error, since)
            self._due[errand.key] = self._now() + self._rest(errand, error)
            return error
        at = self._now()
        self._breaker.answered(errand.key)
        self._told[errand.key] = errand, Told(value, at)
        self._due[errand.key] = at + question.every * self._pace - EARLY
        return None

    def _rest(self, errand: Errand[Any], error: ProviderError) -> timedelta:
        """How long a question that failed is not put again."""
        if errand.question.tells_absence(error):
            return errand.question.absent_for
        if error.category is Category.FORBIDDEN:
            return REFUSED_FOR
        self._breaker.failed(errand.key, self._now())
        return self._breaker.rest_of(errand.key, self._now())
