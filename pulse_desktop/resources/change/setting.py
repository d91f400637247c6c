"""Its name, sort, tags or address is another one, or the user said something else about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from pulse_desktop.model.change import ChangeKind, excerpt
from pulse_desktop.model.identity import (
    Identity,
    full_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)
from pulse_desktop.model.snapshot import Observation
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import Finding, Seen
from pulse_desktop.resources.change.word import is_otherwise, turned


def settings(old: Seen, new: Seen) -> Iterator[Finding]:
    """What it is called and counted as."""
    before, after = old.resource, new.resource
    if before.name != after.name:
        text = mark("Timeline", "Renamed from {before}").given(before=before.name)
        yield _finding("name", text, before.name, after.name)
    if before.type is not after.type:
        text = mark("Timeline", "Now of type {type}").given(type=after.type.value)
        yield _finding("type", text, before.type.value, after.type.value)
    was, now = before.technology, after.technology
    are_other = was != now and is_otherwise(old, new, attrgetter("technology"))
    if was and now and are_other:
        text = mark("Timeline", "Now runs as {technology}").given(technology=now)
        yield _finding("technology", text, was, now)


def annotations(old: Seen, new: Seen) -> Iterator[Finding]:
    """Its tags, web address, description and notes, whoever gave them."""
    before, after = old.resource, new.resource
    said, says = before.annotation, after.annotation
    is_by_user = set(said.tags or ()) != set(says.tags or ())
    is_other = set(before.tags) != set(after.tags)
    if is_by_user or (is_other and is_otherwise(old, new, _tags)):
        was, now = ", ".join(before.tags), ", ".join(after.tags)
        text = mark("Timeline", "Tags changed to {tags}").given(tags=now or "—")
        yield _finding("tags", text, was, now, is_by_user=said.tags != says.tags)
    is_by_user = said.web_url != says.web_url
    is_other = before.web_url != after.web_url
    if is_by_user or (is_other and is_otherwise(old, new, attrgetter("web_url"))):
        text = mark("Timeline", "Web address changed")
        yield _finding("customUrl", text, before.web_url, after.web_url, is_by_user=is_by_user)
    if said.description != says.description:
        text = mark("Timeline", "Description changed")
        was, now = said.description or "", says.description or ""
        yield _finding("description", text, was, now, is_by_user=True)
    if said.notes != says.notes:
        text = mark("Timeline", "Notes changed")
        yield _finding("notes", text, said.notes, says.notes, is_by_user=True)


def _tags(observation: Observation) -> frozenset[str]:
    return frozenset(observation.tags)


def identities(old: Seen, new: Seen) -> Iterator[Finding]:
    """What tells it from other machines is something else."""
    for evidence in _EVIDENCE:
        turn = turned(old, new, evidence.read)
        if turn is None:
            continue
        before, after = (evidence.spelled(said.observation) for said in turn)
        if before.isdisjoint(after) or not evidence.is_in_flux:
            was, now = ", ".join(sorted(before)), ", ".join(sorted(after))
            text = mark("Timeline", "Now identified by {evidence}").given(evidence=excerpt(now))
            yield _finding("identity", text, was, now)
            return


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One sort of it, and the one spelling in which it is compared."""

    of: Callable[[Identity], Iterable[str | None]]
    spell: Callable[[str], str | None]
    is_in_flux: bool = False
    """Whether it changed only when nothing is left of what was there before.

    Interfaces of containers come and go all day, and a privacy address of IPv6 lasts a day
    (RFC 8981 §3.8); beside them something lasts as long as the machine is the same.
    """

    def spelled(self, observation: Observation) -> frozenset[str]:
        told = (text for text in self.of(observation.identity) if text is not None)
        return frozenset(spelling for text in told if (spelling := self.spell(text)))

    def read(self, observation: Observation) -> frozenset[str] | None:
        return self.spelled(observation) or None


def _ipv4(text: str) -> str | None:
    address = telling_ip(text)
    return address if address is not None and ":" not in address else None


def _ipv6(text: str) -> str | None:
    address = telling_ip(text)
    return address if address is not None and ":" in address else None


_EVIDENCE = (
    _Evidence(lambda identity: (identity.machine_id,), telling_id),
    _Evidence(lambda identity: (identity.dmi_uuid,), telling_id),
    _Evidence(lambda identity: (identity.cluster_name,), str.strip),
    _Evidence(attrgetter("hostnames"), full_hostname),
    _Evidence(attrgetter("ip_addresses"), _ipv4),
    _Evidence(attrgetter("ip_addresses"), _ipv6, is_in_flux=True),
    _Evidence(attrgetter("mac_addresses"), telling_mac, is_in_flux=True),
)
"""The most telling first: one change is enough for a line."""


def _finding(
    field: str, text: Text, was: str | None, now: str | None, *, is_by_user: bool = False
) -> Finding:
    was, now = excerpt(was or ""), excerpt(now or "")
    return Finding(field, ChangeKind.CONFIG_UPDATE, text, was, now, is_by_user)
