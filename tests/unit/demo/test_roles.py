"""The role registry."""

import itertools

import pytest

from pulse_desktop.demo.profile import PROFILES
from pulse_desktop.demo.roles import bounds, shape
from pulse_desktop.demo.subject import CurveClass, CurveRole
from pulse_desktop.model.metric import Metric

_MB = 1e6
C, M, R = CurveClass, Metric, CurveRole


@pytest.mark.parametrize(
    ("curve_class", "metric", "expected"),
    [
        (C.NODE, M.CPU, (0.05, 0.85)),
        (C.VM, M.MEMORY, (0.10, 0.85)),
        (C.CONTAINER, M.DISK, (0.05, 0.85)),
        (C.AGENT, M.DISK, (0.05, 0.98)),
        (C.DOCKER_HOST, M.CPU, (0.03, 0.99)),
        (C.PBS, M.MEMORY, (0.24, 0.78)),
        (C.STORAGE, M.USAGE, (0.08, 0.88)),
        (C.CONTAINER, M.DISK_READ, (0, 30 * _MB)),
        (C.VM, M.DISK_WRITE, (0, 60 * _MB)),
        (C.AGENT, M.NET_IN, (0, 250 * _MB)),
        (C.NODE, M.NET_OUT, (0, 48 * _MB)),
        (C.DISK, M.SMART_TEMPERATURE, (25, 95)),
    ],
)
def test_a_thing_without_a_role_keeps_to_the_bounds_of_its_class(curve_class, metric, expected):
    """M-05: Pulse's table."""
    assert bounds(curve_class, metric, R.GENERAL) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("role", "metric", "expected"),
    [
        (R.DATABASE, M.CPU, (0.08, 0.85 * 1.05)),
        (R.BATCH, M.CPU, (0.01, 1.0)),
        (R.BACKUP, M.CPU, (0.01, 0.85 * 0.9)),
        (R.CACHE, M.MEMORY, (0.24, 0.85 * 1.08)),
        (R.MONITORING, M.MEMORY, (0.18, 0.85 * 1.03)),
        (R.STORAGE, M.DISK, (0.12, 0.90 * 1.05)),
        (R.INGRESS, M.DISK, (0.10, 0.90 * 0.82)),
        (R.BACKUP, M.DISK_READ, (0, 140 * _MB)),
        (R.CACHE, M.DISK_READ, (0, 65 * _MB)),
        (R.MEDIA, M.NET_IN, (0, 108 * _MB)),
        (R.DATABASE, M.NET_IN, (0, 62.4 * _MB)),
        (R.CI, M.SMART_TEMPERATURE, (25, 99)),
        (R.BACKUP, M.SMART_TEMPERATURE, (25, 93)),
    ],
)
def test_a_role_moves_the_bounds(role, metric, expected):
    """M-05: the factors of roles."""
    assert bounds(C.VM, metric, role) == pytest.approx(expected)


def test_a_container_of_many_cores_may_take_more_than_one_of_them():
    assert bounds(C.DOCKER_CONTAINER, M.CPU, R.GENERAL)[1] == pytest.approx(1.9)
    assert bounds(C.DOCKER_CONTAINER, M.CPU, R.CI)[1] == pytest.approx(1.9 * 1.18)
    assert bounds(C.AGENT, M.CPU, R.CI)[1] == 1


def test_the_load_is_what_all_processors_have_to_do():
    assert bounds(C.NODE, M.LOAD1, R.GENERAL, cores=16) == pytest.approx((0.8, 13.6))


def test_every_class_has_bounds_of_every_metric_in_every_role():
    for curve_class, metric, role in itertools.product(C, PROFILES, R):
        low, high = bounds(curve_class, metric, role)
        assert 0 <= low < high


def test_no_share_of_memory_or_of_a_store_can_be_more_than_all():
    for curve_class, role in itertools.product(C, R):
        for metric in (M.MEMORY, M.DISK, M.USAGE, M.SWAP):
            assert bounds(curve_class, metric, role)[1] <= 1


@pytest.mark.parametrize("metric", [M.USED, M.AVAILABLE, M.TOTAL])
def test_bytes_of_a_store_follow_from_its_share(metric):
    with pytest.raises(ValueError, match="follows from a share"):
        bounds(C.STORAGE, metric, R.GENERAL)


def test_every_role_has_a_shape():
    assert shape(R.GENERAL).burst == 1
    assert shape(R.QUEUE) == shape(R.BATCH)
    assert len({shape(one) for one in R}) == len(R) - 1
