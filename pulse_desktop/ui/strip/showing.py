"""A scene as the cards show it: fields, headers and the curves that stand out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.charts.picture import Hatch
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip import reading, wording
from pulse_desktop.ui.strip.attention import Attention
from pulse_desktop.ui.strip.card_view import CardView, Cross, Readout
from pulse_desktop.ui.strip.crosshair import Crosshair
from pulse_desktop.ui.strip.field_painter import Plot
from pulse_desktop.ui.strip.lane import Mark, marks
from pulse_desktop.ui.strip.panel import panel, trace
from pulse_desktop.ui.strip.scene import Field, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What is shown, apart from what is looked at. Runs on the window's thread."""

    scene: Scene
    window_s: tuple[float, float]
    formats: Formats
    marks: tuple[Mark, ...] = ()
    instant_s: float | None = None
    as_of_s: float | None = None
    """The past instant that the headers tell of; ``None`` for the present."""

    def with_changes(self, changes: Sequence[Change], places: int) -> "Showing":
        """With marks for what happened, in a lane of so many places."""
        return replace(self, marks=marks(changes, self.window_s, places))

    def measured(self) -> tuple[bool, ...]:
        """Which cards have something to show."""
        return tuple(field.is_measured for field in self.scene.fields)

    def instants(self) -> int:
        """At how many instants of the window anything was recorded: two make a curve."""
        return max((field.instants for field in self.scene.fields), default=0)

    def show_fields(self, views: Sequence[CardView], kept: Sequence[ResourceId]) -> None:
        """Put scale, band, curves, gaps and lane into the cards.

        There is room on the scales for the rows ``kept``, wherever they lie.
        """
        places = self._places(kept)
        hatches = tuple(Hatch(*span) for span in self.scene.silences())
        for view, field in zip(views, self.scene.fields, strict=True):
            title = self.formats.say(field.card.title)
            view.show_plot(
                Plot(
                    panel=panel(field, title, places, self.formats),
                    window_s=self.window_s,
                    hatches=hatches,
                    marks=self.marks,
                    instant_s=self.instant_s,
                )
            )
            view.setAccessibleName(title)
            view.setAccessibleDescription(self._described(field))

    def show_attention(self, views: Sequence[CardView], attention: Attention) -> None:
        """Let the curves of what is looked at stand out."""
        places = self._places(attention.names)
        single = len(places) == 1
        for view, field in zip(views, self.scene.fields, strict=True):
            view.stand_out([trace(field, place, is_emphasised=single) for place in places])

    def show_crosshair(
        self, views: Sequence[CardView], crosshair: Crosshair, attention: Attention
    ) -> None:
        """Put the crosshair over the cards, and its values into their headers."""
        cross = Cross(crosshair.at_s, crosshair.span, crosshair.is_pinned)
        for view, field in zip(views, self.scene.fields, strict=True):
            view.tell(self.readout(field, crosshair, attention))
            view.cross_at(cross)

    def readout(self, field: Field, crosshair: Crosshair, attention: Attention) -> Readout:
        """What the header of a card says."""
        bucket = self._told_bucket() if crosshair.at_s is None else self.bucket(crosshair.at_s)
        said = reading.readout(field, bucket, self._looked_at(attention), self.formats)
        return replace(said, note=self._note(field, crosshair))

    def bucket(self, at_s: float) -> int:
        """The number of the bucket nearest to an instant."""
        return reading.bucket_at(self.scene.frame, at_s)

    def stepped(self, at_s: float | None, steps: int) -> float:
        """The instant so many buckets later; from nowhere, the newest."""
        frame = self.scene.frame
        if at_s is None:
            return reading.instant_of(frame, frame.size - 1)
        return reading.instant_of(frame, self.bucket(at_s) + steps)

    def instant(self, share: float) -> float:
        """The bucket's instant that is so far from the left of a field, 0 to 1."""
        start_s, end_s = self.window_s
        return self.stepped(start_s + share * (end_s - start_s), 0)

    def nearest(self, number: int, at_s: float, value: float) -> ResourceId | None:
        """The row whose curve in a card is nearest to a value at an instant."""
        place = reading.nearest(self.scene.fields[number], self.bucket(at_s), value)
        return None if place is None else self.scene.cast.members[place].id

    def spoken(self, number: int, crosshair: Crosshair, attention: Attention) -> str:
        """The crosshair's values in a card, as a sentence."""
        said = self.readout(self.scene.fields[number], crosshair, attention)
        parts = [said.note, f"{said.title} {said.value}"]
        if said.named:
            parts.append(f"{said.named} {said.named_value}")
        return ", ".join(parts)

    def _note(self, field: Field, crosshair: Crosshair) -> str:
        if crosshair.span is not None:
            return wording.spans(crosshair.span, self.window_s, self.formats)
        if crosshair.at_s is not None:
            return wording.moment(crosshair.at_s, self.window_s, self.formats)
        if self.as_of_s is not None:
            return wording.as_of(self.as_of_s, self.window_s, self.formats)
        if len(self.scene.cast) == 1 and field.present is not None:
            return self.scene.cast.members[0].name
        return wording.note(field.card, reading.count(field), self.formats)

    def _described(self, field: Field) -> str:
        """The values and their range in words, and of when they are."""
        said = reading.description(field, self._told_bucket(), self.formats)
        if self.as_of_s is None:
            return said
        return f"{wording.as_of(self.as_of_s, self.window_s, self.formats)}: {said}"

    def _told_bucket(self) -> int | None:
        """Of the headers while nobody looks elsewhere; ``None`` for what the rows say.

        At an instant of the past the rows say what was then. A window ends with the last bucket
        before its end, not with the one that begins there.
        """
        if self.as_of_s is None or self.instant_s is not None:
            return None
        last = self.bucket(self.window_s[1] - self.scene.frame.bucket_s)
        return min(self.bucket(self.as_of_s), last)

    def _looked_at(self, attention: Attention) -> tuple[int, str] | None:
        """The one row that is, unless the large value is its own."""
        places = self._places(attention.names)
        if len(places) != 1 or len(self.scene.cast) == 1:
            return None
        return places[0], self.scene.cast.members[places[0]].name

    def _places(self, names: Sequence[ResourceId]) -> tuple[int, ...]:
        known = self.scene.cast.place
        return tuple(known[name] for name in names if name in known)
