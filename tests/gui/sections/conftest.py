"""Systems of several kinds, as the table of the first tab shows them."""

from datetime import timedelta

import pytest

from pulse_desktop.model.facet import (
    BackupJob,
    BackupServerFacet,
    Datastore,
    MailGatewayFacet,
    MailNode,
    MailStats,
    Quarantine,
)
from pulse_desktop.model.snapshot import ResourceType

TB = 10**12


@pytest.fixture
def vault(estate):
    """A backup server with two stores, and one job of four that failed."""

    def job(name, status, days):
        at = estate.NOW - timedelta(days=days)
        return BackupJob(id=name, store=name, status=status, enabled=True, last_run_at=at)

    facet = BackupServerFacet(
        instance_id="vault",
        datastores=(
            Datastore(name="fast", total=2 * TB, used=TB, deduplication_factor=4.0),
            Datastore(name="slow", total=6 * TB, used=TB, deduplication_factor=9.5),
        ),
        sync_jobs=(job("fast", "connection refused", 1),),
        verify_jobs=(job("fast", "OK", 2),),
        garbage_jobs=(job("fast", "OK", 3), job("slow", "OK", 5)),
    )
    return estate.resource("vault", ResourceType.PBS, facets=(facet,))


@pytest.fixture
def gateway(estate):
    """A mail gateway of two nodes, one of them down."""
    facet = MailGatewayFacet(
        instance_id="mx",
        queue_total=7,
        queue_deferred=3,
        queue_hold=0,
        node_count=2,
        nodes=(MailNode(name="a", status="online"), MailNode(name="b", status="offline")),
        mail_stats=MailStats(count_in=200, spam_in=24),
        quarantine=Quarantine(spam=30, virus=5, attachment=2, blacklisted=99),
    )
    return estate.resource("mx", ResourceType.PMG, facets=(facet,))


@pytest.fixture
def systems(window, estate, vault, gateway, qtbot):
    """The first tab of a window that shows them."""
    shown = (*estate.resources(), vault, gateway)
    window.resize(1800, 900)
    window.show_published(estate.published(estate.read_state(shown)))
    window.show()
    qtbot.waitExposed(window)
    return window.contents._pages.page
