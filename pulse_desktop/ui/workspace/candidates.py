"""Every series of every resource, found by words. Pure, and run in a worker."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.saved_chart import ChartedSeries
from pulse_desktop.model.text import Text
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


def labelled(say: Callable[[Text], str]) -> Mapping[Metric, str]:
    """The words by which each metric is found, in lower case, each after a blank."""
    return {metric: f" {say(metric.label)} {metric.value}".casefold() for metric in Metric}


def search(index: Sequence[Listing], text: str, labels: Mapping[Metric, str]) -> Found:
    """Candidates in which each word of ``text`` occurs: in the resource, or to begin its metric.

    ``labels`` are what metrics are called, from ``labelled``. The nearest come first.
    """
    words = text.casefold().split()
    ranks: tuple[list[Candidate], ...] = ([], [], [])
    count = 0
    for listing in index:
        found, rank = _matching(listing, words, labels)
        count += len(found)
        if len(ranks[rank]) < MOST_SHOWN:
            ranks[rank].extend(Candidate(listing.resource, metric) for metric in found)
    first, second, third = ranks
    return Found(tuple((first + second + third)[:MOST_SHOWN]), count)


def _matching(
    listing: Listing, words: Sequence[str], labels: Mapping[Metric, str]
) -> tuple[tuple[Metric, ...], int]:
    """What of a resource holds the words, and how near it is: 0, 1 or 2.

    Nearest is a name that begins with the first word, then one that has it; last comes what has
    some words only in its platform, its kind or its place.
    """
    metrics = _having(listing, [word for word in words if word not in listing.name], labels)
    if metrics:
        begins = not words or listing.name.startswith(words[0])
        return metrics, 0 if begins else 1
    return _having(listing, [word for word in words if word not in listing.words], labels), 2


def _having(
    listing: Listing, words: Sequence[str], labels: Mapping[Metric, str]
) -> tuple[Metric, ...]:
    """Metrics that have a word beginning with each of ``words``."""
    if not words:
        return listing.metrics
    return tuple(m for m in listing.metrics if all(f" {word}" in labels[m] for word in words))


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
