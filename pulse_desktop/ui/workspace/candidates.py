"""Every series of every resource, found by words. Pure, and run in a worker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.saved_chart import ChartedSeries
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.workspace.composition import charted, offered

MOST_SHOWN = 400
"""Rows that the list has at once; who wants another one types another letter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One series that can be added."""

    resource: Resource
    metric: Metric

    @property
    def series(self) -> ChartedSeries | None:
        """As a chart takes it; ``None`` for what has no history."""
        return charted(self.resource, self.metric)


@dataclass(frozen=True, slots=True)
class Found:
    """The first candidates that hold every word, and how many there are."""

    candidates: tuple[Candidate, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One resource, and the words by which it is found."""

    resource: Resource
    name: str
    """In lower case."""

    words: str
    """Name, platform, kind and where it runs, in lower case."""

    metrics: tuple[Metric, ...]


def listings(resources: Iterable[Resource], presentation: Presentation) -> tuple[Listing, ...]:
    """Every resource that has something to draw, by name."""
    found = [
        _listing(resource, metrics, presentation)
        for resource in resources
        if (metrics := offered(resource))
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.resource.id)))


def search(index: Sequence[Listing], text: str, labels: dict[Metric, str]) -> Found:
    """Candidates in which each word of ``text`` occurs, in resource or metric.

    Names that begin with the first word come first.
    """
    words = text.casefold().split()
    found: list[Candidate] = []
    later: list[Candidate] = []
    count = 0
    for listing in index:
        metrics = _matching(listing, words, labels)
        if metrics:
            count += len(metrics)
            is_first = not words or listing.name.startswith(words[0])
            target = found if is_first else later
            if len(target) < MOST_SHOWN:
                target.extend(Candidate(listing.resource, metric) for metric in metrics)
    return Found(tuple((found + later)[:MOST_SHOWN]), count)


def _matching(
    listing: Listing, words: Sequence[str], labels: dict[Metric, str]
) -> tuple[Metric, ...]:
    """What of a resource holds the words that its own do not."""
    rest = [word for word in words if word not in listing.words]
    if not rest:
        return listing.metrics
    return tuple(m for m in listing.metrics if all(word in labels[m] for word in rest))


def _listing(
    resource: Resource, metrics: tuple[Metric, ...], presentation: Presentation
) -> Listing:
    name = resource.name.casefold()
    told = (
        resource.name,
        presentation.platforms(resource),
        resource.type.value.replace("-", " "),
        resource.parent_name or "",
    )
    return Listing(resource, name, " ".join(told).casefold(), metrics)
