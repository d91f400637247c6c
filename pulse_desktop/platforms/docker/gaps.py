"""Optional reads of one poll that failed: they degrade a snapshot and do not void it."""

from dataclasses import dataclass, field

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.sweep import Answers
from pulse_desktop.provider.decoding import Rows


@dataclass(slots=True)
class Gaps:
    """Collected while a poll goes on; the poll's own."""

    issues: list[Issue] = field(default_factory=list)
    unlisted: set[ResourceType] = field(default_factory=set)
    """Kinds whose listing is incomplete, so that absence from it means nothing."""

    def note(self, section: str, error: ProviderError) -> None:
        """A section that could not be read."""
        self.issues.append(Issue(section, error.category.value, error.message))

    def note_refused(self, section: str, rows: Rows[object], kind: ResourceType) -> None:
        """Rows that could not be read are not gone."""
        if rows.are_complete:
            return
        message = mark("Docker", "{section}: {count} entries could not be read.").given(
            section=section,
            count=rows.refused,
        )
        self.issues.append(Issue(section, Category.PARTIAL.value, message))
        self.unlisted.add(kind)

    def note_missing(self, section: str, answers: Answers[object]) -> None:
        """Containers that did not answer have no values this time."""
        if not answers.missing:
            return
        failure = answers.failure
        if failure is not None and failure.category is Category.FORBIDDEN:
            self.note(section, failure)
            return
        category = failure.category if failure is not None else Category.TIMEOUT
        message = mark("Docker", "{section}: {count} containers did not answer.").given(
            section=section,
            count=answers.missing,
        )
        self.issues.append(Issue(section, category.value, message))
