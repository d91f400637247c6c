"""Whom the loss of a storage would hit, as a sentence."""

from pulse_desktop.model.resource import Consumers, Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.risk import is_backup_store

_SAID = 3
"""How many consumers a sentence names."""


def impact_of(
    resource: Resource, consumers: Consumers | None, *, is_endangered: bool
) -> Text | None:
    """Whom the loss of ``resource`` would hit; ``None`` when nobody is known to use it."""
    if consumers is None or consumers.count == 0:
        return None
    who = _who(consumers)
    if not is_backup_store(resource):
        return mark("Impact", "Data of {who} is kept on it").given(who=who)
    if is_endangered:
        return mark("Impact", "Backups of {who} are at risk").given(who=who)
    return mark("Impact", "Backups of {who} are kept on it").given(who=who)


def _who(consumers: Consumers) -> Text:
    said = consumers.top[:_SAID]
    names, more = ", ".join(one.name for one in said), consumers.count - len(said)
    if consumers.count == 1:
        return mark("Impact", "1 workload ({names})").given(names=names)
    if more <= 0:
        sentence = mark("Impact", "{count} workloads ({names})")
        return sentence.given(count=consumers.count, names=names)
    sentence = mark("Impact", "{count} workloads ({names} and {more} more)")
    return sentence.given(count=consumers.count, names=names, more=more)
