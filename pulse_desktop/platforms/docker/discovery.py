"""Engines that this computer's files and environment name. Nothing is contacted."""

import os
from collections.abc import Iterator
from pathlib import Path

from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.docker.address import Kind, parse
from pulse_desktop.platforms.docker.contexts import Context, contexts, current
from pulse_desktop.provider.platform import Candidate

_SSH = mark("Docker", "Contexts over SSH are not yet supported.")
_UNKNOWN = mark("Docker", "This kind of address is not supported.")
_UNVERIFIED = mark(
    "Docker",
    "This context does not verify the engine's certificate. "
    "Add the engine by its address, and trust its certificate in the connection test.",
)
_NO_ACCESS = mark(
    "Docker",
    "You may not open this socket. Add your account to its group (docker), which makes it "
    "as powerful as root on this computer.",
)


def discover() -> tuple[Candidate, ...]:
    """What was found, each address once: the environment, contexts, then the usual sockets."""
    found: dict[str, Candidate] = {}
    for candidate in (*_from_environment(), *_from_contexts(), *_from_sockets()):
        found.setdefault(_same(candidate.address), candidate)
    return tuple(found.values())


def _same(address: str) -> str:
    """One key for the spellings of one socket (``/var/run`` is a link to ``/run``)."""
    parsed = parse(address)
    if parsed is None or parsed.kind is not Kind.SOCKET:
        return address
    return os.path.realpath(parsed.path)


def _from_environment() -> Iterator[Candidate]:
    for variable, product in (("DOCKER_HOST", "Docker"), ("CONTAINER_HOST", "Podman")):
        address = os.environ.get(variable, "").strip()
        if address:
            origin = mark("Docker", "environment variable {name}").given(name=variable)
            obstacle = _obstacle(address) or _certificates_elsewhere(variable)
            yield Candidate(product, address, origin, obstacle)


def _certificates_elsewhere(variable: str) -> Text | None:
    folder = os.environ.get("DOCKER_CERT_PATH")
    if variable != "DOCKER_HOST" or not folder or not os.environ.get("DOCKER_TLS_VERIFY"):
        return None
    return mark("Docker", "Its certificates are in {folder}. Choose them in the form.").given(
        folder=folder
    )


def _from_contexts() -> Iterator[Candidate]:
    chosen = current()
    for context in contexts():
        origin = mark("Docker", "docker context “{name}”")
        if context.name == chosen:
            origin = mark("Docker", "docker context “{name}”, the current one")
        obstacle = _context_obstacle(context)
        address = f"context:{context.name}"
        yield Candidate(context.name, address, origin.given(name=context.name), obstacle)


def _context_obstacle(context: Context) -> Text | None:
    return _UNVERIFIED if context.skips_verification else _obstacle(context.host)


def _obstacle(address: str) -> Text | None:
    parsed = parse(address)
    if parsed is None or parsed.kind in {Kind.PIPE, Kind.CONTEXT}:
        return _UNKNOWN
    if parsed.kind is Kind.SSH:
        return _SSH
    if parsed.kind is Kind.SOCKET and Path(parsed.path).exists() and not _opens(parsed.path):
        return _NO_ACCESS
    return None


def _from_sockets() -> Iterator[Candidate]:
    for path, product in _usual_sockets():
        if path.exists():
            origin = mark("Docker", "socket {path}").given(path=str(path))
            obstacle = None if _opens(str(path)) else _NO_ACCESS
            yield Candidate(product, f"unix://{path}", origin, obstacle)


def _opens(path: str) -> bool:
    return os.access(path, os.R_OK | os.W_OK)


def _usual_sockets() -> Iterator[tuple[Path, str]]:
    """Where Docker, Docker Desktop, Colima, OrbStack, Rancher and Podman listen."""
    yield Path("/var/run/docker.sock"), "Docker"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime:
        yield Path(runtime) / "docker.sock", "Docker"
        yield Path(runtime) / "podman" / "podman.sock", "Podman"
    yield Path("/run/podman/podman.sock"), "Podman"
    for below in (".docker/run", ".docker/desktop", ".colima/default", ".orbstack/run", ".rd"):
        yield Path.home() / below / "docker.sock", "Docker"
