"""The staged connection test: what a step is called and how it ended."""

from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.errors import Category, Certificate
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text


class StageId(StrEnum):
    """The steps, in the order in which they run. A platform leaves out what it has no use for."""

    RESOLVE = "resolve"
    REACH = "reach"
    TLS = "tls"
    SIGN_IN = "sign_in"
    VERSION = "version"
    PERMISSIONS = "permissions"
    PREVIEW = "preview"


class StageState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    WARNING = "warning"
    """Done, with optional things missing."""

    FAILED = "failed"
    """The chain ends here."""


@dataclass(frozen=True, slots=True)
class StageTitle:
    """A step and its name for people: ``Reach port 8006``."""

    id: StageId
    title: Text


@dataclass(frozen=True, slots=True)
class StageLine:
    """One finding below a step: a permission, a subject, a fingerprint."""

    state: StageState
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step as it begins (``RUNNING``) or as it ended."""

    id: StageId
    state: StageState
    detail: Text | None = None
    """A few words: ``accepted``, ``10.0.0.11``, ``Proxmox VE 9.1.2``; the failure's sentence."""

    duration_ms: float | None = None
    lines: tuple[StageLine, ...] = ()
    lacking: tuple[Lack, ...] = ()
    """The permissions that were found missing; ``lines`` say them too."""

    category: Category | None = None
    """Of the failure."""

    certificate: Certificate | None = None
    """What the endpoint presented, when trust is the question."""

    pinned: str | None = None
    """The fingerprint that was expected, when another was presented."""


def is_usable(stages: tuple[Stage, ...]) -> bool:
    """Whether a finished test ended well: the preview was reached and nothing failed."""
    last = {stage.id: stage.state for stage in stages}
    reached = last.get(StageId.PREVIEW) in {StageState.PASSED, StageState.WARNING}
    return reached and StageState.FAILED not in last.values()
