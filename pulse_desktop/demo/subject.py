"""What the sampler measures: things of the estate, by class and id."""

from dataclasses import dataclass
from enum import StrEnum


class CurveClass(StrEnum):
    """Which bounds a thing's numbers have (Pulse 6, mock metrics: one word a class)."""

    NODE = "node"
    VM = "vm"
    CONTAINER = "container"
    """A system container."""

    AGENT = "agent"
    DOCKER_HOST = "dockerhost"
    DOCKER_CONTAINER = "dockercontainer"
    PBS = "pbs"
    PMG = "pmg"
    STORAGE = "storage"
    DISK = "disk"
    K8S_CLUSTER = "k8s-cluster"
    K8S_NODE = "k8s-node"
    POD = "pod"
    K8S_DEPLOYMENT = "k8s-deployment"


class CurveRole(StrEnum):
    """What a thing does, which shapes its days."""

    GENERAL = "general"
    WEB = "web"
    API = "api"
    DATABASE = "database"
    CACHE = "cache"
    QUEUE = "queue"
    MONITORING = "monitoring"
    BACKUP = "backup"
    STORAGE = "storage"
    INGRESS = "ingress"
    CI = "ci"
    MEDIA = "media"
    SECURITY = "security"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing with numbers. A machine that several connections tell of is one subject."""

    curve: CurveClass
    id: str
    """Its own in the estate, whoever tells of it: ``west-a``, ``checkout-web-01``."""

    capacity: int | None = None
    """Bytes that a share of memory or of a store is of, for what is told in bytes."""

    site: str | None = None
    """What it goes down with: the id of the machine that it runs on or lies in, if that counts."""

    cores: int = 4
    """Processors that its load is spread over."""
