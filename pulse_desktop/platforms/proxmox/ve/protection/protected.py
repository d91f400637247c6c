"""What the protection of guests adds to a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pulse_desktop.model.facet import GuestFacet, NodeFacet
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Activity, Observation
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection import availability, replication
from pulse_desktop.platforms.proxmox.ve.protection.attempts import attempts, running
from pulse_desktop.platforms.proxmox.ve.protection.guests import guests
from pulse_desktop.platforms.proxmox.ve.protection.happenings import activities, ended
from pulse_desktop.platforms.proxmox.ve.protection.look import look
from pulse_desktop.platforms.proxmox.ve.protection.plans import plans, without_job
from pulse_desktop.platforms.proxmox.ve.protection.record import Record
from pulse_desktop.platforms.proxmox.ve.protection.survey import survey
from pulse_desktop.platforms.proxmox.ve.protection.tasks import tasks
from pulse_desktop.platforms.proxmox.ve.protection.wire import Replication, Standing


@dataclass(frozen=True, slots=True)
class Protected:
    """The things that were seen, with what is known of their protection."""

    observations: tuple[Observation, ...]
    survey: Survey | None
    activities: tuple[Activity, ...]


def protected(seen: Iterable[Observation], found: Inventory, record: Record) -> Protected:
    """``seen`` and more. Keeps in ``record`` what must stay the same."""
    listed, done = guests(found), tasks(found.findings)
    tried = attempts(done, found.findings, listed)
    seen_now = look(found, listed, running(done), record)
    told = survey(found, seen_now, record, tried, plans(found, listed))
    news = activities(done, found, listed, record.told)
    record.told = ended(done)
    known = _Known(
        found,
        record,
        availability.services(found),
        replication.replications(found),
        without_job(found),
    )
    return Protected(tuple(known.described(each) for each in seen), told, news)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is added to what was seen."""

    found: Inventory
    record: Record
    services: Mapping[int, Standing]
    replications: Mapping[int, Sequence[Replication]]
    without_job: frozenset[int] | None

    def described(self, seen: Observation) -> Observation:
        """With what concerns it."""
        if isinstance(seen.facet, GuestFacet):
            return self._guest(seen, seen.facet)
        if isinstance(seen.facet, NodeFacet):
            more = tuple(availability.of_node(seen.facet.node_name, self.found))
            return replace(seen, incidents=(*seen.incidents, *more)) if more else seen
        return seen

    def _guest(self, seen: Observation, facet: GuestFacet) -> Observation:
        service = self.services.get(facet.vmid)
        jobs = self.replications.get(facet.vmid, ())
        troubles = (
            *(availability.of_service(service) if service else ()),
            *replication.incidents(jobs, self.found.at),
        )
        is_planned = None if self.without_job is None else facet.vmid not in self.without_job
        more = replace(
            facet,
            last_backup=self.record.newest.get(seen.native_id),
            has_backup_job=is_planned,
            ha_state=(service.state if service else None) or facet.ha_state,
            replicas=tuple(replication.replicas(jobs)),
        )
        return replace(
            seen,
            facet=more,
            facts=(*seen.facts, *replication.facts(jobs)),
            incidents=(*seen.incidents, *troubles),
        )
