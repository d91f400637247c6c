"""What a backup server and a mail gateway say of themselves. Pure: no Qt."""

from collections.abc import Iterator

from pulse_desktop.model.facet import BackupJob, BackupServerFacet, Datastore, MailGatewayFacet
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.inspector.block import Block, Meter, Pair, fullness
from pulse_desktop.ui.models import server_facts as facts
from pulse_desktop.ui.presentation import Presentation

_QUEUES: tuple[tuple[Text, str], ...] = (
    (mark("Overview", "Waiting"), "queue_total"),
    (mark("Overview", "Active"), "queue_active"),
    (mark("Overview", "Incoming"), "queue_incoming"),
    (mark("Overview", "Deferred"), "queue_deferred"),
    (mark("Overview", "On hold"), "queue_hold"),
)
_TODAY: tuple[tuple[Text, str], ...] = (
    (mark("Overview", "Received"), "count_in"),
    (mark("Overview", "Sent"), "count_out"),
    (mark("Overview", "Spam"), "spam_in"),
    (mark("Overview", "Viruses"), "virus_in"),
    (mark("Overview", "Bounced"), "bounces_in"),
    (mark("Overview", "Greylisted"), "greylist_count"),
    (mark("Overview", "Blocklisted"), "rbl_rejects"),
)
_HELD: tuple[tuple[Text, str], ...] = (
    (mark("Overview", "Spam"), "spam"),
    (mark("Overview", "Viruses"), "virus"),
    (mark("Overview", "Attachments"), "attachment"),
)


def server_blocks(resource: Resource, presentation: Presentation) -> Iterator[Block]:
    """Blocks for the facets that it has; those without content are left out later."""
    server, gateway = resource.facet(BackupServerFacet), resource.facet(MailGatewayFacet)
    if server is not None:
        yield from _backup(server, presentation)
    if gateway is not None:
        yield from _mail(gateway, presentation)


def _backup(server: BackupServerFacet, presentation: Presentation) -> Iterator[Block]:
    say = presentation.formats.say
    stores = tuple(_store(store, presentation) for store in server.datastores)
    yield Block(say(mark("Overview", "Datastores")), meters=stores)
    kinds = (
        (mark("Overview", "Backup jobs"), server.backup_jobs),
        (mark("Overview", "Sync jobs"), server.sync_jobs),
        (mark("Overview", "Verification"), server.verify_jobs),
        (mark("Overview", "Pruning"), server.prune_jobs),
        (mark("Overview", "Garbage collection"), server.garbage_jobs),
    )
    for title, jobs in kinds:
        pairs = tuple(Pair(job.store or job.id, _job(job, presentation)) for job in jobs)
        yield Block(say(title), pairs=pairs)


def _store(store: Datastore, presentation: Presentation) -> Meter:
    formats = presentation.formats
    meter = fullness(store.name, store.used, store.total, formats)
    words = [meter.detail] if meter.detail else []
    if store.deduplication_factor is not None:
        factor = formats.number(store.deduplication_factor, 1)
        words.append(formats.say(mark("Overview", "deduplicated {factor}×").given(factor=factor)))
    words += [store.error] if store.error else []
    return Meter(
        label=meter.label,
        value=meter.value,
        detail=" · ".join(words),
        ratio=meter.ratio,
        severity=meter.severity,
        spoken=", ".join((meter.label, meter.value, *words)),
    )


def _job(job: BackupJob, presentation: Presentation) -> str:
    """How it last went, and when it runs again."""
    formats = presentation.formats
    if job.enabled is False:
        return formats.say(mark("Overview", "switched off"))
    lines = [_last_run(job, presentation)]
    if job.next_run_at is not None:
        at = formats.absolute(job.next_run_at)
        lines.append(formats.say(mark("Overview", "next {at}").given(at=at)))
    return "\n".join(lines)


def _last_run(job: BackupJob, presentation: Presentation) -> str:
    formats = presentation.formats
    if job.last_run_at is None:
        return job.error or formats.say(mark("Overview", "did not run yet"))
    ago = formats.ago(job.last_run_at, presentation.now())
    end = facts.went_well(job)
    if end is None:
        return ago
    word = "✓" if end else "▲"
    reason = "" if end else f": {job.error or job.status}"
    freed = "" if job.removed_bytes is None else f" · {formats.size(job.removed_bytes)}"
    return f"{word} {ago}{reason}{freed}"


def _mail(gateway: MailGatewayFacet, presentation: Presentation) -> Iterator[Block]:
    formats = presentation.formats
    say = formats.say
    queues = _counts(_QUEUES, gateway, presentation)
    oldest = gateway.oldest_seconds
    if oldest:
        minutes = formats.number(oldest // 60)
        waited = say(mark("Overview", "{n} min").given(n=minutes))
        queues = (*queues, Pair(say(mark("Overview", "Oldest")), waited))
    yield Block(say(mark("Overview", "Queues")), pairs=queues)
    today = _counts(_TODAY, gateway.mail_stats, presentation)
    yield Block(say(mark("Overview", "Mail in 24 h")), pairs=today)
    held = _counts(_HELD, gateway.quarantine, presentation)
    yield Block(say(mark("Overview", "Quarantine")), pairs=held)
    nodes = tuple(
        Pair(node.name, ", ".join(part for part in (node.role, node.status, node.version) if part))
        for node in gateway.nodes
    )
    yield Block(say(mark("Overview", "Nodes")), pairs=nodes)
    domains = ", ".join(domain.domain for domain in gateway.relay_domains)
    if domains:
        label = say(mark("Overview", "Accepts for"))
        yield Block(say(mark("Overview", "Domains")), pairs=(Pair(label, domains),))


def _counts(
    labels: tuple[tuple[Text, str], ...], of: object, presentation: Presentation
) -> tuple[Pair, ...]:
    """What is counted, each where it is known."""
    formats = presentation.formats
    found = ((label, getattr(of, name, None)) for label, name in labels)
    return tuple(
        Pair(formats.say(label), formats.number(count))
        for label, count in found
        if count is not None
    )
