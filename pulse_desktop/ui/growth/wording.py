"""An outlook in the user's words. Pure: no Qt."""

from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.growth.trend import FEWEST_DAYS, Outlook, Trend

_YEAR = 365


def growth(found: Outlook | None, formats: Formats) -> str:
    """How much more it holds: ``+5.6 TB``, ``−12.0 GB``, ``0``."""
    if found is None or found.growth_bytes is None:
        return MISSING
    if found.growth_bytes == 0:
        return formats.number(0)
    sign = "+" if found.growth_bytes > 0 else "−"
    return sign + formats.size(abs(found.growth_bytes))


def full_in(found: Outlook | None, formats: Formats) -> str:
    """When it will be full: ``23 d ±4``, ``> 1 y``, or why that cannot be said."""
    return MISSING if found is None else formats.say(_full_in(found))


def explained(found: Outlook | None, formats: Formats) -> str:
    """The same with what it was made from."""
    if found is None:
        return MISSING
    said = formats.say(_full_in(found))
    if found.trend is Trend.SHORT:
        return said
    grown = growth(found, formats)
    sentence = mark("Growth", "{said}: {growth} over {days} recorded days")
    return formats.say(sentence.given(said=said, growth=grown, days=found.days))


_UNTIMED = {
    Trend.STABLE: mark("Growth", "stable"),
    Trend.SHRINKING: mark("Growth", "shrinking"),
    Trend.GROWING: mark("Growth", "growing"),
}
"""Where no day can be named."""


def _full_in(found: Outlook) -> Text:
    if found.trend is Trend.SHORT:
        sentence = mark("Growth", "not enough history ({days} of {fewest} d)")
        return sentence.given(days=found.days, fewest=FEWEST_DAYS)
    if found.full_in_days is None:
        return _UNTIMED[found.trend]
    if found.full_in_days > _YEAR:
        return mark("Growth", "> 1 y")
    days = round(found.full_in_days)
    if found.margin_days is None or found.margin_days >= found.full_in_days:
        return mark("Growth", "about {days} d").given(days=days)
    return mark("Growth", "{days} d ±{margin}").given(days=days, margin=round(found.margin_days))
