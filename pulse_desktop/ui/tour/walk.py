"""Where on a tour one is. Pure: no Qt."""

from dataclasses import dataclass, replace

from pulse_desktop.model.tour import Stop


@dataclass(frozen=True, slots=True)
class Walk:
    """A tour of one stop at least, and the stop that one is at."""

    stops: tuple[Stop, ...]
    position: int = 0

    @property
    def stop(self) -> Stop:
        """The one that one is at."""
        return self.stops[self.position]

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.position + 1

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.position == 0

    @property
    def is_last(self) -> bool:
        """Whether the tour ends here."""
        return self.number == len(self.stops)

    def on(self) -> "Walk":
        """At the next stop; at the last one, where one is."""
        return self if self.is_last else replace(self, position=self.position + 1)

    def back(self) -> "Walk":
        """At the stop before; at the first one, where one is."""
        return self if self.is_first else replace(self, position=self.position - 1)
