"""The result of a connection test as text to paste elsewhere. English, and without secrets."""

import re
from datetime import datetime

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.connection import Connection
from pulse_desktop.provider.stage import Stage, StageState
from pulse_desktop.ui.screens.connections.explanation import explain
from pulse_desktop.ui.screens.connections.progress import Progress, Row

_WORDS = {
    StageState.WAITING: "not tried",
    StageState.RUNNING: "running",
    StageState.PASSED: "passed",
    StageState.WARNING: "passed with gaps",
    StageState.FAILED: "failed",
}
_USERINFO = re.compile(r"(?<=://)[^/@\s]*@")


def report(connection: Connection, platform: str, progress: Progress, at: datetime) -> str:
    """Every step with its outcome and time. ``platform`` is its title.

    Only public values go in: what ``Connection`` holds is none of it secret, but an address
    may have been typed with a password in it, so that part is left out.
    """
    lines = [
        "Pulse Desktop connection test",
        f"Time: {iso_utc(at)}",
        f"Connection: {connection.name}",
        f"Platform: {platform}",
        f"Address: {public_address(connection.address)}",
        f"Signs in as: {connection.token_id or connection.user or 'nobody'}",
        "",
    ]
    for row in progress.rows():
        lines += _row_lines(row)
    return "\n".join([*lines, "", progress.verdict(), ""])


def public_address(address: str) -> str:
    """``address`` without a user and password before its host."""
    return _USERINFO.sub("", address)


def _row_lines(row: Row) -> list[str]:
    stage = row.stage
    parts = [f"[{_WORDS[stage.state]}] {row.title}"]
    if stage.category is not None:
        parts.append(f"{explain(stage.category).title} ({stage.category})")
    if stage.detail is not None:
        parts.append(str(stage.detail))
    head = ": ".join(parts)
    if stage.duration_ms is not None:
        head += f" ({stage.duration_ms:.0f} ms)"
    return [head, *_finding_lines(stage)]


def _finding_lines(stage: Stage) -> list[str]:
    found = [f"    [{_WORDS[line.state]}] {line.text}" for line in stage.lines]
    if stage.pinned is not None:
        found.append(f"    Pinned SHA-256 {stage.pinned}")
    return found
