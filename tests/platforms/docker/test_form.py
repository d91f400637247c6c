"""Addresses in their many spellings, and what keeps a connection from being saved."""

import pytest

from pulse_desktop.model.source import Role
from pulse_desktop.platforms.docker import DOCKER, PLATFORMS
from pulse_desktop.platforms.docker.address import Kind, parse


def problems(connection):
    return [problem.field for problem in DOCKER.check(DOCKER.normalise(connection))]


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("/run/docker.sock", "unix:///run/docker.sock"),
        (" unix:///run/docker.sock ", "unix:///run/docker.sock"),
        ("dock1", "https://dock1:2376"),
        ("dock1:2376", "https://dock1:2376"),
        ("tcp://dock1", "https://dock1:2376"),
        ("tcp://dock1:2376", "https://dock1:2376"),
        ("https://dock1:443", "https://dock1:443"),
        ("https://dock1", "https://dock1:2376"),
        ("tcp://dock1:2375", "tcp://dock1:2375"),
        ("http://proxy:2375/", "http://proxy:2375"),
        ("http://proxy", "http://proxy:2375"),
        ("tcp://[fe80::1]:2376", "https://[fe80::1]:2376"),
        ("context:lab", "context:lab"),
        ("ssh://me@dock1", "ssh://me@dock1"),
        ("nonsense://x", "nonsense://x"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(connection, typed, saved):
    found = DOCKER.normalise(connection(typed)).address
    assert found == saved
    assert DOCKER.normalise(connection(found)).address == saved


@pytest.mark.parametrize(
    "wrong", ["", "nonsense://x", "unix://relative", "tcp://", "tcp://h:99999", "https://h/path"]
)
def test_what_is_no_address_is_refused(connection, wrong):
    assert problems(connection(wrong)) == ["address"]


@pytest.mark.parametrize("address", ["unix:///run/docker.sock", "https://dock1:2376", "context:a"])
def test_encrypted_and_local_addresses_are_fine(connection, address):
    assert problems(connection(address)) == []


def test_plain_tcp_needs_an_explicit_yes(connection):
    assert problems(connection("tcp://dock1:2375")) == ["allow_plain"]
    assert problems(connection("tcp://dock1:2375", allow_plain=True)) == []


def test_certificates_make_any_port_an_encrypted_one(connection, tmp_path):
    ca = tmp_path / "ca.pem"
    ca.touch()
    assert problems(connection("tcp://dock1:12376", ca_file=str(ca))) == []


@pytest.mark.parametrize("address", ["ssh://me@dock1", "npipe:////./pipe/docker_engine"])
def test_other_ways_are_said_to_be_unsupported(connection, address):
    assert problems(connection(address)) == ["address"]


def test_files_must_be_there_and_a_key_needs_its_certificate(connection):
    found = problems(connection("https://dock1:2376", client_key_file="missing.pem"))
    assert found == ["client_cert_file", "client_key_file"]


def test_a_fingerprint_has_one_spelling(connection):
    pinned = connection("https://dock1:2376", fingerprint="ab" * 32)
    assert DOCKER.normalise(pinned).fingerprint == ":".join(["AB"] * 32)


def test_the_descriptor_says_what_docker_is():
    (platform,) = PLATFORMS
    assert (platform.id, platform.source_name, platform.role) == ("docker", "docker", Role.RUNTIME)
    assert (platform.stale_after_s, platform.default_interval_s) == (120, 15)


def test_no_secret_is_asked_for(connection):
    assert DOCKER.needs_secret(connection("unix:///run/docker.sock")) is False


def test_fields_are_attributes_of_a_connection(connection):
    assert all(hasattr(connection("x"), field.name) for field in DOCKER.fields)


def test_joining_the_group_docker_comes_with_its_warning(connection):
    notes = [str(one.note) for one in DOCKER.commands(connection("unix:///run/docker.sock"))]
    assert any("as powerful as root" in note for note in notes)


def test_a_context_keeps_its_name():
    assert parse("context:my lab").kind is Kind.CONTEXT
    assert parse("context:my lab").path == "my lab"
