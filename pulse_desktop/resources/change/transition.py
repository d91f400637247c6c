"""It is in another state, or a watched fact of it is another one."""

from collections.abc import Iterator

from pulse_desktop.model.change import ChangeKind, excerpt
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import NONE, Finding, Seen
from pulse_desktop.resources.change.watched import turns

TURNED = mark("Timeline", "{before} → {after}")


def transitions(old: Seen, new: Seen) -> Iterator[Finding]:
    """Its status, or the word for it, is another one."""
    before, after = old.condition, new.condition
    if before.status is after.status and before.word == after.word:
        return
    was, now = before.status.value, after.status.value
    if was == now:
        was, now = str(before.word).lower(), str(after.word).lower()
    text = TURNED.given(before=before.word, after=after.word)
    yield Finding("status", ChangeKind.STATE_TRANSITION, text, was, now)


def facts(old: Seen, new: Seen) -> Iterator[Finding]:
    """A watched fact of a facet turned."""
    for turn in turns(old, new):
        text = mark("Timeline", "{label}: {before} → {after}").given(
            label=turn.fact.label, before=_word(turn.before), after=_word(turn.after)
        )
        name = f"{turn.source}.{turn.fact.name}"
        yield Finding(name, turn.fact.kind, text, _state(turn.before), _state(turn.after))


def _word(value: object) -> Text | str:
    return mark("Timeline", "none") if value is None else excerpt(str(value))


def _state(value: object) -> str:
    return NONE if value is None else excerpt(str(value))
