"""Scripts of connection tests: the stages of each, as a platform would tell them."""

from pulse_desktop.model.errors import Category, Certificate
from pulse_desktop.model.text import mark
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState, StageTitle

OLD_PIN = ":".join(["8F", "1C"] * 16)
NEW_PIN = ":".join(["A0", "77"] * 16)
HANG = object()
"""In a script: never goes on."""

CERTIFICATE = Certificate(
    fingerprint=NEW_PIN,
    subject="pve1.lab",
    issuer="PVE Cluster Manager CA",
    names=("pve1.lab", "pve1", "10.0.0.11"),
    not_before="2025-03-02T10:00:00Z",
    not_after="2027-03-02T10:00:00Z",
    self_signed=False,
)
TITLES = tuple(
    StageTitle(step, mark("Script", title))
    for step, title in (
        (StageId.RESOLVE, "Resolve name"),
        (StageId.REACH, "Reach port 8006"),
        (StageId.TLS, "TLS certificate"),
        (StageId.SIGN_IN, "Sign in"),
        (StageId.VERSION, "Version"),
        (StageId.PERMISSIONS, "Permissions"),
        (StageId.PREVIEW, "Inventory preview"),
    )
)
TAKES_MS = {StageId.RESOLVE: 1.2, StageId.REACH: 2.1, StageId.TLS: 14, StageId.SIGN_IN: 31}


def begun(step):
    """``step`` as it starts."""
    return Stage(id=step, state=StageState.RUNNING)


def passed(step, text, **fields):
    """``step`` as it went well."""
    fields.setdefault("state", StageState.PASSED)
    fields.setdefault("duration_ms", TAKES_MS.get(step, 8))
    return Stage(id=step, detail=mark("Script", text), **fields)


def failed(step, category, text, **fields):
    """``step`` as it ended the chain."""
    return passed(step, text, state=StageState.FAILED, category=category, **fields)


REACHED = (
    begun(StageId.RESOLVE),
    passed(StageId.RESOLVE, "10.0.0.11"),
    begun(StageId.REACH),
    passed(StageId.REACH, "open at 10.0.0.11"),
)
SECURED = (*REACHED, begun(StageId.TLS), passed(StageId.TLS, "the pinned certificate"))
GRANTED = ("Nodes", "Guests", "Storage", "Disks", "Tasks", "Cluster")
PREVIEW = passed(
    StageId.PREVIEW, "cluster “lab”: 3 nodes · 18 VMs · 22 containers · 9 storages", duration_ms=61
)
SIGNED_IN = (
    *SECURED,
    begun(StageId.SIGN_IN),
    passed(StageId.SIGN_IN, "accepted"),
    begun(StageId.VERSION),
    passed(StageId.VERSION, "Hypervisor 9.1.2"),
    begun(StageId.PERMISSIONS),
)
GOOD = (
    *SIGNED_IN,
    passed(StageId.PERMISSIONS, "8 of 8"),
    begun(StageId.PREVIEW),
    PREVIEW,
)
MISSING = (
    *SIGNED_IN,
    passed(
        StageId.PERMISSIONS,
        "6 of 8",
        state=StageState.WARNING,
        lines=(
            *(StageLine(StageState.PASSED, mark("Script", name)) for name in GRANTED),
            StageLine(
                StageState.WARNING,
                mark(
                    "Script", "Guest agent: Guest.Audit is missing. Disk use in VMs stays unknown."
                ),
            ),
            StageLine(
                StageState.WARNING,
                mark("Script", "Backups: Store.Audit is missing. Backup files are not listed."),
            ),
            StageLine(
                StageState.WARNING,
                mark("Script", "On a node: {command}").given(command="grant audit to watch@lab"),
            ),
        ),
    ),
    begun(StageId.PREVIEW),
    PREVIEW,
)
NAME_UNKNOWN = (
    begun(StageId.RESOLVE),
    failed(
        StageId.RESOLVE,
        Category.DNS,
        "pve1.lan could not be resolved. Check the spelling or use the IP address.",
    ),
)
PORT_CLOSED = (
    *REACHED[:3],
    failed(
        StageId.REACH,
        Category.REFUSED,
        "pve1.lan answered, but nothing listens on port 8007. It normally uses 8006.",
    ),
)
HANGING = (*REACHED[:3], HANG)
COMPARE = "On the machine: openssl x509 -noout -fingerprint -sha256 -in /etc/server.pem"
UNTRUSTED = (
    *REACHED,
    begun(StageId.TLS),
    failed(
        StageId.TLS,
        Category.TLS_UNTRUSTED,
        "The certificate of pve1.lan is not trusted: unable to get local issuer certificate.",
        certificate=CERTIFICATE,
        lines=(
            StageLine(StageState.WARNING, mark("Script", f"SHA-256 {NEW_PIN}")),
            StageLine(StageState.WARNING, mark("Script", COMPARE)),
        ),
    ),
)
CHANGED = (
    *REACHED,
    begun(StageId.TLS),
    failed(
        StageId.TLS,
        Category.TLS_CHANGED,
        "The certificate of pve1.lan:8006 is not the pinned one. Nothing was sent.",
        certificate=CERTIFICATE,
        pinned=OLD_PIN,
    ),
)
REJECTED = (
    *SECURED,
    begun(StageId.SIGN_IN),
    failed(
        StageId.SIGN_IN,
        Category.AUTH,
        "The token watch@lab!desktop or its value was refused.",
    ),
)
