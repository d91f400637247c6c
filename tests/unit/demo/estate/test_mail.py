"""The mail gateways of the demo estate."""

from datetime import timedelta

import pytest

from pulse_desktop.demo.estate import mail
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import MailGatewayFacet


@pytest.fixture
def seen(state_of):
    def at(instant):
        return {one.name: one for one in state_of(mail.sites(1), instant).all()}

    return at


def told(resource):
    return resource.facet(MailGatewayFacet)


def test_there_are_two_gateways_and_both_are_well(seen, at_rest):
    gateways = seen(at_rest)
    assert sorted(gateways) == ["mail-gateway-eu", "mail-gateway-us"]
    assert {one.status for one in gateways.values()} == {Status.ONLINE}


def test_mails_are_counted_from_midnight(seen, at_rest):
    counts = [
        told(seen(at_rest.replace(hour=hour))["mail-gateway-eu"]).mail_count_total
        for hour in (0, 6, 12, 18)
    ]
    assert counts[0] == 0
    assert counts == sorted(counts)


def test_the_queues_add_up(seen, at_rest):
    for minute in range(0, 60, 7):
        facet = told(seen(at_rest + timedelta(minutes=minute))["mail-gateway-us"])
        waiting = facet.queue_active + facet.queue_deferred + facet.queue_hold
        assert facet.queue_total == waiting + facet.queue_incoming
        assert facet.queue_total == facet.nodes[0].queue_total


def test_what_came_in_and_went_out_is_the_total(seen, at_rest):
    stats = told(seen(at_rest)["mail-gateway-eu"]).mail_stats
    assert stats.count_in + stats.count_out == stats.count_total
    assert stats.spam_in < stats.count_in
