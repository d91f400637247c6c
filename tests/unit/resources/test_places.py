"""What moves keeps its id, and what is recreated continues what was there before (D-02)."""

import pytest

from pulse_desktop.model.operator import Annotation, Kept, Link
from pulse_desktop.model.series import Family, SeriesIndex, SeriesTarget
from pulse_desktop.model.snapshot import Continuity, Place, ResourceType
from pulse_desktop.resources.registry import Registry
from simulators.scripted import RUNTIME, later, observation, snapshot

WORDS = Annotation(notes="Backed up by hand", web_url="https://app.test", tags=("prod",))
NOBODY = frozenset()


def guest(node, vmid="101"):
    place = Place(f"lab:{vmid}", Continuity.SAME)
    native = f"lab:{node}:{vmid}"
    return observation("web", native_id=native, parent=node, place=place, cpu=0.1)


def container(native, name="app"):
    place = Place(f"engine/{name}", Continuity.SUCCESSOR)
    return observation(name, ResourceType.APP_CONTAINER, native_id=native, place=place, cpu=0.1)


class Engine:
    """A registry and the listings of one engine, a second apart."""

    def __init__(self, kept=None):
        self.registry = Registry(SeriesIndex()) if kept is None else Registry(SeriesIndex(), kept)
        self.now = 0
        self.tenancies = {}

    def lists(self, *seen, **fields):
        """One listing; the commit."""
        self.now += 1
        commit = self.registry.apply(snapshot(*seen, said_by=RUNTIME, at=later(self.now), **fields))
        self.tenancies |= {(t.place, t.holder): t for t in commit.kept.tenancies}
        return commit

    def __getitem__(self, native):
        """The resource that shows ``native``."""
        by_native = {m.native_id: r for r in self.registry.state.all() for m in r.members}
        return by_native[native]

    def address(self, native):
        """The native id under which the history of ``native`` is kept."""
        return self[native].series.id

    def annotate(self, native, words=WORDS):
        """Put the user's words on what shows ``native``."""
        self.registry.annotate(self[native].id, words, later(self.now))


@pytest.fixture
def engine():
    return Engine()


def test_a_guest_on_another_node_keeps_its_id_its_history_and_what_the_user_wrote(engine):
    before = engine.lists(guest("pve1")).state.workloads()[0]
    engine.annotate("lab:pve1:101")
    (after,) = engine.lists(guest("pve2")).state.workloads()
    assert (after.id, after.series, after.annotation) == (before.id, before.series, WORDS)
    assert [m.native_id for m in after.members] == ["lab:pve2:101"]


def test_a_guest_that_comes_back_is_still_the_same(engine):
    first = engine.lists(guest("pve1")).state.workloads()[0]
    engine.lists(guest("pve2"))
    (back,) = engine.lists(guest("pve1")).state.workloads()
    assert (back.id, back.series) == (first.id, first.series)


def test_a_guest_that_moves_is_neither_removed_nor_discovered(engine):
    """L-01: only its parent is another one."""
    nodes = [observation(n, ResourceType.AGENT) for n in ("pve1", "pve2")]
    engine.lists(*nodes, guest("pve1"))
    (change,) = engine.lists(*nodes, guest("pve2")).changes
    assert (change.kind, str(change.text)) == ("relationship_change", "Now on pve2")


def test_a_partial_listing_that_shows_a_guest_elsewhere_shows_it_once(engine):
    engine.lists(guest("pve1"))
    (web,) = engine.lists(guest("pve2"), complete=NOBODY).state.workloads()
    assert [m.native_id for m in web.members] == ["lab:pve2:101"]


def test_a_guest_of_another_number_is_another_guest(engine):
    engine.lists(guest("pve1", "101"))
    (other,) = engine.lists(guest("pve2", "102")).state.workloads()
    assert other.series == SeriesTarget(Family.VM, "lab:pve2:102")


def test_a_recreated_container_has_an_id_of_its_own_and_its_predecessors_history(engine):
    """D-02, H-05: the chart goes on."""
    old = engine.lists(container("c1")).state.workloads()[0]
    (new,) = engine.lists(container("c2")).state.workloads()
    assert new.id != old.id
    assert new.series == old.series == SeriesTarget(Family.APP_CONTAINER, "c1")


def test_what_the_user_wrote_is_copied_to_a_recreated_container(engine):
    """D-02: URL, description, tags and notes; the tags show, too."""
    engine.lists(container("c1"))
    engine.annotate("c1")
    engine.lists(container("c2"))
    assert engine["c2"].annotation == WORDS
    assert (engine["c2"].tags, engine["c2"].web_url) == (("prod",), "https://app.test")


def test_what_was_copied_is_kept_with_the_estate(engine):
    """D-02: no restart loses it."""
    engine.lists(container("c1"))
    engine.annotate("c1")
    commit = engine.lists(container("c2"))
    assert commit.kept.annotations == {engine["c2"].id: WORDS}


def test_a_copy_overwrites_nothing_that_the_user_wrote_on_the_new_one(engine):
    """D-02: field by field."""
    engine.lists(container("c1"), container("c2", "new"))
    engine.annotate("c1")
    engine.annotate("c2", Annotation(notes="Mine", description=""))
    own = engine["c2"].id
    engine.lists(container("c1"))
    engine.lists(container("c2"))
    words = engine.registry.state.by_id[own].annotation
    assert (words.notes, words.description, words.web_url) == ("Mine", "", "https://app.test")


def test_a_container_that_is_gone_for_a_while_is_continued_all_the_same(engine):
    """D-02: between removal and creation there may be a poll."""
    engine.lists(container("c1"))
    engine.lists()
    engine.lists(container("c2"))
    assert engine.address("c2") == "c1"


def test_history_goes_on_however_often_a_container_is_recreated(engine):
    for native in ("c1", "c2", "c3", "c4"):
        engine.lists(container(native))
    assert engine.address("c4") == "c1"


def test_several_new_containers_of_one_name_inherit_nothing(engine):
    """D-02: several candidates mean no copy."""
    engine.lists(container("c1"))
    engine.annotate("c1")
    engine.lists(container("c2"), container("c3"))
    assert {engine.address(n) for n in ("c2", "c3")} == {"c2", "c3"}
    assert engine["c2"].annotation == engine["c3"].annotation == Annotation()


def test_a_container_with_several_of_its_name_before_it_inherits_nothing(engine):
    """D-02: several candidates mean no copy."""
    engine.lists(container("c1"), container("c2"))
    engine.annotate("c1")
    engine.lists(container("c3"))
    assert (engine.address("c3"), engine["c3"].annotation) == ("c3", Annotation())


def test_a_container_of_another_name_inherits_nothing(engine):
    """D-02: the same name on the same host."""
    engine.lists(container("c1", "app"))
    engine.annotate("c1")
    engine.lists(container("c2", "db"))
    assert (engine.address("c2"), engine["c2"].annotation) == ("c2", Annotation())


def test_a_renamed_container_keeps_its_id_and_its_history(engine):
    engine.lists(container("c1"))
    engine.lists(container("c2"))
    before = engine["c2"]
    engine.lists(container("c2", "web"))
    assert (engine["c2"].id, engine["c2"].series) == (before.id, before.series)


def test_a_container_that_takes_the_name_of_a_living_one_begins_its_own_history(engine):
    """H-05: no two living things write one line."""
    engine.lists(container("c1"))
    engine.lists(container("c1", "old"), container("c2"))
    assert {n: engine.address(n) for n in ("c1", "c2")} == {"c1": "c1", "c2": "c2"}


def test_one_that_turns_out_to_live_takes_its_history_back(engine):
    """H-05: a partial listing made it look replaced."""
    engine.lists(container("c1"))
    engine.lists(container("c2"), complete=NOBODY)
    engine.lists(container("c1", "old"), container("c2"))
    assert {n: engine.address(n) for n in ("c1", "c2")} == {"c1": "c1", "c2": "c2"}


def test_who_holds_a_place_outlives_a_restart(engine):
    """H-05: the chart of a container recreated before the restart goes on after it."""
    engine.lists(container("c1"))
    engine.lists(container("c2"))
    again = Engine(Kept(tenancies=tuple(engine.tenancies.values())))
    again.lists(container("c2"))
    assert again.address("c2") == "c1"


def test_a_container_recreated_while_the_program_was_closed_is_continued(engine):
    engine.lists(container("c1"))
    again = Engine(Kept(tenancies=tuple(engine.tenancies.values())))
    again.lists(container("c2"))
    assert again.address("c2") == "c1"


def test_words_on_a_thing_that_was_merged_are_found_under_every_id_that_it_had(engine):
    """D-02: neither merging nor splitting loses them."""
    engine.lists(container("c1", "one"), container("c2", "two"))
    one, two = engine["c1"].id, engine["c2"].id
    engine.registry.judge(frozenset({Link(one, two)}), later(5))
    engine.annotate("c1")
    engine.registry.judge(frozenset(), later(6))
    assert engine["c1"].annotation == engine["c2"].annotation == WORDS
