"""What is asked about the protection of guests (the API's catalogue, paths below ``api2/json``)."""

from datetime import timedelta

from pulse_desktop.platforms.proxmox.rounds.question import Question, Weight
from pulse_desktop.platforms.proxmox.ve.protection import wire

CONTENT = Question(
    title="backups of a storage",
    path="nodes/{node}/storage/{0}/content?content=backup",
    decode=wire.volumes,
    every=timedelta(minutes=10),
    deadline_s=60,
    weight=Weight.LONG,
)
# What is asked of a node occupies one of its three workers for its time, however short.

SNAPSHOTS = Question(
    title="snapshots of a guest",
    path="nodes/{node}/{0}/{1}/snapshot",
    decode=wire.snapshots,
    every=timedelta(minutes=5),
    deadline_s=10,
    weight=Weight.HEAVY,
    is_of_a_traveller=True,
)
JOBS = Question(
    title="backup jobs",
    path="cluster/backup",
    decode=wire.jobs,
    every=timedelta(minutes=10),
    deadline_s=10,
)
NOT_BACKED_UP = Question(
    title="guests without a backup job",
    path="cluster/backup-info/not-backed-up",
    decode=wire.unprotected,
    every=timedelta(minutes=30),
    deadline_s=30,
    since=(7, 0),
)
REPLICATION_JOBS = Question(
    title="replication jobs",
    path="cluster/replication",
    decode=wire.replications,
    every=timedelta(minutes=5),
    deadline_s=10,
)
REPLICATION = Question(
    title="replication of a node",
    path="nodes/{node}/replication",
    decode=wire.replications,
    every=timedelta(seconds=60),
    deadline_s=10,
    weight=Weight.HEAVY,
)
AVAILABILITY = Question(
    title="high availability",
    path="cluster/ha/status/current",
    decode=wire.standings,
    every=timedelta(seconds=60),
    deadline_s=5,
)
TASKS = Question(
    title="tasks of the cluster",
    path="cluster/tasks",
    decode=wire.tasks,
    every=timedelta(seconds=60),
    deadline_s=5,
)
"""The newest of every node, which the nodes tell each other: one call, answered from memory."""

TASKS_OF_NODE = Question(
    title="tasks of a node",
    path="nodes/{node}/tasks?source=all&limit=100",
    decode=wire.tasks,
    every=timedelta(minutes=5),
    deadline_s=15,
    weight=Weight.HEAVY,
)
"""Reaches further back than what the nodes tell each other."""

BACKUP_TASKS = Question(
    title="backup tasks of a node",
    path="nodes/{node}/tasks?typefilter=vzdump&source=all&limit=200",
    decode=wire.tasks,
    every=timedelta(minutes=5),
    deadline_s=15,
    weight=Weight.HEAVY,
)
LOG = Question(
    title="log of a backup task",
    path="nodes/{node}/tasks/{0}/log?start=0&limit=20000",
    decode=wire.log,
    every=timedelta(days=3650),
    deadline_s=15,
    weight=Weight.HEAVY,
)
"""Of a task that ended, so it never changes."""
