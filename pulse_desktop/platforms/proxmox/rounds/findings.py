"""What rounds have found so far: frozen, to be mapped by another thread."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Key, Question

T = TypeVar("T")

OF_THE_NODE = frozenset({Category.PARTIAL, Category.TIMEOUT})
"""Failures of a question that may be those of the whole node."""


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """The state of one errand."""

    value: T | None = None
    """The last answer that came, however old."""

    at: datetime | None = None
    """When it came."""

    problem: ProviderError | None = None
    """Why there is no newer one."""

    failing_since: datetime | None = None
    """When it first failed; ``None`` also where it is to be asked anew, whatever it was."""

    @property
    def fresh(self) -> T | None:
        """The answer, unless asking for it again failed."""
        return self.value if self.problem is None else None


_UNTOLD: Told[Any] = Told()


@dataclass(frozen=True, slots=True)
class Answering:
    """For how long a node has told how it fares whenever it was asked."""

    since: datetime
    last: datetime


def _nothing() -> Mapping[Key, tuple[Errand[Any], Told[Any]]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers to all errands of one session."""

    by_key: Mapping[Key, tuple[Errand[Any], Told[Any]]] = field(default_factory=_nothing)
    answering: Mapping[str, Answering] | None = None
    """The nodes that answer; ``None`` where nobody asks nodes how they fare."""

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

    def is_of_the_node(self, errand: Errand[Any], told: Told[Any]) -> bool:
        """Whether a failure may be that of the whole node, which is told once and elsewhere.

        It is the question's own where the node has answered before and after it.
        """
        if self.answering is None or not errand.node or told.problem is None:
            return False
        if told.problem.category not in OF_THE_NODE:
            return False
        run, began = self.answering.get(errand.node), told.failing_since
        return run is None or began is None or not run.since <= began <= run.last


NOTHING_FOUND = Findings()
