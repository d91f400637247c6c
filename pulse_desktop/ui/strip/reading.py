"""What a card's header says of its field, at the present or at the crosshair."""

import numpy as np

from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip import wording
from pulse_desktop.ui.strip.card_view import Readout
from pulse_desktop.ui.strip.crowd import Cells
from pulse_desktop.ui.strip.panel import stroke_of
from pulse_desktop.ui.strip.scene import Field
from pulse_desktop.ui.strip.track import Frame


def bucket_at(frame: Frame, at_s: float) -> int:
    """The bucket nearest to an instant."""
    return min(max(0, round(at_s / frame.bucket_s) - frame.first), frame.size - 1)


def instant_of(frame: Frame, bucket: int) -> float:
    """Where on the time axis a bucket is drawn."""
    return (frame.first + min(max(0, bucket), frame.size - 1)) * frame.bucket_s


def nearest(field: Field, bucket: int, value: float) -> int | None:
    """The place of the row whose value there is nearest to ``value``."""
    distance = np.abs(field.track.values[bucket] - np.float32(value))
    if np.isnan(distance).all():
        return None
    return int(np.nanargmin(distance))


def readout(
    field: Field, bucket: int | None, looked_at: tuple[int, str] | None, formats: Formats
) -> Readout:
    """The header without its note; ``looked_at`` is a row's place and name."""
    metric = field.card.metric
    present = field.present if bucket is None else _known(field.track.crowd.headline[bucket])
    title, value = formats.say(field.card.title), formats.value(metric, present)
    if looked_at is None:
        return Readout(title=title, value=value)
    place, name = looked_at
    own = field.now[place] if bucket is None else field.track.values[bucket, place]
    return Readout(
        title=title,
        value=value,
        named=name,
        named_value=formats.value(metric, _known(own)),
        hue=stroke_of(field, place)[0],
    )


def count(field: Field) -> int:
    """Rows with a present value."""
    return _count(field.now)


def description(field: Field, bucket: int | None, formats: Formats) -> str:
    """The value and the range in words, of a bucket or of the present."""
    cells = field.now if bucket is None else field.track.values[bucket]
    told = field.present if bucket is None else _known(field.track.crowd.headline[bucket])
    known = _count(cells)
    span = (float(np.nanmin(cells)), float(np.nanmax(cells))) if known else (0.0, 0.0)
    return wording.description(field.card, told, span, known, formats)


def _count(cells: Cells) -> int:
    return int(np.count_nonzero(~np.isnan(cells)))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
