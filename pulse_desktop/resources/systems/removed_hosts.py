"""Which canonical id a reporting host has, and whether the user removed that host (T-14, D-05).

Machine ids are copied together with disk images, so the raw one never decides alone: whoever
reports is told apart by credential and host name first, and a removal holds for the id that
comes out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from pulse_desktop.model.ids import NativeId

BLOCKED_FOR = timedelta(hours=24)
"""How long a removal is remembered (Pulse 6, removed hosts)."""

_KEPT_OF_BASE = 40
_NOT_PLAIN = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who holds an id: a credential and the host name it reported, lower case."""

    token: str
    """Id of the credential, never its secret; empty without one."""

    hostname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostReport:
    """What a host says of itself. ``None`` where it does not."""

    hostname: str
    token: str | None = None
    machine_id: str | None = None
    report_id: str | None = None
    """The id it was configured with."""

    @property
    def reporter(self) -> Reporter:
        """Who reports."""
        return Reporter((self.token or "").strip(), self.hostname.strip().lower())


def _nobody() -> Mapping[NativeId, Reporter]:
    return MappingProxyType({})


def _nothing() -> Mapping[NativeId, datetime]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HostRegister:
    """Which reporter holds which id, and which ids were removed when."""

    holders: Mapping[NativeId, Reporter] = field(default_factory=_nobody)
    removed: Mapping[NativeId, datetime] = field(default_factory=_nothing)

    def host_id(self, report: HostReport) -> NativeId:
        """The canonical id of who reports; the same one each time.

        Raises:
            ValueError: The report has no host name.
        """
        reporter = report.reporter
        if not reporter.hostname:
            raise ValueError("a host report needs a host name")
        for known, holder in self.holders.items():
            if holder == reporter:
                return known
        base = _base(report)
        if base not in self.holders:
            return base
        return NativeId(f"{base[:_KEPT_OF_BASE]}-{_mark(reporter, base)}")

    def admitting(self, report: HostReport) -> "HostRegister":
        """The register with ``report``'s sender as holder of its id."""
        holders = {**self.holders, self.host_id(report): report.reporter}
        return HostRegister(MappingProxyType(holders), self.removed)

    def removing(self, host_id: NativeId, at: datetime) -> "HostRegister":
        """The register after the user removed one host. Its holder keeps the id."""
        return HostRegister(self.holders, MappingProxyType({**self.removed, host_id: at}))

    def allowing(self, host_id: NativeId) -> "HostRegister":
        """The register after the user let a removed host come back."""
        left = {known: at for known, at in self.removed.items() if known != host_id}
        return HostRegister(self.holders, MappingProxyType(left))

    def is_blocked(self, report: HostReport, now: datetime) -> bool:
        """Whether the host that reports was removed. Looks at its resolved id and no other."""
        removed_at = self.removed.get(self.host_id(report))
        return removed_at is not None and now - removed_at < BLOCKED_FOR


def _base(report: HostReport) -> NativeId:
    """The id it would have if nobody else held it."""
    given = (report.report_id or "").strip() or (report.machine_id or "").strip()
    plain = _NOT_PLAIN.sub("-", report.reporter.hostname).strip("-")
    return NativeId(given or plain or f"agent-{_mark(report.reporter, '')}")


def _mark(reporter: Reporter, base: str) -> str:
    """Eight hex digits that tell this holder of ``base`` from every other."""
    key = f"{reporter.token}|{reporter.hostname}|{base}"
    return sha256(key.encode()).hexdigest()[:8]
