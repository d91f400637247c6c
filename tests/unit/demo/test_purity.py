"""The sampler is arithmetic that has the same bits on every machine."""

import ast
import zlib
from pathlib import Path

import numpy as np
import pytest

from pulse_desktop.demo import bundle, influence, knot, noise, persona, profile, sampler
from pulse_desktop.demo.sampler import sample
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.model.metric import Metric

_MODULES = (noise, persona, profile, influence, knot, bundle, sampler)
_EXACT = {
    "abs", "arange", "array", "asarray", "astype", "bool_", "concatenate", "empty", "fmax", "fmin",
    "flatnonzero", "float32", "float64", "floor", "int64", "intp", "isnan", "ix_", "maximum",
    "minimum", "nan", "newaxis", "ones", "uint64", "where", "add", "inf",
}  # fmt: skip
"""What numpy does to the last bit as IEEE 754 or integers have it, or moves without change."""


@pytest.fixture(params=_MODULES, ids=lambda one: one.__name__.rpartition(".")[2])
def tree(request):
    return ast.parse(Path(request.param.__file__).read_text(encoding="utf-8"))


def test_nothing_is_asked_of_numpy_that_differs_between_machines(tree):
    """M-03: no exp, no sin, no power, no generator, no sum in an order of its own."""
    names = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "np"
    }
    assert names <= _EXACT


def test_nothing_is_raised_to_a_power(tree):
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Pow)]


def test_there_is_no_clock_and_no_generator(tree):
    """M-03: nothing but names and an instant goes in."""
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (getattr(node, "module", None), *(one.name for one in node.names))
    }
    assert not imported & {"random", "time", "secrets", "os", "math", "uuid"}
    assert not {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)} & {"now", "today"}


_PINNED = (
    (CurveClass.VM, "vm-100", Metric.CPU, CurveRole.WEB, 11990431),
    (CurveClass.NODE, "west-a", Metric.MEMORY, CurveRole.GENERAL, 1812752279),
    (CurveClass.NODE, "west-a", Metric.CPU, CurveRole.GENERAL, 1995144833),
    (CurveClass.AGENT, "media-box", Metric.NET_OUT, CurveRole.MEDIA, 3261843486),
    (CurveClass.PBS, "vault", Metric.DISK_READ, CurveRole.BACKUP, 3666362596),
    (CurveClass.STORAGE, "pool", Metric.USED, CurveRole.STORAGE, 559466357),
    (CurveClass.AGENT, "media-box", Metric.TEMPERATURE, CurveRole.MEDIA, 44321845),
    (CurveClass.DISK, "ABC", Metric.SMART_TEMPERATURE, CurveRole.STORAGE, 3018080213),
    (CurveClass.CONTAINER, "c", Metric.SWAP, CurveRole.CACHE, 3840981234),
)
"""What one machine made of a week: a checksum of every bit of it."""


@pytest.mark.parametrize(("curve_class", "name", "metric", "role", "checksum"), _PINNED)
def test_every_machine_has_the_same_bits(curve_class, name, metric, role, checksum):
    """M-03: a build for another processor or system is red here if it computes otherwise."""
    subject = Subject(curve_class, name, 10**13)
    week = 1_795_521_601_234 + np.arange(7 * 288) * 300_000
    found = sample(subject, metric, role, week)
    assert zlib.crc32(found.astype("<f4").tobytes()) == checksum
