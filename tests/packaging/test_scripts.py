"""What ``scripts/run`` and ``scripts/test`` make of a system, shown on made-up systems."""

import shutil
import subprocess

import pytest

BASH = shutil.which("bash")
TOOLS = ("cat", "cut", "dirname", "env", "id", "readlink", "sed", "sha256sum", "sort", "uname")


@pytest.fixture
def system(tmp_path):
    """A system that has a few tools, and the commands that a test adds."""

    class System:
        folder = tmp_path / "bin"

        def add(self, name, script):
            path = self.folder / name
            path.unlink(missing_ok=True)
            path.write_text(f"#!{BASH}\n{script}\n", encoding="utf-8")
            path.chmod(0o755)

    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return System()


@pytest.fixture
def say(system, root, tmp_path):
    """Runs a line of shell that knows the functions of ``scripts/environment.sh``."""

    def say(line, **variables):
        environment = {"PATH": str(system.folder), "HOME": str(tmp_path), **variables}
        code = f"set -euo pipefail; . {root}/scripts/environment.sh; venv={tmp_path}/venv; {line}"
        return subprocess.run(
            [BASH, "-c", code], env=environment, capture_output=True, text=True, check=False
        )

    return say


NO_PYTHON = "exit 127"
NO_VENV = '[[ "$2" != *ensurepip* ]]'
SOUND = "exit 0"


def test_a_python_that_can_make_environments_comes_before_a_newer_one_that_cannot(system, say):
    system.add("python3.13", NO_VENV)
    system.add("python3.12", SOUND)
    assert say("find_python").stdout == "python3.12"


def test_a_python_that_only_pretends_to_be_there_is_passed_over(system, say):
    system.add("python3.13", NO_PYTHON)
    system.add("python3", SOUND)
    assert say("find_python").stdout == "python3"


def test_a_python_that_the_user_names_comes_first(system, say):
    system.add("python3.13", SOUND)
    system.add("mine", SOUND)
    assert say("find_python", PULSE_PYTHON="mine").stdout == "mine"


def test_a_system_without_a_usable_python_has_none(say):
    assert say("find_python").stdout == ""


def test_without_rights_a_missing_package_is_named_with_the_command_that_installs_it(system, say):
    system.add("apt-get", SOUND)
    system.add("id", "echo 1000")
    done = say("install_packages 'The venv module' python3.11-venv")
    assert done.returncode == 1
    assert "sudo apt-get install python3.11-venv" in done.stderr


def test_a_sudo_that_asks_for_a_password_is_not_used(system, say):
    system.add("apt-get", SOUND)
    system.add("id", "echo 1000")
    system.add("sudo", "exit 1")
    assert say("as_root true").returncode == 1


def test_on_another_system_the_packages_are_named(say):
    done = say("install_packages 'A library' libegl1")
    assert done.returncode == 1
    assert "libegl1" in done.stderr


def test_root_installs_what_is_missing(system, say, tmp_path):
    system.add("id", "echo 0")
    system.add("apt-get", f'echo "$@" >> {tmp_path}/installed')
    assert say("install_packages 'A library' libegl1").returncode == 0
    assert (tmp_path / "installed").read_text().split()[-1] == "libegl1"


@pytest.fixture
def prepared(system, say, tmp_path):
    """An environment whose pip notes that it was called."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    system.add("python", f'[ "$2" != pip ] || echo "$@" >> {tmp_path}/pip')
    (system.folder / "python").rename(tmp_path / "venv" / "bin" / "python")
    return tmp_path / "pip"


def test_the_second_start_asks_for_nothing(prepared, say):
    for _ in range(2):
        assert say("install_requirements runtime").returncode == 0
    assert len(prepared.read_text().splitlines()) == 1


def test_an_installation_that_failed_is_tried_again(prepared, say, tmp_path):
    (tmp_path / "venv" / "bin" / "python").write_text(f'#!{BASH}\n[ "$2" != pip ]\n')
    assert say("install_requirements runtime").returncode == 1
    assert not list((tmp_path / "venv").glob(".*requirements"))


def test_a_library_that_no_package_is_known_for_is_named(say, tmp_path):
    (tmp_path / "venv").mkdir()
    fakes = "missing_libraries() { echo libodd.so.1; }; has_a_font() { :; };"
    done = say(f"{fakes} install_system_libraries")
    assert done.returncode == 0
    assert "libodd.so.1" in done.stderr
