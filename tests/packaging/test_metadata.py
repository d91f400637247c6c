"""What the desktop and the service manager read, judged by their own tools."""

import shutil
import subprocess

import pytest

JUDGES = [
    ("desktop-file-validate", "pulse-desktop.desktop"),
    ("appstreamcli validate --no-net", "pulse-desktop.metainfo.xml"),
]


@pytest.mark.parametrize(("judge", "name"), JUDGES)
def test_the_desktops_own_tool_has_nothing_to_object_to(root, judge, name):
    command = judge.split()
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [*command, root / "resources" / name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_recorder_is_not_restarted_after_a_wrong_command_line(root):
    unit = (root / "resources/systemd/pulse-desktop-record.service").read_text(encoding="utf-8")
    assert "RestartPreventExitStatus=2" in unit.splitlines()


def test_the_first_python_pinned_gets_a_qt_that_is_sound_on_it(root):
    pins = (root / "requirements/runtime.txt").read_text(encoding="utf-8").splitlines()
    (qt,) = [line for line in pins if line.startswith("pyside6-essentials") and "< '3.12'" in line]
    version = qt.split(";")[0].strip().removeprefix("pyside6-essentials==")
    assert tuple(int(part) for part in version.split(".")) < (6, 12)


def test_tests_run_with_exactly_what_the_program_runs_with(root):
    runtime, tests = (
        set((root / f"requirements/{name}.txt").read_text(encoding="utf-8").splitlines())
        for name in ("runtime", "test")
    )
    assert runtime <= tests
