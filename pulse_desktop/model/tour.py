"""A walk through an estate: stops that each show one thing worth finding."""

from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop: what is said, and what is shown meanwhile."""

    title: Text
    words: Text
    """Two or three sentences: what to see, and what it means."""

    tab: str
    """The word of a tab: ``infrastructure``, ``workloads``, ``storage``, ``recovery``."""

    resource: str | None = None
    """Name of the resource that is selected."""

    window: tuple[datetime, datetime] | None = None
    """What its charts show; the present one where ``None``."""
