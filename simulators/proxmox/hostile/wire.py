"""Clients of the three products over a simulated API in this process: no socket, no thread.

All that a client does with an answer is done; only the exchange itself is exchanged.
"""

import http.client
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.rounds import gate
from pulse_desktop.platforms.proxmox.transport import Oversized, Redirected, Reply
from pulse_desktop.provider.platform import Surroundings
from simulators.proxmox.api import Request
from simulators.proxmox.server import API

LOSSES = (
    *(TimeoutError, ConnectionRefusedError, ConnectionResetError, Oversized, Redirected),
    *(partial(http.client.IncompleteRead, b""), partial(http.client.BadStatusLine, "\0")),
    *(partial(OSError, 113, "No route to host"), http.client.RemoteDisconnected),
)
"""How an exchange comes to no answer."""


class Inline(Executor):
    """Does at once, on the caller's thread, what it is given."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - handed on, as every executor does
            future.set_exception(error)
        return future


class Unreal:
    """Stands in for an ``Exchange``: asks ``answer(method, target, form, headers)``."""

    def __init__(self, address, answer):
        self.address, self._answer = address, answer
        self.headers = {}
        self.is_reached = False

    def request(self, method, url, data=None, params=None):
        """The reply, or one of ``LOSSES`` is raised."""
        self.is_reached = False
        reply = self._answer(method, url.partition(f"{API}/")[2], data or {}, self.headers)
        self.is_reached = True
        return reply

    def cut(self):
        """There is no connection that could be ended."""


@contextmanager
def connected(answer):
    """Let every client of these products be answered by ``answer``."""

    async def exchange_with(_client, endpoint):
        return Unreal(endpoint.address, answer)

    async def timed(_client, call, exchange, _deadline_s):
        return call(exchange)

    instead = {"_exchange_with": exchange_with, "_timed": timed}
    before = {name: vars(Client)[name] for name in instead}
    breath_s, gate.BREATH_S = gate.BREATH_S, 0.0  # there is no window that it would be for
    _take(instead)
    try:
        yield
    finally:
        _take(before)
        gate.BREATH_S = breath_s


def _take(methods):
    for name, method in methods.items():
        setattr(Client, name, method)


def told(api, method, target, form, headers):
    """What the simulated API says."""
    parts = urlsplit(target)
    path = f"/{parts.path}"
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    lowered = {name.lower(): value for name, value in headers.items()}
    answer = api.answer(Request(method, f"{API}{path}", query, lowered, dict(form)), path)
    return Reply(answer.status, answer.reason, answer.body)


def surroundings(now):
    """For a session that is answered in this process."""
    return Surroundings(now, Inline(), lambda: None)
