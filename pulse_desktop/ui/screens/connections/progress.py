"""How far a connection test has come: a fold over its stages. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from pulse_desktop.model.errors import Category
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.stage import (
    Stage,
    StageId,
    StageLine,
    StageState,
    StageTitle,
    is_usable,
)
from pulse_desktop.ui.screens.connections.explanation import explain

_TITLES = {
    StageId.RESOLVE: mark("Progress", "Resolve name"),
    StageId.REACH: mark("Progress", "Reach port"),
    StageId.TLS: mark("Progress", "TLS certificate"),
    StageId.SIGN_IN: mark("Progress", "Sign in"),
    StageId.VERSION: mark("Progress", "Version"),
    StageId.PERMISSIONS: mark("Progress", "Permissions"),
    StageId.PREVIEW: mark("Progress", "Inventory preview"),
}
"""For a stage that was not announced, such as a sign-in that failed for want of a keyring."""

TRUST = frozenset({Category.TLS_UNTRUSTED, Category.TLS_CHANGED, Category.TLS_HOSTNAME})
"""Failures that the user may answer by trusting what was presented."""


class Phase(StrEnum):
    """Whether a test is under way."""

    RUNNING = "running"
    STOPPED = "stopped"
    """By the user, before it ended."""

    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Row:
    """One step on show. Its state is ``WAITING`` until it was tried."""

    title: Text
    stage: Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """The announced steps, and the last word of each that was tried."""

    titles: tuple[StageTitle, ...]
    stages: tuple[Stage, ...] = ()
    phase: Phase = Phase.RUNNING

    def rows(self) -> tuple[Row, ...]:
        """Every step in order; what was not announced comes last."""
        last = {stage.id: stage for stage in self.stages}
        rows = [
            Row(each.title, last.pop(each.id, Stage(id=each.id, state=StageState.WAITING)))
            for each in self.titles
        ]
        rows += [Row(_TITLES[stage.id], stage) for stage in last.values()]
        return tuple(rows)

    def advanced(self, stage: Stage) -> "Progress":
        """After ``stage`` began or ended."""
        others = tuple(each for each in self.stages if each.id is not stage.id)
        return replace(self, stages=(*others, stage))

    def stopped(self) -> "Progress":
        """After the user stopped it: what was running waits again, and says why."""
        stages = tuple(
            Stage(id=each.id, state=StageState.WAITING, detail=mark("Progress", "stopped"))
            if each.state is StageState.RUNNING
            else each
            for each in self.stages
        )
        return replace(self, stages=stages, phase=Phase.STOPPED)

    def ended(self) -> "Progress":
        """After the last stage."""
        return replace(self, phase=Phase.ENDED)

    @property
    def failure(self) -> Stage | None:
        """The stage that ended the chain."""
        return next((each for each in self.stages if each.state is StageState.FAILED), None)

    @property
    def question(self) -> Stage | None:
        """The stage that asks whether to trust a certificate."""
        failure = self.failure
        if failure is None or failure.certificate is None or failure.category not in TRUST:
            return None
        return failure

    @property
    def other_product(self) -> str | None:
        """The title of the product that answered in place of the expected one."""
        failure = self.failure
        if failure is None or failure.category is not Category.WRONG_PRODUCT:
            return None
        title = failure.detail.parameters.get("product") if failure.detail is not None else None
        return title if isinstance(title, str) else None

    @property
    def is_usable(self) -> bool:
        """Whether the test ended well."""
        return self.phase is Phase.ENDED and is_usable(self.stages)

    @property
    def missing(self) -> int:
        """How many optional permissions were found missing."""
        return sum(
            line.state in {StageState.WARNING, StageState.FAILED}
            for stage in self.stages
            if stage.id is StageId.PERMISSIONS
            for line in stage.lines
            if command_of(line) is None
        )

    @property
    def lacking(self) -> tuple[Lack, ...]:
        """The permissions that were found missing, by the platforms that tell them apart."""
        return tuple(lack for stage in self.stages for lack in stage.lacking)

    @property
    def cures(self) -> tuple[str, ...]:
        """The commands that the platform gave to cure what was found."""
        commands = (command_of(line) for stage in self.stages for line in stage.lines)
        return tuple(command for command in commands if command is not None)

    @property
    def wants_commands(self) -> bool:
        """Whether commands that grant permissions would help."""
        refused = self.failure is not None and self.failure.category in {
            Category.FORBIDDEN,
            Category.AUTH,
        }
        return refused or self.missing > 0

    def verdict(self, say: Callable[[Text], str] = str) -> str:
        """The one line that sums it up, in the language of ``say``."""
        if self.phase is Phase.STOPPED:
            return say(mark("Progress", "Stopped. Nothing was saved."))
        if self.phase is Phase.RUNNING:
            return say(mark("Progress", "Testing…"))
        failure = self.failure
        if failure is not None and failure.category is not None:
            title = say(explain(failure.category).title)
            if self.question is not None and failure.category is Category.TLS_UNTRUSTED:
                return say(
                    mark("Progress", "Waiting for your decision. {reason}.").given(reason=title)
                )
            return say(mark("Progress", "Not usable. {reason}.").given(reason=title))
        if not self.is_usable:
            return say(mark("Progress", "Not usable. The test ended early."))
        return say(_usable(self.missing))


def command_of(line: StageLine) -> str | None:
    """The command that a finding consists of, to be copied rather than read."""
    command = line.text.parameters.get("command")
    return command if isinstance(command, str) else None


def _usable(missing: int) -> Text:
    if missing == 0:
        return mark("Progress", "Usable.")
    if missing == 1:
        return mark("Progress", "Usable. One optional permission is missing.")
    return mark("Progress", "Usable. {n} optional permissions are missing.").given(n=missing)
