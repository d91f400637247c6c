"""How many values lie at each instant: the edges of the middle, their sum, their least."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.ui.strip.plan import Headline

Cells = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

_EDGES = (0.10, 0.50, 0.90)


@dataclass(frozen=True, slots=True)
class Crowd:
    """One figure an instant, each of shape (m,); NaN where nothing was measured."""

    low: Floats
    """A tenth of all values are below."""

    middle: Floats
    """The median."""

    high: Floats
    """A tenth of all values are above."""

    headline: Floats
    """What the card's large value says, at each instant."""

    def __len__(self) -> int:
        return len(self.middle)

    def followed_by(self, later: "Crowd", dropped: int, kept: int) -> "Crowd":
        """Without the first ``dropped`` instants, ``kept`` of the others, and then ``later``."""
        part = slice(dropped, dropped + kept)
        return Crowd(
            np.concatenate((self.low[part], later.low)),
            np.concatenate((self.middle[part], later.middle)),
            np.concatenate((self.high[part], later.high)),
            np.concatenate((self.headline[part], later.headline)),
        )


def crowd(values: Cells, headline: Headline) -> Crowd:
    """The crowd of ``values``, shape (m, n): one line an instant. NaN is nobody."""
    ordered = np.sort(values, axis=1)
    present = np.count_nonzero(~np.isnan(values), axis=1)
    low, middle, high = (_quantile(ordered, present, share) for share in _EDGES)
    return Crowd(low, middle, high, _headline(ordered, present, headline, middle))


def said(values: Cells, headline: Headline) -> float | None:
    """The headline of values at one instant, shape (n,); ``None`` where there are none."""
    figure = float(crowd(values[np.newaxis, :], headline).headline[0]) if len(values) else np.nan
    return None if np.isnan(figure) else figure


def _headline(
    ordered: Cells, present: npt.NDArray[np.int64], headline: Headline, middle: Floats
) -> Floats:
    if headline is Headline.MEDIAN:
        return middle
    if headline is Headline.LEAST:
        return _quantile(ordered, present, 0.0)
    return np.where(present > 0, np.nansum(ordered, axis=1, dtype=np.float64), np.nan)


def _quantile(ordered: Cells, present: npt.NDArray[np.int64], share: float) -> Floats:
    """Between the two nearest values, as far as the place lies between them; NaNs are last."""
    size, width = ordered.shape
    if not width:
        return np.full(size, np.nan)
    place = share * np.maximum(present - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(present - 1, 0))
    rows = np.arange(size)
    first = ordered[rows, below].astype(np.float64)
    return first + (ordered[rows, above] - first) * (place - below)
