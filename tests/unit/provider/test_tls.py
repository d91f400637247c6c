"""Trust: a pin, a CA or the system's; and what a failed handshake is called."""

import http.client
import socket
import ssl

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.provider.tls import (
    PinMismatch,
    Trust,
    describe,
    fingerprint,
    normalise_fingerprint,
    ssl_context,
    ssl_error_in,
    tls_failure,
)
from simulators.proxmox.certificate import self_signed

OTHER_PIN = ":".join(["AB"] * 32)


def ask(endpoint, trust):
    """One request by a blocking client; the status of its answer."""
    context = ssl_context(trust)
    connection = http.client.HTTPSConnection("127.0.0.1", endpoint.port, context=context)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


def failure_of(endpoint, trust):
    with pytest.raises(ssl.SSLError) as caught:
        ask(endpoint, trust)
    return tls_failure(caught.value, "127.0.0.1", endpoint.port)


def test_a_pinned_certificate_is_accepted_without_any_ca(secure):
    assert ask(secure, Trust(fingerprint=secure.fingerprint.lower().replace(":", ""))) == 200


def test_nothing_is_sent_to_an_endpoint_with_another_certificate(secure):
    error = failure_of(secure, Trust(fingerprint=OTHER_PIN))
    assert error.category is Category.TLS_CHANGED
    assert error.certificate.fingerprint == secure.fingerprint
    assert OTHER_PIN in str(error)
    assert bytes(secure.received) == b""


def test_a_certificate_that_nobody_vouches_for_is_untrusted(secure):
    error = failure_of(secure, Trust())
    assert error.category is Category.TLS_UNTRUSTED
    assert "self-signed" in str(error)
    assert bytes(secure.received) == b""


def test_a_chosen_ca_is_enough(secure, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(secure.identity.pem)
    assert ask(secure, Trust(ca_file=str(path))) == 200


def test_a_certificate_for_another_name_is_called_that(tmp_path, secure):
    secure.identity = self_signed(hosts=("elsewhere.lab",))
    secure.context = secure.identity.context()
    path = tmp_path / "ca.pem"
    path.write_bytes(secure.identity.pem)
    assert failure_of(secure, Trust(ca_file=str(path))).category is Category.TLS_HOSTNAME


def test_trust_is_never_off():
    assert ssl_context(Trust()).verify_mode is ssl.CERT_REQUIRED
    assert ssl_context(Trust()).check_hostname
    assert ssl_context(Trust()).minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_home_made_ca_need_not_be_perfect(tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(self_signed().pem)
    assert not ssl_context(Trust(ca_file=str(path))).verify_flags & ssl.VERIFY_X509_STRICT


@pytest.mark.parametrize(
    ("trust", "category"),
    [
        (Trust(fingerprint="not one"), Category.TLS_UNTRUSTED),
        (Trust(ca_file="/nowhere/ca.pem"), Category.TLS_UNTRUSTED),
        (Trust(client_cert_file="/nowhere/cert.pem"), Category.AUTH),
    ],
)
def test_files_and_pins_that_cannot_be_used_are_named(trust, category):
    with pytest.raises(ProviderError) as caught:
        ssl_context(trust)
    assert caught.value.category is category


@pytest.mark.parametrize("text", ["AB" * 32, OTHER_PIN, OTHER_PIN.lower(), f" {'ab' * 32} "])
def test_a_fingerprint_has_several_spellings(text):
    assert normalise_fingerprint(text) == OTHER_PIN


@given(st.text())
def test_other_text_is_no_fingerprint(text):
    assert normalise_fingerprint(text) is None


def test_a_certificate_tells_what_people_compare():
    made = self_signed("pve1.lab", ("pve1.lab", "10.0.0.11"))
    shown = describe(made.certificate.public_bytes(Encoding.DER))
    assert (shown.subject, shown.issuer, shown.self_signed) == ("pve1.lab", "pve1.lab", True)
    assert shown.names == ("pve1.lab", "10.0.0.11")
    assert shown.not_before < shown.not_after


@given(st.binary(max_size=300))
def test_bytes_that_are_no_certificate_still_have_a_fingerprint(der):
    assert describe(der).fingerprint == fingerprint(der)


def test_a_failure_is_found_below_the_wrapping_of_a_library():
    inner = PinMismatch(OTHER_PIN, b"der")
    wrapped = OSError("pool failed", RuntimeError(inner))
    assert ssl_error_in(wrapped) is inner


def test_an_endpoint_that_wants_a_client_certificate_says_so(secure, tmp_path):
    """With TLS 1.3 the refusal arrives after the handshake, at the first read."""
    path = tmp_path / "clients.pem"
    path.write_bytes(self_signed("clients").pem)
    secure.context.verify_mode = ssl.CERT_REQUIRED
    secure.context.load_verify_locations(path)
    context = ssl_context(Trust(fingerprint=secure.fingerprint))
    plain = socket.create_connection(("127.0.0.1", secure.port))
    with context.wrap_socket(plain) as session, pytest.raises(ssl.SSLError) as caught:
        session.recv(1)
    error = tls_failure(caught.value, "127.0.0.1", secure.port)
    assert (error.category, "client certificate" in str(error)) == (Category.AUTH, True)


def test_a_client_certificate_is_shown_to_who_asks(secure, tmp_path):
    mine = self_signed("me")
    key, ca = tmp_path / "me.pem", tmp_path / "ca.pem"
    ca.write_bytes(mine.pem)
    key.write_bytes(mine.pem + mine.key_pem)
    secure.context.verify_mode = ssl.CERT_REQUIRED
    secure.context.load_verify_locations(ca)
    trust = Trust(fingerprint=secure.fingerprint, client_cert_file=str(key))
    assert ask(secure, trust) == 200


def test_an_ssl_failure_that_nobody_foresaw_is_a_protocol_failure():
    error = tls_failure(ssl.SSLError("?"), "pve1", 8006)
    assert error.category is Category.PROTOCOL
