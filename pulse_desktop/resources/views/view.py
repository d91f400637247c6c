"""What every view offers: a name, a state, measured values, and where they come from.

A view keeps nothing but its resource. Ids and names leave it without outer blanks (T-04); what
is not known is ``None`` or empty, never 0. Ratios are 0 to 1, sizes bytes, rates bytes a second.
"""

import builtins
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TypeVar

from pulse_desktop.model.condition import Condition, Status
from pulse_desktop.model.facet import Facet
from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Consumers, IncidentRollup, Resource, Risk
from pulse_desktop.model.series import SeriesTarget
from pulse_desktop.model.snapshot import Incident, ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import Text
from pulse_desktop.resources import risk as risks
from pulse_desktop.resources.impact import impact_of

F = TypeVar("F", bound=Facet)


def trimmed(text: str | None) -> str | None:
    """Without outer blanks; ``None`` where nothing is left."""
    return (text or "").strip() or None


def first_of(*texts: str | None) -> str | None:
    """The first that says something, trimmed."""
    return next((found for text in texts if (found := trimmed(text))), None)


@dataclass(frozen=True, slots=True)
class View:
    """One resource, looked at as one kind of thing."""

    resource: Resource

    @property
    def id(self) -> ResourceId:
        """The canonical id."""
        return self.resource.id

    @property
    def type(self) -> ResourceType:
        """The contract's type."""
        return self.resource.type

    @property
    def name(self) -> str:
        """The display name, which the merge worked out for every surface (T-05)."""
        return self.resource.name.strip()

    @property
    def status(self) -> Status:
        """The contract's status."""
        return self.resource.status

    @property
    def condition(self) -> Condition:
        """Its status with the word people see."""
        return self.resource.condition

    @property
    def is_stale(self) -> bool:
        """Whether every source has gone quiet, so that the values are the last ones seen."""
        return self.resource.is_stale

    @property
    def last_seen_at(self) -> datetime:
        """When any source last said anything about it."""
        return self.resource.last_seen_at

    @property
    def started_at(self) -> datetime | None:
        """When it booted or started; uptime is worked out from it."""
        return self.resource.started_at

    @property
    def parent_id(self) -> ResourceId | None:
        """What it runs on or belongs to."""
        return self.resource.parent_id

    @property
    def parent_name(self) -> str | None:
        """The name of that."""
        return trimmed(self.resource.parent_name)

    @property
    def child_count(self) -> int:
        """How many resources run on or belong to it."""
        return self.resource.child_count

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, the user's among them."""
        return tuple(filter(None, (tag.strip() for tag in self.resource.tags)))

    @property
    def hostname(self) -> str | None:
        """The first host name that any source knows."""
        return first_of(*self.resource.identity.hostnames)

    @property
    def ip_addresses(self) -> tuple[str, ...]:
        """Its addresses, the most believed source's first."""
        return tuple(filter(None, (ip.strip() for ip in self.resource.identity.ip_addresses)))

    @property
    def web_url(self) -> str | None:
        """Its web page: the user's, or else what a source gives."""
        return trimmed(self.resource.web_url)

    @property
    def metrics_target(self) -> SeriesTarget | None:
        """The address of its history."""
        return self.resource.series

    @property
    def cpu(self) -> float | None:
        """Processor use, a ratio; above 1 where several cores of a container are busy."""
        return self._value(Metric.CPU)

    @property
    def memory(self) -> Measurement | None:
        """Memory in use: the ratio, and the bytes behind it."""
        return self._measured(Metric.MEMORY)

    @property
    def disk(self) -> Measurement | None:
        """Space in use: the ratio, and the bytes behind it."""
        return self._measured(Metric.DISK) or self._measured(Metric.USAGE)

    @property
    def disk_read(self) -> float | None:
        """Bytes a second."""
        return self._value(Metric.DISK_READ)

    @property
    def disk_write(self) -> float | None:
        """Bytes a second."""
        return self._value(Metric.DISK_WRITE)

    @property
    def net_in(self) -> float | None:
        """Bytes a second."""
        return self._value(Metric.NET_IN)

    @property
    def net_out(self) -> float | None:
        """Bytes a second."""
        return self._value(Metric.NET_OUT)

    @property
    def temperature(self) -> float | None:
        """Degrees Celsius."""
        return self._value(Metric.TEMPERATURE)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """What its platforms report as trouble."""
        return self.resource.incidents

    @property
    def rollup(self) -> IncidentRollup | None:
        """The most pressing of its incidents and risks."""
        return self.resource.rollup

    @property
    def risk(self) -> Risk | None:
        """How endangered it is; ``None`` where nothing is known."""
        return self.resource.risk

    @property
    def risk_summary(self) -> Text | None:
        """The reason of the risk that is to be told first."""
        return None if self.risk is None else risks.summary(self.risk)

    @property
    def protection_summary(self) -> Text | None:
        """Why the next failure may lose data; ``None`` where nothing says so."""
        reason = None if self.risk is None else risks.protection(self.risk)
        return None if reason is None else reason.summary

    @property
    def rebuild_summary(self) -> Text | None:
        """Which redundancy is being restored; ``None`` where nothing says so."""
        reason = None if self.risk is None else risks.rebuild(self.risk)
        return None if reason is None else reason.summary

    @property
    def consumers(self) -> Consumers | None:
        """Who keeps data, or backups, on it; ``None`` where that is not known."""
        return self.resource.consumers

    @property
    def impact(self) -> Text | None:
        """Whom its loss would hit."""
        endangered = bool(self.risk or self.incidents)
        return impact_of(self.resource, self.consumers, is_endangered=endangered)

    @property
    def posture(self) -> Text | None:
        """What is at risk and whom it would hit, in one sentence."""
        return self.resource.posture

    def native_id(self, *roles: Role) -> NativeId | None:
        """What the first source in one of ``roles`` calls it; earlier roles come first.

        Of all sources where none is named.
        """
        wanted = roles or tuple(Role)
        known = ((wanted.index(s.role), s) for s in self.resource.sources if s.role in wanted)
        for _, source in sorted(known, key=lambda found: (found[0], found[1].connection)):
            native = trimmed(self.resource.sources[source].native_id)
            if native is not None:
                return NativeId(native)
        return None

    def _facts(self, kind: builtins.type[F]) -> F | None:
        facet = self.resource.facet(kind)
        return None if facet is None else _without_blanks(facet)

    def _measured(self, metric: Metric) -> Measurement | None:
        measured = self.resource.metrics.get(metric)
        return None if measured is None else measured.measurement

    def _value(self, metric: Metric) -> float | None:
        measured = self.resource.metrics.get(metric)
        return None if measured is None else measured.value


def _without_blanks(facet: F) -> F:
    """The facet with its texts trimmed; the same object where they are already."""
    # Every facet is a dataclass; the marker they share is not.
    names = [field.name for field in fields(facet)]  # type: ignore[arg-type]
    texts = ((name, getattr(facet, name)) for name in names)
    blank = {n: t.strip() for n, t in texts if isinstance(t, str) and t != t.strip()}
    return replace(facet, **blank) if blank else facet  # type: ignore[type-var]
