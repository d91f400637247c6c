"""When a question is put again, and what is kept of its answers."""

import asyncio
import contextlib
import time
from datetime import timedelta
from types import MappingProxyType

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.findings import Answering, Findings, Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Weight
from pulse_desktop.platforms.proxmox.rounds.rounds import QUESTIONS
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


async def test_a_question_is_put_again_when_its_answer_is_old_enough(table, errand):
    table.put(errand("status", every=MINUTE))
    assert await table.poll() == ["a/status"]
    assert await table.poll(54 * SECOND) == []
    assert await table.poll(SECOND) == ["a/status"]


async def test_an_answer_that_came_late_does_not_cost_the_next_turn(table, errand):
    table.put(errand("status", every=MINUTE))
    await table.poll(2 * SECOND)
    assert await table.poll(58 * SECOND) == ["a/status"]


async def test_those_that_wait_the_longest_come_first(table, errand):
    table.put(errand("often", every=MINUTE), errand("seldom", every=90 * SECOND))
    await table.poll()
    await table.poll(MINUTE)
    assert await table.poll(2 * MINUTE) == ["a/seldom", "a/often"]


async def test_one_round_puts_a_limited_number_of_questions_to_a_node(table, errand):
    table.put(*(errand(f"q{n}") for n in range(QUESTIONS + 5)))
    table.rounds._has_begun = True
    assert len(await table.poll()) == QUESTIONS
    assert len(await table.poll()) == 5


async def test_what_is_no_longer_planned_is_forgotten(table, errand):
    gone = errand("gone")
    table.put(gone)
    await table.poll()
    table.put()
    await table.poll(MINUTE)
    assert table.told(gone).value is None
    table.put(gone)
    assert await table.poll() == ["a/gone"]


async def test_what_a_traveller_was_known_by_follows_it_to_its_new_node(table, errand):
    """T-04: and it is asked for anew at once."""
    before, after = (errand("disks", node, is_of_a_traveller=True) for node in ("a", "b"))
    table.put(before)
    await table.poll()
    table.put(after)
    table.wire.hanging.add("b/disks")
    assert await table.poll(SECOND) == ["b/disks"]
    assert table.told(after).value == "a/disks"
    assert table.told(before).value is None


async def test_a_traveller_leaves_behind_what_the_other_node_refused(table, errand):
    table.wire.answers["a/disks"] = Category.FORBIDDEN
    table.put(errand("disks", "a", is_of_a_traveller=True))
    await table.poll()
    table.put(errand("disks", "b", is_of_a_traveller=True))
    assert await table.poll(SECOND) == ["b/disks"]


async def test_what_stays_in_its_place_hands_nothing_to_another_node(table, errand):
    """A storage may bear the same name on every node."""
    table.put(errand("content", "a"))
    await table.poll()
    table.put(errand("content", "b"))
    table.wire.hanging.add("b/content")
    await table.poll(SECOND)
    assert table.told(errand("content", "b")).value is None


async def test_what_is_for_one_poll_is_let_go_of_after_it(table, errand):
    graph = errand("graph", is_passing=True)
    table.put(graph)
    found = await table.rounds.go_on(table.plan, table.online)
    assert found.of(graph.question, "a").value == "a/graph"
    assert table.told(graph).value is None
    assert table.told(graph).at is not None


async def test_a_node_that_is_off_is_not_asked_and_its_answers_stay(table, errand):
    status = errand("status")
    table.put(status)
    await table.poll()
    table.online = frozenset({"b"})
    assert await table.poll(10 * MINUTE) == []
    assert table.told(status).value == "a/status"


async def test_a_failure_keeps_the_answer_before(table, errand):
    status = errand("status")
    table.put(status)
    await table.poll()
    table.wire.answers["a/status"] = Category.SERVER
    await table.poll(MINUTE)
    told = table.told(status)
    assert (told.value, told.problem.category) == ("a/status", Category.SERVER)
    assert told.fresh is None


@pytest.mark.parametrize(
    ("category", "rest"),
    [(Category.WRONG_PRODUCT, 60 * MINUTE), (Category.FORBIDDEN, 10 * MINUTE)],
)
async def test_what_is_absent_or_refused_is_left_in_peace(table, errand, category, rest):
    """A path that the release lacks for an hour, a missing privilege for ten minutes."""
    table.put(errand("ceph"))
    table.wire.answers["a/ceph"] = category
    await table.poll()
    assert await table.poll(rest - SECOND) == []
    assert await table.poll(SECOND) == ["a/ceph"]


async def test_what_fails_rests_twice_as_long_each_time_up_to_ten_minutes(table, errand):
    table.put(errand("disks"))
    table.wire.answers["a/disks"] = Category.TIMEOUT
    await table.poll()
    for minutes in (1, 2, 4, 8, 10, 10):
        assert await table.poll(minutes * MINUTE - SECOND) == []
        assert await table.poll(SECOND) == ["a/disks"]


async def test_a_success_ends_the_rests(table, errand):
    table.put(errand("disks"))
    table.wire.answers["a/disks"] = Category.TIMEOUT
    await table.poll()
    await table.poll(MINUTE)
    table.wire.answers.clear()
    await table.poll(2 * MINUTE)
    assert await table.poll(MINUTE) == ["a/disks"]


async def test_a_node_that_cannot_be_reached_is_asked_nothing_else(table, errand):
    """595 of one question stands for all others to the same node."""
    table.put(errand("first"), errand("second"), errand("other", "b"))
    table.wire.answers["a/first"] = Category.PARTIAL
    assert sorted(await table.poll()) == ["a/first", "b/other"]
    assert "a/second" not in await table.poll(MINUTE - SECOND)
    assert "a/second" in await table.poll(SECOND)


async def test_a_question_that_hangs_delays_no_other_question_and_no_other_node(table, errand):
    """P-11: slow storage holds up neither its own node's other answers nor another node."""
    table.rounds._has_begun = True
    long = errand("content", weight=Weight.LONG)
    table.put(long, errand("status"), errand("content", "b", weight=Weight.LONG))
    table.wire.hanging.add("a/content")
    assert sorted(await table.poll()) == ["a/content", "a/status", "b/content"]
    assert sorted(await table.poll(MINUTE)) == ["a/status", "b/content"]


async def test_a_node_works_on_two_heavy_questions_at_once(table, errand):
    paths = [f"a/{n}" for n in range(6)]
    table.wire.hanging.update(paths)
    asking = (table.gate.get("a", path, bytes, 5, Weight.HEAVY) for path in paths)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.05):
            await asyncio.gather(*asking)
    assert table.wire.peak["a"] == 2


async def test_closing_ends_what_hangs_within_a_second(table, errand):
    table.rounds._has_begun = True
    table.put(errand("content", weight=Weight.LONG), errand("status", "b"))
    table.wire.hanging.update({"a/content", "b/status"})
    await table.poll()
    begun = time.monotonic()
    await table.rounds.aclose()
    await table.rounds.aclose()
    assert time.monotonic() - begun < 1
    assert not table.wire.under_way["a"]
    assert not table.wire.under_way["b"]


async def test_the_first_poll_also_waits_for_what_its_answers_open(table, errand):
    """A pool's name leads to its state; both are in the first snapshot."""
    pools, state = errand("pools"), errand("state")
    table.plan = lambda found: (pools, state) if found.of(pools.question, "a").value else (pools,)
    found = await table.rounds.go_on(table.plan, table.online)
    assert found.of(state.question, "a").value == "a/state"


async def test_the_first_poll_waits_three_seconds_and_wakes_when_the_rest_is_there(
    table, errand, monkeypatch
):
    monkeypatch.setattr("pulse_desktop.platforms.proxmox.rounds.rounds.FIRST_PATIENCE_S", 0.05)
    table.put(errand("quick"), errand("slow", "b"))
    table.wire.hanging.add("b/slow")
    found = await table.rounds.go_on(table.plan, table.online)
    assert found.of(errand("quick").question, "a").value == "a/quick"
    assert table.woken == 0
    for task in table.rounds._tasks.values():
        task.cancel()
    await asyncio.wait(table.rounds._tasks.values())
    await table.settle()
    assert table.woken == 1
    table.rounds._tasks.clear()


def test_a_place_cannot_leave_its_part_of_the_path(errand):
    question = errand("content").question
    assert Errand(question, "../a?x").path == "..%2Fa%3Fx/content"


def silent_then(table, errand, category, minutes):
    """A failure at ``minutes``, at a node that answered from the tenth to the twentieth."""
    start = table.estate.began_at
    run = Answering(start + 10 * MINUTE, start + 20 * MINUTE)
    problem = ProviderError(category, mark("Test", "No."))
    told = Told(problem=problem, failing_since=start + minutes * MINUTE)
    one = errand("q")
    found = Findings(MappingProxyType({one.key: (one, told)}), MappingProxyType({"a": run}))
    return list(troubles(found, "stage", one.question, mark("Test", "It")))


@pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (15, True), (21, False)])
def test_a_question_is_in_trouble_by_itself_only_while_its_node_answers(
    table, errand, minutes, is_told
):
    """P-07: what is the whole node's is told once, and not by each question."""
    assert bool(silent_then(table, errand, Category.TIMEOUT, minutes)) is is_told


def test_what_a_node_says_to_a_question_is_told_whenever_it_said_so(table, errand):
    assert silent_then(table, errand, Category.SERVER, 21)


async def test_a_node_that_answers_again_is_asked_anew_at_once(table, errand):
    table.wire.answers["a/disks"] = Category.TIMEOUT
    table.put(errand("disks"))
    await table.poll()
    assert await table.poll(SECOND) == []
    table.wire.answers.clear()
    table.rounds.ask_anew({"a"})
    assert await table.poll(SECOND) == ["a/disks"]


async def test_how_long_a_question_fails_is_counted_from_its_first_failure(table, errand):
    table.wire.answers["a/disks"] = Category.TIMEOUT
    disks = errand("disks")
    table.put(disks)
    await table.poll()
    began = table.told(disks).failing_since
    await table.poll(MINUTE)
    assert table.told(disks).failing_since == began
