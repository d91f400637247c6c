"""The docker contexts of this user: named engines with their certificates. Reads files only."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_LARGEST_BYTES = 1024 * 1024
_MOST = 200
_TLS_FILES = ("ca.pem", "cert.pem", "key.pem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One context that names an engine."""

    name: str
    host: str
    """Its address as the docker command spells it."""

    skips_verification: bool = False
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None


class _Endpoint(msgspec.Struct, frozen=True, rename="pascal"):
    host: str = ""
    skip_tls_verify: bool = msgspec.field(name="SkipTLSVerify", default=False)


class _Meta(msgspec.Struct, frozen=True):
    name: str = msgspec.field(name="Name", default="")
    endpoints: dict[str, msgspec.Raw] = msgspec.field(name="Endpoints", default_factory=dict)


class _Config(msgspec.Struct, frozen=True, rename="camel"):
    current_context: str = ""


def contexts() -> tuple[Context, ...]:
    """Every context with a docker endpoint, by name; broken and foreign ones are passed over."""
    found = [context for folder in _folders() if (context := _read(folder)) is not None]
    return tuple(sorted(found, key=lambda context: context.name))


def context(name: str) -> Context | None:
    """The context of that name."""
    return next((one for one in contexts() if one.name == name), None)


def current() -> str | None:
    """The name of the context that the docker command uses; ``None`` for its default."""
    chosen = os.environ.get("DOCKER_CONTEXT") or _current_in_file()
    return None if chosen in {"", "default"} else chosen


def _current_in_file() -> str:
    config = _decoded(_configuration() / "config.json", _Config)
    return config.current_context if config is not None else ""


def _configuration() -> Path:
    chosen = os.environ.get("DOCKER_CONFIG")
    return Path(chosen) if chosen else Path.home() / ".docker"


def _folders() -> Iterator[Path]:
    try:
        entries = sorted((_configuration() / "contexts" / "meta").iterdir())
    except OSError:
        return
    yield from entries[:_MOST]


def _read(folder: Path) -> Context | None:
    meta = _decoded(folder / "meta.json", _Meta)
    if meta is None or not meta.name or "docker" not in meta.endpoints:
        return None
    try:
        endpoint = msgspec.json.decode(meta.endpoints["docker"], type=_Endpoint)
    except (msgspec.MsgspecError, UnicodeError):
        return None
    if not endpoint.host:
        return None
    ca, certificate, key = _tls_files(meta.name)
    return Context(
        name=meta.name,
        host=endpoint.host,
        skips_verification=endpoint.skip_tls_verify,
        ca_file=ca,
        client_cert_file=certificate,
        client_key_file=key,
    )


def _tls_files(name: str) -> tuple[str | None, ...]:
    """Where docker keeps a context's certificates: below the SHA-256 of its name."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    folder = _configuration() / "contexts" / "tls" / digest / "docker"
    files = (folder / file for file in _TLS_FILES)
    return tuple(str(file) if file.is_file() else None for file in files)


def _decoded(path: Path, shape: type[T]) -> T | None:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_LARGEST_BYTES), type=shape)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
