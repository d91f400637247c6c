"""A session that is told garbage, the same for the same seed."""

import random
import traceback

from pulse_desktop.model.errors import ProviderError
from simulators.proxmox.hostile.check import faults
from simulators.proxmox.hostile.mutation import mutated, without_numbers
from simulators.proxmox.hostile.products import BEGIN
from simulators.proxmox.hostile.replay import Clock, surroundings

_POLLS = 40
"""Of one session; the next one has another seed."""

_SHARE = 0.4
"""Of all bodies that are altered."""

_NAMES = frozenset({"vmid", "quorate", "online", "local", "enabled", "agent", "template"})
"""Numbers that say what a thing is, not how much of it there is."""


async def attack(product, replay, seed, polls=_POLLS):
    """Findings of one session, each a line; how many bodies were altered is in ``replay``."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    clock, found = Clock(BEGIN), []
    replay.alter = lambda _, body: mutated(body, chance) if chance.random() < _SHARE else body
    with replay.answering():
        session = await product.platform.connect(product.target(), surroundings(clock))
        try:
            for _ in range(polls):
                clock.go_on()
                found += await _poll(session)
        finally:
            await session.aclose()
    return found


async def _poll(session):
    try:
        return list(faults(await session.collect()))
    except ProviderError:
        return []
    except Exception:  # noqa: BLE001 - any defect is a finding
        return ["\n".join(traceback.format_exc().strip().splitlines()[-7:])]


async def starved(product, replay, garbage):
    """The last of a few snapshots in which no number is one, be it absent or ``garbage``."""
    clock, seen = Clock(BEGIN), None
    kept = _NAMES | {"Sys.Audit", "VM.Audit", "Datastore.Audit"}
    replay.alter = lambda path, body: _starved(path, body, garbage, kept)
    with replay.answering():
        session = await product.platform.connect(product.target(), surroundings(clock))
        try:
            for _ in range(3):
                clock.go_on()
                seen = await session.collect()
        finally:
            await session.aclose()
    return seen


def _starved(path, body, garbage, kept):
    return body if path.startswith("access/") else without_numbers(body, garbage, kept)
