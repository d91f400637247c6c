"""Takes a secret out of what the other side said, should it have repeated it. Pure."""

from dataclasses import replace
from types import MappingProxyType

from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import Text
from pulse_desktop.provider.stage import Stage, StageLine

_HIDDEN = "•••"
_SHORTEST = 4
"""Below this a secret is likely part of ordinary words."""


def without(secret: Secret | None, stage: Stage) -> Stage:
    """``stage`` with no trace of ``secret`` in its sentences."""
    if secret is None or len(secret.reveal()) < _SHORTEST:
        return stage
    lines = tuple(StageLine(line.state, _clean(secret, line.text)) for line in stage.lines)
    detail = None if stage.detail is None else _clean(secret, stage.detail)
    return replace(stage, detail=detail, lines=lines)


def _clean(secret: Secret, text: Text) -> Text:
    parameters = {name: _hidden(secret, value) for name, value in text.parameters.items()}
    return Text(text.context, text.template, MappingProxyType(parameters))


def _hidden(secret: Secret, value: str | float | Text) -> str | float | Text:
    if isinstance(value, Text):
        return _clean(secret, value)
    return value.replace(secret.reveal(), _HIDDEN) if isinstance(value, str) else value
