"""The operating system that a guest agent tells of, and the agent itself."""

from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 200

_WITHOUT_MEMINFO = ("windows", "freebsd", "openbsd", "netbsd", "dragonfly", "darwin")


@dataclass(frozen=True, slots=True)
class System:
    """What runs in a guest."""

    name: str | None = None
    version: str | None = None
    has_meminfo: bool = True
    """Whether there can be a ``/proc/meminfo``; assumed while it is not known."""


def system(value: Any) -> System:
    """That of ``guest-get-osinfo``. FreeBSD tells nothing but its kernel."""
    told = value if isinstance(value, dict) else {}
    kernel = _text(told, "kernel-version")
    name = _text(told, "pretty-name") or _text(told, "name") or " ".join(kernel.split()[:2])
    version = _text(told, "version") or _text(told, "version-id")
    words = f"{_text(told, 'id')} {name} {kernel}".lower()
    return System(
        name=name or None,
        version=version if version and version not in name else None,
        has_meminfo=not any(each in words for each in _WITHOUT_MEMINFO),
    )


def agent_version(value: Any) -> str | None:
    """That of ``guest-info``."""
    return _text(value if isinstance(value, dict) else {}, "version") or None


def disabled_commands(value: Any) -> frozenset[str]:
    """The commands that ``guest-info`` lists as switched off."""
    listed = value.get("supported_commands") if isinstance(value, dict) else None
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    return frozenset(
        row["name"]
        for row in rows
        if row.get("enabled") is False and isinstance(row.get("name"), str)
    )


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""
