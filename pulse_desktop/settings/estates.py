"""Which estates there are: named sets of connections, each with a database of its own."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import mark
from pulse_desktop.settings.profile import FIRST_ESTATE

DEMO = EstateId("demo estate")
"""What the demo estate goes by; no folder of the user's is named so."""

LONGEST_NAME = 60
"""Characters."""

_LONGEST_SLUG = 32
_FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Estate:
    """A named set of connections."""

    id: EstateId
    name: str
    deleted: bool = False
    """Its files are still there, until the program that deleted it ends."""


@dataclass(frozen=True, slots=True)
class EstateList:
    """Every estate of a profile, in the order in which they were made, and the current one.

    Whatever changes it gives a new list, or raises ``SettingsError`` and changes nothing.
    """

    estates: tuple[Estate, ...] = (Estate(FIRST_ESTATE, "Home"),)
    current: EstateId = FIRST_ESTATE
    """The one that opens at the next start."""

    @property
    def living(self) -> tuple[Estate, ...]:
        """Those that were not deleted."""
        return tuple(estate for estate in self.estates if not estate.deleted)

    @property
    def deleted(self) -> tuple[Estate, ...]:
        """Those that ``restored`` may still bring back."""
        return tuple(estate for estate in self.estates if estate.deleted)

    def of(self, identifier: EstateId) -> Estate:
        """The living estate with that id.

        Raises:
            SettingsError: It was deleted meanwhile, or never was.
        """
        for estate in self.living:
            if estate.id == identifier:
                return estate
        raise SettingsError(mark("Estates", "This estate is no longer there."))

    def named(self, name: str) -> Estate:
        """The living estate with that name, in whatever case, or with that id.

        Raises:
            SettingsError: There is none.
        """
        found = [estate for estate in self.living if name_key(estate.name) == name_key(name)]
        found += [estate for estate in self.living if estate.id == name]
        if not found:
            raise SettingsError(
                mark("Estates", "There is no estate named {name}.").given(name=name)
            )
        return found[0]

    def with_new(self, name: str, taken: Collection[str] = ()) -> "EstateList":
        """With one more, the last; its id is none of ``taken``, the folders that are there."""
        identifier = _free_id(name, {*(estate.id for estate in self.estates), *taken})
        estate = Estate(identifier, self._free_name(name, None))
        return replace(self, estates=(*self.estates, estate))

    def renamed(self, identifier: EstateId, name: str) -> "EstateList":
        """With another name for one of them; its id and its files stay."""
        return self._with(replace(self.of(identifier), name=self._free_name(name, identifier)))

    def without(self, identifier: EstateId, remaining: EstateId) -> "EstateList":
        """Without one of them; ``remaining`` is open, and current if that one was.

        Raises:
            SettingsError: It is the open one, or the last.
        """
        estate = self.of(identifier)
        if len(self.living) == 1:
            raise SettingsError(
                mark(
                    "Estates", "{name} is the only estate. Make another one before deleting it."
                ).given(name=estate.name)
            )
        if identifier == remaining:
            raise SettingsError(
                mark("Estates", "{name} is open. Switch to another estate, then delete it.").given(
                    name=estate.name
                )
            )
        current = remaining if self.current == identifier else self.current
        return replace(self._with(replace(estate, deleted=True)), current=current)

    def restored(self, identifier: EstateId) -> "EstateList":
        """With one that was deleted."""
        for estate in self.deleted:
            if estate.id == identifier:
                self._free_name(estate.name, identifier)
                return self._with(replace(estate, deleted=False))
        return self

    def purged(self, identifier: EstateId) -> "EstateList":
        """Without any trace of one that was deleted."""
        kept = (e for e in self.estates if e.id != identifier or not e.deleted)
        return replace(self, estates=tuple(kept))

    def turned_to(self, identifier: EstateId) -> "EstateList":
        """With another one current."""
        return replace(self, current=self.of(identifier).id)

    def _with(self, changed: Estate) -> "EstateList":
        return replace(
            self, estates=tuple(changed if e.id == changed.id else e for e in self.estates)
        )

    def _free_name(self, name: str, owner: EstateId | None) -> str:
        """``name`` as it is kept.

        Raises:
            SettingsError: It is empty, too long, unprintable, or another estate has it.
        """
        wanted = checked_name(name)
        for estate in self.living:
            if name_key(estate.name) == name_key(wanted) and estate.id != owner:
                raise SettingsError(
                    mark("Estates", "There is an estate named {name} already.").given(
                        name=estate.name
                    )
                )
        return wanted


def checked_name(name: str) -> str:
    """``name`` without needless blanks.

    Raises:
        SettingsError: It is empty, too long, or cannot be shown.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise SettingsError(mark("Estates", "An estate needs a name."))
    if len(wanted) > LONGEST_NAME:
        raise SettingsError(
            mark("Estates", "The name of an estate has at most {count} characters.").given(
                count=LONGEST_NAME
            )
        )
    if not wanted.isprintable():
        raise SettingsError(mark("Estates", "The name of an estate has to be readable text."))
    return wanted


def name_key(name: str) -> str:
    """What two names have in common that count as the same."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def is_folder_name(text: str) -> bool:
    """Whether an estate may have ``text`` as its id: nothing else ever becomes a path."""
    return _FOLDER_NAME.fullmatch(text) is not None


def _free_id(name: str, taken: Collection[str]) -> EstateId:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "estate"
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return EstateId(free)
