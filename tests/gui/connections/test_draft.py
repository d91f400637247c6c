"""The form's decisions, without a widget."""

from dataclasses import replace

import pytest

from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Candidate, Field
from pulse_desktop.ui.screens.connections.draft import (
    Draft,
    Origin,
    host_of,
    initial_answers,
    suggested_name,
    unique,
    visible_fields,
)
from simulators import desk as script

CANARY = "canary-8c1d"


def now():
    return script.NOW


def draft(saved=None, **answers):
    base = saved or script.target()
    origin = Origin(platform=script.HYPERVISOR, base=base, saved=saved, taken=frozenset({"taken"}))
    return Draft(
        origin=origin,
        answers=initial_answers(script.HYPERVISOR, base) | answers,
        name=base.name,
        interval_s=base.interval_s,
        web_url="",
        suggested_name="suggested",
    )


def at(problems, name):
    return [str(problem.message) for problem in problems if problem.field == name]


def test_a_saved_connection_comes_back_as_it_was():
    saved = script.target(fingerprint=script.OLD_PIN, pinned_at="2026-02-03T10:00:00.000Z")
    assert draft(saved).subject(now)[0] is saved


def test_a_typed_secret_is_an_edit():
    """P-02."""
    saved = script.target()
    subject, secret = draft(saved, secret=CANARY).subject(now)
    assert subject == saved
    assert secret.reveal() == CANARY


def test_a_draft_never_prints_its_answers():
    assert CANARY not in repr(draft(secret=CANARY))


def test_a_field_below_a_hidden_choice_is_hidden():
    outer, inner = script.HYPERVISOR.fields[1], script.HYPERVISOR.fields[1]
    inner = replace(inner, name="inner", shown_when=("auth", "password"))
    leaf = Field(name="user", title=outer.title, shown_when=("inner", "token"))
    platform = replace(script.HYPERVISOR, fields=(outer, inner, leaf))
    shown = visible_fields(platform, {"auth": "token", "inner": "token"})
    assert [field.name for field in shown] == ["auth"]


def test_a_fingerprint_that_is_typed_has_the_time_of_its_typing():
    connection = draft(fingerprint="a077" * 16).connection(now)
    assert connection.fingerprint == script.NEW_PIN
    assert connection.pinned_at == "2026-05-08T14:03:20.000Z"


def test_a_pin_that_is_taken_away_leaves_no_time():
    saved = script.target(fingerprint=script.OLD_PIN, pinned_at="2026-02-03T10:00:00.000Z")
    assert draft(saved, fingerprint="").connection(now).pinned_at is None


def test_the_pin_of_one_endpoint_is_not_used_for_another():
    saved = script.target(fingerprint=script.OLD_PIN, pinned_at="2026-02-03T10:00:00.000Z")
    assert draft(saved, address="other.lan").connection(now).fingerprint is None


def test_an_empty_name_takes_the_suggestion():
    assert replace(draft(), name=" ").connection(now).name == "suggested"


def test_names_are_compared_without_regard_to_case():
    problems = replace(draft(), name="TAKEN").problems(now)
    assert at(problems, "name") == ["Another connection is called TAKEN. Choose a different name."]


@pytest.mark.parametrize("seconds", [4.9, 3601.0])
def test_an_interval_out_of_bounds_is_a_problem(seconds):
    problems = replace(draft(), interval_s=seconds).problems(now)
    assert at(problems, "interval_s") == ["Choose between 5 and 3600 seconds."]


@pytest.mark.parametrize("address", ["ftp://x", "pve1.lan", "https://", "https://[x"])
def test_a_web_address_is_one(address):
    assert at(replace(draft(), web_url=address).problems(now), "web_url") != []


def test_a_new_connection_needs_its_secret():
    assert at(draft().problems(now), "secret") == ["Enter the secret for this sign-in."]


def test_a_saved_secret_is_enough():
    """S-02."""
    assert draft(script.target()).problems(now) == ()


def test_what_was_found_at_an_address_names_it():
    found = Candidate("workbench", "unix:///x", mark("Script", "socket"))
    target = script.target(platform=script.ENGINE, address="unix:///x")
    assert suggested_name(target, script.ENGINE, (found,)) == "workbench"
    assert suggested_name(target, script.ENGINE, ()) == "Container engine"


def test_a_host_is_read_from_any_address():
    assert host_of("https://pve1.lan:8006") == "pve1.lan"
    assert host_of("tcp://10.0.0.1:2376") == "10.0.0.1"
    assert host_of("unix:///run/x.sock") == ""
    assert host_of("https://[broken") == ""


def test_a_name_is_made_unique_by_counting():
    assert unique("lab", frozenset({"lab", "lab 2"})) == "lab 3"
