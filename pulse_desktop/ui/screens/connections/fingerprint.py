"""Fingerprints as people compare them, and as they stand in a sentence. Pure."""

import re

_PAIRS_ON_A_LINE = 16
_ENDS = 2
"""Pairs that are left at each end of a shortened one."""

_WHOLE = re.compile(r"(?:[0-9A-F]{2}:){31}[0-9A-F]{2}")


def two_lines(fingerprint: str) -> str:
    """``AA:BB:…`` broken in the middle, so that two fingerprints stand below each other."""
    pairs = fingerprint.split(":")
    return ":".join(pairs[:_PAIRS_ON_A_LINE]) + "\n" + ":".join(pairs[_PAIRS_ON_A_LINE:])


def shortened(text: str) -> str:
    """``text`` with each whole SHA-256 fingerprint in it as ``8F:1C:…:A0:77``."""
    return _WHOLE.sub(lambda found: _short(found[0]), text)


def _short(fingerprint: str) -> str:
    pairs = fingerprint.split(":")
    return ":".join([*pairs[:_ENDS], "…", *pairs[-_ENDS:]])
