"""One figure for memory, with where it is from."""

from dataclasses import dataclass, replace

from pulse_desktop.platforms.proxmox.ve.memory.catalogue import (
    Reliability,
    canonical,
    entry,
    fallback_reason,
)

NEARLY_ALL = 0.99
"""Usage from which a figure says that nothing is left (Pulse, memory stabilisation)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is used of what there is. Bytes."""

    source: str
    used: int | None
    """``None`` where no figure is worth showing."""

    total: int | None
    reason: str | None = None
    """Why it is not from a better source."""

    notes: tuple[str, ...] = ()
    is_host_size: bool = False
    """It is what the process takes on its host, and says nothing of the inside."""

    is_vouched: bool = False
    """A count of free memory that fits the total stands beside it."""

    @property
    def usage(self) -> float | None:
        """0.0 to 1.0."""
        if self.used is None or not self.total:
            return None
        return self.used / self.total

    @property
    def reliability(self) -> Reliability:
        """As the catalogue has it."""
        return entry(self.source).reliability

    @property
    def is_doubtful(self) -> bool:
        """It claims that all is used, and nothing that can be trusted says so."""
        is_full = self.usage is not None and self.usage >= NEARLY_ALL
        return is_full and self.reliability is Reliability.LOW and not self.is_vouched


def governed(figure: Figure) -> Figure:
    """``figure`` with its source in the one spelling and its reason filled in."""
    source = canonical(figure.source)
    return replace(figure, source=source, reason=fallback_reason(source, figure.reason))


def selected(source: str, used: int | None, total: int | None, reason: str | None = None) -> Figure:
    """A figure as a selector makes it: within its total, under its one label."""
    within = used if used is None or total is None else min(used, total)
    return governed(Figure(source=source, used=within, total=total, reason=reason))
