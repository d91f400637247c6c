"""Services with the tasks that the cluster still wants."""

import pytest

from pulse_desktop.platforms.docker.swarm import (
    is_live,
    services_of_manager,
    services_of_worker,
    without_past_tasks,
)
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    ServiceRow,
    ServiceSpec,
    ServiceStatus,
    TaskRow,
    TaskStatus,
)


def task(desired, state, service="s", number=1):
    status = TaskStatus(state=state, timestamp="2026-05-01T12:00:00Z")
    return TaskRow(
        id=f"t{number}", service_id=service, slot=number, desired_state=desired, status=status
    )


@pytest.mark.parametrize(
    ("desired", "state", "kept"),
    [
        ("running", "running", True),
        ("running", "preparing", True),
        ("running", "failed", True),
        ("shutdown", "running", False),
        ("shutdown", "shutdown", False),
        ("", "starting", True),
        ("", "complete", False),
        ("ready", "ready", False),
        ("remove", "running", False),
    ],
)
def test_only_what_the_cluster_still_wants_is_live(desired, state, kept):
    """D-01."""
    assert is_live(task(desired, state)) is kept


def test_a_task_without_status_is_no_surprise():
    assert is_live(TaskRow(id="t", desired_state="")) is False


def test_recorded_lists_make_a_service_with_its_tasks(recorded):
    services = recorded("services", list[ServiceRow])
    (service,) = services_of_manager("cluster", services, recorded("tasks_all", list[TaskRow]))
    assert service.name == "svc"
    assert service.facet.mode == "replicated"
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (3, 3)
    assert [one.slot for one in service.facet.tasks] == [1, 2, 3]


def row(**fields):
    return ServiceRow(id="s", spec=ServiceSpec(name="web"), **fields)


def test_history_is_dropped_although_the_manager_sent_it():
    """D-01: old daemons and proxies ignore filters."""
    (service,) = services_of_manager("", [row()], [task("shutdown", "running")])
    assert service.facet.tasks == ()


def test_the_managers_counts_are_believed_where_it_has_them():
    status = ServiceStatus(running_tasks=4, desired_tasks=5)
    (service,) = services_of_manager("", [row(service_status=status)], [task("running", "running")])
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (5, 4)


def test_before_api_1_41_tasks_are_counted():
    tasks = [task("running", "running"), task("running", "failed", number=2)]
    (service,) = services_of_manager("", [row()], tasks)
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (2, 1)


def test_a_left_out_count_is_zero():
    (service,) = services_of_manager("", [row(service_status=ServiceStatus(desired_tasks=3))], [])
    assert service.facet.running_tasks == 0


def test_a_service_without_tasks_stays():
    (service,) = services_of_manager("", [row()], [])
    assert service.name == "web"


def container(number, state="running"):
    labels = {
        "com.docker.swarm.service.id": "s",
        "com.docker.swarm.service.name": "web",
        "com.docker.swarm.task.id": f"t{number}",
        "com.docker.swarm.task.name": f"web.{number}.xyz",
        "com.docker.stack.namespace": "shop",
    }
    return ContainerRow(id=f"c{number}", state=state, labels=labels)


def test_a_worker_tells_its_services_from_labels():
    (service,) = services_of_worker([container(2), container(1), ContainerRow(id="plain")])
    assert service.name == "web"
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (2, 2)
    assert [one.slot for one in service.facet.tasks] == [1, 2]
    assert service.facet.stack == "shop"


def test_a_workers_ended_tasks_are_history():
    """D-01."""
    assert services_of_worker([container(1, "exited")]) == ()


def test_what_past_tasks_left_behind_is_history():
    """D-01: no row for a task that was shut down."""
    (service,) = services_of_worker([container(1)])
    rows = (container(1), container(2, "exited"), ContainerRow(id="plain", state="exited"))
    assert [row.id for row in without_past_tasks(rows, [service])] == ["c1", "plain"]


def test_the_ended_container_of_a_task_that_is_still_wanted_stays():
    """D-01: the crash-looping slot shows."""
    (service,) = services_of_worker([container(1)])
    assert len(without_past_tasks((container(1, "exited"),), [service])) == 1


def test_tasks_that_are_kept_back_leave_the_managers_counts():
    status = ServiceStatus(running_tasks=2, desired_tasks=3)
    (service,) = services_of_manager("", [row(service_status=status)], None)
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (3, 2)


def test_without_counts_and_tasks_nothing_is_known_to_run():
    (service,) = services_of_manager("", [row()], None)
    assert (service.facet.desired_tasks, service.facet.running_tasks) == (None, None)
