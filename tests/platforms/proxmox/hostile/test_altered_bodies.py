"""What the three products tell, altered in every way: read, refused or absent, never a crash."""

import random
from collections import Counter

import pytest

from pulse_desktop.model.metric import Metric
from simulators.proxmox.hostile.attack import attack, examined, starved
from simulators.proxmox.hostile.catalogue import template_of, templates
from simulators.proxmox.hostile.mutation import GARBAGE, mutated
from simulators.proxmox.hostile.products import PRODUCTS
from simulators.proxmox.hostile.zeros import wrong_zeros

AMOUNTS = {Metric.MEMORY, Metric.DISK, Metric.SWAP, Metric.USAGE, Metric.USED, Metric.TOTAL}
KEYS = {
    "ve": {"cluster/resources", "nodes/{node}/status"},
    "backup": {"nodes/localhost/status", "status/datastore-usage"},
    "mail": {"nodes/localhost/status", "nodes/{node}/postfix/qshape?queue={0}"},
}
"""The paths whose keys are dropped one by one; ``--keys`` garbles those of all paths."""


@pytest.fixture(params=PRODUCTS)
def product(request):
    return PRODUCTS[request.param]


async def test_altered_answers_crash_nothing_and_make_no_size_that_cannot_be(product):
    """X-10: some hundred bodies a session, the last one up to what scripts read."""
    outcomes = [await attack(product, seed, polls=10) for seed in (1, 9, 20, 140)]
    assert [finding for each in outcomes for finding in each.findings] == []
    assert sum(each.liar.altered.total() for each in outcomes) > 100
    assert [each.is_whole_path for each in outcomes] == [False, False, True, True]


async def test_an_altered_connection_test_ends_with_a_step_and_words(product):
    """X-10, P-02."""
    outcomes = [await examined(product, seed) for seed in range(len(product.scenes) * 4)]
    assert [finding for each in outcomes for finding in each.findings] == []


async def test_every_question_of_the_catalogue_is_altered(product):
    """X-10: sessions of each release and load, as long as the rarest question takes."""
    altered, count = Counter(), len(product.scenes)
    for seed in (*range(count), *range(2 * count, 3 * count)):
        for outcome in (await attack(product, seed, polls=12), await examined(product, seed)):
            assert outcome.liar.uncatalogued == {}
            altered += outcome.liar.altered
    assert [one for one in templates(product.name) if not altered[one]] == []


@pytest.mark.parametrize("garbage", [..., None, *GARBAGE[::2]])
async def test_what_is_no_number_is_absent_and_never_zero(product, garbage):
    """X-10: where every number is missing or garbage, nothing is said to be empty or full."""
    seen = await starved(product, garbage)
    told = [(o.name, m) for o in seen.observations for m in o.metrics if m in AMOUNTS]
    assert seen.observations
    assert told == []


async def test_a_key_that_is_garbled_makes_nothing_zero_and_nothing_gone(product):
    """X-10: each by itself, in all rows."""
    found = wrong_zeros(product, product.scenes[0], (...,), KEYS[product.name])
    assert [each async for each in found] == []


def test_the_same_seed_makes_the_same_garbage():
    body = b'{"data": [{"mem": 5, "name": "web"}, {"mem": 6, "name": "mail"}]}'
    once, again = (mutated(body, random.Random(7)) for _ in range(2))  # noqa: S311
    assert once == again != body


@pytest.mark.parametrize(
    ("target", "template"),
    [
        ("nodes/localhost/status", "nodes/localhost/status"),
        ("nodes/%2E%2E/services", "nodes/{node}/services"),
        (
            "admin/datastore/main/snapshots?ns=lab&backup-id=1",
            "admin/datastore/{0}/snapshots?{group}",
        ),
        ("nodes/a/b/services", None),
    ],
)
def test_a_path_is_counted_by_its_template(target, template):
    assert template_of("backup", target) == template
