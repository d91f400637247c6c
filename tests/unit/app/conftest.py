"""A keyring in memory and a profile in a temporary folder."""

import pytest
from keyring.backend import KeyringBackend

from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile, make_directories


class MemoryKeyring(KeyringBackend):
    """Keeps passwords in a dictionary."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def secrets(keyring):
    store = SecretStore(lambda: keyring)
    yield store
    store.close()


@pytest.fixture
def profile(tmp_path):
    made = Profile.below(tmp_path / "profile")
    make_directories(made)
    return made
