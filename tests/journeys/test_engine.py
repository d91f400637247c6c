"""A real engine, recorded: what happens to its containers shows, and its absence is survived."""

import pytest

from simulators.dockerd import RealEngine, obstacle
from simulators.program import eventually

pytestmark = [
    pytest.mark.peer_docker,
    pytest.mark.skipif(obstacle() is not None, reason=str(obstacle())),
]


@pytest.fixture(scope="module")
def engine():
    with RealEngine() as started:
        for name in ("web", "db", "cache"):
            started.run(name, "/bin/sleep", "100000")
        started.form_swarm()
        started.create_service("api", replicas=3)
        eventually(lambda: started.docker("ps", "-q").count("\n") >= 5)
        yield started


@pytest.fixture
def watching(program, engine):
    """The program with this engine; whatever an earlier test did, everything runs."""
    engine.docker("start", "web", "db", "cache")
    eventually(lambda: engine.docker("service", "ls", "--format", "{{.Replicas}}") == "3/3")
    program.add("docker", "engine", engine.address, "--interval", "5")
    return program


def connection(program):
    (document,) = program.json("state")["connections"]
    return document


def test_three_containers_and_a_service_are_listed_with_cpu_and_memory(watching):
    found = watching.state("--polls", "2")
    assert {"web", "db", "cache", "api"} <= found.keys()
    assert found["web"]["metrics"].keys() >= {"cpu", "memory"}
    assert found["api"]["docker"]["runningTasks"] == 3


def test_a_first_poll_alone_measures_no_cpu(watching):
    """Absent is absent: a rate needs two readings."""
    assert "cpu" not in watching.state("--polls", "1")["web"]["metrics"]


def test_a_killed_container_shows_in_the_state_and_in_the_events(watching, engine):
    with watching.running("record"):
        eventually(lambda: ("web", "Discovered, Running") in watching.events())
        engine.docker("kill", "web")
        told = ("web", "Running → Exited (137)")
        eventually(lambda: told in watching.events("--resource", "web"))
        state = watching.state()["web"]
    engine.docker("start", "web")
    assert (state["status"], state["stateText"]) == ("offline", "Exited (137)")
    assert ("web", "Exited with status 137") in watching.events("--resource", "web")


def test_an_engine_that_goes_away_fails_with_one_log_line_and_comes_back(watching, engine):
    """P-07, P-08: the failure is logged when it starts, and recovery needs nobody."""
    with watching.running("record"):
        eventually(watching.events)
        engine.stop()
        eventually(lambda: "polling failed" in watching.log)
        assert connection(watching)["poll"]["lastError"]["category"] == "refused"
        eventually(lambda: watching.log.count("polling failed") == 1)
        engine.start()
        eventually(lambda: "polling recovered" in watching.log, patience_s=60)
    assert watching.log.count("polling failed") == 1
