"""Engines found in the user's configuration. Files are read, nothing is contacted."""

import hashlib
import json
import socket

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.docker import DOCKER
from pulse_desktop.platforms.docker.contexts import context, contexts, current
from pulse_desktop.platforms.docker.route import route

VARIABLES = ("DOCKER_HOST", "CONTAINER_HOST", "DOCKER_CONTEXT", "DOCKER_CERT_PATH",
             "DOCKER_TLS_VERIFY", "XDG_RUNTIME_DIR")  # fmt: skip


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """An empty configuration of docker, and an environment that names nothing."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def save(configuration):
    """Writes a context; certificates are made for the names given."""

    def write(name, host, *certificates, skip=False, endpoint="docker"):
        digest = hashlib.sha256(name.encode()).hexdigest()
        folder = configuration / "contexts/meta" / digest
        folder.mkdir(parents=True)
        entry = {"Host": host, "SkipTLSVerify": skip}
        meta = {"Name": name, "Metadata": {}, "Endpoints": {endpoint: entry}}
        (folder / "meta.json").write_text(json.dumps(meta))
        tls = configuration / "contexts/tls" / digest / "docker"
        tls.mkdir(parents=True)
        for one in certificates:
            (tls / f"{one}.pem").touch()

    return write


def found():
    """Candidates by address, but those of sockets that this computer happens to have."""
    usual = ("unix:///var/run/docker.sock", "unix:///run/podman/podman.sock")
    return {one.address: one for one in DOCKER.discover() if one.address not in usual}


def test_an_empty_configuration_has_nothing():
    assert found() == {}


def test_a_context_brings_its_address_and_certificates(save):
    save("lab", "tcp://lab:2376", "ca", "cert")
    lab = context("lab")
    assert (lab.host, lab.client_key_file) == ("tcp://lab:2376", None)
    assert lab.ca_file.endswith("docker/ca.pem")


def test_broken_and_foreign_contexts_are_passed_over(save, configuration):
    save("good", "unix:///x.sock")
    save("cluster", "https://k8s", endpoint="kubernetes")
    save("empty", "")
    broken = configuration / "contexts/meta/broken"
    broken.mkdir()
    (broken / "meta.json").write_text("{")
    (configuration / "contexts/meta/file").touch()
    assert [one.name for one in contexts()] == ["good"]


def test_a_context_over_ssh_is_listed_as_not_yet_supported(save):
    save("far", "ssh://me@far")
    assert "not yet supported" in str(found()["context:far"].obstacle)


def test_a_context_that_verifies_nothing_is_listed_with_the_remedy(save):
    save("blind", "tcp://blind:2376", skip=True)
    assert "does not verify" in str(found()["context:blind"].obstacle)


def test_the_current_context_is_named(save, configuration, monkeypatch):
    save("lab", "tcp://lab:2376")
    (configuration / "config.json").write_text('{"currentContext":"lab"}')
    assert current() == "lab"
    assert "current" in str(found()["context:lab"].origin)
    monkeypatch.setenv("DOCKER_CONTEXT", "default")
    assert current() is None


def test_the_environment_is_listed(monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "tcp://env:2375")
    assert str(found()["tcp://env:2375"].origin) == "environment variable DOCKER_HOST"


def test_certificates_of_the_environment_have_to_be_chosen(monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "tcp://env:2376")
    monkeypatch.setenv("DOCKER_TLS_VERIFY", "1")
    monkeypatch.setenv("DOCKER_CERT_PATH", "certs")
    assert "certs" in str(found()["tcp://env:2376"].obstacle)


def test_a_socket_that_exists_is_listed_once(configuration, monkeypatch):
    path = configuration / "docker.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(configuration))
        monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
        listed = [one.address for one in DOCKER.discover()]
    assert listed.count(f"unix://{path}") == 1


def test_a_context_is_the_way_to_its_engine(save, connection):
    save("lab", "tcp://lab:2376", "ca", "cert", "key")
    way = route(connection("context:lab"))
    assert (way.address.host, way.address.port) == ("lab", 2376)
    assert way.trust.client_key_file.endswith("key.pem")


def test_what_the_connection_says_goes_before_what_the_context_says(save, connection):
    save("lab", "tcp://lab:2376", "ca")
    assert route(connection("context:lab", ca_file="mine.pem")).trust.ca_file == "mine.pem"


@pytest.mark.parametrize(
    ("address", "category"),
    [
        ("context:gone", Category.REFUSED),
        ("context:plain", Category.PLAIN_HTTP),
        ("context:blind", Category.TLS_UNTRUSTED),
        ("context:far", Category.PROTOCOL),
        ("tcp://lab:2375", Category.PLAIN_HTTP),
    ],
)
def test_a_way_that_must_not_be_used_is_refused(save, connection, address, category):
    """P-04: trust is never off."""
    save("plain", "tcp://lab:2375")
    save("blind", "tcp://lab:2376", skip=True)
    save("far", "ssh://me@far")
    with pytest.raises(ProviderError) as caught:
        route(connection(address))
    assert caught.value.category is category


def test_a_blind_context_may_be_used_with_a_pin(save, connection):
    save("blind", "tcp://blind:2376", skip=True)
    assert route(connection("context:blind", fingerprint="AB")).trust.fingerprint == "AB"
