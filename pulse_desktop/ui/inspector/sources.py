"""What a resource was put together from, and what the user decided about that. Pure: no Qt."""

from dataclasses import dataclass

from pulse_desktop.model.resource import Member, Resource, SourceState
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.judgement import Decision, decisions
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.presentation import Presentation


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One member: which platform reports it, and as what."""

    title: str
    name: str
    native_id: str
    state: str
    """Empty while its source is heard."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in words, and what undoes it."""

    text: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Sources:
    """The block, top to bottom."""

    lines: tuple[SourceLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


def sources(resource: Resource, state: ReadState, presentation: Presentation) -> Sources:
    """Members, most believed first, and decisions."""
    return Sources(
        tuple(_line(member, resource, presentation) for member in resource.members),
        tuple(
            DecisionLine(_decided(decision, presentation), decision)
            for decision in decisions(resource, state)
        ),
    )


def label(member: Member, presentation: Presentation) -> str:
    """``pve1 (Proxmox VE)``."""
    return f"{member.name} ({presentation.title(member.source.platform)})"


def _line(member: Member, resource: Resource, presentation: Presentation) -> SourceLine:
    status = resource.sources.get(member.source)
    words = {
        SourceState.STALE: mark("Sources", "quiet"),
        SourceState.OFFLINE: mark("Sources", "offline"),
    }
    word = words.get(status.state) if status is not None else None
    return SourceLine(
        title=presentation.title(member.source.platform),
        name=member.name,
        native_id=member.native_id,
        state="" if word is None else presentation.formats.say(word),
    )


def _decided(decision: Decision, presentation: Presentation) -> str:
    say = presentation.formats.say
    if decision.other is None:
        return say(_of_the_absent(decision))
    text = (
        mark("Sources", "Kept apart from {name} by you")
        if decision.is_apart
        else mark("Sources", "Merged with {name} by you")
    )
    return say(text.given(name=label(decision.other, presentation)))


def _of_the_absent(decision: Decision) -> Text:
    if decision.is_apart:
        return mark("Sources", "Kept apart by you from something that no source reports now")
    return mark("Sources", "Merged by you with something that no source reports now")
