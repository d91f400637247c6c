"""``connections test``: the stages of the test, printed as they finish."""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor

from pulse_desktop.app.connection_choice import named, platform_of
from pulse_desktop.app.documents.fields import plain
from pulse_desktop.app.examiner import Examiner
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_named_secrets
from pulse_desktop.app.headless import run_async, say
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.secret import Secret
from pulse_desktop.provider.stage import Stage, StageId, StageState, is_usable
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore

_SIGNS = {
    StageState.PASSED: "✓",
    StageState.WARNING: "!",
    StageState.FAILED: "✗",
}


def test(given: argparse.Namespace) -> ExitStatus:
    """Test a saved connection; done only when it is usable."""
    saved = connections_file.load(chosen_profile(given).connections_file)
    connection = named(saved, given.connection)
    secrets = read_named_secrets() if given.secrets_stdin else {}
    stages = run_async(lambda: _stages(connection, secrets.get(connection.name), given.json))
    if given.json:
        say(json.dumps(_document(connection, stages), ensure_ascii=False))
    return ExitStatus.DONE if is_usable(stages) else ExitStatus.CONNECTION_FAILED


async def _stages(
    connection: Connection,
    secret: Secret | None,
    is_quiet: bool,  # noqa: FBT001 - a lambda passes it
) -> tuple[Stage, ...]:
    platform = platform_of(connection.platform)
    titles = {stage.id: str(stage.title) for stage in platform.stages(connection)}
    store = SecretStore()
    workers = ThreadPoolExecutor(2, thread_name_prefix="worker")
    examiner = Examiner(
        platforms={platform.id: platform},
        secrets=store,
        workers=workers,
        now=utc_now,
        saved=lambda _: None,
        tested=lambda _connection, _error: None,
    )
    stages: list[Stage] = []
    try:
        async for stage in examiner.examine(connection, secret):
            if stage.state is not StageState.RUNNING:
                stages.append(stage)
                if not is_quiet:
                    _print(stage, titles)
    finally:
        store.close()
        workers.shutdown(wait=False, cancel_futures=True)
    return tuple(stages)


def _print(stage: Stage, titles: dict[StageId, str]) -> None:
    took = "" if stage.duration_ms is None else f"  {stage.duration_ms:.0f} ms"
    detail = "" if stage.detail is None else f"  {stage.detail}"
    say(f"{_SIGNS.get(stage.state, ' ')} {titles.get(stage.id, stage.id)}{detail}{took}")
    for line in stage.lines:
        say(f"    {_SIGNS.get(line.state, ' ')} {line.text}")


def _document(connection: Connection, stages: tuple[Stage, ...]) -> dict[str, object]:
    return {
        "schema": 1,
        "connection": connection.name,
        "usable": is_usable(stages),
        "stages": [_stage_document(stage) for stage in stages],
    }


def _stage_document(stage: Stage) -> dict[str, object]:
    certificate = stage.certificate
    document: dict[str, object | None] = {
        "id": stage.id,
        "state": stage.state,
        "detail": None if stage.detail is None else str(stage.detail),
        "durationMs": stage.duration_ms,
        "category": stage.category,
        "fingerprint": None if certificate is None else certificate.fingerprint,
        "lines": [{"state": line.state, "text": str(line.text)} for line in stage.lines],
        "lacking": plain(stage.lacking) if stage.lacking else None,
    }
    return {key: value for key, value in document.items() if value is not None}
