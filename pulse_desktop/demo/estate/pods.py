"""The pods of the orchestrator's cluster: most run, one crashes, one finds no room."""

from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.deployments import CRASHING, Pod
from pulse_desktop.demo.estate.guests import started
from pulse_desktop.demo.estate.in_cluster import CLUSTER, CONTEXT, NAME, NODES, native_id
from pulse_desktop.demo.estate.limits import memory_limit
from pulse_desktop.demo.estate.pod_event import CRASHES_EVERY, ROLLED_OUT
from pulse_desktop.demo.estate.uptime import seconds_since
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.demo.thing import Phase, Thing
from pulse_desktop.model.condition import (
    NEEDS_ATTENTION,
    RUNNING,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.facet import PodContainer, PodFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.text import mark

_METRICS = (Metric.CPU, Metric.MEMORY, Metric.NET_IN, Metric.NET_OUT)
_PENDING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Pending"))
_SETTLES = timedelta(minutes=2)
"""So long after its node a pod comes up."""


def pod(one: Pod) -> Thing:
    """One pod, as the cluster tells of it."""
    facet = _facet(one)
    still = Observation(
        native_id=native_id("pod", facet.pod_uid),
        type=ResourceType.POD,
        name=one.name,
        condition=RUNNING if one.node else _PENDING,
        technology=one.owner_kind,
        facet=facet,
        parent=CLUSTER if one.node is None else native_id("node", number.uuid("node", one.node)),
    )
    if one.node is None:
        return Thing(still=still)
    memory = memory_limit(one.role)
    return Thing(
        still=still,
        phase=_crashing(facet) if one.name == CRASHING else _running(facet, one.node),
        subject=Subject(CurveClass.POD, one.name, memory),
        role=one.role,
        metrics=_METRICS,
        totals=((Metric.MEMORY, memory),),
    )


def _facet(one: Pod) -> PodFacet:
    """What never changes of it; a pod without a node waits for one with room."""
    has_room = one.node is not None
    container = PodContainer(
        name=one.owner, image=one.image, ready=True, state="running", restart_count=0
    )
    short = f"0/{len(NODES)} nodes are available: insufficient memory."
    return PodFacet(
        cluster_id=CLUSTER,
        cluster_name=NAME,
        source_name=NAME,
        context=CONTEXT,
        pod_uid=number.uuid("pod", one.namespace, one.name),
        namespace=one.namespace,
        node_name=one.node,
        pod_phase="Running" if has_room else "Pending",
        pod_reason=None if has_room else "Unschedulable",
        pod_message=None if has_room else short,
        pod_containers=(container,) if has_room else (),
        restarts=0,
        owner_kind=one.owner_kind,
        owner_name=one.owner,
        image=one.image,
        labels=(f"app.kubernetes.io/name={one.owner}",),
    )


def _running(facet: PodFacet, node: str) -> Phase:
    def at_that_time(still: Observation, at: datetime) -> Observation:
        since = started(node, at - _SETTLES) + _SETTLES
        told = replace(facet, started_at=since, uptime_seconds=seconds_since(since, at))
        return replace(still, facet=told, started_at=since)

    return at_that_time


def _crashing(facet: PodFacet) -> Phase:
    """It is started again and again since the version came out."""

    def at_that_time(still: Observation, at: datetime) -> Observation:
        since = ROLLED_OUT.began(at)
        restarts = (at - since) // CRASHES_EVERY
        container = replace(
            facet.pod_containers[0],
            ready=False,
            state="waiting",
            reason="CrashLoopBackOff",
            message="back-off restarting failed container",
            restart_count=restarts,
        )
        told = replace(
            facet,
            pod_containers=(container,),
            pod_reason=container.reason,
            restarts=restarts,
            started_at=since,
            uptime_seconds=seconds_since(since, at),
        )
        return replace(
            still,
            facet=told,
            condition=NEEDS_ATTENTION,
            started_at=since,
            restart_count=restarts,
        )

    return at_that_time
