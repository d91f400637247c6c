"""What went through a mail gateway today, and what it holds back."""

from collections.abc import Iterable, Iterator

from pulse_desktop.model.facet import MailStats, Quarantine, RelayDomain, SpamBucket
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.mail.wire import Domain, Held, Score, Statistics
from pulse_desktop.provider.numbers import Loose, number, size


def mail_stats(told: Statistics) -> MailStats:
    """Of the day that the gateway has."""
    seconds = number(told.avptime)
    return MailStats(
        timeframe="day",
        count_total=size(told.count),
        count_in=size(told.count_in),
        count_out=size(told.count_out),
        spam_in=size(told.spamcount_in),
        spam_out=size(told.spamcount_out),
        virus_in=size(told.viruscount_in),
        virus_out=size(told.viruscount_out),
        bounces_in=size(told.bounces_in),
        bounces_out=size(told.bounces_out),
        bytes_in=size(told.bytes_in),
        bytes_out=size(told.bytes_out),
        greylist_count=size(told.glcount),
        junk_in=size(told.junk_in),
        rbl_rejects=size(told.rbl_rejects),
        pregreet_rejects=size(told.pregreet_rejects),
        average_process_seconds=float(seconds) if seconds is not None and seconds >= 0 else None,
    )


def quarantine(spam: Held | None, virus: Held | None) -> Quarantine | None:
    """Attachments are told of only mail by mail, with senders and subjects: they stay unknown."""
    held = Quarantine(
        spam=size(spam.count) if spam else None,
        virus=size(virus.count) if virus else None,
    )
    return held if held != Quarantine() else None


def spam_buckets(rows: Iterable[Score]) -> Iterator[SpamBucket]:
    """By score, the lowest first."""
    scored = ((number(row.level), row) for row in rows)
    told = [(level, row) for level, row in scored if level is not None]
    for level, row in sorted(told, key=lambda each: each[0]):
        count = size(row.count)
        if count is not None:
            yield SpamBucket(score=f"{level:g}", count=count)


def relay_domains(rows: Iterable[Domain]) -> Iterator[RelayDomain]:
    """By name."""
    for row in sorted(rows, key=lambda row: row.domain):
        yield RelayDomain(domain=first_line(row.domain), comment=_text(row.comment))


def _text(told: Loose) -> str | None:
    return first_line(told) or None if isinstance(told, str) else None
