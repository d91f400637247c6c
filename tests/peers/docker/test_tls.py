"""A real engine behind TLS with client certificates, and in docker contexts."""

import hashlib
import json
import shutil
import ssl

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives import serialization

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.docker import DOCKER
from pulse_desktop.provider.platform import Target
from pulse_desktop.provider.stage import StageId, StageState, is_usable
from simulators.engine.gate import TlsGate
from simulators.proxmox.certificate import self_signed

pytestmark = pytest.mark.peer_docker

REFUSALS = {Category.AUTH, Category.PROTOCOL}
"""What it is depends on whether the server's alert is still read before the connection is gone."""


def _key_pem(identity):
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return identity.key.private_bytes(serialization.Encoding.PEM, form, plain)


@pytest.fixture(scope="module")
def server():
    return self_signed("engine.lab", ("localhost", "127.0.0.1"))


@pytest.fixture(scope="module")
def client():
    return self_signed("pulse", ("pulse",))


@pytest.fixture
def files(tmp_path, server, client):
    """CA, client certificate and key, as fields of a connection."""
    paths = {name: tmp_path / f"{name}.pem" for name in ("ca", "client_cert", "client_key")}
    paths["ca"].write_bytes(server.pem)
    paths["client_cert"].write_bytes(client.pem)
    paths["client_key"].write_bytes(_key_pem(client))
    return {f"{name}_file": str(path) for name, path in paths.items()}


@pytest_asyncio.fixture
async def gate(engine, server, client):
    """TLS in front of the engine's socket; only one client's certificate is let in."""
    context = server.context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=client.pem.decode())
    async with TlsGate(engine.socket, context) as opened:
        yield opened


async def ended(connection, surroundings):
    stages = DOCKER.examine(Target(connection, None), surroundings)
    return tuple([one async for one in stages if one.state is not StageState.RUNNING])


async def test_an_engine_is_read_over_tls_with_a_client_certificate(gate, session, files):
    _seen, snapshot = await (await session(gate.address, **files)).poll()
    assert snapshot.issues == ()
    assert snapshot.observations[0].identity.machine_id is None


async def test_a_pin_is_trust_enough(gate, session, files, server):
    pinned = files | {"ca_file": None, "fingerprint": server.fingerprint}
    _, snapshot = await (await session(gate.address, **pinned)).poll()
    assert snapshot.observations


async def test_a_missing_client_certificate_is_named(gate, session, files):
    one = await session(gate.address, ca_file=files["ca_file"])
    with pytest.raises(ProviderError, match="client certificate") as caught:
        await one.poll()
    assert caught.value.category in REFUSALS


async def test_the_test_of_a_connection_names_it_too(gate, connection, surroundings, files):
    stages = await ended(connection(gate.address, ca_file=files["ca_file"]), surroundings)
    assert stages[-1].state is StageState.FAILED
    assert stages[-1].category in REFUSALS


async def test_the_test_of_a_connection_reaches_the_preview(gate, connection, surroundings, files):
    target = connection(gate.address, **files)
    stages = await ended(target, surroundings)
    assert is_usable(stages)
    assert [one.id for one in stages] == [title.id for title in DOCKER.stages(target)]
    assert str(stages[3].detail).startswith("Docker 20.10")


async def test_an_unknown_certificate_is_not_trusted(gate, session, files, server):
    one = await session(gate.address, client_cert_file=files["client_cert_file"],
                        client_key_file=files["client_key_file"])  # fmt: skip
    with pytest.raises(ProviderError) as caught:
        await one.poll()
    assert caught.value.category is Category.TLS_UNTRUSTED


async def test_nothing_is_sent_to_another_certificate_than_the_pinned(gate, session, files):
    other = ":".join(["AB"] * 32)
    one = await session(gate.address, **(files | {"ca_file": None, "fingerprint": other}))
    with pytest.raises(ProviderError) as caught:
        await one.poll()
    assert caught.value.category is Category.TLS_CHANGED


@pytest.fixture
def lab_context(tmp_path, monkeypatch, gate, files):
    """A docker context "lab" for the gate, with its certificates where docker keeps them."""
    digest = hashlib.sha256(b"lab").hexdigest()
    meta, tls = tmp_path / "contexts/meta" / digest, tmp_path / "contexts/tls" / digest / "docker"
    meta.mkdir(parents=True)
    tls.mkdir(parents=True)
    endpoint = {"Host": f"tcp://localhost:{gate.port}", "SkipTLSVerify": False}
    description = {"Name": "lab", "Metadata": {}, "Endpoints": {"docker": endpoint}}
    (meta / "meta.json").write_text(json.dumps(description))
    for name, file in (("ca", "ca_file"), ("cert", "client_cert_file"), ("key", "client_key_file")):
        shutil.copy(files[file], tls / f"{name}.pem")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))


async def test_an_engine_is_read_through_a_docker_context(lab_context, session):
    assert "context:lab" in [candidate.address for candidate in DOCKER.discover()]
    _, snapshot = await (await session("context:lab")).poll()
    assert snapshot.issues == ()


async def test_the_test_of_a_socket_has_its_own_steps(engine, connection, surroundings):
    target = connection(engine.address)
    stages = await ended(target, surroundings)
    assert next(str(title.title) for title in DOCKER.stages(target)) == "Open socket"
    assert [one.id for one in stages] == [
        StageId.REACH, StageId.VERSION, StageId.PERMISSIONS, StageId.PREVIEW,
    ]  # fmt: skip
    assert is_usable(stages)
