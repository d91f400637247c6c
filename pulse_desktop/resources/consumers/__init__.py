"""Who keeps data on a storage."""

from pulse_desktop.resources.consumers.backup import backup_consumers
from pulse_desktop.resources.consumers.index import ConsumerIndex

__all__ = ["ConsumerIndex", "backup_consumers"]
