"""What the three products tell, altered in every way: read, refused or absent, never a crash."""

import asyncio
import random

import pytest

from pulse_desktop.model.metric import Metric
from simulators.proxmox.hostile.attack import attack, starved
from simulators.proxmox.hostile.mutation import GARBAGE, mutated
from simulators.proxmox.hostile.products import PRODUCTS

AMOUNTS = {Metric.MEMORY, Metric.DISK, Metric.SWAP, Metric.USAGE, Metric.USED, Metric.TOTAL}


@pytest.fixture(scope="module", params=PRODUCTS)
def product(request):
    return PRODUCTS[request.param]


@pytest.fixture(scope="module")
def replay(product):
    """What a session of the product asked of its simulator, and was told."""
    return asyncio.run(product.recorded())


@pytest.mark.parametrize("seed", range(3))
async def test_altered_answers_crash_nothing_and_make_no_size_that_cannot_be(product, replay, seed):
    """X-10: some hundred bodies a seed; types swapped, keys dropped, huge, negative, NaN."""
    before = replay.altered
    assert await attack(product, replay, seed) == []
    assert replay.altered - before > 100


@pytest.mark.parametrize("garbage", [..., None, *GARBAGE[::2]])
async def test_what_is_no_number_is_absent_and_never_zero(product, replay, garbage):
    """X-10: where every number is missing or garbage, nothing is said to be empty or full."""
    seen = await starved(product, replay, garbage)
    told = [(o.name, m) for o in seen.observations for m in o.metrics if m in AMOUNTS]
    assert seen.observations
    assert told == []


def test_the_same_seed_makes_the_same_garbage():
    body = b'{"data": [{"mem": 5, "name": "web"}, {"mem": 6, "name": "mail"}]}'
    once, again = (mutated(body, random.Random(7)) for _ in range(2))  # noqa: S311
    assert once == again != body
