"""How much memory a container may use, by what it does: its share is told of that."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.demo.estate.size import MIB
from pulse_desktop.demo.subject import CurveRole

_MEMORY_MIB: Mapping[CurveRole, int] = MappingProxyType(
    {
        CurveRole.WEB: 512,
        CurveRole.API: 1024,
        CurveRole.DATABASE: 2048,
        CurveRole.CACHE: 512,
        CurveRole.QUEUE: 512,
        CurveRole.MONITORING: 1024,
        CurveRole.BACKUP: 1024,
        CurveRole.STORAGE: 1024,
        CurveRole.INGRESS: 512,
        CurveRole.CI: 2048,
        CurveRole.MEDIA: 2048,
        CurveRole.SECURITY: 512,
        CurveRole.BATCH: 2048,
        CurveRole.GENERAL: 1024,
    }
)


def memory_limit(role: CurveRole) -> int:
    """Bytes."""
    return _MEMORY_MIB[role] * MIB
