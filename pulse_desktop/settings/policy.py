"""What whoever looks after this computer forbids: ``policy.toml``, which is only ever read."""

from collections.abc import Sequence
from pathlib import Path

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings import document

_FORBIDDEN = mark("Policy", "The demo estate is not allowed on this computer ({path} says so).")
_UNCLEAR = mark(
    "Policy",
    "{path} does not say clearly whether the demo estate is allowed, so it is not. "
    "Under [demo], allowed has to be true or false.",
)


def expect_demo_allowed(files: Sequence[Path]) -> None:
    """Come back only where none of ``files`` forbids the demo estate.

    Raises:
        SettingsError: One does, or cannot be read and so may.
    """
    for path in files:
        values = document.read_any(path)
        if values is not None and not _allows_demo(path, values.get("demo", {})):
            raise SettingsError(_FORBIDDEN.given(path=str(path)))


def _allows_demo(path: Path, table: object) -> bool:
    allowed = table.get("allowed", True) if isinstance(table, dict) else None
    if not isinstance(allowed, bool):
        raise SettingsError(_UNCLEAR.given(path=str(path)))
    return allowed
