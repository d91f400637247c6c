"""The program on a real display with a real keyring, driven by keys and clicks."""

from datetime import UTC, datetime

import pytest

from simulators import display as x_display
from simulators import secret_service
from simulators.display import Display
from simulators.program import Program
from simulators.proxmox.estate import small_estate
from simulators.proxmox.server import Simulator
from simulators.secret_service import SecretService
from simulators.user import User


@pytest.fixture(scope="session")
def display():
    """One X display for all journeys; windows come and go."""
    if why := x_display.obstacle():
        pytest.skip(why)
    with Display() as shown:
        yield shown


@pytest.fixture
def keyring(tmp_path):
    """An open keyring, empty."""
    if why := secret_service.obstacle():
        pytest.skip(why)
    with SecretService(tmp_path / "home") as service:
        yield service


@pytest.fixture
def new_user(tmp_path, display, keyring):
    """Someone whose program was never started before."""
    environment = display.environment | keyring.environment
    return User(Program(tmp_path / "profile", **environment), display)


@pytest.fixture
def user(new_user):
    """Someone whose program watches something, so that nothing asks at its start."""
    new_user.program.add("workstation", "zz this computer", "local")
    return new_user


@pytest.fixture
def cluster():
    """A Proxmox VE with two nodes."""
    with Simulator(small_estate(datetime.now(UTC))) as simulator:
        yield simulator
