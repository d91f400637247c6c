"""Saved connections: what is saved is loaded, and what is not ours is not touched."""

import tomllib
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model.connection import LOAD_PROFILES, Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.connections_file import load, save

HOME = Connection(
    id="conn-1", platform="some", name="Home", address="https://pve:8006", interval_s=10
)

texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)
connections = st.builds(
    Connection,
    id=texts,
    platform=texts,
    name=texts,
    address=texts,
    user=st.none() | texts,
    token_id=st.none() | texts,
    interval_s=st.floats(0.5, 86_400),
    load=st.sampled_from(LOAD_PROFILES),
    fingerprint=st.none() | texts,
    pinned_at=st.none() | texts,
    ca_file=st.none() | texts,
    client_cert_file=st.none() | texts,
    client_key_file=st.none() | texts,
    allow_plain=st.booleans(),
    web_url=st.none() | texts,
    credential_revision=st.integers(0, 2**31),
    enabled=st.booleans(),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "estates" / "default" / "connections.toml"


@pytest.fixture(scope="session")
def any_path(tmp_path_factory):
    return tmp_path_factory.mktemp("connections") / "connections.toml"


def refused(path):
    before = path.read_bytes()
    with pytest.raises(SettingsError) as caught:
        load(path)
    with pytest.raises(SettingsError):
        save(path, [HOME])
    assert path.read_bytes() == before
    return str(caught.value)


def test_without_a_file_there_are_no_connections(path):
    assert load(path) == ()
    assert not path.parent.exists()


@given(saved=st.lists(connections, max_size=4))
@settings(max_examples=40)
def test_what_is_saved_is_loaded(any_path, saved):
    save(any_path, saved)
    assert load(any_path) == tuple(saved)


@pytest.mark.parametrize(
    "slip", [{"interval_s": 86_401}, {"interval_s": float("nan")}, {"interval_s": 0}, {"name": ""}]
)
def test_what_could_not_be_read_back_is_not_saved(path, slip):
    save(path, [HOME])
    with pytest.raises(SettingsError, match="could not be read back"):
        save(path, [HOME, replace(HOME, **slip)])
    assert load(path) == (HOME,)


@given(first=st.lists(connections, max_size=3), then=st.lists(connections, max_size=3))
@settings(max_examples=20)
def test_saving_what_was_loaded_changes_nothing(any_path, first, then):
    save(any_path, first)
    save(any_path, then)
    before = any_path.read_bytes()
    save(any_path, load(any_path))
    assert any_path.read_bytes() == before


def test_only_what_differs_from_the_default_is_written(path):
    save(path, [HOME])
    (table,) = tomllib.loads(path.read_text())["connection"]
    assert set(table) == {"id", "platform", "name", "address", "interval_s"}


@pytest.mark.parametrize("nonsense", ['"two"', "true", "1.5", "[]"])
def test_a_damaged_number_of_the_secret_costs_no_connection(path, nonsense):
    save(path, [HOME])
    path.write_text(path.read_text() + f"credential_revision = {nonsense}\n")
    assert load(path) == (HOME,)


@pytest.mark.parametrize("nonsense", ['"furious"', "3", "true"])
def test_a_load_profile_that_there_is_not_is_the_usual_one(path, nonsense):
    save(path, [replace(HOME, load="gentle")])
    path.write_text(path.read_text().replace('load = "gentle"', f"load = {nonsense}"))
    assert load(path) == (HOME,)


def test_a_connection_has_no_field_for_a_secret():
    """S-02: no secret is ever written to a file."""
    assert not [f.name for f in fields(Connection) if "secret" in f.name or "password" in f.name]


def test_the_file_is_readable_by_its_owner_alone(path):
    save(path, [HOME])
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_comment_of_the_users_stays(path):
    save(path, [HOME])
    path.write_text("# my homelab\n" + path.read_text())
    save(path, [replace(HOME, name="Away")])
    assert path.read_text().startswith("# my homelab\n")
    assert load(path)[0].name == "Away"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("version = 2\n", "newer Pulse Desktop (version 2)"),
        ("version = \n", "not valid TOML"),
        ("\x00", "not valid TOML"),
        ("", "no version"),
        ("version = 'one'\n", "no version"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_left_alone(path, content, said):
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert said in refused(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("connection = 3", "not a list"),
        ("connection = [3]", "not a table"),
        ("[[connection]]\nid = 'a'", "no platform"),
        ("[[connection]]\nid='a'\nplatform='b'\nname='c'\naddress='d'", "interval"),
        ("[[connection]]\nid='a'\nplatform='b'\nname='c'\naddress='d'\ninterval_s=-1", "interval"),
        (
            "[[connection]]\nid='a'\nplatform='b'\nname='c'\naddress='d'\ninterval_s=9\nuser=4",
            "user of c",
        ),
    ],
)
def test_a_damaged_connection_is_named(path, content, said):
    path.parent.mkdir(parents=True)
    path.write_text(f"version = 1\n{content}\n")
    with pytest.raises(SettingsError, match=said):
        load(path)


def test_bytes_that_are_no_text_are_refused(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"version = 1 # \xff\xfe")
    assert "not valid TOML" in refused(path)


def test_a_folder_in_place_of_the_file_is_told(path):
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be read"):
        load(path)


def test_a_failed_replacement_leaves_the_old_file_and_nothing_else(path, monkeypatch):
    save(path, [HOME])
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        save(path, [])
    assert (path.read_bytes(), list(path.parent.iterdir())) == (before, [path])


def test_a_read_only_file_is_not_replaced(path, monkeypatch):
    """S-01: a folder that may be written does not make its read-only file ours to change."""
    save(path, [HOME])
    before = path.read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SettingsError, match="cannot be written: it is read-only"):
        save(path, [])
    assert path.read_bytes() == before
