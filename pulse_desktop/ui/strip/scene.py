"""The scene: every card's track, made from history once and then kept going."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.grid import Grid
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey, SeriesTarget
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.strip.cast import Cast
from pulse_desktop.ui.strip.crowd import Cells, said
from pulse_desktop.ui.strip.plan import Card, Headline
from pulse_desktop.ui.strip.track import Frame, News, Track, track

STRONGEST = 3
"""Rows whose own lines are drawn among many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """All that one card shows. Frozen, with arrays that nobody writes to."""

    card: Card
    track: Track
    now: Cells
    """The present value of each row; NaN where there is none or it is stale. Shape (n,)."""

    present: float | None
    """What the card's large value says."""

    strongest: tuple[int, ...]
    """Places of the rows with the largest present values (the least, where that is said)."""

    @property
    def is_measured(self) -> bool:
        """Whether any row has a value, now or in the window."""
        return bool(np.isfinite(self.now).any()) or self.instants > 0

    @property
    def instants(self) -> int:
        """At how many instants of the window any row has a value."""
        return int(np.count_nonzero(~np.isnan(self.track.crowd.middle)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What all cards show of one cast."""

    cast: Cast
    frame: Frame
    fields: tuple[Field, ...]

    def with_news(
        self, state: ReadState, touched: Iterable[ResourceId], now_s: float | None
    ) -> "Scene":
        """With what was read since; the window goes on to ``now_s``, or stays where it is."""
        present = state.by_id
        known = [present[one] for one in touched if one in self.cast.place and one in present]
        frame = self.frame if now_s is None else self.frame.moved_to(now_s)
        fields = tuple(_gone_on(field, self.cast, known, frame) for field in self.fields)
        return replace(self, frame=frame, fields=fields)

    def silences(self) -> tuple[tuple[float, float], ...]:
        """Spans after the first reading in which nothing was recorded, epoch seconds."""
        measured = np.zeros(self.frame.size, np.bool_)
        for field in self.fields:
            measured |= ~np.isnan(field.track.crowd.middle)
        if not measured.any():
            return ()
        silent = ~measured
        silent[: int(np.argmax(measured))] = False
        starts, ends = np.flatnonzero(np.diff(np.pad(silent, 1).astype(np.int8))).reshape(-1, 2).T
        first, width_s = self.frame.first, self.frame.bucket_s
        spans = zip(
            ((first + starts) * width_s).tolist(), ((first + ends) * width_s).tolist(), strict=True
        )
        return tuple(spans)


def begun(grid: Grid, cast: Cast, cards: Sequence[Card], state: ReadState) -> Scene:
    """The scene as it was recorded, up to what ``state`` says of the cast."""
    size = len(grid.at_s)
    first = round(grid.at_s[0] / grid.bucket_s) if size else 0
    frame = Frame(first, size, grid.bucket_s)
    row = {key: at for at, key in enumerate(grid.keys)}
    fields = []
    for card in cards:
        parts = [_part(grid, row, cast, metric) for metric in card.metrics]
        fields.append(_field(card, track(frame, card.headline, parts), _nothing(len(cast))))
    scene = Scene(cast=cast, frame=frame, fields=tuple(fields))
    return scene.with_news(state, cast.place, None)


def keys(cast: Cast, cards: Sequence[Card]) -> tuple[SeriesKey, ...]:
    """Every series that the cards are made from, metric by metric."""
    targets = tuple(dict.fromkeys(target for target in _targets(cast) if target is not None))
    metrics = dict.fromkeys(metric for card in cards for metric in card.metrics)
    return tuple(SeriesKey(target, metric) for metric in metrics for target in targets)


def _targets(cast: Cast) -> tuple[SeriesTarget | None, ...]:
    return tuple(member.target for member in cast.members)


def _nothing(size: int) -> Cells:
    return np.full(size, np.nan, np.float32)


def _part(grid: Grid, row: dict[SeriesKey, int], cast: Cast, metric: Metric) -> Cells:
    """One metric by instant and place."""
    found = [
        (place, row[key])
        for place, target in enumerate(_targets(cast))
        if target is not None and (key := SeriesKey(target, metric)) in row
    ]
    part = np.full((len(grid.at_s), len(cast)), np.nan, np.float32)
    if found:
        places, rows = np.array(found).T
        part[:, places] = grid.mean[rows].T
    return part


def _gone_on(field: Field, cast: Cast, resources: Sequence[Resource], frame: Frame) -> Field:
    places = np.array([cast.place[one.id] for one in resources], np.int64)
    readings = [_reading(one, field.card) for one in resources]
    value = np.array([one[0] for one in readings], np.float32)
    at_s = np.array([one[1] for one in readings], np.float64)
    now = field.now.copy()
    now[places] = np.where([one.is_stale for one in resources], np.float32(np.nan), value)
    read = ~np.isnan(value)
    news = News(places[read], value[read], at_s[read])
    return _field(field.card, field.track.moved_to(frame).with_news(news), now)


def _reading(resource: Resource, card: Card) -> tuple[float, float]:
    """The sum of what is measured, NaN for nothing, and when the newest of it was read."""
    measured = [resource.metrics[one] for one in card.metrics if one in resource.metrics]
    if not measured:
        return float("nan"), 0.0
    at_s = max(epoch_ms(one.at) for one in measured) / 1000
    return sum(one.value for one in measured), at_s


def _field(card: Card, of: Track, now: Cells) -> Field:
    return Field(
        card=card,
        track=of,
        now=now,
        present=said(now, card.headline),
        strongest=_strongest(now, card.headline),
    )


def _strongest(now: Cells, headline: Headline) -> tuple[int, ...]:
    known: npt.NDArray[np.int64] = np.flatnonzero(~np.isnan(now))
    sign = 1 if headline is Headline.LEAST else -1
    order = np.argsort(sign * now[known], kind="stable")[:STRONGEST]
    return tuple(int(place) for place in known[order])
