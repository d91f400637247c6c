"""What each category of failure is called, and what to do about it. Pure."""

from dataclasses import dataclass

from pulse_desktop.model.errors import Category
from pulse_desktop.model.text import Text, mark


@dataclass(frozen=True, slots=True)
class Explanation:
    """One row of the table of failures."""

    title: Text
    word: Text
    """How a connection stands that fails this way, for one cell of a table."""

    remedy: Text
    """The next step. Shown below the failure's own sentence."""


def explain(category: Category) -> Explanation:
    """The row of ``category``."""
    return _EXPLANATIONS[category]


_UNREACHABLE = mark("Explanation", "Unreachable")
_NOT_TRUSTED = mark("Explanation", "Not trusted")
_FAILING = mark("Explanation", "Failing")

_EXPLANATIONS = {
    Category.DNS: Explanation(
        mark("Explanation", "Name not found"),
        _UNREACHABLE,
        mark(
            "Explanation",
            "If other computers find it, this one may be asking another name server: a VPN or "
            "a private DNS setting.",
        ),
    ),
    Category.REFUSED: Explanation(
        mark("Explanation", "Port closed"),
        _UNREACHABLE,
        mark("Explanation", "Check the port in the address, and that the service is running."),
    ),
    Category.TIMEOUT: Explanation(
        mark("Explanation", "No answer"),
        _UNREACHABLE,
        mark(
            "Explanation", "Check that the machine is on and that this computer is in its network."
        ),
    ),
    Category.TLS_UNTRUSTED: Explanation(
        mark("Explanation", "Certificate not trusted"),
        _NOT_TRUSTED,
        mark(
            "Explanation",
            "Compare the fingerprint with the one on the machine itself, then trust it. "
            "No secret was sent.",
        ),
    ),
    Category.TLS_CHANGED: Explanation(
        mark("Explanation", "Certificate changed"),
        mark("Explanation", "Certificate changed"),
        mark(
            "Explanation",
            "Compare the new one with the one on the machine itself before you trust it.",
        ),
    ),
    Category.TLS_HOSTNAME: Explanation(
        mark("Explanation", "Certificate is for another name"),
        _NOT_TRUSTED,
        mark("Explanation", "Use a name that the certificate lists, or pin this certificate."),
    ),
    Category.PLAIN_HTTP: Explanation(
        mark("Explanation", "Not an HTTPS port"),
        _UNREACHABLE,
        mark("Explanation", "Use the port that serves HTTPS. Secrets are never sent unencrypted."),
    ),
    Category.AUTH: Explanation(
        mark("Explanation", "Sign-in rejected"),
        mark("Explanation", "Sign-in rejected"),
        mark(
            "Explanation",
            "A user with two-factor sign-in needs a token. Repeated refusals may lock the account.",
        ),
    ),
    Category.FORBIDDEN: Explanation(
        mark("Explanation", "Signed in, but not allowed"),
        mark("Explanation", "Not allowed"),
        mark("Explanation", "Grant the missing permissions on the machine, then test again."),
    ),
    Category.WRONG_PRODUCT: Explanation(
        mark("Explanation", "Another product answers"),
        _FAILING,
        mark("Explanation", "Check the address, or choose the platform that answers there."),
    ),
    Category.VERSION: Explanation(
        mark("Explanation", "Unsupported version"),
        _FAILING,
        mark("Explanation", "Update it to a supported version."),
    ),
    Category.RATE_LIMITED: Explanation(
        mark("Explanation", "Too many attempts"),
        mark("Explanation", "Asked to wait"),
        mark("Explanation", "Wait before the next attempt. The account may be locked for a while."),
    ),
    Category.SERVER: Explanation(
        mark("Explanation", "Server error"),
        _FAILING,
        mark("Explanation", "The log of the machine itself says why it could not answer."),
    ),
    Category.PROTOCOL: Explanation(
        mark("Explanation", "Unexpected reply"),
        _FAILING,
        mark(
            "Explanation",
            "A reverse proxy or a sign-on page may stand in front of it. Use its own address.",
        ),
    ),
    Category.PARTIAL: Explanation(
        mark("Explanation", "Connected with gaps"),
        mark("Explanation", "Degraded"),
        mark("Explanation", "Some optional readings fail. Everything else is shown."),
    ),
}
