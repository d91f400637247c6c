"""What an exported file is called: ``pve2_cpu_2026-05-05T2115_24h.png``. No Qt."""

import re
import unicodedata
from datetime import datetime

from pulse_desktop.settings.export_choice import ExportFormat
from pulse_desktop.ui.charts.export.subject import Subject

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST_PART = 40
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
"""Names that Windows keeps for devices (Microsoft Learn, *Naming Files*)."""

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))


def file_name(subject: Subject, kind: ExportFormat) -> str:
    """Of ``subject``: who, what, from when (local time) and for how long."""
    names = dict.fromkeys(series.name for series in subject.series)
    metrics = dict.fromkeys(series.key.metric.value for series in subject.series)
    title = subject.picture.title or "chart"
    who = next(iter(names)) if len(names) == 1 else title
    what = "-".join(metrics) if len(metrics) <= _FEW else ""
    start_s, end_s = subject.window_s
    moment = datetime.fromtimestamp(start_s).astimezone().strftime("%Y-%m-%dT%H%M")
    parts = [safe(who), safe(what), moment, length_word(end_s - start_s)]
    return "_".join(part for part in parts if part) + f".{kind.value}"


_FEW = 3


def safe(text: str) -> str:
    """``text`` in letters, digits, dots and hyphens, which every system takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    word = _UNSAFE.sub("-", plain).strip("-.")[:_LONGEST_PART].strip("-.")
    return f"{word}-" if _RESERVED.fullmatch(word) else word


def length_word(length_s: float) -> str:
    """A span in its largest whole unit: ``24h``, ``7d``, ``45m``."""
    days = length_s / _UNITS[0][0]
    for seconds, letter in _UNITS:
        whole = round(length_s / seconds)
        if (
            whole >= 1
            and abs(length_s - whole * seconds) < seconds * 0.01
            and not (letter == "d" and days < _DAYS)
        ):
            return f"{whole}{letter}"
    return f"{max(1, round(length_s / 60))}m"


_DAYS = 1.5
"""Below this a span is counted in hours."""
