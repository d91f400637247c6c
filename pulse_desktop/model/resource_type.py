"""What kinds of things there are."""

from enum import StrEnum


class ResourceType(StrEnum):
    """The contract's 14 types. A platform maps onto these; it never adds its own."""

    AGENT = "agent"
    """Any host-like thing: a hypervisor node, a host, a container engine, an appliance."""

    VM = "vm"
    SYSTEM_CONTAINER = "system-container"
    APP_CONTAINER = "app-container"
    DOCKER_SERVICE = "docker-service"
    K8S_CLUSTER = "k8s-cluster"
    K8S_NODE = "k8s-node"
    POD = "pod"
    K8S_DEPLOYMENT = "k8s-deployment"
    STORAGE = "storage"
    PBS = "pbs"
    PMG = "pmg"
    CEPH = "ceph"
    PHYSICAL_DISK = "physical_disk"
