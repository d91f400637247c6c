"""The connection form: what is completed, what is refused, what to grant."""

import pytest

from pulse_desktop.platforms.proxmox import PLATFORMS
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL as MAIL
from pulse_desktop.platforms.proxmox.mail import form
from pulse_desktop.provider.platform import FieldKind

LONG = "x" * 61 + "@pmg"


def problems(connection):
    return {problem.field: str(problem.message) for problem in MAIL.check(connection)}


def test_it_is_offered_beside_the_other_products():
    assert MAIL in PLATFORMS
    assert (MAIL.title, MAIL.source_name) == ("Proxmox Mail Gateway", "pmg")


def test_host_port_and_realm_are_filled_in(saved):
    made = saved(address=" mail1.lan ", user=" pulse ")
    assert (made.address, made.user) == ("https://mail1.lan:8006", "pulse@pmg")
    assert problems(made) == {}


def test_the_form_asks_for_a_user_and_a_password_only():
    names = [field.name for field in MAIL.fields]
    assert names == ["address", "user", "secret", "fingerprint", "ca_file", "web_url"]
    (secret,) = [field for field in MAIL.fields if field.kind is FieldKind.SECRET]
    assert str(secret.title) == "Password"


def test_a_token_is_refused_with_the_reason(saved):
    """Check 49: a token is a mistake in the form, found before anything is sent."""
    found = problems(saved(user=None, token_id="pulse@pmg!desktop"))
    assert found == {
        "token_id": "Proxmox Mail Gateway has no API tokens. Enter a user and its password instead."
    }


def test_a_token_id_in_place_of_the_user_is_refused_with_the_reason(saved):
    assert "no API tokens" in problems(saved(user="pulse@pmg!desktop"))["user"]


@pytest.mark.parametrize("user", ["a b@pmg", "@pmg", "a@", LONG])
def test_a_user_that_cannot_be_one_is_refused(saved, user):
    assert problems(saved(user=user)) == {"user": "A user looks like name@realm."}


def test_a_user_who_only_looks_after_their_own_held_mail_is_refused(saved):
    assert "their own mail" in problems(saved(user="ann@quarantine"))["user"]


def test_a_connection_without_a_user_lacks_one(saved):
    assert problems(saved(user=None)) == {"user": "A user and a password are needed."}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Enter the address"),
        ("http://mail.lan", "over https only"),
        ("https://mail.lan:8006/quarantine", "without a path"),
        ("mail lan", "not an address"),
    ],
)
def test_an_address_that_cannot_work_is_refused(saved, address, said):
    assert said in problems(saved(address=address))["address"]


def test_a_fingerprint_is_kept_in_one_spelling_or_refused(saved):
    assert saved(fingerprint="ab" * 32).fingerprint == ":".join(["AB"] * 32)
    assert "64 hexadecimal digits" in problems(saved(fingerprint="abc"))["fingerprint"]


def test_a_secret_is_always_needed(saved):
    assert MAIL.needs_secret(saved())


def test_nothing_on_this_computer_names_a_gateway():
    assert MAIL.discover() == ()


def test_the_commands_make_an_auditor_and_no_more(saved):
    """The role that is granted reads and cannot write."""
    grant, compare = MAIL.commands(saved())
    asks, creates = grant.lines
    assert (asks, "$PASSWORD" in creates) == ("read -rsp 'Password: ' PASSWORD", True)
    assert creates.startswith("pmgsh create /access/users --userid pulse@pmg --role audit")
    assert "pmg-api.pem" in compare.lines[0]


def test_a_user_of_another_realm_is_not_created_there(saved):
    lines = MAIL.commands(saved(user="root@pam"))[0].lines
    assert "--userid pulse@pmg" in lines[1]


def test_a_name_is_quoted_for_the_shell(saved):
    lines = MAIL.commands(saved(user="a;reboot@pmg"))[0].lines
    assert "--userid 'a;reboot@pmg'" in lines[1]


def test_root_has_no_role_that_could_be_changed(saved):
    assert form.cures(saved(user="root@pam")) == ()
