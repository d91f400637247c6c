"""The bodies of the Engine API, shaped as engines of API 1.41 send them."""

from simulators.engine.estate import CLUSTER, CPUS, MEMORY, NEVER, NODE, identifier, stamp


def info(estate):
    """``GET /info``."""
    states = [one.state for one in estate.containers.values()]
    return {
        "ID": estate.engine_id,
        "Containers": len(states),
        "ContainersRunning": states.count("running"),
        "ContainersPaused": states.count("paused"),
        "ContainersStopped": states.count("exited"),
        "Images": 12,
        "Driver": "overlay2",
        "CgroupVersion": "2",
        "KernelVersion": "6.1.0-41-amd64",
        "OperatingSystem": "Debian GNU/Linux 12 (bookworm)",
        "OSType": "linux",
        "Architecture": "x86_64",
        "NCPU": CPUS,
        "MemTotal": MEMORY,
        "Name": estate.name,
        "ServerVersion": "20.10.24+dfsg1",
        "SystemTime": stamp(estate.clock()),
        "DockerRootDir": "/var/lib/docker",
        "Swarm": _swarm(estate),
    }


def _swarm(estate):
    if estate.role == "none":
        return {"NodeID": "", "LocalNodeState": "inactive", "ControlAvailable": False}
    member = {"NodeID": NODE, "LocalNodeState": "active"}
    if estate.role == "worker":
        return {**member, "ControlAvailable": False}
    return {
        **member,
        "ControlAvailable": True,
        "Nodes": 3,
        "Managers": 1,
        "Cluster": {"ID": CLUSTER, "Spec": {"Name": "default"}},
    }


def listing(estate):
    """``GET /containers/json?all=1``."""
    return [_row(one, estate.clock()) for one in estate.containers.values()]


def _row(one, now_s):
    return {
        "Id": one.id,
        "Names": [f"/{one.name}"],
        "Image": one.image,
        "ImageID": f"sha256:{identifier(one.image)}",
        "Command": "/bin/app",
        "Created": int(one.started_s),
        "Ports": [{"IP": "192.0.2.1", "PrivatePort": 80, "PublicPort": 8000, "Type": "tcp"}],
        "Labels": one.labels,
        "State": one.state,
        "Status": _status(one, now_s),
        "HostConfig": {"NetworkMode": one.network_mode},
        "NetworkSettings": {"Networks": {"bridge": {"IPAddress": f"172.17.0.{one.number % 250}"}}},
        "Mounts": [],
    }


def _status(one, now_s):
    if one.state == "running":
        minutes = int(now_s - one.started_s) // 60
        age = f"{minutes} minutes" if minutes else f"{int(now_s - one.started_s)} seconds"
        words = {"starting": "health: starting"}
        return f"Up {age}" + (f" ({words.get(one.health, one.health)})" if one.health else "")
    if one.state == "exited":
        return f"Exited ({one.exit_code}) 2 minutes ago"
    return one.state.capitalize()


def inspection(one):
    """``GET /containers/{id}/json``."""
    state = {
        "Status": one.state,
        "Running": one.state == "running",
        "OOMKilled": one.oom_killed,
        "ExitCode": one.exit_code,
        "Error": "",
        "StartedAt": stamp(one.started_s),
        "FinishedAt": stamp(one.finished_s) if one.finished_s else NEVER,
    }
    if one.health:
        state["Health"] = {"Status": one.health, "FailingStreak": 0}
    return {
        "Id": one.id,
        "Name": f"/{one.name}",
        "RestartCount": one.restart_count,
        "State": state,
        "HostConfig": {
            "NetworkMode": one.network_mode,
            "Memory": 0,
            "NanoCpus": 0,
            "RestartPolicy": {"Name": one.restart_policy, "MaximumRetryCount": 0},
        },
    }


def stats(one, now_s):
    """``GET /containers/{id}/stats?stream=false&one-shot=true``."""
    if one.state != "running":
        return {"id": one.id, "name": f"/{one.name}", "read": NEVER}
    age_s = now_s - one.started_s
    flow = int(age_s * 1000 * (one.number + 1))
    found = {
        "id": one.id,
        "name": f"/{one.name}",
        "read": stamp(now_s),
        "preread": NEVER,
        "num_procs": 0,
        "precpu_stats": {"cpu_usage": {"total_usage": 0}},
        "cpu_stats": {
            "cpu_usage": {"total_usage": one.cpu_ns(now_s), "usage_in_kernelmode": 10_000_000},
            "system_cpu_usage": int(now_s * CPUS * 1e9),
            "online_cpus": CPUS,
        },
        "memory_stats": {
            "usage": (one.number + 1) * 2**20,
            "limit": MEMORY,
            "stats": {"inactive_file": 2**19},
        },
        "blkio_stats": {
            "io_service_bytes_recursive": [
                {"major": 8, "minor": 0, "op": "Read", "value": flow},
                {"major": 8, "minor": 0, "op": "Write", "value": flow * 2},
            ]
        },
    }
    if one.network_mode != "host":
        found["networks"] = {"eth0": {"rx_bytes": flow, "tx_bytes": flow // 2}}
    return found


def services(estate):
    """``GET /services?status=true``."""
    return [_service(name, replicas) for name, replicas in estate.services.items()]


def _service(name, replicas):
    return {
        "ID": identifier(name, 25),
        "Spec": {
            "Name": name,
            "Labels": {"com.docker.stack.namespace": "shop"},
            "TaskTemplate": {"ContainerSpec": {"Image": f"{name}:1@sha256:{identifier(name)}"}},
            "Mode": {"Replicated": {"Replicas": replicas}},
        },
        "Endpoint": {
            "Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080}],
        },
        "ServiceStatus": {
            "RunningTasks": replicas,
            "DesiredTasks": replicas,
            "CompletedTasks": 0,
        },
    }


def tasks(estate):
    """Live tasks, and for each service one of the past, as an old proxy would pass it on."""
    found = []
    for name, replicas in estate.services.items():
        found += [_task(name, slot, "running", "running") for slot in range(1, replicas + 1)]
        found.append(_task(name, 1, "shutdown", "failed"))
    return found


def _task(service, slot, desired, state):
    return {
        "ID": identifier(f"{service}{slot}{desired}", 25),
        "ServiceID": identifier(service, 25),
        "Slot": slot,
        "NodeID": NODE,
        "DesiredState": desired,
        "Status": {"Timestamp": "2026-05-01T12:00:00Z", "State": state},
    }
