"""What is asked about Ceph (the API's catalogue, paths below ``api2/json``)."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.ve.ceph import wire

_NOT_HERE = ("binary not installed", "not initialized", "not installed")
_ASK_AGAIN = timedelta(minutes=30)

STATUS = Question(
    title="state of Ceph",
    path="cluster/ceph/status",
    decode=wire.status,
    every=timedelta(seconds=30),
    deadline_s=15,
    weight=Weight.HEAVY,
    absence=_NOT_HERE,
    absent_for=_ASK_AGAIN,
)
FLAGS = Question(
    title="flags of Ceph",
    path="cluster/ceph/flags",
    decode=wire.flags,
    every=timedelta(minutes=5),
    deadline_s=15,
    weight=Weight.HEAVY,
    absence=_NOT_HERE,
    absent_for=_ASK_AGAIN,
)
POOLS = Question(
    title="pools of Ceph",
    path="nodes/{node}/ceph/pool",
    decode=wire.pools,
    every=timedelta(seconds=60),
    deadline_s=15,
    weight=Weight.HEAVY,
    since=(7, 0),
    absence=_NOT_HERE,
    absent_for=_ASK_AGAIN,
)
POOLS_BEFORE_7 = Question(
    title="pools of Ceph before version 7",
    path="nodes/{node}/ceph/pools",
    decode=wire.pools,
    every=timedelta(seconds=60),
    deadline_s=15,
    weight=Weight.HEAVY,
    until=(7, 0),
    absence=_NOT_HERE,
    absent_for=_ASK_AGAIN,
)
DAEMONS = Question(
    title="daemons of Ceph",
    path="nodes/{node}/ceph/osd",
    decode=wire.tree,
    every=timedelta(minutes=5),
    deadline_s=30,
    weight=Weight.HEAVY,
    absence=_NOT_HERE,
    absent_for=_ASK_AGAIN,
)
