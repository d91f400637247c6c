"""The nodes of a mail gateway's cluster, each with its queues; one alone is a cluster of one."""

from collections.abc import Iterator

from pulse_desktop.model.facet import MailNode, MailQueue
from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.mail.answers import Answers
from pulse_desktop.platforms.proxmox.mail.queue import of_node, together, with_queue
from pulse_desktop.platforms.proxmox.mail.release import of_package
from pulse_desktop.platforms.proxmox.mail.wire import Member
from pulse_desktop.provider.numbers import Loose, flag, number, size

_ALONE = "-"
"""The type of a node that is in no cluster."""

_LOADS = 3


def nodes(found: Answers) -> tuple[MailNode, ...]:
    """In the cluster's own order."""
    return tuple(_node(member, found) for member in found.members)


def waiting(found: Answers) -> MailQueue:
    """The queues of all nodes whose queues were asked for: not of those that cannot be reached."""
    return together(of_node(counts) for counts in found.queues.values())


def incidents(found: Answers) -> Iterator[Incident]:
    """Nodes that cannot be reached, or whose database lags behind."""
    if not found.are_members_fresh:
        return
    for member in found.members:
        name = first_line(member.name)
        if member.conn_error:
            said = mark("Proxmox", "Node {node} cannot be reached: {said}").given(
                node=name, said=first_line(str(member.conn_error))
            )
            yield _incident(member, "mail_node_unreachable", Severity.CRITICAL, str(said))
        elif member.insync is not None and not flag(member.insync):
            said = mark(
                "Proxmox", "The database of node {node} lags behind by more than three minutes"
            ).given(node=name)
            yield _incident(member, "mail_node_out_of_sync", Severity.WARNING, str(said))


def _incident(member: Member, code: str, severity: Severity, summary: str) -> Incident:
    return Incident(
        provider="pmg",
        native_id=f"{code}:{member.name}",
        code=code,
        severity=severity,
        summary=summary,
    )


def _node(member: Member, found: Answers) -> MailNode:
    is_alone = member.type == _ALONE
    node = MailNode(
        name=first_line(member.name),
        role=None if is_alone or not isinstance(member.type, str) else first_line(member.type),
    )
    if found.are_members_fresh:
        node = MailNode(
            name=node.name,
            role=node.role,
            status="offline" if member.conn_error else "online",
            uptime_seconds=size(member.uptime),
            load_average=_load(member.loadavg),
            version=of_package(member.pmgversion),
        )
    return with_queue(node, of_node(found.queues.get(member.name)))


def _load(told: tuple[Loose, ...] | Loose) -> tuple[float, float, float] | None:
    if not isinstance(told, tuple) or len(told) != _LOADS:
        return None
    found = [number(each) for each in told]
    one, five, fifteen = (float(n) if n is not None and n >= 0 else None for n in found)
    if one is None or five is None or fifteen is None:
        return None
    return one, five, fifteen
