"""What many sources say together depends on nothing but what each of them says."""

from dataclasses import fields, is_dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model.operator import Link, Split
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry
from simulators.estates import SOURCES, observations
from simulators.naive_registry import facts
from simulators.scripted import later, snapshot

few = settings(max_examples=60)
"""Each example builds several registries."""


def settled(seen):
    """Observations without a place: who was where first is told by time, not by the set."""
    return tuple(replace(one, place=None) for one in seen)


estates = st.fixed_dictionaries({by: observations(by, most=2).map(settled) for by in SOURCES})


def snapshots(estate):
    return [snapshot(*seen, said_by=by) for by, seen in estate.items()]


def registry(polls, judged=frozenset()):
    made = Registry(SeriesIndex())
    made.judge(judged, later(0))
    for poll in polls:
        made.apply(poll)
    return made


def members(state):
    return sorted(member.id for resource in state.all() for member in resource.members)


@st.composite
def judged_estates(draw):
    """An estate and some verdicts on its members."""
    estate = draw(estates)
    known = members(registry(snapshots(estate)).state)
    if len(known) < 2:
        return estate, frozenset()
    pairs = st.lists(st.sampled_from(known), min_size=2, max_size=2, unique=True)
    kinds = st.sampled_from([Link, Split])
    verdict = st.builds(lambda kind, pair: kind(*pair), kinds, pairs)
    return estate, draw(st.frozensets(verdict, max_size=3))


@few
@given(judged_estates(), st.randoms(use_true_random=False))
def test_it_does_not_matter_which_source_speaks_first(judged, random):
    """T-07: state is a function of the set of sources, also where the user decided."""
    estate, verdicts = judged
    polls = snapshots(estate)
    shuffled = random.sample(polls, len(polls))
    assert registry(shuffled, verdicts).state.by_id == registry(polls, verdicts).state.by_id


@few
@given(judged_estates())
def test_it_does_not_matter_when_the_user_decides(judged):
    estate, verdicts = judged
    afterwards = registry(snapshots(estate))
    afterwards.judge(verdicts, later(0))
    assert afterwards.state.by_id == registry(snapshots(estate), verdicts).state.by_id


@few
@given(judged_estates())
def test_taking_every_verdict_back_restores_what_the_rules_make(judged):
    estate, verdicts = judged
    made = registry(snapshots(estate), verdicts)
    assert made.judge(frozenset(), later(0)).state.by_id == registry(snapshots(estate)).state.by_id


@few
@given(judged_estates(), st.sampled_from(SOURCES))
def test_taking_a_source_away_restores_what_the_others_say(judged, leaver):
    """D-03: nothing of a removed connection stays behind."""
    estate, verdicts = judged
    others = {by: seen for by, seen in estate.items() if by != leaver}
    made = registry(snapshots(estate), verdicts)
    made.withdraw(leaver, later(0))
    assert made.state.by_id == registry(snapshots(others), verdicts).state.by_id


@few
@given(judged_estates(), st.sampled_from(SOURCES))
def test_saying_the_same_again_changes_nothing(judged, speaker):
    """L-01: nothing is told that did not happen."""
    estate, verdicts = judged
    made = registry(snapshots(estate), verdicts)
    before = made.state.by_id
    commit = made.apply(snapshot(*estate[speaker], said_by=speaker))
    assert (commit.state.by_id, commit.changes) == (before, ())


@few
@given(judged_estates())
def test_every_thing_that_a_source_shows_is_part_of_exactly_one_resource(judged):
    """T-01: nothing is lost and nothing is counted twice."""
    estate, verdicts = judged
    state = registry(snapshots(estate), verdicts).state
    shown = {(by.name, o.type, o.native_id.strip()) for by, seen in estate.items() for o in seen}
    assert len(members(state)) == len(set(members(state))) == len(shown)


@few
@given(estates)
def test_blanks_around_ids_and_names_never_matter(estate):
    """T-04: a source that pads what it says is understood as one that does not."""
    padded_estate = {by: tuple(map(padded, seen)) for by, seen in estate.items()}
    plain_estate = {by: tuple(map(trimmed, seen)) for by, seen in estate.items()}
    assert as_facts(padded_estate) == as_facts(plain_estate)


def as_facts(estate):
    state = registry(snapshots(estate)).state
    return {id_: facts(resource) for id_, resource in state.by_id.items()}


def padded(seen):
    return spelled(seen, lambda text: f" {text.strip()}\t")


def trimmed(seen):
    return spelled(seen, str.strip)


OUR_OWN_WORDS = {"kind", "condition", "metrics", "place"}
"""Fields that no source fills with text."""


def spelled(value, spell):
    """An observation, or a part of one, with every text in it spelled anew."""
    if type(value) is str:
        return spell(value)
    if isinstance(value, tuple):
        return tuple(spelled(one, spell) for one in value)
    if not is_dataclass(value):
        return value
    texts = {field.name for field in fields(value)} - OUR_OWN_WORDS
    return replace(value, **{name: spelled(getattr(value, name), spell) for name in texts})
