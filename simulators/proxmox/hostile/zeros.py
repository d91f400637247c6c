"""Key for key: whether what is missing or garbled is ever shown as nothing, or as gone."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from pulse_desktop.model.errors import ProviderError
from pulse_desktop.platforms.proxmox.transport import Reply
from simulators.proxmox.hostile.attack import quiet
from simulators.proxmox.hostile.liar import unaltered

ODD = (..., None, [], {"a": 1})
"""In place of what a key has; ``...`` drops it. None of them is anything by any reading."""

OF_NUMBERS = ("N/A", "", float("nan"), "9" * 400, -5)
"""The same in place of a number, whereas a name may be any text."""

_POLLS = 4

_NOT_TRIED = frozenset({"access/permissions"})
"""Whoever may see less sees less, and is told so."""


async def wrong_zeros(product, scene, odd=ODD, wanted=None):
    """Lines for what becomes 0, or is said to be gone, when one key is garbled in all rows.

    ``wanted`` is the templates whose keys are tried; all unless it is given.
    """
    keys, true = await _recorded(product, scene)
    for (template, key), is_number in keys.items():
        is_wanted = template not in _NOT_TRIED and (wanted is None or template in wanted)
        garbage = (*odd, *(OF_NUMBERS if is_number else ()))
        for each in garbage if is_wanted else ():
            if (key, each) == ("data", []):
                continue  # where nothing is listed, there is nothing
            seen = await _seen(product, scene, _garbled(template, key, each))
            for what in () if seen is None else (*_zeros(true, seen), *_gone(true, seen)):
                yield f"{template}: {key} as {each!r:.20}: {what}"


def _zeros(true, seen):
    before = dict(_numbers(true))
    known = {one.native_id for one in true.observations}
    for path, value in _numbers(seen):
        is_old = path.split()[1] in known
        if value == 0 and before.get(path, 1 if is_old else 0) != 0:
            yield f"{path} is 0, not {before.get(path)}"


def _gone(true, seen):
    there = {(one.type, one.native_id) for one in seen.observations}
    for one in true.observations:
        if one.type in seen.complete_kinds and (one.type, one.native_id) not in there:
            yield f"{one.type} {one.native_id} is gone"


async def _seen(product, scene, alter):
    """The last snapshot; none where there is a clear error instead."""
    try:
        return await quiet(product, scene, alter, _POLLS)
    except ProviderError:
        return None


async def _recorded(product, scene):
    """Every key of every template, whether it has numbers only, and the last snapshot."""
    keys = {}

    def alter(template, is_base, true):
        if true.status_code == 200:
            for key, value in _pairs(json.loads(true.content)):
                keys[template, key] = _is_number(value) and keys.get((template, key), True)
        return unaltered(template, is_base, true)

    snapshot = await quiet(product, scene, alter, _POLLS)
    return keys, snapshot


def _garbled(template, key, odd):
    def alter(asked, _is_base, true):
        if asked != template or true.status_code != 200:
            return true
        tree = _without(json.loads(true.content), key, odd)
        return Reply(200, "OK", json.dumps(tree).encode())

    return alter


def _pairs(tree):
    if isinstance(tree, list):
        for each in tree:
            yield from _pairs(each)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key, value
            yield from _pairs(value)


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without(tree, key, odd):
    if isinstance(tree, list):
        return [_without(each, key, odd) for each in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        name: odd if name == key else _without(value, key, odd)
        for name, value in tree.items()
        if name != key or odd is not ...
    }


def _numbers(snapshot):
    """Where in a snapshot each stands, and it."""
    for seen in snapshot.observations:
        yield from _within(f"{seen.type} {seen.native_id} ", seen)
    for point in snapshot.survey.points if snapshot.survey else ():
        yield from _within(f"point {point.id} ", point)
    yield from _within("counts of-all ", snapshot.counts)


def _within(path, value):
    if _is_number(value):
        yield path, value
    for label, part in _parts(value):
        yield from _within(f"{path}{label}", part)


def _parts(value):
    if isinstance(value, tuple):
        return ((f"[{_name(at, part)}]", part) for at, part in enumerate(value))
    if isinstance(value, Mapping):
        return ((f"[{key}]", part) for key, part in value.items())
    if is_dataclass(value):
        return ((f".{each.name}", getattr(value, each.name)) for each in fields(value))
    return ()


def _name(at, part):
    """A row keeps its name wherever it stands."""
    values = (getattr(part, each.name) for each in fields(part)) if is_dataclass(part) else ()
    return next((str(each) for each in values if isinstance(each, str)), at)
