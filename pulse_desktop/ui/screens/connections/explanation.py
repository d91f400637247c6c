"""What each category of failure is called, and what to do about it. Pure."""

from dataclasses import dataclass

from pulse_desktop.model.errors import Category
from pulse_desktop.model.text import Text, mark

_CONTEXT = "Explanation"


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


_UNREACHABLE = mark(_CONTEXT, "Unreachable")
_NOT_TRUSTED = mark(_CONTEXT, "Not trusted")
_FAILING = mark(_CONTEXT, "Failing")

_EXPLANATIONS = {
    Category.DNS: Explanation(
        mark(_CONTEXT, "Name not found"),
        _UNREACHABLE,
        mark(
            _CONTEXT,
            "If other computers find it, this one may be asking another name server: a VPN or "
            "a private DNS setting.",
        ),
    ),
    Category.REFUSED: Explanation(
        mark(_CONTEXT, "Port closed"),
        _UNREACHABLE,
        mark(_CONTEXT, "Check the port in the address, and that the service is running."),
    ),
    Category.TIMEOUT: Explanation(
        mark(_CONTEXT, "No answer"),
        _UNREACHABLE,
        mark(_CONTEXT, "Check that the machine is on and that this computer is in its network."),
    ),
    Category.TLS_UNTRUSTED: Explanation(
        mark(_CONTEXT, "Certificate not trusted"),
        _NOT_TRUSTED,
        mark(
            _CONTEXT,
            "Compare the fingerprint with the one on the machine itself, then trust it. "
            "No secret was sent.",
        ),
    ),
    Category.TLS_CHANGED: Explanation(
        mark(_CONTEXT, "Certificate changed"),
        mark(_CONTEXT, "Certificate changed"),
        mark(
            _CONTEXT,
            "It may have been renewed, the machine may have been reinstalled, or someone is in "
            "between. Compare before you trust the new one.",
        ),
    ),
    Category.TLS_HOSTNAME: Explanation(
        mark(_CONTEXT, "Certificate is for another name"),
        _NOT_TRUSTED,
        mark(_CONTEXT, "Use a name that the certificate lists, or pin this certificate."),
    ),
    Category.PLAIN_HTTP: Explanation(
        mark(_CONTEXT, "Not an HTTPS port"),
        _UNREACHABLE,
        mark(_CONTEXT, "Use the port that serves HTTPS. Secrets are never sent unencrypted."),
    ),
    Category.AUTH: Explanation(
        mark(_CONTEXT, "Sign-in rejected"),
        mark(_CONTEXT, "Sign-in rejected"),
        mark(
            _CONTEXT,
            "Check the user or token and its secret. A user with two-factor sign-in needs a token.",
        ),
    ),
    Category.FORBIDDEN: Explanation(
        mark(_CONTEXT, "Signed in, but not allowed"),
        mark(_CONTEXT, "Not allowed"),
        mark(_CONTEXT, "Grant the missing permissions on the machine, then test again."),
    ),
    Category.WRONG_PRODUCT: Explanation(
        mark(_CONTEXT, "Another product answers"),
        _FAILING,
        mark(_CONTEXT, "Check the address, or choose the platform that answers there."),
    ),
    Category.VERSION: Explanation(
        mark(_CONTEXT, "Unsupported version"),
        _FAILING,
        mark(_CONTEXT, "Update it to a supported version."),
    ),
    Category.RATE_LIMITED: Explanation(
        mark(_CONTEXT, "Too many attempts"),
        mark(_CONTEXT, "Asked to wait"),
        mark(_CONTEXT, "Wait before the next attempt. The account may be locked for a while."),
    ),
    Category.SERVER: Explanation(
        mark(_CONTEXT, "Server error"),
        _FAILING,
        mark(_CONTEXT, "The log of the machine itself says why it could not answer."),
    ),
    Category.PROTOCOL: Explanation(
        mark(_CONTEXT, "Unexpected reply"),
        _FAILING,
        mark(
            _CONTEXT,
            "A reverse proxy or a sign-on page may stand in front of it. Use its own address.",
        ),
    ),
    Category.PARTIAL: Explanation(
        mark(_CONTEXT, "Connected with gaps"),
        mark(_CONTEXT, "Degraded"),
        mark(_CONTEXT, "Some optional readings fail. Everything else is shown."),
    ),
}
