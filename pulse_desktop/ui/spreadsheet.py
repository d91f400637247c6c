"""What may stand in a cell that a spreadsheet opens. Pure: no Qt."""

import re

_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How what a spreadsheet runs may begin (OWASP, *CSV Injection*)."""

_FIGURE = re.compile(r"[+-]?[\d.,\u202f\u00a0]+(e[+-]?\d+)?( ?[%°\w/]{1,5})?", re.ASCII)
"""A number with its unit, which only begins like a command."""


def harmless(text: str) -> str:
    """``text`` as a cell that is read and not run."""
    if text.startswith(_COMMANDS) and not _FIGURE.fullmatch(text):
        return f"'{text}"
    return text
