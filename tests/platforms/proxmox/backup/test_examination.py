"""The staged connection test against the simulated backup server."""

import asyncio
from contextlib import aclosing

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.provider.platform import Target
from pulse_desktop.provider.stage import StageId, StageState, is_usable
from simulators.proxmox.backup.estate import READER, TOKEN_VALUE
from simulators.scripted import until


def last(stages):
    return list(stages.values())[-1]


def lines(stage):
    return [str(line.text) for line in stage.lines]


async def test_a_good_token_passes_every_promised_step(examined, connection):
    stages = await examined()
    assert list(stages) == [title.id for title in PROXMOX_BACKUP.stages(connection())]
    assert {stage.state for stage in stages.values()} == {StageState.PASSED}
    assert is_usable(tuple(stages.values()))
    assert str(stages[StageId.VERSION].detail) == "Proxmox Backup Server 4.0.18"
    assert str(stages[StageId.PREVIEW].detail) == "2 datastores · 9 backups"


async def test_a_password_passes_too(examined):
    assert is_usable(tuple((await examined(user="pulse")).values()))


async def test_an_untrusted_certificate_stops_before_the_sign_in(examined, simulator):
    stage = last(await examined(fingerprint=""))
    assert (stage.id, stage.category) == (StageId.TLS, Category.TLS_UNTRUSTED)
    assert any("proxmox-backup-manager cert info" in line for line in lines(stage))
    assert simulator.requests == []


async def test_a_wrong_secret_fails_at_the_sign_in(examined):
    stage = last(await examined(secret="0" * 36))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)
    assert "authentication failed" in str(stage.detail)


async def test_a_second_factor_is_told_to_use_a_token(examined):
    stage = last(await examined(user="careful@pbs"))
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.AUTH)
    assert "second factor" in str(stage.detail)


@pytest.mark.parametrize("product", ["Proxmox Virtual Environment", "Proxmox Mail Gateway"])
async def test_another_product_is_called_by_its_name(examined, simulator, product):
    simulator.product = product
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.SIGN_IN, Category.WRONG_PRODUCT)
    assert product in str(stage.detail)


async def test_what_calls_itself_a_release_of_another_product_is_refused(examined, simulator):
    simulator.fault("/version", body=b'{"data":{"version":"9.1.2","release":"9.1"}}')
    stage = last(await examined())
    assert (stage.id, stage.category) == (StageId.VERSION, Category.WRONG_PRODUCT)


async def test_a_missing_permission_is_named_with_what_it_costs_and_its_cure(examined, estate):
    """The exact command, for the user and for the token, and for nothing that is there."""
    granted = {path: held for path, held in READER.items() if path != "/remote"}
    estate.tokens["pulse@pbs!desktop"].granted = granted
    stages = await examined()
    stage = stages[StageId.PERMISSIONS]
    assert (stage.state, str(stage.detail)) == (StageState.WARNING, "2 of 3")
    said = "remotes: Remote.Audit is missing; sync jobs with other servers are not listed."
    assert said in lines(stage)
    grant = "On the server: proxmox-backup-manager acl update /remote RemoteAudit --auth-id"
    assert lines(stage)[3:] == [f"{grant} pulse@pbs", f"{grant} 'pulse@pbs!desktop'"]
    assert is_usable(tuple(stages.values()))


async def test_a_permission_for_one_store_only_is_told_as_such(examined, estate):
    granted = {path: held for path, held in READER.items() if path != "/datastore"}
    granted["/datastore/main"] = {"Datastore.Audit": True}
    estate.tokens["pulse@pbs!desktop"].granted = granted
    shown = lines((await examined())[StageId.PERMISSIONS])
    said = "datastores: Datastore.Audit is granted for some only; others are not seen."
    assert said in shown


async def test_a_role_that_is_replaced_further_down_is_granted_for_some_only(examined, estate):
    granted = READER | {"/datastore/main": {"Datastore.Backup": True}}
    estate.tokens["pulse@pbs!desktop"].granted = granted
    assert (await examined())[StageId.PERMISSIONS].state is StageState.WARNING


async def test_a_token_without_any_permission_is_told_every_cure(examined):
    stage = last(await examined(token_id="pulse@pbs!bare"))
    assert (stage.id, stage.category) == (StageId.PERMISSIONS, Category.FORBIDDEN)
    assert sum("'pulse@pbs!bare'" in line for line in lines(stage)) == 3


async def test_what_could_not_be_read_shows_in_the_preview(examined, simulator):
    simulator.fault("/admin/prune", status=400, body=b"broken section")
    stage = (await examined())[StageId.PREVIEW]
    assert stage.state is StageState.WARNING
    assert "broken section" in lines(stage)[0]


async def test_the_stop_button_ends_a_test_of_a_hanging_server(connection, surroundings, simulator):
    simulator.fault("/admin/datastore", hangs=True)
    target = Target(connection(), Secret(TOKEN_VALUE))

    async def run():
        async with aclosing(PROXMOX_BACKUP.examine(target, surroundings)) as stages:
            async for _ in stages:
                continue

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(run())
        await until(lambda: any(r.path.endswith("/admin/datastore") for r in simulator.requests))
        task.cancel()
    simulator.stopping.set()
    await until(lambda: not simulator.open)
