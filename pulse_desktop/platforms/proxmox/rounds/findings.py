"""What rounds have found so far: frozen, to be mapped by another thread."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from pulse_desktop.model.errors import ProviderError
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Key, Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """The state of one errand."""

    value: T | None = None
    """The last answer that came, however old."""

    at: datetime | None = None
    """When it came."""

    problem: ProviderError | None = None
    """Why there is no newer one."""

    @property
    def fresh(self) -> T | None:
        """The answer, unless asking for it again failed."""
        return self.value if self.problem is None else None


_UNTOLD: Told[Any] = Told()


def _nothing() -> Mapping[Key, tuple[Errand[Any], Told[Any]]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers to all errands of one session."""

    by_key: Mapping[Key, tuple[Errand[Any], Told[Any]]] = field(default_factory=_nothing)

    def of(self, question: Question[T], node: str = "", *places: str) -> Told[T]:
        """What is known of one errand; nothing at all where it was never run."""
        _, told = self.by_key.get((question.title, node, places), (None, _UNTOLD))
        # The key begins with the question's title, and each title has one shape.
        return cast("Told[T]", told)

    def all_of(self, question: Question[T]) -> Iterator[tuple[Errand[T], Told[T]]]:
        """Every errand with this question that was run, in the order of their first time."""
        for (title, _, _), (errand, told) in self.by_key.items():
            if title == question.title:
                yield errand, told


NOTHING_FOUND = Findings()
