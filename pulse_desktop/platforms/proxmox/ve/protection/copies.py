"""Backups on storages as recovery points."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, RecoveryPoint
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guests
from pulse_desktop.platforms.proxmox.ve.protection.shelves import Shelf
from pulse_desktop.platforms.proxmox.ve.protection.wire import Verification, Volume
from pulse_desktop.platforms.proxmox.ve.wire import LXC, QEMU
from pulse_desktop.provider.numbers import flag, integer, size

LONGEST_UPLOAD = timedelta(hours=24)
"""What is older and still has no size was left behind by a crash."""

_EARLIER = timedelta(seconds=120)
"""How much earlier than its task a backup may seem to be made, by another clock."""

_NO_SIZE = 1
"""What the product says for a backup that the backup server has no size of, since it is not
complete (pve-storage `PVE/Storage/PBSPlugin.pm`)."""

_TYPED = re.compile(r"vzdump-(qemu|lxc|openvz)-|/(vm|ct)/|pbs-(vm|ct)\b")
_WORDS = {"vm": QEMU, "ct": LXC, "openvz": LXC, QEMU: QEMU, LXC: LXC}
_VERDICTS = {"ok": True, "failed": False}


def copies(
    volumes: Iterable[Volume],
    shelf: Shelf,
    store_id: NativeId,
    guests: Guests,
    at: datetime,
    running: Mapping[int, datetime],
) -> Iterator[RecoveryPoint]:
    """One point a backup, each once. What has no time, or is no backup, is none.

    Args:
        volumes: The listing of the storage.
        shelf: The storage.
        store_id: Its native id.
        guests: Whose backups they may be.
        at: When the listing was made.
        running: When the backups began that go on, by the number of the guest.
    """
    distinct = {one.volid: one for one in volumes if one.content in {"", "backup"} and one.volid}
    for volume in distinct.values():
        made_at = instant(volume.ctime)
        if made_at is not None:
            point = _point(volume, made_at, shelf, store_id, guests, at)
            begun_at = running.get(integer(volume.vmid) or 0)
            if begun_at is not None and made_at >= begun_at - _EARLIER:
                point = replace(point, outcome=PointOutcome.RUNNING)
            yield point


def guest_type(volume: Volume) -> str | None:
    """``qemu`` or ``lxc``; ``None`` for the backup of a host, or of nobody knows what."""
    if not integer(volume.vmid):
        return None
    for told in (volume.subtype, volume.volid, volume.format):
        found = _TYPED.search(told)
        word = next(filter(None, found.groups()), "") if found else told
        if word in _WORDS:
            return _WORDS[word]
    return None


def _point(
    volume: Volume,
    made_at: datetime,
    shelf: Shelf,
    store_id: NativeId,
    guests: Guests,
    at: datetime,
) -> RecoveryPoint:
    name = first_line(volume.notes or "") or None
    bytes_ = size(volume.size)
    return RecoveryPoint(
        id=volume.volid if shelf.is_shared else f"{shelf.node}/{volume.volid}",
        kind=PointKind.BACKUP,
        mode=PointMode.REMOTE if shelf.is_remote else PointMode.LOCAL,
        outcome=_outcome(bytes_, made_at, at),
        subject=guests.subject(integer(volume.vmid) or None, guest_type(volume), name),
        started_at=min(made_at, at),
        size_bytes=bytes_ if bytes_ is not None and bytes_ > _NO_SIZE else None,
        store=shelf.storage,
        store_id=store_id,
        is_verified=_verdict(volume.verification),
        is_protected=None if volume.protected is None else flag(volume.protected),
        is_encrypted=_encryption(volume, shelf),
        comment=name,
    )


def _outcome(bytes_: int | None, made_at: datetime, at: datetime) -> PointOutcome:
    """One without any size told is taken for whole: from version 9 on it may be left out."""
    if bytes_ is None or bytes_ > _NO_SIZE:
        return PointOutcome.SUCCESS
    return PointOutcome.RUNNING if at - made_at < LONGEST_UPLOAD else PointOutcome.FAILED


def _encryption(volume: Volume, shelf: Shelf) -> bool | None:
    """Only backup servers encrypt, and say so only of what is encrypted."""
    if volume.encrypted not in {None, "", "0", 0}:
        return True
    return False if shelf.is_remote else None


def _verdict(found: Verification | str | None) -> bool | None:
    state = found.state if isinstance(found, Verification) else found
    return _VERDICTS.get(state or "")
