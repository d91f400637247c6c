"""What a user's role does not open of a mail gateway: named, with its cost and its cure."""

from pulse_desktop.provider.stage import StageId


async def test_a_snapshot_and_the_test_tell_the_same(session, examined):
    snapshot = await (await session(user="keeper@pmg")).collect()
    stage = (await examined(user="keeper@pmg"))[StageId.PERMISSIONS]
    assert snapshot.lacking == stage.lacking
    assert snapshot.lacking != ()


async def test_each_part_names_the_one_role_that_only_reads(session):
    snapshot = await (await session(user="keeper@pmg")).collect()
    commands = {command for lack in snapshot.lacking for command in lack.commands}
    assert commands == {"pmgsh set /access/users/keeper@pmg --role audit"}
    assert all("Auditor allows it." in str(lack.message) for lack in snapshot.lacking)


async def test_an_auditor_lacks_nothing(session):
    assert (await (await session()).collect()).lacking == ()
