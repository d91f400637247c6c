"""Candidates for a merge as rows of text, narrowed down by what is typed. Pure: no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark
from pulse_desktop.resources.candidates import Candidate
from pulse_desktop.ui.presentation import Presentation

SHOWN = 200
"""Rows that are listed at once; beyond them one types to narrow the list down."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One resource that may be the same thing."""

    id: ResourceId
    name: str
    where: str
    """Who reports it, and on what it runs."""

    evidence: str


def rows(candidates: Iterable[Candidate], presentation: Presentation) -> tuple[CandidateRow, ...]:
    """One row a candidate, in their order; thousands mostly say the same, which is said once."""
    say = cache(presentation.formats.say)
    named = cache(partial(_named, presentation))
    return tuple(
        CandidateRow(
            id=one.resource.id,
            name=one.resource.name,
            where=named(_platforms(one.resource), one.resource.parent_name),
            evidence=say(one.likeness.text),
        )
        for one in candidates
    )


def narrowed(listed: Iterable[CandidateRow], text: str) -> tuple[CandidateRow, ...]:
    """Those that contain every word of ``text``, whatever its case."""
    words = text.casefold().split()
    return tuple(
        row
        for row in listed
        if all(word in f"{row.name} {row.where} {row.evidence}".casefold() for word in words)
    )


def _platforms(resource: Resource) -> frozenset[PlatformId]:
    return frozenset(source.platform for source in resource.sources)


def _named(presentation: Presentation, platforms: frozenset[PlatformId], parent: str | None) -> str:
    titles = ", ".join(sorted({presentation.title(platform) for platform in platforms}))
    if not parent:
        return titles
    text = mark("Sameness", "{platform}, on {parent}")
    return presentation.formats.say(text.given(platform=titles, parent=parent))
