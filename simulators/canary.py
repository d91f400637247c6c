"""A secret that is looked for wherever it must not be."""

import base64
from pathlib import Path

CANARY = "canary-5b1f-3c77-e2a9-90d4"

_SPELLINGS = (
    CANARY.encode(),
    CANARY.encode("utf-16-le"),
    CANARY.encode().hex().encode(),
    base64.b64encode(CANARY.encode()).rstrip(b"="),
)


def is_in(data: bytes | str) -> bool:
    """Whether the canary is there, plain or in a usual encoding."""
    raw = data.encode() if isinstance(data, str) else data
    return any(spelling in raw for spelling in _SPELLINGS)


def files_with(folder: Path) -> list[Path]:
    """Every file below a folder that holds the canary or is named after it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if is_in(str(path)) or is_in(path.read_bytes())]


def is_told_by(process: int) -> bool:
    """Whether anyone on this computer reads it in a list of processes."""
    own = Path("/proc") / str(process)
    return any(is_in((own / name).read_bytes()) for name in ("cmdline", "environ", "comm"))
