"""The staged connection test against the simulated product."""

import asyncio
from contextlib import aclosing

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.model.secret import Secret
from pulse_desktop.provider.platform import Target
from pulse_desktop.provider.stage import StageId, StageState, is_usable
from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE
from simulators.scripted import until

OTHER_PIN = ":".join(["AB"] * 32)


def last(stages):
    return list(stages.values())[-1]


def lines(stage):
    return [str(line.text) for line in stage.lines]


async def test_a_good_token_passes_every_promised_step(examined, platform, connection):
    """Each step is shown, and the last one previews the inventory."""
    stages = await examined()
    assert list(stages) == [title.id for title in platform.stages(connection())]
    assert {stage.state for stage in stages.values()} == {StageState.PASSED}
    assert is_usable(tuple(stages.values()))
    summary = "cluster “lab”: 2 nodes · 3 VMs · 1 LXC · 4 storages"
    assert str(stages[StageId.PREVIEW].detail) == summary


async def test_a_password_passes_too(examined):
    stages = await examined(user="pulse")
    assert last(stages).category is Category.AUTH, "the realm is pam unless said otherwise"
    assert is_usable(tuple((await examined(user="pulse@pve")).values()))


async def test_a_node_alone_is_previewed_without_a_cluster(examined, estate):
    estate.stand_alone()
    assert str(last(await examined()).detail) == "node “pve1”: 1 VMs · 1 LXC · 3 storages"


async def test_an_untrusted_certificate_stops_before_the_sign_in(examined, simulator):
    stage = last(await examined(fingerprint=""))
    assert (stage.id, stage.category) == (StageId.TLS, Category.TLS_UNTRUSTED)
    assert stage.certificate.fingerprint == simulator.fingerprint
    assert any("openssl x509" in line for line in lines(stage))
    assert simulator.requests == []


async def test_trusting_the_certificate_lets_the_test_go_on(examined):
    seen = last(await examined(fingerprint="")).certificate.fingerprint
    assert is_usable(tuple((await examined(fingerprint=seen)).values()))


async def test_a_changed_certificate_stays_blocked(examined, simulator):
    stage = last(await examined(fingerprint=OTHER_PIN))
    assert (stage.category, stage.pinned) == (Category.TLS_CHANGED, OTHER_PIN)
    assert simulator.requests == []


async def test_a_wrong_secret_fails_at_the_sign_in(examined):
    stage = last(await examined(secret="0" * 36))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)


async def test_a_closed_port_fails_at_reach(examined, free_address):
    stage = last(await examined(address=free_address))
    assert (stage.id, stage.category) == (StageId.REACH, Category.REFUSED)
    assert "8006" in str(stage.detail)


async def test_an_unknown_name_fails_at_resolve(examined):
    stage = last(await examined(address="no-such-host.invalid"))
    assert (stage.id, stage.category) == (StageId.RESOLVE, Category.DNS)


@pytest.mark.parametrize("product", ["Proxmox Backup Server", "Proxmox Mail Gateway"])
async def test_another_product_is_called_by_its_name(examined, simulator, product):
    simulator.product = product
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.WRONG_PRODUCT)
    assert product in str(stage.detail)


async def test_an_old_release_fails_at_the_version(examined, estate):
    estate.version = "6.1-8"
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.VERSION, Category.VERSION)


async def test_a_missing_permission_is_named_with_its_cure(examined, estate):
    estate.tokens["pulse@pve!desktop"].granted = {"/": frozenset({"Sys.Audit", "VM.Audit"})}
    stages = await examined()
    stage = stages[StageId.PERMISSIONS]
    assert (stage.state, str(stage.detail)) == (StageState.WARNING, "3 of 7")
    assert "storage: Datastore.Audit is missing; storages are not listed." in lines(stage)
    assert any("--tokens 'pulse@pve!desktop' --roles PVEAuditor" in line for line in lines(stage))
    assert is_usable(tuple(stages.values()))


async def test_a_permission_for_some_objects_only_is_told_as_such(examined, estate):
    granted = {"/": frozenset({"Sys.Audit", "Datastore.Audit", "Pool.Audit"})}
    estate.tokens["pulse@pve!desktop"].granted = granted | {"/vms/101": frozenset({"VM.Audit"})}
    shown = lines((await examined())[StageId.PERMISSIONS])
    assert "guests: VM.Audit is granted for some only; others are not seen." in shown


async def test_a_token_without_any_permission_is_told_the_cure(examined):
    stage = last(await examined(token_id="pulse@pve!bare"))
    assert (stage.id, stage.category) == (StageId.PERMISSIONS, Category.FORBIDDEN)
    assert any("pveum acl modify / --tokens" in line for line in lines(stage))


async def test_an_answer_that_fails_in_the_preview_fails_there(examined, simulator):
    simulator.fault("/cluster/resources", status=500, reason="no quorum")
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.PREVIEW, Category.SERVER)


async def test_a_secret_that_cannot_be_sent_fails_at_the_sign_in(examined):
    stage = last(await examined(secret="a\nb"))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)


async def test_the_stop_button_ends_a_test_of_a_hanging_server(
    platform, connection, surroundings, simulator
):
    simulator.fault("*", hangs=True)
    target = Target(connection(), Secret(TOKEN_VALUE))

    async def run():
        async with aclosing(platform.examine(target, surroundings)) as stages:
            async for _ in stages:
                continue

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(run())
        await until(lambda: simulator.requests)
        task.cancel()
    simulator.stopping.set()
    await until(lambda: not simulator.open)


async def test_leaving_a_test_half_way_closes_its_connection(
    platform, connection, surroundings, simulator
):
    target = Target(connection(user="pulse@pve"), Secret(PASSWORD))
    async with aclosing(platform.examine(target, surroundings)) as stages:
        async for stage in stages:
            if (stage.id, stage.state) == (StageId.VERSION, StageState.PASSED):
                break
    await until(lambda: not simulator.open)
