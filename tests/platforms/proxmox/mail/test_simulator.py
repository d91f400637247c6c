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

from simulators.proxmox.mail.estate import PASSWORD

DAY = 86_400


@pytest.fixture
def send(simulator):
    """One request; status, reason and body of its answer."""

    def request(path, *, method="GET", headers=None, form=None):
        context = ssl.create_default_context(cadata=simulator.identity.pem.decode())
        line = http.client.HTTPSConnection("127.0.0.1", simulator.port, context=context)
        line.request(method, f"/api2/json{path}", urlencode(form) if form else None, headers or {})
        response = line.getresponse()
        answer = response.status, response.reason, json.loads(response.read())
        line.close()
        return answer

    return request


@pytest.fixture
def sign_in(send):
    """Posts a proof of a user; the whole answer."""

    def post(proof=PASSWORD, user="pulse@pmg", **more):
        form = {"username": user, "password": proof, **more}
        return send("/access/ticket", method="POST", form=form)

    return post


@pytest.fixture
def ask(send, sign_in):
    """Asks as a user who signed in."""

    def asked(path, user="pulse@pmg"):
        ticket = sign_in(user=user)[2]["data"]["ticket"]
        return send(path, headers={"Cookie": f"PMGAuthCookie={ticket}"})

    return asked


@pytest.mark.parametrize("start", ["PMGAPIToken=pulse@pmg!x:y", "PVEAPIToken=pulse@pmg!x=y"])
def test_a_token_is_refused_whatever_it_is(send, start):
    status, reason, _ = send("/version", headers={"Authorization": start})
    assert (status, reason) == (401, "API tokens not implemented")


def test_without_a_ticket_nothing_is_told(send):
    assert send("/version")[:2] == (401, "No ticket")


def test_a_made_up_ticket_is_refused(send):
    cookie = {"Cookie": "PMGAuthCookie=PMG:old"}
    assert send("/version", headers=cookie)[:2] == (401, "permission denied - invalid PMG ticket")


def test_the_cookie_of_another_product_is_none(send, sign_in):
    ticket = sign_in()[2]["data"]["ticket"]
    assert send("/version", headers={"Cookie": f"PVEAuthCookie={ticket}"})[0] == 401


def test_a_wrong_password_and_a_name_without_realm_are_rejected(sign_in):
    assert sign_in("wrong")[:2] == (401, "authentication failure")
    assert sign_in(user="pulse")[0] == 401
    assert sign_in(user="pulse", realm="pmg")[0] == 200


def test_a_second_factor_gives_no_ticket_to_use(sign_in, send):
    told = sign_in(user="careful@pmg")[2]["data"]
    assert told["NeedTFA"] == 1
    cookie = {"Cookie": f"PMGAuthCookie={told['ticket']}"}
    assert send("/version", headers=cookie)[0] == 401


def test_a_ticket_expires_after_two_hours(send, sign_in, estate):
    cookie = {"Cookie": f"PMGAuthCookie={sign_in()[2]['data']['ticket']}"}
    estate.pass_time(2 * 3600 - 1)
    assert send("/version", headers=cookie)[0] == 200
    estate.pass_time(1)
    assert send("/version", headers=cookie)[0] == 401


def test_a_valid_ticket_buys_another_for_its_own_user_only(sign_in, estate):
    ticket = sign_in()[2]["data"]["ticket"]
    assert sign_in(ticket)[0] == 200
    assert sign_in(ticket, user="keeper@pmg")[0] == 401
    estate.pass_time(2 * 3600)
    assert sign_in(ticket)[0] == 401


def test_a_role_that_may_not_is_refused_in_the_products_words(ask):
    path = "/nodes/localhost/postfix/qshape?queue=hold"
    assert ask(path, user="keeper@pmg")[:2] == (403, "Permission check failed")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/statistics/mail?typo=1", "typo"),
        ("/statistics/mail?starttime=noon", "starttime"),
        ("/config/cluster/status?list_single_node=yes", "list_single_node"),
        ("/nodes/localhost/postfix/qshape?queue=outbox", "queue"),
        ("/quarantine/spamstatus?pmail=a", "pmail"),
    ],
)
def test_a_parameter_that_is_not_known_is_refused_by_name(ask, path, name):
    status, reason, body = ask(path)
    assert (status, reason) == (400, "Parameter verification failed.")
    assert body["errors"].keys() == {name}


def test_an_unknown_path_is_not_implemented(ask):
    assert ask("/cluster/resources")[:2] == (
        501,
        "Method 'GET /cluster/resources' not implemented",
    )


@pytest.mark.parametrize(("version", "has_message"), [("8.2.1", False), ("9.1.0", True)])
def test_the_reason_is_in_the_body_from_version_9_on(send, estate, version, has_message):
    estate.version = version
    assert ("message" in send("/version")[2]) is has_message


def test_a_gateway_alone_is_listed_only_when_asked_for(ask):
    assert ask("/config/cluster/status")[2]["data"] == []
    (row,) = ask("/config/cluster/status?list_single_node=1")[2]["data"]
    assert (row["name"], row["type"], row["insync"]) == ("mail1", "-", 1)


def test_statistics_leave_the_last_day_out_unless_it_is_the_only_one(ask, estate):
    now = int(estate.now.timestamp())

    def count(query):
        return ask(f"/statistics/mail{query}")[2]["data"]["count"]

    assert count("") == 970
    assert count(f"?starttime={now - DAY}&endtime={now}") == 970
    assert count(f"?starttime={now}&endtime={now}") == 40


def test_a_node_out_of_reach_answers_595(ask, estate):
    estate.form_cluster().is_reachable = False
    assert ask("/nodes/mail2/status")[0] == 595


def test_it_runs_by_itself_and_says_how_to_reach_it():
    command = [sys.executable, "-m", "simulators.proxmox.mail", "--port", "0", "--cluster"]
    root = Path(__file__).parents[4]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
    assert said[0].startswith("address: https://127.0.0.1:")
    assert PASSWORD in said[2]
