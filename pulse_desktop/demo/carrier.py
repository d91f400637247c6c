"""How much less what is carried does than what carries it, so that sums can be believed."""

from pulse_desktop.demo.subject import CurveClass, Subject

CARRIERS = frozenset(
    {
        "archive-nas",
        "edge-apps-01",
        "esxi-01",
        "esxi-02",
        "esxi-03",
        "garage-pi-01",
        "kiosk-pi-01",
        "library-01",
        "media-box-01",
        "office-apps-01",
        "ops-services-01",
        "print-server-01",
        "studio-nuc-01",
        "swarm-manager-01",
        "swarm-worker-01",
        "swarm-worker-02",
        "workshop-pi-01",
    }
)
"""Machines beside the nodes that guests or containers of the estate run on."""

_FLOW = {CurveClass.VM: 0.06, CurveClass.CONTAINER: 0.06, CurveClass.DOCKER_CONTAINER: 0.015}
_COMPUTE = {CurveClass.VM: 0.5, CurveClass.CONTAINER: 0.5, CurveClass.DOCKER_CONTAINER: 0.12}
_MEMORY = {CurveClass.DOCKER_CONTAINER: 0.4}

_ALWAYS_FLOWS = {CurveClass.NODE: 0.25, CurveClass.VM: 0.01, CurveClass.AGENT: 0.02}
_ALWAYS_COMPUTES = {CurveClass.NODE: 0.12, CurveClass.VM: 0.09, CurveClass.AGENT: 0.09}
_HOLDS = {CurveClass.NODE: 0.20, CurveClass.K8S_NODE: 0.12}


def flow(subject: Subject) -> float:
    """The part that it moves of what its class may move."""
    return _FLOW.get(subject.curve, 1.0)


def compute(subject: Subject) -> float:
    """The part that it computes."""
    return _COMPUTE.get(subject.curve, 1.0)


def memory(subject: Subject) -> float:
    """The part that it holds."""
    return _MEMORY.get(subject.curve, 1.0)


def always_flows(subject: Subject) -> float:
    """The share of its span that it moves for others at any time."""
    return _ALWAYS_FLOWS.get(subject.curve, 0.0) if _carries(subject) else 0.0


def always_computes(subject: Subject) -> float:
    """The share of its span that it computes for others at any time."""
    return _ALWAYS_COMPUTES.get(subject.curve, 0.0) if _carries(subject) else 0.0


def holds(subject: Subject) -> float:
    """How much more memory is in use where others are."""
    return 0.05 if subject.id in CARRIERS else _HOLDS.get(subject.curve, 0.0)


def _carries(subject: Subject) -> bool:
    return subject.curve is CurveClass.NODE or subject.id in CARRIERS
