"""The list of estates, as TOML."""

from pathlib import Path

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import mark
from pulse_desktop.settings import document
from pulse_desktop.settings.estates import (
    Estate,
    EstateList,
    checked_name,
    is_folder_name,
    name_key,
)

VERSION = 1


def load(path: Path) -> EstateList:
    """The estates; the first one alone when there is no file.

    Raises:
        SettingsError: The file cannot be read, or what it says cannot be.
    """
    values = document.read(path, VERSION)
    if values is None:
        return EstateList()
    tables = values.get("estate")
    if not isinstance(tables, list) or not tables:
        raise _damaged(path, "there is no estate in it")
    estates = tuple(_estate(path, table) for table in tables)
    found = EstateList(estates, EstateId(str(values.get("current"))))
    _check(path, found)
    return found


def save(path: Path, estates: EstateList) -> None:
    """Replace the list.

    Raises:
        SettingsError: The file cannot be written, or is not one of ours; it is untouched.
    """
    document.read(path, VERSION)

    def edit(values: dict[str, object]) -> None:
        values["version"] = VERSION
        values["current"] = estates.current
        values["estate"] = [_table(estate) for estate in estates.estates]

    document.write(path, edit)


def _table(estate: Estate) -> dict[str, object]:
    table: dict[str, object] = {"id": estate.id, "name": estate.name}
    return table | {"deleted": True} if estate.deleted else table


def _estate(path: Path, table: object) -> Estate:
    if not isinstance(table, dict):
        raise _damaged(path, "an estate is not a table")
    identifier, name = table.get("id"), table.get("name")
    if not isinstance(identifier, str) or not is_folder_name(identifier):
        raise _damaged(path, f"an estate cannot have the id {identifier!r}")
    try:
        shown = checked_name(name if isinstance(name, str) else "")
    except SettingsError as error:
        raise _damaged(path, f"the name of {identifier} cannot be used") from error
    return Estate(EstateId(identifier), shown, deleted=table.get("deleted") is True)


def _check(path: Path, found: EstateList) -> None:
    """Refuse what could not have been saved.

    Raises:
        SettingsError: Two estates share an id or a name, or none is the current one.
    """
    if len({estate.id for estate in found.estates}) < len(found.estates):
        raise _damaged(path, "two estates have the same id")
    if len({name_key(estate.name) for estate in found.living}) < len(found.living):
        raise _damaged(path, "two estates have the same name")
    if found.current not in {estate.id for estate in found.living}:
        raise _damaged(path, f"the current estate {found.current!r} is not in it")


def _damaged(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        mark(
            "Settings", "{path} is damaged: {reason}. Mend it or move it away; it was not changed."
        ).given(path=str(path), reason=reason)
    )
