"""From one layout to another in the few steps that a view can follow."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from pulse_desktop.ui.models.layout import Layout, runs
from pulse_desktop.ui.models.slots import BoolArray

MOST_RUNS = 32
"""Runs of rows told one by one. Where more come or go they do so at the ends of sections, and
one change of the order brings everything to its place: a view takes each step as a whole."""


class Act(Enum):
    """What a step does."""

    REMOVE = auto()
    INSERT = auto()
    SETTLE = auto()
    """The same rows in another order, none in another section."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change, and the layout after it."""

    act: Act
    after: Layout
    section: int | None = None
    """Whose rows come or go; ``None`` where whole sections do."""

    first: int = 0
    last: int = 0


def steps(old: Layout, new: Layout) -> Iterator[Step]:
    """What has to happen to ``old``; nothing where both show the same in the same places."""
    if old.is_same(new):
        return
    staying = new.staying(old)
    if staying.all() and old.has_shape_of(new):
        yield Step(Act.SETTLE, new)
        return
    at = yield from _without_gone(old, new)
    kept = new.keeping(staying).only(frozenset(at.keys))
    if not kept.is_same(at):
        yield Step(Act.SETTLE, kept)
    at = yield from _with_new_sections(kept, new)
    yield from _with_new_rows(at, new, ~staying)


def _without_gone(old: Layout, new: Layout) -> Generator[Step, None, Layout]:
    at, gone = old, ~old.staying(new)
    if len(runs(np.flatnonzero(gone))) > MOST_RUNS:
        at = old.keeping(~gone).followed_by(old.keeping(gone))
        yield Step(Act.SETTLE, at)
        gone = ~at.staying(new)
    begin, lasting = at, frozenset(new.keys)
    for section in reversed(range(len(begin.headings))):
        if begin.keys[section] not in lasting:
            at = at.without_section(section)
            yield Step(Act.REMOVE, at, None, section, section)
            continue
        for first, last in reversed(_runs_in(begin, section, gone)):
            at = at.without_rows(section, first, last)
            yield Step(Act.REMOVE, at, section, first, last)
    return at


def _with_new_sections(at: Layout, new: Layout) -> Generator[Step, None, Layout]:
    known = frozenset(at.keys)
    for section, heading in enumerate(new.headings):
        if heading[0] not in known:
            at = at.with_section(section, heading)
            yield Step(Act.INSERT, at, None, section, section)
    return at


def _with_new_rows(at: Layout, new: Layout, came: BoolArray) -> Iterator[Step]:
    is_scattered = len(runs(np.flatnonzero(came))) > MOST_RUNS
    for section in range(len(new.headings)):
        coming = _runs_in(new, section, came)
        if is_scattered and coming:
            size = at.size(section)
            coming = [(size, size + sum(last - first + 1 for first, last in coming) - 1)]
            slots = new.of_section(section)[came[new.starts[section] : new.starts[section + 1]]]
            at = at.with_rows(section, size, slots)
            yield Step(Act.INSERT, at, section, *coming[0])
            continue
        for first, last in coming:
            at = at.with_rows(section, first, new.of_section(section)[first : last + 1])
            yield Step(Act.INSERT, at, section, first, last)
    if is_scattered and not at.is_same(new):
        yield Step(Act.SETTLE, new)


def _runs_in(layout: Layout, section: int, rows: BoolArray) -> list[tuple[int, int]]:
    """Runs of the marked rows of one section, counted from its first."""
    begin, end = layout.starts[section], layout.starts[section + 1]
    return runs(np.flatnonzero(rows[begin:end]))
