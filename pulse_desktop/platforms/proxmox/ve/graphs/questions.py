"""The paths of the graphs, by what they are of."""

from pulse_desktop.platforms.proxmox.graphs.frames import graph
from pulse_desktop.platforms.proxmox.ve.graphs import wire
from pulse_desktop.platforms.proxmox.ve.wire import LXC, NODE, QEMU, STORAGE

QUESTIONS = {
    NODE: graph(NODE, "nodes/{node}/rrddata", wire.node),
    QEMU: graph(QEMU, "nodes/{node}/qemu/{0}/rrddata", wire.machine),
    LXC: graph(LXC, "nodes/{node}/lxc/{0}/rrddata", wire.container),
    STORAGE: graph(STORAGE, "nodes/{node}/storage/{0}/rrddata", wire.storage),
}
"""By type of a row of the resource list."""
