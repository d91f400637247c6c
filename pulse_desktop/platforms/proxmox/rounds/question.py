"""A question to the API, and one occasion to put it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Generic, TypeVar
from urllib.parse import quote

from pulse_desktop.model.errors import Category, ProviderError

T = TypeVar("T")

Release = tuple[int, int]
"""``(9, 1)``."""

Key = tuple[str, str, tuple[str, ...]]
"""Title, node and what fills the places of the path."""


class Weight(Enum):
    """What an answer costs the node that gives it."""

    LIGHT = auto()
    """Answered from memory, or by reading a file."""

    HEAVY = auto()
    """Talks to a guest or to a program, and may hold a worker for some seconds."""

    LONG = auto()
    """Looks at storage, and may hold a worker for as long as that hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """One path of the endpoint catalogue."""

    title: str
    """Names it within the program: ``storage content``."""

    path: str
    """With ``{node}`` where it is put to a node, and ``{0}``, ``{1}`` for other places."""

    decode: Callable[[bytes], T]
    """Raises ``ValueError`` for what it cannot read; runs in a worker."""

    every: timedelta
    """At the normal load profile."""

    deadline_s: float
    weight: Weight = Weight.LIGHT
    since: Release = (0, 0)
    """The first release that has it."""

    until: Release | None = None
    """The first release that no longer has it."""

    is_passing: bool = False
    """Whether its answer is for one poll only, and let go of then."""

    is_of_a_traveller: bool = False
    """Whether what it asks about may move to another node, and takes its last answer along."""

    absence: tuple[str, ...] = ()
    """Words of a refusal that say: there is nothing of the kind here."""

    absent_for: timedelta = timedelta(hours=1)
    """How long after that, or where the path is unknown, it is not put again."""

    def tells_absence(self, error: ProviderError) -> bool:
        """Whether a refusal is no trouble, but the answer that there is nothing."""
        said = str(error.message) if error.category is Category.SERVER else ""
        return error.category is Category.WRONG_PRODUCT or any(w in said for w in self.absence)

    def is_in(self, release: Release) -> bool:
        """Whether a release knows the path."""
        return self.since <= release and (self.until is None or release < self.until)


@dataclass(frozen=True, slots=True)
class Errand(Generic[T]):
    """A question to one node, or through the contacted one to the cluster."""

    question: Question[T]
    node: str = ""
    """Whose workers it takes; empty for what the contacted node answers by itself."""

    places: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.question.title, self.node, self.places

    @property
    def path(self) -> str:
        """Below ``/api2/json/``, escaped."""
        places = (quote(each, safe="") for each in self.places)
        return self.question.path.format(*places, node=quote(self.node, safe=""))
