"""Values of the model as JSON: camel case, ISO 8601, and no field for what is absent."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.text import Text

Json = dict[str, object]

_AS_THEY_ARE = frozenset({str, int, float, bool})


def without_absent(document: Json) -> Json:
    """The fields that have a value."""
    return {key: value for key, value in document.items() if value is not None}


def camel_fields(value: object) -> Json:
    """A dataclass as an object."""
    fields = dataclasses.fields(value)  # type: ignore[arg-type] # only dataclasses come here
    said = ((camel(field.name), getattr(value, field.name)) for field in fields)
    return {name: plain(one) for name, one in said if one is not None}


def plain(value: object) -> object:
    """Any value of the model as JSON has it."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, Enum):
        return value.value
    return camel_fields(value) if dataclasses.is_dataclass(value) else value


@cache
def camel(name: str) -> str:
    """``last_seen_at`` as ``lastSeenAt``."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def iso(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return None if at is None else iso_utc(at)


def text(sentence: Text | None) -> str | None:
    """A sentence in English."""
    return None if sentence is None else str(sentence)


def number(value: float) -> int | float:
    """A whole number where it is one. An interval below a second stays a fraction (P-05)."""
    return int(value) if float(value).is_integer() else value
