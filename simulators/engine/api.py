"""The routes of the simulated engine: strict about versions, methods and parameters."""

import json
import re
from dataclasses import dataclass, field

from simulators.engine import documents
from simulators.engine.estate import as_json

NEWEST = (1, 41)
OLDEST = (1, 12)

_VERSIONED = re.compile(r"/v(\d+)\.(\d+)(/.*)")
_CONTAINER = re.compile(r"/containers/([^/]+)/(json|stats)")


@dataclass(frozen=True)
class Answer:
    """One answer of the engine."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict = field(default_factory=dict)


def message(status, text):
    """An error as the engine words it."""
    return Answer(status, as_json({"message": text}))


class Api:
    """Answers GET requests about one estate."""

    def __init__(self, estate, *, newest=NEWEST, oldest=OLDEST, podman=False):
        self.estate = estate
        self.newest = newest
        self.oldest = oldest
        self.podman = podman
        self.instead = {}
        """Answers given in place of the real ones, by path without version."""

        self.asked = []
        """Paths with their version, as they came."""

    def answer(self, method, path, parameters):
        """The whole answer; ``/events`` is not asked here."""
        self.asked.append(path)
        if method not in {"GET", "HEAD"}:
            return message(405, "this engine is only read")
        section = self.section(path)
        if isinstance(section, Answer):
            return section
        if section in self.instead:
            return self.instead[section]
        return self._answered(section, parameters)

    def section(self, path):
        """The path without its version, or the refusal of the version."""
        if path in {"/_ping", "/version"}:
            return path
        found = _VERSIONED.fullmatch(path)
        if found is None:
            return message(404, "page not found")
        version = int(found[1]), int(found[2])
        if version > self.newest:
            newest = ".".join(map(str, self.newest))
            text = f"client version {found[1]}.{found[2]} is too new. Maximum supported API "
            return message(400, f"{text}version is {newest}")
        if version < self.oldest:
            oldest = ".".join(map(str, self.oldest))
            text = f"client version {found[1]}.{found[2]} is too old. Minimum supported API "
            body = f"{text}version is {oldest}, please upgrade your client to a newer version\n"
            return Answer(400, body.encode(), "text/plain")
        return found[3]

    def headers(self):
        """What stands above every answer."""
        newest = ".".join(map(str, self.newest))
        if self.podman:
            server = {"Server": "Libpod/4.3.1 (linux)", "Libpod-Api-Version": "4.3.1"}
        else:
            server = {"Server": "Docker/20.10.24+dfsg1 (linux)"}
        return {"Api-Version": newest, "Ostype": "linux", **server}

    def _answered(self, section, parameters):
        one = _CONTAINER.fullmatch(section)
        if one is not None and one[1] != "json":
            return self._of_container(one[1], one[2], parameters)
        route = self._routes().get(section)
        if route is None:
            return message(404, "page not found")
        allowed, make = route
        refused = _unknown(parameters, allowed)
        return refused or make(parameters)

    def _routes(self):
        estate = self.estate
        return {
            "/_ping": ((), lambda _: Answer(body=b"OK", content_type="text/plain")),
            "/version": ((), lambda _: _json(self._version())),
            "/info": ((), lambda _: _json(documents.info(estate))),
            "/containers/json": (("all", "limit", "size", "filters"), self._listing),
            "/services": (("status", "filters"), lambda _: self._managed(documents.services)),
            "/tasks": (("filters",), lambda _: self._managed(documents.tasks)),
        }

    def _version(self):
        newest = ".".join(map(str, self.newest))
        name = "Podman Engine" if self.podman else "Engine"
        version = "4.3.1" if self.podman else "20.10.24+dfsg1"
        return {"Version": version, "ApiVersion": newest, "Components": [{"Name": name}]}

    def _listing(self, parameters):
        rows = documents.listing(self.estate)
        if parameters.get("all") != "1":
            rows = [row for row in rows if row["State"] == "running"]
        return _json(rows)

    def _managed(self, make):
        if self.estate.role != "manager":
            text = "This node is not a swarm manager. Worker nodes can't be used to view state."
            return message(503, text)
        return _json(make(self.estate))

    def _of_container(self, identifier, what, parameters):
        found = [one for one in self.estate.containers.values() if one.id == identifier]
        if not found:
            return message(404, f"No such container: {identifier}")
        if what == "json":
            return _unknown(parameters, ("size",)) or _json(documents.inspection(found[0]))
        refused = _unknown(parameters, ("stream", "one-shot"))
        if refused is None and parameters.get("stream") != "false":
            refused = message(400, "only single readings are simulated")
        return refused or _json(documents.stats(found[0], self.estate.clock()))


def _unknown(parameters, allowed):
    strange = sorted(set(parameters) - set(allowed))
    return message(400, f"unknown parameters: {', '.join(strange)}") if strange else None


def _json(value):
    return Answer(body=as_json(value))


def wanted_events(parameters):
    """``(types, since, until)`` of an event request, times in nanoseconds, or a refusal."""
    refused = _unknown(parameters, ("since", "until", "filters"))
    if refused is not None:
        return refused
    try:
        types = json.loads(parameters.get("filters", "{}")).get("type", [])
        since = _nanoseconds(parameters.get("since"))
        until = _nanoseconds(parameters.get("until"))
    except ValueError:
        return message(400, "invalid filter or time")
    return types, since, until


def _nanoseconds(text):
    if text is None:
        return None
    seconds, _, rest = text.partition(".")
    return int(seconds) * 10**9 + int((rest or "0").ljust(9, "0")[:9])
