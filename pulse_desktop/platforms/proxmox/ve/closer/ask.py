"""How a question is put to a node."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from pulse_desktop.platforms.proxmox.rounds.question import Weight

T = TypeVar("T")


class Ask(Protocol):
    """Sends one question."""

    async def __call__(
        self,
        node: str,
        path: str,
        decode: Callable[[bytes], T],
        deadline_s: float,
        weight: Weight = Weight.LIGHT,
    ) -> T:
        """The decoded answer to ``path``, which takes a worker of ``node``.

        Raises:
            ProviderError: There was none, or none that can be read.
        """
        ...


class Budget:
    """How many questions may still be asked in one round."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self) -> bool:
        """Whether there was one left."""
        self._left -= 1
        return self._left >= 0
