"""Deleting an estate for good: its secrets, its files, and its place in the list."""

import asyncio

from pulse_desktop.model.errors import KeyringState, SecretError, SettingsError
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile, delete_estate_folders


async def purge_estate(profile: Profile, secrets: SecretStore) -> SecretError | None:
    """Delete what the profile's estate keeps, but for its place in the list.

    Returns why secrets remain in the keyring, if they do: the files go all the same.

    Raises:
        SettingsError: Its files cannot be deleted.
    """
    remaining = await _without_secrets(profile, secrets)
    await asyncio.to_thread(delete_estate_folders, profile)
    return remaining


async def _without_secrets(profile: Profile, secrets: SecretStore) -> SecretError | None:
    """Where there is no keyring there is none to delete, and then none remains."""
    try:
        saved = await asyncio.to_thread(connections_file.load, profile.connections_file)
    except SettingsError:
        return None  # who cannot read which connections there are knows of no secret
    for connection in saved:
        if connection.user or connection.token_id:
            try:
                await secrets.forget(connection.id)
            except SecretError as error:
                return None if error.state is KeyringState.ABSENT else error
    return None
