"""The instant that all cards look at, and the span that is being selected. Pure: no Qt."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Crosshair:
    """Without an instant it is not shown."""

    at_s: float | None = None
    anchor_s: float | None = None
    """The other end of the selected span, epoch seconds; ``None`` while none is selected."""

    is_pinned: bool = False
    """Whether it stays where it is when the pointer leaves."""

    @property
    def span(self) -> tuple[float, float] | None:
        """The selected span, from the earlier to the later instant."""
        if self.at_s is None or self.anchor_s is None or self.at_s == self.anchor_s:
            return None
        return min(self.at_s, self.anchor_s), max(self.at_s, self.anchor_s)

    def moved(self, at_s: float | None) -> "Crosshair":
        """At another instant, with nothing selected."""
        return replace(self, at_s=at_s, anchor_s=None)

    def reaching(self, at_s: float) -> "Crosshair":
        """At another instant, with what lies between selected."""
        anchor_s = self.at_s if self.anchor_s is None else self.anchor_s
        return replace(self, at_s=at_s, anchor_s=at_s if anchor_s is None else anchor_s)

    def back(self) -> "Crosshair":
        """One step out: nothing selected, then not pinned, then not there."""
        if self.anchor_s is not None:
            return replace(self, anchor_s=None)
        return Crosshair()
