"""The backup servers and their datastores: what they are, and who may use which."""

from dataclasses import dataclass

from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject

TB = 10**12
"""Bytes."""

BACKUP_VAULT, DR_VAULT = "backup-vault", "dr-vault"


@dataclass(frozen=True, slots=True)
class Store:
    """One datastore of a backup server."""

    name: str
    server: str
    size: int
    """Bytes."""

    deduplication: float
    """How many times what is on disk the backups are worth."""

    pools: frozenset[str] | None = None
    """Only backups of guests in these come to it; those of all where ``None``."""

    role: CurveRole = CurveRole.BACKUP

    def takes(self, pool: str) -> bool:
        """Whether backups of guests in that pool come to it."""
        return self.pools is None or pool in self.pools

    @property
    def subject(self) -> Subject:
        """Whose numbers it has, also as a storage of the cluster."""
        return Subject(CurveClass.STORAGE, self.name, self.size, self.server)


PRIMARY = Store("primary-vault", BACKUP_VAULT, 10 * TB, 18.4)
OFFSITE = Store("offsite-vault", DR_VAULT, 20 * TB, 21.7)
REPLICA = Store("replica-vault", DR_VAULT, 5 * TB, 9.2, frozenset({"production"}))
