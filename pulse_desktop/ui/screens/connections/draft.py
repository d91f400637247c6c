"""A connection form being filled in: which fields show, what they say, what is wrong. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from pulse_desktop.model.clock import Clock, iso_utc
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Candidate, Field, FieldKind, Platform, Problem

Answer = str | bool
"""What a field of the form holds: text, a choice's value, or a tick."""

MAXIMUM_INTERVAL_S = 3600.0
SECRET = "secret"  # noqa: S105 - the name of a field
_ATTRIBUTES = frozenset(each.name for each in fields(Connection))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a form starts from."""

    platform: Platform
    base: Connection
    """The saved connection, or an empty one with a new id."""

    saved: Connection | None
    """What is stored now; ``None`` for a new connection."""

    taken: frozenset[str]
    """Names of the other connections, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that was typed so far."""

    origin: Origin
    answers: Mapping[str, Answer] = field(repr=False)
    """Of the fields that show, by field name. One may be a secret, so none is printed."""

    name: str
    interval_s: float
    web_url: str
    suggested_name: str
    """Stands in for an empty name."""

    def connection(self, now: Clock) -> Connection:
        """The connection that this form describes, normalised by its platform."""
        told: dict[str, Any] = {
            "name": self.name.strip() or self.suggested_name,
            "interval_s": self.interval_s,
            "web_url": self.web_url.strip() or None,
        }
        described = replace(self.origin.base, **(told | self._attributes()))
        return _with_pin(self.origin.platform.normalise(described), self.origin.base, now)

    def secret(self) -> Secret | None:
        """What was typed as the secret; ``None`` keeps the stored one."""
        typed = self.answers.get(SECRET)
        return Secret(typed) if isinstance(typed, str) and typed else None

    def subject(self, now: Clock) -> tuple[Connection, Secret | None]:
        """What to test or save: the saved object itself while nothing was edited (P-02)."""
        connection, secret = self.connection(now), self.secret()
        if self.origin.saved is not None and secret is None and connection == self.origin.saved:
            return self.origin.saved, None
        return connection, secret

    def problems(self, now: Clock) -> tuple[Problem, ...]:
        """What must be put right first, each at its field."""
        connection = self.connection(now)
        return (
            *self.origin.platform.check(connection),
            *self._secret_problems(connection),
            *_name_problems(connection.name, self.origin.taken),
            *self._interval_problems(),
            *_web_problems(connection.web_url),
        )

    def _attributes(self) -> dict[str, Any]:
        """Values of the connection's own attributes; a field that does not show has none."""
        shown = {each.name for each in visible_fields(self.origin.platform, self.answers)}
        return {
            each.name: _value(each, self.answers if each.name in shown else {})
            for each in self.origin.platform.fields
            if each.name in _ATTRIBUTES
        }

    def _secret_problems(self, connection: Connection) -> tuple[Problem, ...]:
        if self.secret() is not None or not self.origin.platform.needs_secret(connection):
            return ()
        if self.origin.saved is not None and keeps_secret(
            self.origin.platform, self.origin.saved, connection
        ):
            return ()
        return (Problem(SECRET, mark("Draft", "Enter the secret for this sign-in.")),)

    def _interval_problems(self) -> tuple[Problem, ...]:
        least = self.origin.platform.minimum_interval_s
        if least <= self.interval_s <= MAXIMUM_INTERVAL_S:
            return ()
        message = mark("Draft", "Choose between {least} and {most} seconds.").given(
            least=f"{least:g}",
            most=f"{MAXIMUM_INTERVAL_S:g}",
        )
        return (Problem("interval_s", message),)


def visible_fields(platform: Platform, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """The fields that show under ``answers``, in order; below a hidden choice none does."""
    shown: list[Field] = []
    names: set[str] = set()
    for each in platform.fields:
        if _shows(each, answers, names, platform):
            shown.append(each)
            names.add(each.name)
    return tuple(shown)


def initial_answers(platform: Platform, connection: Connection) -> dict[str, Answer]:
    """What the form holds when it opens. A secret is never among it."""
    answers: dict[str, Answer] = {}
    for each in platform.fields:
        if each.kind is FieldKind.SECRET:
            continue
        if each.name in _ATTRIBUTES:
            answers[each.name] = getattr(connection, each.name) or _empty(each)
        elif each.kind is FieldKind.CHOICE:
            answers[each.name] = _choice_of(each, platform, connection)
    return answers


def keeps_secret(platform: Platform, saved: Connection, edited: Connection) -> bool:
    """Whether the stored secret still fits: the way of signing in is the same."""
    same_way = (saved.user is None, saved.token_id is None) == (
        edited.user is None,
        edited.token_id is None,
    )
    return same_way and platform.needs_secret(saved)


def suggested_name(
    connection: Connection, platform: Platform, candidates: tuple[Candidate, ...]
) -> str:
    """A name for a connection that was given none: its host, or what was found there."""
    address = platform.normalise(connection).address
    for found in candidates:
        if found.address == address:
            return found.name
    return host_of(address) or (platform.title if address else "")


def host_of(address: str) -> str:
    """The host in an address; empty when there is none, as in ``unix:///run/x.sock``."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def unique(name: str, taken: frozenset[str]) -> str:
    """``name``, or ``name 2`` and so on when it is taken (in lower case)."""
    number, tried = 2, name
    while tried.casefold() in taken:
        tried, number = f"{name} {number}", number + 1
    return tried


def _shows(
    field: Field, answers: Mapping[str, Answer], shown: set[str], platform: Platform
) -> bool:
    if field.shown_when is None:
        return True
    choice, value = field.shown_when
    is_declared = any(each.name == choice for each in platform.fields)
    return answers.get(choice) == value and (choice in shown or not is_declared)


def _value(field: Field, answers: Mapping[str, Answer]) -> Answer | None:
    if field.kind is FieldKind.CONFIRM:
        return answers.get(field.name) is True
    typed = answers.get(field.name, "")
    text = typed.strip() if isinstance(typed, str) else ""
    return text if field.name == "address" else text or None


def _empty(field: Field) -> Answer:
    if field.kind is FieldKind.CHOICE and field.choices:
        return field.choices[0].value
    return False if field.kind is FieldKind.CONFIRM else ""


def _choice_of(choice: Field, platform: Platform, connection: Connection) -> Answer:
    """The answer under which the values that ``connection`` has would show."""
    for answer in choice.choices:
        under = (choice.name, answer.value)
        names = [f.name for f in platform.fields if f.shown_when == under]
        if any(name in _ATTRIBUTES and getattr(connection, name) for name in names):
            return answer.value
    return _empty(choice)


def _with_pin(told: Connection, base: Connection, now: Clock) -> Connection:
    """A pin belongs to its endpoint, and has the time at which it was agreed to."""
    is_kept = told.fingerprint == base.fingerprint
    if is_kept and base.address and told.address != base.address:
        return replace(told, fingerprint=None, pinned_at=None)
    if is_kept:
        return replace(told, pinned_at=base.pinned_at)
    return replace(told, pinned_at=iso_utc(now()) if told.fingerprint else None)


def _name_problems(name: str, taken: frozenset[str]) -> tuple[Problem, ...]:
    if not name:
        return (Problem("name", mark("Draft", "Give the connection a name.")),)
    if name.casefold() in taken:
        message = mark(
            "Draft", "Another connection is called {name}. Choose a different name."
        ).given(name=name)
        return (Problem("name", message),)
    return ()


def _web_problems(address: str | None) -> tuple[Problem, ...]:
    if address is None or _is_web(address):
        return ()
    message = mark("Draft", "A web address starts with https:// or http:// and has a host.")
    return (Problem("web_url", message),)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://")) and bool(host_of(address))
