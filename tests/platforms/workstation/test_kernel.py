"""What an operating system that lacks things, refuses or lies makes of a sample."""

from collections import namedtuple
from types import SimpleNamespace

import psutil
import pytest

from pulse_desktop.platforms.workstation import kernel
from pulse_desktop.platforms.workstation.kernel import Kernel
from pulse_desktop.platforms.workstation.sample import CpuTimes, Memory

CpuFields = namedtuple("CpuFields", "user idle iowait guest guest_nice")  # noqa: PYI024


@pytest.fixture
def says(monkeypatch):
    """Makes psutil answer a question with a value, or fail with an error."""

    def says(name, answer):
        def reply(*args, **kwargs):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(psutil, name, reply)

    return says


def test_what_a_system_does_not_have_is_absent_and_no_gap(says):
    says("disk_io_counters", NotImplementedError())
    sample = Kernel().sample()
    assert (sample.disks, sample.gaps) == ((), ())


@pytest.mark.parametrize("error", [PermissionError("denied"), psutil.AccessDenied(msg="denied")])
def test_what_a_system_refuses_is_absent_and_told(says, error):
    says("virtual_memory", error)
    sample = Kernel().sample()
    assert (sample.memory, sample.has_gap("memory")) == (None, True)
    assert "The memory of this computer could not be read" in str(sample.gaps[0].message)


def test_processor_time_that_cannot_be_read_is_absent(says):
    says("cpu_times", FileNotFoundError("/proc/stat"))
    assert Kernel().cpu() is None


def test_a_guests_time_is_not_counted_twice_and_waiting_for_a_disk_is_idle(says):
    says("cpu_times", CpuFields(user=50.0, idle=40.0, iowait=10.0, guest=20.0, guest_nice=5.0))
    assert Kernel().cpu() == CpuTimes(total=100.0, idle=50.0)


def test_a_computer_without_swap_has_none(says):
    says("swap_memory", SimpleNamespace(total=0, used=0))
    assert Kernel().sample().swap is None


def test_memory_that_a_cache_would_give_back_is_not_used(says, monkeypatch, tmp_path):
    statistics = tmp_path / "arcstats"
    statistics.write_text("name type data\nhits 4 9\nsize 4 300\nc_max 4 900\n", encoding="ascii")
    monkeypatch.setattr(kernel, "_ARC_STATISTICS", statistics)
    says("virtual_memory", SimpleNamespace(total=1000, available=400))
    assert Kernel().sample().memory == Memory(total=1000, used=300)


def test_a_system_without_sensors_has_none(monkeypatch):
    monkeypatch.delattr(psutil, "sensors_temperatures", raising=False)
    assert Kernel().sample().sensors == ()


def test_a_sensor_is_named_by_its_chip_and_label(says):
    says("sensors_temperatures", {"coretemp": [SimpleNamespace(label="Core 0", current=48.0)]})
    (sensor,) = Kernel().sample().sensors
    assert (sensor.label, sensor.celsius) == ("coretemp Core 0", 48.0)


def test_a_system_that_does_not_say_its_name_is_known_by_its_kernels(monkeypatch):
    def nowhere():
        raise OSError("no os-release")

    monkeypatch.setattr(kernel.platform, "freedesktop_os_release", nowhere)
    assert Kernel().system().os_name
