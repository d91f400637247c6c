"""A session that is told garbage, the same for the same seed."""

import asyncio
import random
import time
import traceback
from dataclasses import dataclass, field

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.transport import Reply
from pulse_desktop.provider.stage import StageState
from simulators.proxmox.hostile.check import faults, within
from simulators.proxmox.hostile.liar import HARMS, Liar, harmful, next_step
from simulators.proxmox.hostile.mutation import without_numbers
from simulators.proxmox.hostile.whole_path import WholePath
from simulators.proxmox.hostile.wire import connected, surroundings

POLLS = 30
"""Of one session; the next one has another seed."""

_WHOLE_PATH_EVERY = 20
_SETTLE_S = 20
_SLOW_S = 20.0
"""Of one processor for a poll and all that is asked beside it; usual are some 10 ms."""

_NAMES = frozenset({"vmid", "quorate", "online", "local", "enabled", "agent", "template", "leaf"})
"""Numbers that say what a thing is, not how much of it there is."""

_ENDS = frozenset(StageState) - {StageState.RUNNING}

_OF_ALL = frozenset({Category.AUTH, Category.REFUSED, Category.DNS})
"""Failures of the way or the credential, whatever was asked: nothing else would fare better."""

_TOLD_APART = frozenset({ResourceType.STORAGE})
"""Whether two of these are one is told beside the base."""


@dataclass(slots=True)
class Outcome:
    """What came of one session."""

    findings: list[str] = field(default_factory=list)
    snapshots: int = 0
    errors: int = 0
    slowest_s: float = 0.0
    is_whole_path: bool = False
    liar: Liar | None = None


async def attack(product, seed, polls=POLLS):
    """One session over altered answers."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    scene, harm = product.scene(seed), HARMS[seed // len(product.scenes) % len(HARMS)]
    liar = Liar(product, scene, harmful(harm, chance))
    outcome = Outcome(liar=liar, is_whole_path=seed % _WHOLE_PATH_EVERY == 0)
    path = WholePath(product, product.connection(scene)) if outcome.is_whole_path else None
    base = await base_alone(product, scene) if harm.spares_base else frozenset()
    with connected(liar):
        session = await product.platform.connect(product.target(scene), surroundings(liar.now))
        try:
            for _ in range(polls):
                liar.pass_time(next_step(chance))
                snapshot = await _poll(session, outcome, is_owed=harm.spares_base)
                if snapshot is not None:
                    outcome.findings += [f"{each} is gone" for each in base - _known(snapshot)]
                    outcome.findings += [] if path is None else await path.faults(snapshot)
        finally:
            await session.aclose()
    outcome.findings += [] if path is None else await path.kept_faults()
    return outcome


async def examined(product, seed):
    """One connection test over altered answers: it ends with a step, and with words."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    scene, harm = product.scene(seed), HARMS[seed // len(product.scenes) % len(HARMS)]
    liar = Liar(product, scene, harmful(harm, chance))
    outcome, target = Outcome(liar=liar), product.target(scene)
    with connected(liar):
        session = await product.platform.connect(target, surroundings(liar.now))
        try:
            stages = [stage async for stage in product.inside(session, target.connection)]
            outcome.findings += within("stages", tuple(stages))
            outcome.findings += [] if stages[-1].state in _ENDS else [f"ends in {stages[-1]}"]
        except Exception:  # noqa: BLE001 - any defect is a finding
            outcome.findings.append(_defect())
        finally:
            outcome.findings += await settled()
            await session.aclose()
    return outcome


def _defect():
    return "\n".join(traceback.format_exc().strip().splitlines()[-9:])


async def _poll(session, outcome, *, is_owed):
    """The snapshot, or one clear error; anything else is a finding."""
    snapshot, begun_s = None, time.process_time()
    try:
        snapshot = await session.collect()
        outcome.snapshots += 1
        outcome.findings += faults(snapshot)
    except ProviderError as error:
        outcome.errors += 1
        outcome.findings += _unclear(error)
        if is_owed and error.category not in _OF_ALL:
            outcome.findings.append(f"no snapshot although its base was told: {error}")
    except Exception:  # noqa: BLE001 - any defect is a finding
        outcome.findings.append(_defect())
    outcome.findings += await settled()
    took_s = time.process_time() - begun_s
    outcome.slowest_s = max(outcome.slowest_s, took_s)
    if took_s > _SLOW_S:
        outcome.findings.append("takes too long")
    return snapshot


def _unclear(error):
    said = str(error.message)
    if not said.strip() or not said.isprintable() or len(said) > 1000:
        yield f"an error says {said!r}"


async def settled():
    """Let what was begun beside the poll come to its end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    while others:
        _, left = await asyncio.wait(others, timeout=_SETTLE_S)
        if left:
            return [f"hangs: {each.get_coro().__qualname__}" for each in left]
        others = asyncio.all_tasks() - {asyncio.current_task()}
    return []


_BASES = {}


async def base_alone(product, scene):
    """What a session shows that is told nothing but the base."""
    key = product.name, product.scenes.index(scene)
    if key not in _BASES:
        snapshot = await quiet(product, scene, _only_base, polls=1)
        _BASES[key] = _known(snapshot)
    return _BASES[key]


def _known(snapshot):
    return {
        (each.type, each.native_id)
        for each in snapshot.observations
        if each.type not in _TOLD_APART
    }


def _only_base(_template, is_base, true):
    return true if is_base else Reply(500, "not now", b"")


async def quiet(product, scene, alter, polls):
    """The last of a few snapshots."""
    liar, snapshot = Liar(product, scene, alter), None
    with connected(liar):
        session = await product.platform.connect(product.target(scene), surroundings(liar.now))
        try:
            for _ in range(polls):
                liar.estate.pass_time(31 * 60)
                snapshot = await session.collect()
                await settled()
        finally:
            await session.aclose()
    return snapshot


async def starved(product, garbage):
    """The last of a few snapshots in which no number is one, be it absent or ``garbage``."""
    kept = _NAMES | {"Sys.Audit", "VM.Audit", "Datastore.Audit"}

    def alter(template, _is_base, true):
        if template.startswith("access/") or true.status_code != 200:
            return true
        return Reply(200, "OK", without_numbers(true.content, garbage, kept))

    return await quiet(product, product.scene(0), alter, polls=4)
