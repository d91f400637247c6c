"""Snapshots that a type checker would let pass and nothing else should: for property tests."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from pulse_desktop.model.facet import FACETS, Facet
from pulse_desktop.model.snapshot import Activity, Issue, Observation
from pulse_desktop.model.text import Text
from simulators.scripted import snapshot

WORDS = st.sampled_from(
    ["", " ", "web", "pve1", "10.0.0.2", "\udcff", "a\ud800b", "\ud83d\ude00", "\0", "ß" * 9000]
) | st.text(st.characters(), max_size=5)
"""Also halves of characters, as a file name or a careless escape brings them."""

FLOATS = st.sampled_from([float("nan"), float("inf"), -float("inf"), 1e300, 10**400]) | st.floats()
INTEGERS = st.sampled_from([0, 2**63, -(2**63), 10**400]) | st.integers()
TIMES = st.datetimes(
    timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=14)), timezone.min])
)


def anything(kind):
    """A strategy for values of the type ``kind``, each of which the type allows."""
    if kind is Facet:
        return st.one_of(*map(_record, FACETS))
    if kind is Text:
        return _sentences()
    if is_dataclass(kind):
        return _record(kind)
    plain = {str: WORDS, int: INTEGERS, float: FLOATS, datetime: TIMES, bool: st.booleans()}
    kind = getattr(kind, "__supertype__", kind)
    if kind in plain or kind is NoneType:
        return plain.get(kind, st.none())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return _generic(get_origin(kind), get_args(kind))


def _generic(origin, arguments):
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, UnionType}:
        return st.one_of(*map(anything, arguments))
    if origin is Mapping:
        key, value = map(anything, arguments)
        return st.dictionaries(key, value, max_size=3).map(MappingProxyType)
    if arguments[-1] is Ellipsis:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    return st.tuples(*map(anything, arguments))


@cache
def _record(kind):
    """Fields with a default are often left at it, so that what is drawn stays small."""
    hints = get_type_hints(kind)
    drawn = {each.name: _field(each, hints[each.name]) for each in fields(kind)}
    return st.builds(kind, **drawn)


def _field(field, hint):
    if field.default is MISSING:
        return st.deferred(lambda: anything(hint))
    return st.just(field.default) | st.deferred(lambda: anything(hint))


def _sentences():
    value = WORDS | FLOATS | INTEGERS
    plain = st.builds(Text, WORDS, st.sampled_from(["Up", "Bad \udcff"]))
    inner = st.builds(lambda v: Text("T", "{v}", MappingProxyType({"v": v})), value)
    outer = st.builds(lambda v: Text("T", "{v} left", MappingProxyType({"v": v})), value | inner)
    return plain | outer


COUNTS = st.dictionaries(WORDS, INTEGERS, max_size=2).map(MappingProxyType)

SNAPSHOTS = st.builds(
    lambda seen, told, gaps, counts: snapshot(
        *seen, activities=tuple(told), issues=tuple(gaps), counts=counts
    ),
    st.lists(anything(Observation), max_size=4),
    st.lists(anything(Activity), max_size=2),
    st.lists(anything(Issue), max_size=2),
    COUNTS,
)
