"""A simulated API of which a part of the answers is altered, refused or lost."""

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, lru_cache
from http import HTTPStatus

from pulse_desktop.platforms.proxmox.transport import Reply
from simulators.proxmox.hostile.catalogue import PAGE, SIGN_IN, template_of
from simulators.proxmox.hostile.mutation import mutated
from simulators.proxmox.hostile.products import BEGIN
from simulators.proxmox.hostile.wire import LOSSES, told

_STATUSES = (150, 204, 206, 400, 401, 403, 404, 429, 500, 501, 503, 595, 599, 777)
_REASONS = (
    "",
    "OK",
    "Permission check failed (/, Sys.Audit)",
    "got timeout",
    "\x1b[31m",
    "é" * 500,
)
_STEPS_S = (1860, 1860, 1860, 1860, 10, 61, 7200, 22_000)
"""Between two polls: most often whatever rests or is kept is due again."""

_GRAPH = re.compile(r"/rrd(data)?\?")
_ROWS_OF_A_GRAPH = 8
_LOGIN = Reply(200, "OK", b"<html><head><title>vault - Proxmox Backup Server</title></head></html>")
_BROKEN = Reply(500, "hostname lookup failed - failed to get address info", b'{"data":null}')


@dataclass(frozen=True, slots=True)
class Harm:
    """How much of what is told is altered, and how much is refused or lost."""

    base: float
    rest: float
    losses: float = 0.01

    @property
    def spares_base(self):
        """Whether there is always something to show."""
        return self.base == 0


HARMS = (Harm(0.06, 0.6), Harm(0.0, 0.9), Harm(0.3, 0.9, 0.05), Harm(0.0, 0.6, 0.1))


class Liar:
    """One session's other side, with a clock of its own."""

    def __init__(self, product, scene, alter):
        self._product = product.name
        self._base = product.base | {SIGN_IN}
        self.estate = scene.make(BEGIN, scene.release)
        self._api = product.api(self.estate)
        self.alter = alter
        """``(template, is_base, reply)`` → the reply that is given, or an exception is raised."""

        self.asked, self.altered, self.uncatalogued = Counter(), Counter(), Counter()
        self._graphs = _graphs(product, scene)

    def now(self):
        """Its time of day, which is everybody's."""
        return self.estate.now

    def pass_time(self, span):
        """Until the next poll."""
        self.estate.pass_time(span / timedelta(seconds=1))

    def __call__(self, method, target, form, headers):
        """See ``Unreal``."""
        template = template_of(self._product, target)
        if template is None:
            self.uncatalogued[target] += 1
        self.asked[template] += 1
        true = self._true(method, target, form, headers)
        given = self.alter(template, template in self._base, true)
        self.altered[template] += given.content != true.content
        return given

    def _true(self, method, target, form, headers):
        if target == PAGE:
            return _LOGIN
        try:
            if _GRAPH.search(target):
                return self._graphs(target)
            return told(self._api, method, target, form, headers)
        except (StopIteration, KeyError, ValueError, OverflowError, OSError):
            return _BROKEN  # of a node or a guest that only an altered answer knows of


def harmful(harm, chance):
    """Alters as often as ``harm`` says."""

    def alter(_template, is_base, true):
        share = harm.base if is_base else harm.rest
        luck = chance.random()
        if luck >= share:
            return true
        if luck < share * harm.losses:
            loss = chance.choice(LOSSES)()
            raise loss
        body = mutated(true.content, chance)
        if luck < share * harm.losses * 2:
            return Reply(chance.choice(_STATUSES), chance.choice(_REASONS), body)
        return Reply(true.status_code, true.reason, body)

    return alter


def unaltered(_template, _is_base, true):
    """Alters nothing."""
    return true


def next_step(chance):
    """How long until the next poll."""
    return timedelta(seconds=chance.choice(_STEPS_S))


@cache
def _graphs(product, scene):
    """What was recorded until the beginning; made but once, as most of it is never looked at."""
    api = product.api(scene.make(BEGIN, scene.release))
    signed = {"Authorization": product.signed}

    @lru_cache(4096)
    def graph(target):
        return _shortened(told(api, "GET", target, {}, signed))

    return graph


def _shortened(reply):
    """The first and the newest rows."""
    if reply.status_code != HTTPStatus.OK:
        return reply
    rows = json.loads(reply.content)["data"]
    kept = rows[:1] + rows[-_ROWS_OF_A_GRAPH:]
    return replace(reply, content=json.dumps({"data": kept}).encode())
