"""Who may put a question when."""

import asyncio

from pulse_desktop.platforms.proxmox.rounds import gate
from simulators.virtual_time import VirtualLoop


class Wire:
    """Connections that keep when they were asked, on the loop's clock."""

    def __init__(self):
        self.begun = []

    async def get(self, path, decode, *, deadline_s):
        """Answers at once."""
        self.begun.append(asyncio.get_running_loop().time())


def begun(estate, *nodes):
    """When a question to each node begins that all are put at the same moment."""
    loop, wire = VirtualLoop(estate.now), Wire()
    asked = gate.Gate(wire, wire)

    async def ask():
        await asyncio.gather(*(asked.get(node, "status", bytes, 5) for node in nodes))

    try:
        loop.run_until_complete(ask())
    finally:
        loop.close()
    return wire.begun


def test_questions_begin_one_after_the_other_so_that_the_window_has_its_turns(estate, monkeypatch):
    """However many nodes a cluster has."""
    monkeypatch.setattr(gate, "BREATH_S", 0.25)
    assert begun(estate, "a", "b", "c") == [0.0, 0.25, 0.5]


def test_a_question_alone_waits_for_nothing(estate, monkeypatch):
    monkeypatch.setattr(gate, "BREATH_S", 0.25)
    assert begun(estate, "a") == [0.0]
