"""The name of a task, which tells where, when and what it was (proxmox-backup `UPID`)."""

import re
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.platforms.proxmox.instant import instant

_UPID = re.compile(
    r"UPID:(?P<node>[^:\s]{1,255}):[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f]*:"
    r"(?P<start>[0-9A-Fa-f]{1,16}):(?P<type>[^:\s]{1,80}):(?P<id>[^:\s]{0,1024}):(?P<user>[^:\s]*):"
)
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Upid:
    """What a task's name says."""

    node: str
    """The server's host name, where the task ran."""

    started_at: datetime | None
    worker_id: str
    """What it worked on, as the server's services are named: ``store1:vjob1``."""

    @property
    def store(self) -> str:
        """The first part of what it worked on. Of a sync job that is a remote."""
        return self.worker_id.partition(":")[0]


def parsed(text: str | None) -> Upid | None:
    """The parts of ``text``; ``None`` when it is no task's name."""
    found = _UPID.fullmatch(text or "")
    if found is None:
        return None
    return Upid(
        node=found["node"],
        started_at=instant(int(found["start"], 16)),
        worker_id=_unescaped(found["id"]),
    )


def _unescaped(text: str) -> str:
    r"""``store1\x3avm-100`` is ``store1:vm/100`` (``systemd-escape(1)``)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text.replace("-", "/"))
