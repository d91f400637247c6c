"""Its name, sort, tags or address is another one, or the user said something else about it."""

from collections.abc import Iterator

from pulse_desktop.model.change import ChangeKind, excerpt
from pulse_desktop.model.identity import Identity, telling_ip, telling_mac
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import Finding, Seen


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
    if was is not None and now is not None and was != now:
        text = mark("Timeline", "Now runs as {technology}").given(technology=now)
        yield _finding("technology", text, was, now)


def annotations(old: Seen, new: Seen) -> Iterator[Finding]:
    """Its tags, web address, description and notes, whoever gave them."""
    before, after = old.resource, new.resource
    said, says = before.annotation, after.annotation
    if set(before.tags) != set(after.tags) or set(said.tags or ()) != set(says.tags or ()):
        was, now = ", ".join(before.tags), ", ".join(after.tags)
        text = mark("Timeline", "Tags changed to {tags}").given(tags=now or "—")
        yield _finding("tags", text, was, now, is_by_user=said.tags != says.tags)
    if before.web_url != after.web_url or said.web_url != says.web_url:
        text = mark("Timeline", "Web address changed")
        is_by_user = said.web_url != says.web_url
        yield _finding("customUrl", text, before.web_url, after.web_url, is_by_user=is_by_user)
    if said.description != says.description:
        text = mark("Timeline", "Description changed")
        was, now = said.description or "", says.description or ""
        yield _finding("description", text, was, now, is_by_user=True)
    if said.notes != says.notes:
        text = mark("Timeline", "Notes changed")
        yield _finding("notes", text, said.notes, says.notes, is_by_user=True)


def identities(old: Seen, new: Seen) -> Iterator[Finding]:
    """What tells it from other machines is something else."""
    pairs = _evidence(old.resource.identity, new.resource.identity)
    changed = [(was, now) for was, now in pairs if was and now and was != now]
    if changed:
        was, now = (", ".join(sorted(side)) for side in changed[0])
        text = mark("Timeline", "Now identified by {evidence}").given(evidence=excerpt(now))
        yield _finding("identity", text, was, now)


_Evidence = frozenset[str]


def _evidence(before: Identity, after: Identity) -> Iterator[tuple[_Evidence, _Evidence]]:
    yield _set(before.machine_id), _set(after.machine_id)
    yield _set(before.dmi_uuid), _set(after.dmi_uuid)
    yield _set(before.cluster_name), _set(after.cluster_name)
    yield frozenset(before.hostnames), frozenset(after.hostnames)
    old, new = _addresses(before), _addresses(after)
    yield _without_colons(old), _without_colons(new)
    yield _replaced(old - _without_colons(old), new - _without_colons(new))
    yield _replaced(_cards(before), _cards(after))


def _replaced(before: _Evidence, after: _Evidence) -> tuple[_Evidence, _Evidence]:
    """Nothing, unless no one is left of those before.

    Interfaces of containers come and go all day, and a privacy address of IPv6 lasts a day
    (RFC 8981 §3.8); beside them something lasts as long as the machine is the same.
    """
    return (before, after) if before.isdisjoint(after) else (frozenset(), frozenset())


def _addresses(identity: Identity) -> _Evidence:
    return frozenset(filter(None, map(telling_ip, identity.ip_addresses)))


def _cards(identity: Identity) -> _Evidence:
    return frozenset(filter(None, map(telling_mac, identity.mac_addresses)))


def _without_colons(addresses: _Evidence) -> _Evidence:
    """The IPv4 ones."""
    return frozenset(address for address in addresses if ":" not in address)


def _set(value: str | None) -> _Evidence:
    return frozenset() if value is None else frozenset({value})


def _finding(
    field: str, text: Text, was: str | None, now: str | None, *, is_by_user: bool = False
) -> Finding:
    was, now = excerpt(was or ""), excerpt(now or "")
    return Finding(field, ChangeKind.CONFIG_UPDATE, text, was, now, is_by_user)
