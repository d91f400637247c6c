"""What the orchestrator's cluster keeps running, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.in_cluster import NODES
from pulse_desktop.demo.subject import CurveRole

CRASHING_OF = "payments-worker"
CRASHING = f"{CRASHING_OF}-2"
"""The pod whose container does not stay up."""

WAITING = "invoice-export-nightly"
"""The pod that no node has room for."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """So many pods of one kind."""

    name: str
    namespace: str
    image: str
    role: CurveRole
    replicas: int


@dataclass(frozen=True, slots=True)
class Pod:
    """One pod, what owns it and the node that it runs on."""

    name: str
    namespace: str
    image: str
    role: CurveRole
    node: str | None
    owner_kind: str
    owner: str


DEPLOYMENTS = (
    Deployment("checkout-web", "shop", "registry.home.arpa/checkout-web:3.18.0", CurveRole.WEB, 3),
    Deployment("checkout-api", "shop", "registry.home.arpa/checkout-api:3.17.4", CurveRole.API, 3),
    Deployment(CRASHING_OF, "shop", "registry.home.arpa/payments-worker:2.6.1", CurveRole.QUEUE, 2),
    Deployment("product-search", "shop", "registry.home.arpa/search:1.11.3", CurveRole.API, 2),
    Deployment("shop-cache", "shop", "valkey/valkey:8.0.1", CurveRole.CACHE, 2),
    Deployment("invoice-api", "finance", "registry.home.arpa/invoice-api:1.4.2", CurveRole.API, 2),
    Deployment("ledger-sync", "finance", "registry.home.arpa/ledger:0.8.7", CurveRole.BATCH, 1),
    Deployment(
        "platform-observability", "platform", "grafana/alloy:v1.5.1", CurveRole.MONITORING, 2
    ),
    Deployment("ingress-controller", "platform", "traefik:v3.2.3", CurveRole.INGRESS, 3),
    Deployment(
        "certificate-keeper",
        "platform",
        "jetstack/cert-manager-controller:v1.16.2",
        CurveRole.SECURITY,
        1,
    ),
    Deployment(
        "metrics-server",
        "kube-system",
        "metrics-server/metrics-server:v0.7.2",
        CurveRole.MONITORING,
        1,
    ),
    Deployment("coredns", "kube-system", "coredns/coredns:v1.11.3", CurveRole.SECURITY, 2),
)

_DAEMON = Deployment("node-logs", "platform", "fluent/fluent-bit:3.2.2", CurveRole.MONITORING, 0)
_STATEFUL = (
    Deployment("orders-db", "shop", "postgres:16.6", CurveRole.DATABASE, 3),
    Deployment("event-bus", "platform", "nats:2.10.24", CurveRole.QUEUE, 3),
)
_EXPORT = Deployment(
    "invoice-export", "finance", "registry.home.arpa/invoice-export:1.4.2", CurveRole.BATCH, 1
)
_NODES = tuple(node.name for node in NODES)


def deployments(scale: int) -> Iterator[Deployment]:
    """All of them, and copies for load."""
    for copy in range(scale):
        for one in DEPLOYMENTS:
            yield replace(one, name=number.numbered(one.name, copy))


def pods(scale: int) -> Iterator[Pod]:
    """Those of every deployment, and the authored ones that others own."""
    for at, one in enumerate(deployments(scale)):
        yield from _replicas(one, "ReplicaSet", at)
    for at, one in enumerate(_STATEFUL):
        yield from _replicas(one, "StatefulSet", at)
    for node in _NODES:
        yield _pod(_DAEMON, f"{_DAEMON.name}-{node[-2:]}", node, "DaemonSet")
    yield _pod(_EXPORT, WAITING, None, "Job")


def _replicas(of: Deployment, owner_kind: str, start: int) -> Iterator[Pod]:
    """Spread over the nodes, each beginning with another one."""
    for slot in range(1, of.replicas + 1):
        node = _NODES[(start + slot) % len(_NODES)]
        yield _pod(of, f"{of.name}-{slot}", node, owner_kind)


def _pod(of: Deployment, name: str, node: str | None, owner_kind: str) -> Pod:
    return Pod(name, of.namespace, of.image, of.role, node, owner_kind, of.name)
