"""Everything that is measured: a new benchmark is a module and one name here."""

from benchmarks.chart import CHART
from benchmarks.demo import DEMO
from benchmarks.demo_open import DEMO_OPEN
from benchmarks.downsample import HISTORY_DOWNSAMPLE
from benchmarks.export import EXPORT
from benchmarks.figure import Benchmark
from benchmarks.heartbeat import HEARTBEAT
from benchmarks.history_read import HISTORY_READ
from benchmarks.history_size import HISTORY_SIZE
from benchmarks.history_write import HISTORY_WRITE
from benchmarks.large_heartbeat import LARGE_HEARTBEAT
from benchmarks.memory import MEMORY
from benchmarks.proxmox_cost import PROXMOX_COST
from benchmarks.proxmox_decode import PROXMOX_DECODE
from benchmarks.proxmox_heartbeat import PROXMOX_HEARTBEAT
from benchmarks.recovery import RECOVERY
from benchmarks.spine import SPINE
from benchmarks.startup import STARTUP
from benchmarks.strip import STRIP
from benchmarks.table import TABLE

BENCHMARKS: tuple[Benchmark, ...] = (
    STARTUP,
    HEARTBEAT,
    LARGE_HEARTBEAT,
    PROXMOX_HEARTBEAT,
    MEMORY,
    SPINE,
    HISTORY_WRITE,
    HISTORY_SIZE,
    HISTORY_READ,
    HISTORY_DOWNSAMPLE,
    STRIP,
    TABLE,
    RECOVERY,
    PROXMOX_DECODE,
    PROXMOX_COST,
    CHART,
    EXPORT,
    DEMO,
    DEMO_OPEN,
)
