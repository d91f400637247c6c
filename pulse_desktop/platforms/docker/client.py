"""The Engine API, read only: one method a call, checked shapes out, versions agreed first."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.failure import first_line, refusal
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    Event,
    Info,
    Inspection,
    ServiceRow,
    Stats,
    TaskRow,
    Version,
)
from pulse_desktop.provider.decoding import Decoder, Rows
from pulse_desktop.provider.http import MEGABYTE, Bounds, HttpSession, Reply, Way

T = TypeVar("T")

OLDEST = (1, 24)
"""Engines before 1.12 (July 2016) are not read."""

NEWEST = (1, 51)
"""The newest version whose answers were tested; 1.52 changes events and network settings."""

_QUICK = Bounds(8, MEGABYTE)
_LISTING = Bounds(20, 32 * MEGABYTE)
_SINGLE = Bounds(15, 2 * MEGABYTE)

AT_ONCE = 4
"""Connections for questions; the event stream has one more."""

_SILENCE_S = 300.0
"""Proxies cut idle streams without a word, so one that is quiet for so long is opened anew."""

_LONGEST_EVENT = MEGABYTE

_OK, _BAD_REQUEST, _NOT_FOUND = 200, 400, 404

_LIVE_TASKS = json.dumps({"desired-state": ["running"]})


@dataclass(frozen=True, slots=True)
class Greeting:
    """What ``/_ping`` told."""

    api_version: tuple[int, int]
    """The newest that the engine speaks."""

    is_podman: bool


class Engine:
    """One engine behind one session. ``greet`` first."""

    def __init__(self, way: Way, workers: Executor) -> None:
        self.where = way.spoken
        self._http = HttpSession(way)
        self._decoder = Decoder(workers, way.spoken)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._version = ""

    @property
    def api_version(self) -> str:
        """The version agreed on, ``1.41``; empty before ``greet``."""
        return self._version

    async def greet(self) -> Greeting:
        """Learn what the engine speaks and agree on a version.

        Raises:
            ProviderError: ``wrong_product``, ``version``, or it did not answer.
        """
        reply = await self._asked("/_ping", {}, _QUICK)
        offered = _parsed_version(reply.headers.get("api-version", ""))
        if offered is None:
            if reply.status != _OK:
                raise refusal(reply, "/_ping", self.where)
            raise ProviderError(
                Category.WRONG_PRODUCT,
                mark(
                    "Docker",
                    "{where} answers, but is no container engine: it names no Engine API version.",
                ).given(where=self.where),
            )
        if offered < OLDEST:
            raise ProviderError(
                Category.VERSION,
                mark(
                    "Docker",
                    "{where} speaks Engine API {found}. At least {oldest} is needed (Docker 1.12).",
                ).given(where=self.where, found=_spelled(offered), oldest=_spelled(OLDEST)),
            )
        self._version = _spelled(min(offered, NEWEST))
        return Greeting(offered, "libpod-api-version" in reply.headers)

    async def version(self) -> Version:
        """Product and version."""
        return await self._one("/version", Version, _QUICK)

    async def info(self) -> Info:
        """Facts about the host and its Swarm."""
        return await self._one("/info", Info, _QUICK)

    async def containers(self) -> Rows[ContainerRow]:
        """Every container, also those that do not run."""
        return await self._rows("/containers/json", ContainerRow, {"all": "1"})

    async def inspection(self, container: str) -> Inspection | None:
        """What the listing leaves out; ``None`` when it is gone."""
        return await self._single(f"/containers/{container}/json", Inspection, {})

    async def stats(self, container: str) -> Stats | None:
        """Counters as they stand; ``None`` when it is gone."""
        parameters = {"stream": "false", "one-shot": "true"}
        return await self._single(f"/containers/{container}/stats", Stats, parameters)

    async def services(self) -> Rows[ServiceRow]:
        """The cluster's services; a manager answers."""
        return await self._rows("/services", ServiceRow, {"status": "true"})

    async def tasks(self) -> Rows[TaskRow]:
        """Tasks that are meant to run; proxies may send others too."""
        return await self._rows("/tasks", TaskRow, {"filters": _LIVE_TASKS})

    async def events(
        self, types: tuple[str, ...], since: str, until: str | None = None
    ) -> AsyncGenerator[Event, None]:
        """What happened since, and then what happens, until the engine closes or ``until``.

        ``types`` are those of the subjects; all when empty. Times are epoch seconds with up to
        nine decimals, on the engine's clock.

        Raises:
            ProviderError: The stream could not be opened or broke off.
        """
        parameters = {"since": since}
        if types:
            parameters["filters"] = json.dumps({"type": list(types)})
        if until is not None:
            parameters["until"] = until
        path = self._versioned("/events")
        async with self._http.stream(path, parameters, idle_s=_SILENCE_S) as stream:
            if stream.status != _OK:
                raise refusal(Reply(stream.status, {}, b""), "/events", self.where)
            async for line in stream.lines(_LONGEST_EVENT):
                event = _event(line)
                if event is not None:
                    yield event

    async def aclose(self) -> None:
        """Close every connection. Safe to call twice."""
        await self._http.aclose()

    async def _one(self, section: str, shape: type[T], bounds: Bounds) -> T:
        reply = await self._answered(section, {}, bounds)
        return await self._decoder.one(reply.body, shape)

    async def _rows(self, section: str, shape: type[T], parameters: Mapping[str, str]) -> Rows[T]:
        reply = await self._answered(section, parameters, _LISTING)
        return await self._decoder.rows(reply.body, shape)

    async def _single(
        self, section: str, shape: type[T], parameters: Mapping[str, str]
    ) -> T | None:
        reply = await self._settled(section, parameters, _SINGLE)
        if reply.status == _NOT_FOUND:
            return None
        if reply.status != _OK:
            raise refusal(reply, section, self.where)
        return await self._decoder.one(reply.body, shape)

    async def _answered(self, section: str, parameters: Mapping[str, str], bounds: Bounds) -> Reply:
        reply = await self._settled(section, parameters, bounds)
        if reply.status != _OK:
            raise refusal(reply, section, self.where)
        return reply

    async def _settled(self, section: str, parameters: Mapping[str, str], bounds: Bounds) -> Reply:
        """An answer in a version that both speak: an engine may have been exchanged meanwhile."""
        reply = await self._asked(self._versioned(section), parameters, bounds)
        if reply.status == _BAD_REQUEST and "client version" in first_line(reply.body):
            await self.greet()
            reply = await self._asked(self._versioned(section), parameters, bounds)
        return reply

    async def _asked(self, path: str, parameters: Mapping[str, str], bounds: Bounds) -> Reply:
        async with self._turns:
            return await self._http.get(path, parameters, bounds=bounds)

    def _versioned(self, section: str) -> str:
        return f"/v{self._version}{section}"


def _event(line: bytes) -> Event | None:
    try:
        return msgspec.json.decode(line, type=Event)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _parsed_version(text: str) -> tuple[int, int] | None:
    major, dot, minor = text.strip().partition(".")
    if not dot or not (major.isdecimal() and minor.isdecimal()) or len(text) > len("10.1000"):
        return None
    return int(major), int(minor)


def _spelled(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
