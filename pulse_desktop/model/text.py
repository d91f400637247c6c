"""Sentences for people, marked below the window and translated in it.

A ``Text`` keeps its template and its parameters apart, so that the window can look the
template up in a translation and a log can print the English. A parameter may be a ``Text`` of
its own: "Running" inside "Running → Stopped" is translated, too. ``lupdate`` finds the templates
with ``-tr-function-alias QT_TRANSLATE_NOOP+=mark``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from typing_extensions import override


def _no_parameters() -> "Mapping[str, str | int | float | Text]":
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """One translatable sentence. ``str()`` gives the English."""

    context: str
    """Translation context, by convention the module that says it."""

    template: str
    """English with ``str.format`` fields: ``"No reply in {seconds} s."``."""

    parameters: "Mapping[str, str | int | float | Text]" = field(default_factory=_no_parameters)

    @override
    def __hash__(self) -> int:
        """Equal texts hash alike although a mapping has no hash of its own."""
        return hash((self.context, self.template, tuple(sorted(self.parameters))))

    def given(self, **parameters: "str | float | Text") -> "Text":
        """The same sentence with these parameters, in place of any it had."""
        return Text(self.context, self.template, MappingProxyType(parameters))

    def filled(self, template: str, say: "Callable[[Text], str]" = str) -> str:
        """``template`` (this one or its translation) with the parameters put in.

        ``say`` puts those that are texts themselves into words.
        """
        if not self.parameters:
            return template
        return template.format(
            **{
                name: say(value) if isinstance(value, Text) else value
                for name, value in self.parameters.items()
            }
        )

    @override
    def __str__(self) -> str:
        return self.filled(self.template)


def mark(context: str, template: str, /) -> Text:
    """A sentence that ``lupdate`` finds here and the window translates when it shows it.

    Both arguments are written out and parameters follow apart, since ``lupdate`` passes over a
    call that has anything else in it: ``mark("Poller", "{n} left").given(n=3)``.
    """
    return Text(context, template)
