"""What is asked about ZFS pools (the API's catalogue, paths below ``api2/json``)."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.ve.zfs import wire

_NO_TOOLS = ("zfsutils-linux not installed",)

POOLS = Question(
    title="ZFS pools of a node",
    path="nodes/{node}/disks/zfs",
    decode=wire.listed,
    every=timedelta(seconds=60),
    deadline_s=15,
    weight=Weight.HEAVY,
    absence=_NO_TOOLS,
)
POOL = Question(
    title="devices of a ZFS pool",
    path="nodes/{node}/disks/zfs/{0}",
    decode=wire.detail,
    every=timedelta(minutes=5),
    deadline_s=15,
    weight=Weight.HEAVY,
    absence=_NO_TOOLS,
)
