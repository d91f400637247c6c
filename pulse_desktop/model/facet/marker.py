"""What all facets have in common: that they are facets, and how two of one kind add up."""

from dataclasses import fields, replace
from typing import Self


class Facet:
    """A role's typed facts. Holds nothing itself; what inherits from it is a dataclass."""

    __slots__ = ()

    def over(self, other: Self) -> Self:
        """What it says, and what ``other`` says where it is silent: ``None`` or empty."""
        names = [each.name for each in fields(self) if getattr(self, each.name) in (None, ())]  # type: ignore[arg-type] # see above
        said = {name: getattr(other, name) for name in names}
        filling = {name: value for name, value in said.items() if value not in (None, ())}
        return replace(self, **filling) if filling else self  # type: ignore[type-var] # see above
