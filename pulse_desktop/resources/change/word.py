"""A change is what a source says otherwise than it said itself, not that another is believed.

Two connections may see one thing differently for ever, and whichever has gone quiet is believed
less: what is shown then differs, and the thing is as it was.
"""

from collections.abc import Callable

from pulse_desktop.model.snapshot import Observation
from pulse_desktop.resources.change.finding import Seen
from pulse_desktop.resources.contribution import Contribution

Read = Callable[[Observation], object]
"""Gives what is compared, in its one spelling; ``None`` where a source is silent about it."""


def turned(old: Seen, new: Seen, read: Read) -> tuple[Contribution, Contribution] | None:
    """What the believed source said before and says now, where that is news.

    It is none where whoever was believed before said so already: what two connections see, one
    of them tells.
    """
    after = believed(new, read)
    before = None if after is None else word_of(after, old)
    first = believed(old, read)
    if after is None or before is None or first is None:
        return None
    was, now = read(before.observation), read(after.observation)
    if was is None or now in (was, read(first.observation)):
        return None
    return before, after


def believed(seen: Seen, read: Read) -> Contribution | None:
    """The most believed source that says something of it."""
    return next((said for said in seen.said if read(said.observation) is not None), None)


def word_of(speaker: Contribution, seen: Seen) -> Contribution | None:
    """What the same connection said of the same member in that look."""
    name = (speaker.source, speaker.member)
    return next((said for said in seen.said if (said.source, said.member) == name), None)


def is_otherwise(old: Seen, new: Seen, read: Read) -> bool:
    """Whether any source that spoke in both looks says otherwise than it did, also by silence."""
    both = ((word_of(said, old), said) for said in new.said)
    return any(
        before is not None and read(before.observation) != read(after.observation)
        for before, after in both
    )
