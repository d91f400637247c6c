"""Rounds of questions to guest agents: what is due, in peace where an agent does not answer."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.breaker import Breaker
from pulse_desktop.platforms.proxmox.rounds.question import Weight
from pulse_desktop.platforms.proxmox.rounds.rounds import EARLY
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason, reason_of
from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.closer.ask import Ask, Budget
from pulse_desktop.platforms.proxmox.ve.closer.command import (
    COMMANDS,
    DISKS,
    MEMORY,
    Command,
    rest,
    usual_pause,
)
from pulse_desktop.platforms.proxmox.ve.closer.notes import Guest, MachineNotes
from pulse_desktop.platforms.proxmox.ve.closer.subjects import Subject

_OF_ONE_GUEST = frozenset({Category.FORBIDDEN, Category.SERVER, Category.PROTOCOL})
"""What else fails concerns the node or the endpoint."""

_WHOLE_AGENT = frozenset(
    {Reason.NOT_RUNNING, Reason.TIMEOUT, Reason.DISABLED, Reason.VM_STOPPED, Reason.NO_STATUS}
)
"""After these no other command would fare better."""

_FLAG = "flag"
_FLAG_GOOD_FOR = timedelta(minutes=10)
_FLAG_AGAIN = timedelta(minutes=1)
_FLAG_S = 10.0

_FIRST_REST = timedelta(seconds=30)
_LONGEST_REST = timedelta(minutes=5)


def pauses(notes: MachineNotes, subject: Subject, pace: float) -> Iterator[timedelta]:
    """Between two questions of one kind about a machine, for each kind that is asked."""
    if not subject.may_ask:
        return
    yield _FLAG_GOOD_FOR * _agents_pace(pace)
    for command in COMMANDS if notes.has_agent else ():
        if _is_of_use(command, notes, subject):
            yield usual_pause(command, notes) * _agents_pace(pace)


def _agents_pace(pace: float) -> float:
    """No profile asks agents more often: each question is a line in the log of some guests."""
    return max(1.0, pace)


def _is_of_use(command: Command, notes: MachineNotes, subject: Subject) -> bool:
    if command.name in notes.disabled:
        return False
    if command is MEMORY:
        return subject.may_read and (notes.system is None or notes.system.has_meminfo)
    return True


class Visits:
    """Owns the notes of all machines."""

    def __init__(self, ask: Ask, now: Clock, pace: float = 1.0) -> None:
        self._ask, self._now, self._pace = ask, now, _agents_pace(pace)
        self._notes: dict[Guest, MachineNotes] = {}
        self._due: dict[tuple[Guest, str], datetime] = {}
        self._errors: Counter[tuple[Guest, str]] = Counter()
        self._visited: dict[Guest, datetime] = {}
        self._breaker = Breaker(_FIRST_REST, _LONGEST_REST)

    @property
    def notes(self) -> dict[Guest, MachineNotes]:
        """A copy, which others may keep."""
        return dict(self._notes)

    def note_row(self, guest: Guest, row: wire.Machine) -> None:
        """What the node told of it together with the others."""
        self._notes[guest] = replace(self._of(guest), row=row, row_at=self._now())

    def in_turn(self, node: str, machines: tuple[Subject, ...]) -> list[Subject]:
        """Those that wait the longest come first."""
        never = datetime.min.replace(tzinfo=self._now().tzinfo)
        return sorted(machines, key=lambda each: self._visited.get((node, each.vmid), never))

    async def visit(self, node: str, subject: Subject, budget: Budget) -> None:
        """Ask one agent what is due.

        Raises:
            ProviderError: The node or the endpoint failed, not this guest alone.
        """
        guest = (node, subject.vmid)
        if not subject.may_ask:
            self._notes[guest] = replace(self._of(guest), disk_problem=Reason.DENIED)
            return
        if self._breaker.is_resting(guest, self._now()):
            return
        self._visited[guest] = self._now()
        if not await self._has_agent(guest, budget):
            return
        for command in COMMANDS:
            if not self._is_wanted(guest, command, subject):
                continue
            if not budget.take() or not await self._goes_on(guest, command):
                return

    def reset(self, stopped: Collection[Guest]) -> None:
        """What was measured in guests that do not run any more."""
        for guest in stopped & self._notes.keys():
            known = self._notes[guest]
            self._notes[guest] = MachineNotes(system=known.system, has_agent=known.has_agent)
            for command in COMMANDS:
                self._due.pop((guest, command.path), None)
            self._breaker.answered(guest)

    def keep_only(self, guests: Collection[Guest]) -> None:
        """Forget all but ``guests``, of which those that moved take along what is known of them."""
        self._follow(guests)
        self._notes = {guest: notes for guest, notes in self._notes.items() if guest in guests}
        self._due = {key: due for key, due in self._due.items() if key[0] in guests}
        self._visited = {guest: at for guest, at in self._visited.items() if guest in guests}
        self._errors = Counter({k: n for k, n in self._errors.items() if k[0] in guests})
        self._breaker.forget(lambda guest: guest not in guests)

    def _follow(self, guests: Collection[Guest]) -> None:
        """All but the figures for memory, which are of the node that took them."""
        now = {vmid: (node, vmid) for node, vmid in guests}
        for left in self._notes.keys() - guests:
            moved = now.get(left[1])
            if moved is not None and moved not in self._notes:
                known = self._notes[left]
                self._notes[moved] = replace(
                    known, row=None, row_at=None, available=None, available_at=None
                )

    def _of(self, guest: Guest) -> MachineNotes:
        return self._notes.get(guest) or MachineNotes()

    def _is_due(self, guest: Guest, name: str) -> bool:
        due = self._due.get((guest, name))
        return due is None or self._now() >= due

    async def _has_agent(self, guest: Guest, budget: Budget) -> bool:
        """Whether its configuration has one. Nobody is asked who has none."""
        if self._is_due(guest, _FLAG) and budget.take():
            await self._learn(guest)
        return self._of(guest).has_agent is True

    async def _learn(self, guest: Guest) -> None:
        node, vmid = guest
        self._due[guest, _FLAG] = self._now() + _FLAG_AGAIN
        try:
            path = f"nodes/{quote(node, safe='')}/qemu/{vmid}/status/current"
            row = await self._ask(node, path, wire.machine, _FLAG_S, Weight.HEAVY)
        except ProviderError as error:
            if error.category not in _OF_ONE_GUEST:
                raise
            return
        has_agent = wire.agent_flag(row.agent)
        problem = self._of(guest).disk_problem if has_agent else Reason.DISABLED
        if has_agent and problem is Reason.DISABLED:
            problem = Reason.NO_STATUS
        self._notes[guest] = replace(self._of(guest), has_agent=has_agent, disk_problem=problem)
        self._due[guest, _FLAG] = self._now() + _FLAG_GOOD_FOR * self._pace - EARLY

    def _is_wanted(self, guest: Guest, command: Command, subject: Subject) -> bool:
        return self._is_due(guest, command.path) and _is_of_use(command, self._of(guest), subject)

    async def _goes_on(self, guest: Guest, command: Command) -> bool:
        """Ask one thing. Whether it is worth while to ask the next."""
        node, vmid = guest
        path = f"nodes/{quote(node, safe='')}/qemu/{vmid}/agent/{command.path}"
        try:
            answer = await self._ask(node, path, command.decode, command.deadline_s, Weight.HEAVY)
        except ProviderError as error:
            goes_on = self._failed(guest, command, reason_of(error))
            if error.category not in _OF_ONE_GUEST:
                raise
            return goes_on
        self._breaker.answered(guest)
        if answer.problem is not None:
            return self._failed(guest, command, answer.problem)
        self._errors.pop((guest, command.path), None)
        notes = command.note(self._of(guest), answer.value, self._now())
        self._notes[guest] = notes
        self._due[guest, command.path] = self._now() + command.again(notes) * self._pace - EARLY
        return True

    def _failed(self, guest: Guest, command: Command, reason: Reason) -> bool:
        notes = self._of(guest)
        if reason in _WHOLE_AGENT:
            self._breaker.failed(guest, self._now())
            self._due.pop((guest, DISKS.path), None)
            self._notes[guest] = replace(notes, disk_problem=reason)
            return False
        self._errors[guest, command.path] += 1
        pause = rest(command, reason, self._errors[guest, command.path], notes)
        self._due[guest, command.path] = self._now() + pause
        if command is DISKS:
            self._notes[guest] = replace(notes, disk_problem=reason)
        return True
