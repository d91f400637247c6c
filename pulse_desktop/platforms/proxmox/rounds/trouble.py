"""What rounds could not find out, in few sentences however many nodes it concerns."""

from collections.abc import Callable, Iterator
from typing import Any

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Question

_ONE = mark("Proxmox", "{what} of {where} cannot be read; what was known of it stays. {said}")
_SEVERAL = mark(
    "Proxmox",
    "{what} cannot be read in {count} places; what was known of them stays. The first, {where}: "
    "{said}",
)

_TOLD_APART = frozenset({Category.FORBIDDEN})
"""A missing privilege is told once for all that it opens."""

IsExpected = Callable[[ProviderError], bool]


def troubles(
    found: Findings,
    stage: str,
    question: Question[Any],
    what: Text,
    is_expected: IsExpected = lambda _: False,
) -> Iterator[Issue]:
    """At most one issue for a question, whose answers are ``what`` in people's words."""
    failed = [
        (errand, told.problem)
        for errand, told in found.all_of(question)
        if told.problem is not None
        and told.problem.category not in _TOLD_APART
        and not question.tells_absence(told.problem)
        and not is_expected(told.problem)
        and not found.is_of_the_node(errand, told)
    ]
    if not failed:
        return
    errand, problem = failed[0]
    sentence = _ONE if len(failed) == 1 else _SEVERAL
    where = _where(errand)
    told = sentence.given(what=what, where=where, count=len(failed), said=problem.message)
    yield Issue(stage, problem.category, told)


def _where(errand: Errand[Any]) -> str:
    """``pve1``, ``pve1/local`` or the cluster itself."""
    return "/".join((errand.node, *errand.places)).strip("/") or "cluster"
