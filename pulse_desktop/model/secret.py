"""A secret that cannot be printed by accident."""

from typing_extensions import override


class Secret:
    """Wraps a credential. ``repr``, ``str``, logs, tracebacks and pickles never show it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The credential itself; call only where it is sent."""
        return self._value

    @override
    def __repr__(self) -> str:
        return "Secret(***)"

    @override
    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a secret is not pickled")
