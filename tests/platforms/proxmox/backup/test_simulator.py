"""The simulator is as strict as the product: what it accepts, the product accepts."""

import http.client
import json
import signal
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from simulators.proxmox.backup.estate import NEVER, TOKEN_VALUE

TOKEN = {"Authorization": f"PBSAPIToken=pulse@pbs!desktop:{TOKEN_VALUE}"}


@pytest.fixture
def ask(simulator):
    """One request; status and body of its answer, which is text where it is refused."""

    def send(path, *, headers=TOKEN):
        context = ssl.create_default_context(cadata=simulator.identity.pem.decode())
        connection = http.client.HTTPSConnection("127.0.0.1", simulator.port, context=context)
        connection.request("GET", f"/api2/json{path}", headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status == 200:
            return 200, json.loads(body)["data"]
        return response.status, body.decode()

    return send


def test_its_refusals_are_worded_as_recorded_ones(ask, estate, payload):
    estate.stores[0].name = "store2"
    estate.store("store2").maintenance = "offline,message=disk swap tonight"
    offline = payload("errors/400-datastore-offline.txt").decode().strip()
    assert ask("/admin/datastore/store2/groups") == (400, offline)
    rejected = payload("errors/401-authentication-failed.txt").decode().strip()
    assert ask("/version", headers={}) == (401, rejected)
    denied = payload("errors/403-permission-check-failed.txt").decode().strip()
    estate.tokens["pulse@pbs!desktop"].granted = {}
    assert ask("/nodes/localhost/status") == (403, denied)


def test_a_parameter_that_a_release_does_not_know_is_refused_as_recorded(ask, estate, payload):
    estate.version = "3.2"
    unknown = payload("errors/400-no-sync-direction.txt").decode().strip()
    assert ask("/admin/sync?sync-direction=all") == (400, unknown)
    estate.version = "3.3"
    assert ask("/admin/sync?sync-direction=all")[0] == 200


@pytest.mark.parametrize("path", ["/status/datastore-usage?verbose=1", "/admin/gc?ns=x"])
def test_an_unknown_parameter_is_refused_by_name(ask, path):
    status, said = ask(path)
    assert status == 400
    assert said.endswith("schema does not allow additional properties.")


@pytest.mark.parametrize(
    ("path", "since"), [("/admin/gc", "3.2"), ("/admin/datastore/main/namespace", "2.2")]
)
def test_a_path_that_a_release_does_not_have_is_not_found(ask, estate, path, since):
    assert ask(path)[0] == 200
    major, minor = since.split(".")
    estate.version = f"{major}.{int(minor) - 1}"
    assert ask(path)[0] == 404


def test_a_token_without_rights_is_told_of_nothing_by_a_good_answer(ask, payload):
    bare = {"Authorization": f"PBSAPIToken=pulse@pbs!bare:{TOKEN_VALUE}"}
    assert ask("/admin/datastore", headers=bare) == (200, [])
    assert ask("/access/permissions", headers=bare) == (200, {})
    assert json.loads(payload("pbs4.2/access/permissions.noacl.json"))["data"] == {}


def test_rows_have_the_keys_that_recorded_ones_have(ask, payload):
    for path, name in {
        "/admin/datastore": "admin/datastore",
        "/admin/verify": "admin/verify",
        "/admin/datastore/main/groups?ns=lab": "admin/datastore/store1/groups@ns=clusterA",
        "/admin/datastore/main/namespace": "admin/datastore/store1/namespace",
    }.items():
        recorded = json.loads(payload(f"pbs4.2/{name}.json"))["data"][0]
        assert set(ask(path)[1][0]) <= set(recorded), path


def test_a_store_that_never_fills_up_is_full_in_the_year_of_the_largest_number(ask):
    assert ask("/status/datastore-usage")[1][0]["estimated-full-date"] == NEVER


def test_a_listing_is_filtered_and_a_single_store_refused(ask, estate):
    estate.tokens["pulse@pbs!desktop"].granted = {"/datastore/main": {"Datastore.Audit": True}}
    assert [row["store"] for row in ask("/admin/datastore")[1]] == ["main"]
    assert ask("/admin/datastore/offsite/groups")[0] == 403


def test_it_runs_by_itself_and_says_how_to_reach_it():
    command = [sys.executable, "-m", "simulators.proxmox.backup", "--port", "0"]
    root = Path(__file__).parents[4]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
    assert said[0].startswith("address: https://127.0.0.1:")
    assert TOKEN_VALUE in said[2]


MISSING = "parameter is missing and it is not optional."
UNKNOWN = "value is not defined in the enumeration."
BOTH = (
    f"parameter verification errors\n\nparameter 'cf': {MISSING}\n"
    f"parameter 'timeframe': {MISSING}\n"
)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("timeframe=hour", f"parameter verification failed - 'cf': {MISSING}"),
        ("timeframe=eon&cf=MAX", f"parameter verification failed - 'timeframe': {UNKNOWN}"),
        ("timeframe=hour&cf=LAST", f"parameter verification failed - 'cf': {UNKNOWN}"),
        ("", BOTH),
    ],
)
@pytest.mark.parametrize("path", ["/nodes/localhost/rrd", "/admin/datastore/main/rrd"])
def test_a_graph_is_refused_without_both_its_parameters(ask, path, query, said):
    assert ask(f"{path}?{query}") == (400, said)


def test_a_graph_of_ten_years_came_with_a_release(ask, estate):
    path = "/nodes/localhost/rrd?timeframe=decade&cf=AVERAGE"
    assert ask(path) == (200, [])
    estate.version = "2.0"
    assert ask(path)[0] == 400


@pytest.mark.parametrize("path", ["/nodes/localhost/rrd", "/admin/datastore/main/rrd"])
def test_a_graph_is_for_those_who_may_see_its_thing(ask, estate, path):
    estate.tokens["pulse@pbs!desktop"].granted = {}
    status, said = ask(f"{path}?timeframe=hour&cf=AVERAGE")
    assert (status, said.strip()) == (403, "permission check failed")
