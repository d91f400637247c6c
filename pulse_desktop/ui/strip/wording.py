"""What a card says in words. Pure: no Qt, no numpy."""

from datetime import timedelta

from pulse_desktop.model.change import Change
from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.wording import at
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip.lane import Mark
from pulse_desktop.ui.strip.plan import Card, Headline

_NOTES = {
    Headline.MEDIAN: mark("Strip", "median of {n}"),
    Headline.TOTAL: mark("Strip", "total of {n}"),
    Headline.LEAST: mark("Strip", "least of {n}"),
}
_FACTS = {
    Headline.MEDIAN: mark("Strip", "Median {value} of {n}, from {low} to {high}."),
    Headline.TOTAL: mark("Strip", "Total {value} of {n}, each from {low} to {high}."),
    Headline.LEAST: mark("Strip", "Least {value} of {n}, at most {high}."),
}
_DAY = timedelta(days=1).total_seconds()
_MOST_LINES = 6


def note(card: Card, count: int, formats: Formats) -> str:
    """What the large value is of how many: ``median of 14``."""
    if count == 0:
        return formats.say(mark("Strip", "no value now"))
    return formats.say(_NOTES[card.headline].given(n=count))


def description(
    card: Card, present: float | None, span: tuple[float, float], count: int, formats: Formats
) -> str:
    """The present value and the range of all rows, as a sentence."""
    if present is None:
        return formats.say(mark("Strip", "No value."))
    low, high = (formats.value(card.metric, value) for value in span)
    value = formats.value(card.metric, present)
    return formats.say(_FACTS[card.headline].given(value=value, n=count, low=low, high=high))


def moment(at_s: float, window_s: tuple[float, float], formats: Formats) -> str:
    """An instant: the time of day alone where the window is no longer than a day."""
    if window_s[1] - window_s[0] <= _DAY:
        return formats.time(at(at_s))
    return formats.absolute(at(at_s))


def as_of(at_s: float, window_s: tuple[float, float], formats: Formats) -> str:
    """Of when the values in a header are, where they are not the present ones."""
    return formats.say(mark("Strip", "as of {time}").given(time=moment(at_s, window_s, formats)))


def spans(span_s: tuple[float, float], window_s: tuple[float, float], formats: Formats) -> str:
    """A selected span: ``21:30–21:50``."""
    start, end = (moment(one, window_s, formats) for one in span_s)
    return f"{start}–{end}"


def happening(change: Change, formats: Formats) -> str:
    """What happened, to whom and when: ``Exited with status 137 · web · 21:42``."""
    said = formats.say(change.text)
    return f"{said} · {change.resource_name} · {formats.time(change.at)}"


def happenings(found: Mark, formats: Formats) -> str:
    """All that lies at one place of the lane, a line each."""
    lines = [happening(change, formats) for change in found.changes[:_MOST_LINES]]
    more = len(found.changes) - len(lines)
    if more:
        lines.append(formats.say(mark("Strip", "and {n} more").given(n=more)))
    return "\n".join(lines)
