"""What is marked on charts without redrawing a curve: crosshair and selected span. Pure: no Qt."""

from dataclasses import dataclass

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """The same on every panel of a column. Epoch seconds."""

    at_s: float | None = None
    """Where the crosshair stands."""

    anchor_s: float | None = None
    """The fixed end of a selected span; the other end is the crosshair."""

    @property
    def span_s(self) -> Span | None:
        """What is selected, from the earlier to the later instant."""
        if self.anchor_s is None or self.at_s is None or self.anchor_s == self.at_s:
            return None
        return min(self.anchor_s, self.at_s), max(self.anchor_s, self.at_s)

    def stretched(self, at_s: float) -> "Marks":
        """The crosshair elsewhere, and everything selected that it passed over."""
        anchor_s = self.anchor_s if self.anchor_s is not None else self.at_s
        return Marks(at_s, at_s if anchor_s is None else anchor_s)
