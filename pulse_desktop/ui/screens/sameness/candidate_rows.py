"""Candidates for a merge as rows of text, narrowed down by what is typed. Pure: no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from pulse_desktop.model.ids import ResourceId
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
    """One row a candidate, in their order."""
    return tuple(_row(candidate, presentation) for candidate in candidates)


def narrowed(listed: Iterable[CandidateRow], text: str) -> tuple[CandidateRow, ...]:
    """Those that contain every word of ``text``, whatever its case."""
    words = text.casefold().split()
    return tuple(
        row
        for row in listed
        if all(word in f"{row.name} {row.where} {row.evidence}".casefold() for word in words)
    )


def _row(candidate: Candidate, presentation: Presentation) -> CandidateRow:
    resource = candidate.resource
    where = presentation.platforms(resource)
    if resource.parent_name:
        on = mark("Sameness", "{platform}, on {parent}")
        where = presentation.formats.say(on.given(platform=where, parent=resource.parent_name))
    evidence = presentation.formats.say(candidate.likeness.text)
    return CandidateRow(resource.id, resource.name, where, evidence)
