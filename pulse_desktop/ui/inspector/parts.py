"""File systems and network interfaces, whoever has them. Pure: no Qt."""

from pulse_desktop.model.facet import FileSystem, NetworkInterface
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import mark
from pulse_desktop.ui.inspector.block import Meter
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.severity import severity


def file_system(part: FileSystem, presentation: Presentation) -> Meter:
    """How full it is, without what is kept for the system itself."""
    formats = presentation.formats
    whole = part.used + part.available
    ratio = part.used / whole if whole > 0 else None
    used, total = formats.size(part.used), formats.size(whole)
    detail = formats.say(mark("Overview", "{used} of {total}").given(used=used, total=total))
    value = formats.percent(ratio)
    return Meter(
        label=part.mount_point,
        value=value,
        detail=detail,
        ratio=ratio,
        severity=severity(Metric.DISK, ratio),
        provenance=f"{part.device}, {part.type}",
        spoken=f"{part.mount_point}, {value}, {detail}",
    )


def interface(net: NetworkInterface, presentation: Presentation) -> str:
    """Its addresses and what goes through it, or that it is down."""
    formats = presentation.formats
    if net.is_up is False:
        return formats.say(mark("Overview", "down"))
    lines = list(net.addresses)
    if net.net_in is not None and net.net_out is not None:
        lines.append(f"↓ {formats.rate(net.net_in)}  ↑ {formats.rate(net.net_out)}")
    return "\n".join(lines) or formats.say(mark("Overview", "up"))
