"""Whose line stands out in every card. Pure: no Qt."""

from dataclasses import dataclass

from pulse_desktop.model.ids import ResourceId

MOST = 12
"""Lines of a group that are drawn at most; more of them would tell nothing apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What the pointer and the selection are at, each until it is taken back."""

    chart: ResourceId | None = None
    """The row whose curve is nearest to the crosshair."""

    row: ResourceId | None = None
    """The row of the table under the pointer."""

    selected: ResourceId | None = None
    group: tuple[ResourceId, ...] = ()
    """The rows of the section whose heading is under the pointer."""

    @property
    def names(self) -> tuple[ResourceId, ...]:
        """Chart before row before selection before group; nobody for the page as a whole."""
        for one in (self.chart, self.row, self.selected):
            if one is not None:
                return (one,)
        return self.group[:MOST]
