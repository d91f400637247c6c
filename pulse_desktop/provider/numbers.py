"""Checked conversion of what vendors send as numbers: text, booleans, ``"N/A"``, nothing."""

import math

Loose = int | float | str | bool | None
"""A value that a vendor sends now as one type and now as another."""

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
"""Counters and sizes are 64-bit signed; what lies beyond is cut off there."""

_LONGEST_TEXT = 40
"""No number worth reading is longer; converting endless digits takes quadratic time."""

_YES = frozenset({"1", "true", "yes", "on"})


def number(value: object) -> int | float | None:
    """``value`` as a number, or ``None`` when it is none (``""``, ``"N/A"``, NaN, a list).

    Text may have surrounding blanks and thousands separators. Integers stay exact.
    """
    if type(value) is int and _SMALLEST <= value <= _LARGEST:  # nearly always, in long listings
        return value
    if isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int | float):
        return max(_SMALLEST, min(_LARGEST, value))
    return None


def integer(value: object) -> int | None:
    """``value`` as a whole number, fractions cut off, or ``None`` when it is no number."""
    found = number(value)
    return None if found is None else int(found)


def size(value: object) -> int | None:
    """``value`` as a count or size, which cannot be negative."""
    if type(value) is int and 0 <= value <= _LARGEST:
        return value
    found = integer(value)
    return None if found is None or found < 0 else found


def flag(value: object) -> bool:
    """Whether ``value`` is one of the spellings of yes: ``1``, ``"1"``, ``true``, ``"on"``."""
    if isinstance(value, str):
        return value.strip().lower() in _YES
    return value is True or (isinstance(value, int | float) and value == 1)


def _parsed(text: str) -> int | float | None:
    if len(text) > _LONGEST_TEXT:
        return None
    plain = text.strip().replace(",", "")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return None
