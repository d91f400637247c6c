"""The simulator is as strict as the product: what it accepts, the product accepts."""

import http.client
import json
import signal
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE

TOKEN = {"Authorization": f"PVEAPIToken=pulse@pve!desktop={TOKEN_VALUE}"}


@pytest.fixture
def ask(simulator):
    """One request; status, reason and body of its answer."""

    def send(path, *, method="GET", headers=TOKEN, form=None):
        context = ssl.create_default_context(cadata=simulator.identity.pem.decode())
        connection = http.client.HTTPSConnection("127.0.0.1", simulator.port, context=context)
        body = urlencode(form) if form else None
        connection.request(method, f"/api2/json{path}", body, headers)
        response = connection.getresponse()
        answer = response.status, response.reason, json.loads(response.read())
        connection.close()
        return answer

    return send


def test_an_unknown_path_is_not_implemented(ask):
    status, reason, _ = ask("/cluster/nonsense")
    assert (status, reason) == (501, "Method 'GET /cluster/nonsense' not implemented")


def test_an_unknown_parameter_is_refused_by_name(ask):
    status, reason, body = ask("/cluster/resources?typo=vm")
    assert (status, reason) == (400, "Parameter verification failed.")
    assert "typo" in body["errors"]


def test_a_parameter_out_of_its_list_is_refused(ask):
    assert ask("/cluster/resources?type=guest")[2]["errors"].keys() == {"type"}


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "No ticket"),
        ({"Authorization": "PVEAPIToken=pulse@pve!desktop=wrong"}, "invalid token value!"),
        (
            {"Authorization": f"PVEAPIToken=pulse@pve!nosuch={TOKEN_VALUE}"},
            "no such token 'nosuch'",
        ),
        ({"Cookie": "PVEAuthCookie=PVE:old"}, "permission denied - invalid PVE ticket"),
    ],
)
def test_who_cannot_say_who_they_are_is_rejected(ask, headers, reason):
    assert ask("/version", headers=headers)[:2] == (401, reason)


def test_a_missing_privilege_is_refused_in_the_products_words(ask, estate):
    estate.tokens["pulse@pve!desktop"].granted = {}
    assert ask("/cluster/status")[:2] == (403, "Permission check failed (/, Sys.Audit)")


@pytest.mark.parametrize(("version", "has_message"), [("8.4.5", False), ("9.1.2", True)])
def test_the_reason_is_in_the_body_from_version_9_on(ask, estate, version, has_message):
    estate.version = version
    assert ("message" in ask("/nonsense")[2]) is has_message


def test_a_listing_is_filtered_not_refused(ask, estate):
    estate.tokens["pulse@pve!desktop"].granted = {"/vms/101": frozenset({"VM.Audit"})}
    rows = ask("/cluster/resources")[2]["data"]
    assert [row["vmid"] for row in rows if row["type"] == "qemu"] == [101]
    assert [row.get("cpu") for row in rows if row["type"] == "node"] == [None, None]


def sign_in(ask, proof):
    form = {"username": "pulse@pve", "password": proof}
    return ask("/access/ticket", method="POST", headers={}, form=form)


def test_a_ticket_expires_after_two_hours(ask, estate):
    ticket = sign_in(ask, PASSWORD)[2]["data"]["ticket"]
    cookie = {"Cookie": f"PVEAuthCookie={ticket}"}
    estate.pass_time(2 * 3600 - 1)
    assert ask("/version", headers=cookie)[0] == 200
    estate.pass_time(1)
    assert ask("/version", headers=cookie)[0] == 401


def test_a_valid_ticket_buys_another(ask, estate):
    ticket = sign_in(ask, PASSWORD)[2]["data"]["ticket"]
    assert sign_in(ask, ticket)[0] == 200
    estate.pass_time(2 * 3600)
    assert sign_in(ask, ticket)[:2] == (401, "authentication failure")


def test_counters_stand_still_between_two_samples(ask, estate):
    def netin():
        return ask("/cluster/resources?type=vm")[2]["data"][0]["netin"]

    first = netin()
    estate.pass_time(9)
    assert netin() == first
    estate.pass_time(1)
    assert netin() == first + 10_000


def test_it_runs_by_itself_and_says_how_to_reach_it():
    command = [sys.executable, "-m", "simulators.proxmox", "--port", "0"]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGUSR1)
        renewed = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
    assert said[0].startswith("address: https://127.0.0.1:")
    assert TOKEN_VALUE in said[2]
    assert renewed.startswith("fingerprint: ")
    assert renewed != said[1]
