"""One record of which single fields may be broken: what is good of it counts."""

import json
from typing import Any, TypeVar

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Unreadable, decoded

S = TypeVar("S", bound=msgspec.Struct)


def record(body: bytes, shape: type[S]) -> S:
    """The record at once; field by field when one is not as it should be.

    Raises:
        Unreadable: It is no record, or none of its fields can be read.
    """
    try:
        return decoded(body, shape)
    except Unreadable:
        return _field_by_field(_given(body), shape)


def _field_by_field(given: dict[str, Any], shape: type[S]) -> S:
    good: dict[str, Any] = {}
    for field in msgspec.structs.fields(shape):
        if field.encode_name not in given:
            continue
        try:
            good[field.name] = msgspec.convert(given[field.encode_name], field.type)
        except (ValueError, RecursionError):
            continue
    if not good:
        raise Unreadable
    return shape(**good)


def _given(body: bytes) -> dict[str, Any]:
    """All fields, with null for the ``NaN`` and ``Infinity`` that are no JSON."""
    try:
        found = json.loads(body, parse_constant=lambda _: None)
        data = found["data"]
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise Unreadable from error
    if not isinstance(data, dict):
        raise Unreadable
    return data
