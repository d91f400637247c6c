"""What the user says about resources: notes, and which things are one. Kept with the estate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """The user's words on one resource (D-02). ``None`` says nothing, ``""`` says: empty."""

    web_url: str | None = None
    description: str | None = None
    tags: tuple[str, ...] | None = None
    notes: str | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing at all."""
        return self == NOTHING_SAID

    def over(self, other: "Annotation") -> "Annotation":
        """Its own words, and ``other``'s where it says nothing."""
        return Annotation(
            web_url=other.web_url if self.web_url is None else self.web_url,
            description=other.description if self.description is None else self.description,
            tags=other.tags if self.tags is None else self.tags,
            notes=other.notes if self.notes is None else self.notes,
        )


NOTHING_SAID = Annotation()


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """The user says that two members are one resource; ``primary`` keeps its id."""

    primary: ResourceId
    secondary: ResourceId


@dataclass(frozen=True, slots=True, order=True)
class Split:
    """The user says that ``leaver`` is not the same resource as ``keeper``, whatever agrees."""

    leaver: ResourceId
    keeper: ResourceId


Verdict = Link | Split
"""A decision about sameness. Its ids are those of members: ``Member.id``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenancy:
    """Which native id holds a place of a source, and the first one that ever did.

    ``origin`` names the history, so that what moved or was recreated continues it.
    """

    source: str
    type: str
    place: str
    holder: str
    origin: str


def _no_annotations() -> Mapping[ResourceId, Annotation]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an estate's database keeps for the registry, so that no restart forgets it."""

    annotations: Mapping[ResourceId, Annotation] = field(default_factory=_no_annotations)
    verdicts: frozenset[Verdict] = frozenset()
    tenancies: tuple[Tenancy, ...] = ()


NOTHING_KEPT = Kept()
