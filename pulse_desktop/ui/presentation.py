"""What the window needs beside a resource to put it into words. Pure: no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.clock import Clock, utc_now
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Measured, Resource
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.severity import Severity, severity


def _no_titles() -> Mapping[PlatformId, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """Formats, the present, and what platforms are called."""

    formats: Formats = field(default_factory=Formats)
    now: Clock = utc_now
    titles: Mapping[PlatformId, str] = field(default_factory=_no_titles)
    is_past: bool = False
    """Whether ``now`` is an earlier instant: what is missing is not known for that time."""

    can_visit: bool = True
    """Whether something of the user's answers at a resource's web address: not in the demo."""

    def at(self, instant: datetime) -> "Presentation":
        """The same for what was known at an earlier instant."""
        return replace(self, now=lambda: instant, is_past=True)

    def calls_as(self, other: "Presentation") -> bool:
        """Whether both use the same words and units; they may differ in the instant."""
        return (self.formats, self.titles) == (other.formats, other.titles)

    def web_address(self, resource: Resource) -> str | None:
        """Where ``resource`` has a page that can be opened."""
        return resource.web_url if self.can_visit else None

    def title(self, platform: PlatformId) -> str:
        """A platform's name for people; its id when it is not known here."""
        return self.titles.get(platform, platform)

    def platforms(self, resource: Resource) -> str:
        """Every platform that reports ``resource``, once each."""
        named = sorted({self.title(source.platform) for source in resource.sources})
        return ", ".join(named)

    def amount(self, metric: Metric, measured: Measured | None) -> str:
        """A value, with the bytes behind it where they are known: ``77 % · 38.5 of 50 GB``."""
        if measured is None:
            return MISSING
        value = self.formats.value(metric, measured.value)
        behind = self.bytes_behind(measured)
        return f"{value} · {behind}" if behind else value

    def bytes_behind(self, measured: Measured) -> str:
        """``38.5 GB of 50.0 GB``, or nothing when the source gave no bytes."""
        used, total = measured.measurement.used, measured.measurement.total
        if used is None or total is None:
            return ""
        size = self.formats.size
        return self.formats.say(
            mark("Presentation", "{used} of {total}").given(used=size(used), total=size(total))
        )

    def provenance(self, measured: Measured) -> str:
        """Where a value comes from and how old it is."""
        origin = measured.measurement.origin
        parts = [self.formats.say(origin)] if origin is not None else []
        parts.append(self.title(measured.source.platform))
        parts.append(self.formats.ago(measured.at, self.now()))
        return ", ".join(parts)

    def explained(self, metric: Metric, measured: Measured) -> str:
        """A value and its provenance, for a tooltip."""
        return f"{self.amount(metric, measured)} — {self.provenance(measured)}"

    def spoken(self, metric: Metric, measured: Measured | None) -> str:
        """A value as a whole sentence, for a screen reader."""
        label = self.formats.say(metric.label)
        if measured is None and self.is_past:
            return self.formats.say(
                mark("Presentation", "{label}, not known for that time").given(label=label)
            )
        if measured is None:
            return self.formats.say(
                mark("Presentation", "{label}, not measured").given(label=label)
            )
        parts = [f"{label} {self.formats.value(metric, measured.value)}"]
        behind = self.bytes_behind(measured)
        if behind:
            parts.append(behind)
        level = severity(metric, measured.value)
        if level is Severity.WARNING:
            parts.append(self.formats.say(mark("Presentation", "warning")))
        elif level is Severity.CRITICAL:
            parts.append(self.formats.say(mark("Presentation", "critical")))
        return ", ".join(parts)
