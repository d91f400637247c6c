"""Values of the model in which every text, number and time can be kept and told.

Whatever is as it should be comes back as the very object that it is. The rest follows four rules:

- text that is no Unicode has U+FFFD in place of what is none, and is cut at ``TEXT_LIMIT``;
- a number that is none (NaN, infinity) or is beyond ``NUMBER_LIMIT`` is absent;
- a time without a zone, or of a year outside ``YEARS``, is absent; any other is put into UTC;
- what cannot do without what is absent is absent itself: a measurement, a row of a list, a facet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.text import Text

TEXT_LIMIT = 8_192
"""Characters of one text: twice the longest path (``PATH_MAX``, Linux ``limits.h``)."""

NUMBER_LIMIT = 2**63 - 1
"""The greatest magnitude: 64 bits hold it, and history's float32 does not turn it infinite."""

YEARS = range(1970, 9999)
"""From the epoch on, and with room for any zone before the calendar ends."""

ABSENT = object()
"""In place of a value of which nothing is left."""

_Rule = Callable[[Any], object]


def clean(value: object) -> Any:
    """``value`` itself, what is left of it (of the same type), or ``ABSENT``.

    Never ``ABSENT`` for a text, a sentence, a mapping, or rows that are no numbers.
    """
    rule = _RULES[type(value)]
    return value if rule is None else rule(value)


def _are_clean(values: Iterable[object]) -> bool:
    """Nearly always, so that this is what a value costs."""
    for value in values:
        if not value:
            continue  # nothing that is empty or zero is to be feared
        rule = _RULES[type(value)]
        if rule is not None and rule(value) is not value:
            return False
    return True


def _words(words: str) -> str:
    return _unicode(words if len(words) <= TEXT_LIMIT else words[: TEXT_LIMIT - 1] + "…")


def _unicode(words: str) -> str:
    """Halves of a character that belong together become the character."""
    if words.isascii():
        return words
    try:
        words.encode()
    except UnicodeEncodeError:
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return words


def _number(number: float) -> object:
    return number if -NUMBER_LIMIT <= number <= NUMBER_LIMIT else ABSENT


def _time(at: datetime) -> object:
    if at.year not in YEARS or at.utcoffset() is None:
        return ABSENT
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def _rows(rows: tuple[object, ...]) -> object:
    """Numbers mean something by their place, so that a tuple that lacks one says nothing."""
    if _are_clean(rows):
        return rows
    found = [clean(row) for row in rows]
    if any(a is ABSENT and isinstance(b, int | float) for a, b in zip(found, rows, strict=True)):
        return ABSENT
    return tuple(row for row in found if row is not ABSENT)


def _mapping(said: Mapping[object, object]) -> object:
    if _are_clean(said.values()) and _are_clean(said):
        return said
    news = {clean(key): clean(value) for key, value in said.items()}
    return MappingProxyType({key: value for key, value in news.items() if value is not ABSENT})


def _text(said: Text) -> Text:
    """The template is the program's own and needs each parameter: NaN is told as a word."""
    context, template = _unicode(said.context), _unicode(said.template)
    is_same = context is said.context and template is said.template
    if is_same and _are_clean(said.parameters.values()):
        return said
    parameters = {name: _parameter(value) for name, value in said.parameters.items()}
    return Text(context, template, MappingProxyType(parameters))


def _parameter(value: str | float | Text) -> Any:
    found = clean(value)
    return str(value) if found is ABSENT else found


def _record(kind: Any) -> _Rule:
    """The rule for a dataclass: what is absent is ``None`` where that is a field's default."""
    names = tuple(each.name for each in fields(kind))
    optional = frozenset(each.name for each in fields(kind) if each.default is None)
    values_of = attrgetter(*names)

    def rule(record: Any) -> object:
        if _are_clean(values_of(record)):
            return record
        news = {name: clean(getattr(record, name)) for name in names}
        gone = {name for name, value in news.items() if value is ABSENT}
        return replace(record, **news | dict.fromkeys(gone)) if gone <= optional else ABSENT

    return rule


_BY_BASE: tuple[tuple[type | tuple[type, ...], _Rule | None], ...] = (
    ((Enum, bool), None),
    (str, _words),
    ((int, float), _number),
    (datetime, _time),
    (tuple, _rows),
    (Mapping, _mapping),
    (Text, _text),
)
"""The first that fits is the rule; a dataclass has one of its own, and anything else needs none."""


class _Rules(dict[type, _Rule | None]):
    """The rule for each type, found when the first value of that type comes by."""

    def __missing__(self, kind: type) -> _Rule | None:
        fitting = (rule for base, rule in _BY_BASE if issubclass(kind, base))
        otherwise = _record(kind) if is_dataclass(kind) else None
        self[kind] = rule = next(fitting, otherwise)
        return rule


_RULES = _Rules()
