"""The staged connection test against the simulated product."""

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.provider.stage import StageId, StageState, is_usable


def last(stages):
    return list(stages.values())[-1]


def lines(stage):
    return [str(line.text) for line in stage.lines]


async def test_an_auditor_passes_every_promised_step(examined, connection):
    stages = await examined()
    assert list(stages) == [title.id for title in PROXMOX_MAIL.stages(connection())]
    assert {stage.state for stage in stages.values()} == {StageState.PASSED}
    assert is_usable(tuple(stages.values()))
    assert str(stages[StageId.VERSION].detail) == "Proxmox Mail Gateway 9.1.0"
    assert str(last(stages).detail) == "messages waiting: 7 · relay domains: 2"


async def test_the_steps_read_each_answer_once(examined, simulator):
    await examined()
    asked = [request.path for request in simulator.requests if "statistics/mail" in request.path]
    assert len(asked) == 1


async def test_a_cluster_is_previewed_with_its_nodes(examined, estate):
    estate.form_cluster()
    assert str(last(await examined()).detail).startswith("cluster of 2 nodes: ")


async def test_a_role_that_lacks_something_is_named_with_its_cure(examined):
    stages = await examined(user="keeper@pmg")
    stage = stages[StageId.PERMISSIONS]
    assert (stage.state, str(stage.detail)) == (StageState.WARNING, "5 of 7")
    assert any(line.startswith("queues: not allowed") for line in lines(stage))
    cure = "On the gateway: pmgsh set /access/users/keeper@pmg --role audit"
    assert lines(stage)[-1] == cure
    assert is_usable(tuple(stages.values()))


async def test_a_user_who_may_read_nothing_is_told_the_cure(examined):
    stage = last(await examined(user="bare@pmg"))
    assert (stage.id, stage.category) == (StageId.PERMISSIONS, Category.FORBIDDEN)
    assert any("--role audit" in line for line in lines(stage))


@pytest.mark.parametrize("fields", [{"secret": "wrong"}, {"user": "careful@pmg"}])
async def test_who_is_rejected_fails_at_the_sign_in(examined, fields):
    stage = last(await examined(**fields))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)


async def test_a_token_fails_at_the_sign_in_with_nothing_sent(examined, simulator):
    """Check 49."""
    stage = last(await examined(user=None, token_id="pulse@pmg!desktop"))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)
    assert "no API tokens" in str(stage.detail)
    assert simulator.requests == []


async def test_another_product_is_named_and_sent_no_password(examined, simulator):
    simulator.product = "Proxmox Virtual Environment"
    stage = last(await examined())
    assert stage.category is Category.WRONG_PRODUCT
    assert [request.method for request in simulator.requests] == ["GET"]


async def test_a_login_page_that_cannot_be_had_does_not_end_the_test(examined, simulator):
    """A proxy may send people elsewhere and still let the API through."""
    simulator.fault("/", status=302, location="https://sso.lab/")
    assert is_usable(tuple((await examined()).values()))


async def test_a_release_that_is_too_old_fails_at_the_version(examined, estate):
    estate.version = "5.2.1"
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.VERSION, Category.VERSION)


async def test_an_untrusted_certificate_stops_before_the_sign_in(examined, simulator):
    stage = last(await examined(fingerprint=""))
    assert (stage.id, stage.category) == (StageId.TLS, Category.TLS_UNTRUSTED)
    assert any("pmg-api.pem" in line for line in lines(stage))
    assert simulator.requests == []


async def test_an_address_that_is_none_fails_at_once(examined):
    stage = last(await examined(address="not an address"))
    assert (stage.id, stage.category) == (StageId.RESOLVE, Category.DNS)


async def test_what_fails_in_part_is_a_warning_in_the_preview(examined, simulator):
    simulator.fault("/statistics/mail", status=500, reason="no database")
    stages = await examined()
    assert stages[StageId.PREVIEW].state is StageState.WARNING
    assert "no database" in lines(last(stages))[0]
