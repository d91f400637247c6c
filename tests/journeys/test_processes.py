"""Several processes on one profile: one writes, and every one behaves."""

import signal

import pytest

from simulators.program import eventually


@pytest.fixture(autouse=True)
def this_computer(program):
    program.add("workstation", "me", "local", "--interval", "5")


def recorded(program):
    """Whether something was recorded by now."""
    return program.call("events", expect=None).stdout


def told(program, words, times):
    """Until the log has said it that often."""
    eventually(lambda: program.log.count(words) == times)


def points(program, *options):
    name = next(name for name, found in program.state().items() if found["type"] == "agent")
    document = program.call("history", name, "memory", "--range", "1h", *options).stdout
    return document.count('"t"')


def test_a_recorder_that_is_told_to_stop_has_every_sample_on_disk(program):
    with program.running("record") as recorder:
        eventually(lambda: recorded(program))
    assert recorder.returncode == 0
    assert points(program) >= 1


def test_a_second_recorder_ends_with_4(program):
    with program.running("record"):
        eventually(lambda: recorded(program))
        second = program.call("record", expect=4)
    assert "Another Pulse Desktop writes this profile" in second.stderr


def test_commands_that_only_read_work_beside_a_recorder(program):
    with program.running("record"):
        eventually(lambda: recorded(program))
        assert program.state()
        assert points(program) >= 1
        assert "writes this profile" in program.call("doctor").stdout


def test_a_recorder_hands_over_to_a_window_and_records_again_when_it_closes(program):
    with program.running("record") as recorder:
        eventually(lambda: recorded(program))
        with program.running() as window:
            eventually(lambda: program.log.count("handed over to a window"))
        assert window.returncode == 0
        eventually(lambda: program.log.count("recording again: the window is closed"))
    assert recorder.returncode == 0


def test_a_recorder_lends_to_one_window_after_another(program):
    with program.running("record"):
        eventually(lambda: recorded(program))
        for turn in (1, 2):
            with program.running() as window:
                told(program, "handed over to a window", turn)
            assert window.returncode == 0
            told(program, "recording again", turn)


def test_a_recorder_records_again_after_its_window_was_killed(program):
    with program.running("record") as recorder:
        eventually(lambda: recorded(program))
        with program.running() as window:
            eventually(lambda: program.log.count("handed over to a window"))
            window.kill()
            window.wait(10)
            eventually(lambda: program.log.count("recording again"))
    assert (recorder.returncode, "Traceback" in program.log) == (0, False)


def test_a_recorder_that_is_stopped_while_it_lends_ends_well(program):
    with program.running("record") as recorder:
        eventually(lambda: recorded(program))
        with program.running() as window:
            eventually(lambda: program.log.count("handed over to a window"))
            recorder.send_signal(signal.SIGTERM)
            assert recorder.wait(10) == 0
            assert window.poll() is None
    assert (window.returncode, "Traceback" in program.log) == (0, False)


def test_a_window_started_right_after_another_raises_it(program):
    with program.running() as first:
        eventually((program.profile / "state" / "writer.lock").exists)
        second = program.call(expect=None)
        assert (second.returncode, first.poll()) == (0, None)


def test_a_second_window_raises_the_first_and_ends_well(program):
    with program.running() as first:
        eventually(lambda: recorded(program))
        program.call(expect=0)
        assert first.poll() is None
    assert first.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_window_that_is_told_to_stop_has_every_sample_on_disk(program, number):
    with program.running() as window:
        eventually(lambda: recorded(program))
        window.send_signal(number)
        window.wait(20)
    assert window.returncode == 0
    assert points(program) >= 1


def test_the_lock_of_a_killed_recorder_is_free_at_once(program):
    with program.running("record") as recorder:
        eventually(lambda: recorded(program))
        recorder.kill()
        recorder.wait(10)
        with program.running("record") as second:
            eventually(lambda: program.log.count(": recording\n") == 2)
    assert second.returncode == 0
