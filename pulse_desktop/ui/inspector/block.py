"""What an overview is made of: values, facts and links under a heading. Pure: no Qt."""

from dataclasses import dataclass

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.severity import Severity, severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One measured value: a line with, for a ratio, a bar."""

    label: str
    value: str
    detail: str = ""
    """The bytes behind a ratio."""

    ratio: float | None = None
    severity: Severity = Severity.NORMAL
    provenance: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another resource."""

    id: ResourceId
    name: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands below it."""

    title: str
    meters: tuple[Meter, ...] = ()
    pairs: tuple[Pair, ...] = ()
    links: tuple[Link, ...] = ()
    more: str = ""
    """How many links were left out."""


def fullness(label: str, used: float | None, total: float | None, formats: Formats) -> Meter:
    """How full something is, with a bar where both figures are known; in bytes."""
    ratio = used / total if used is not None and total else None
    value = formats.percent(ratio)
    sizes = {"used": formats.size(used), "total": formats.size(total)}
    is_told = used is not None or total is not None
    detail = formats.say(mark("Overview", "{used} of {total}").given(**sizes)) if is_told else ""
    return Meter(
        label=label,
        value=value,
        detail=detail,
        ratio=ratio,
        severity=severity(Metric.USAGE, ratio),
        spoken=", ".join(part for part in (label, value, detail) if part),
    )
