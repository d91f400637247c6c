"""Whatever happens in whatever order, the registry holds what the rules make of what was said."""

import os
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from pulse_desktop.model.operator import Annotation, Kept, Link, Split
from pulse_desktop.model.series import SeriesIndex, SeriesKey
from pulse_desktop.model.snapshot import ResourceType, Snapshot
from pulse_desktop.resources.registry import Registry
from simulators.estates import SOURCES, observations
from simulators.naive_registry import NaiveRegistry, facts
from simulators.scripted import NOON

EXAMPLES = 500 if os.environ.get("CI") else 50
SECOND = timedelta(seconds=1)

polls = st.sampled_from(SOURCES).flatmap(lambda by: st.tuples(st.just(by), observations(by)))
listings = st.sampled_from([frozenset(ResourceType), frozenset(), frozenset({ResourceType.AGENT})])
picks = st.integers(0, 30)
annotations = st.sampled_from(
    [Annotation(notes="n"), Annotation(web_url="https://a.test", tags=("x",)), Annotation()]
)


class RegistryMachine(RuleBasedStateMachine):
    """Does to the registry and to the naive one the same, and compares."""

    def __init__(self):
        super().__init__()
        self.series = SeriesIndex()
        self.registry = Registry(self.series)
        self.naive = NaiveRegistry()
        self.now = NOON
        self.words, self.tenancies = {}, {}
        self.told = {}

    @rule(poll=polls, complete=listings)
    def poll(self, poll, complete):
        snapshot = self.snapshot(poll, complete)
        self.naive.apply(snapshot)
        self.check(self.registry.apply, snapshot)

    @rule(poll=polls, complete=listings)
    def poll_in_parts(self, poll, complete):
        for part in self.snapshot(poll, complete).parts(1):
            self.naive.apply(part)
            self.check(self.registry.apply, part)

    @rule(poll=polls, complete=listings)
    def poll_twice(self, poll, complete):
        self.poll(poll, complete)
        again = self.snapshot(poll, complete)
        self.naive.apply(again)
        assert self.check(self.registry.apply, again).changes == ()

    @rule(source=st.sampled_from(SOURCES))
    def withdraw(self, source):
        self.naive.withdraw(source, self.tick())
        self.check(self.registry.withdraw, source, self.now)

    @rule(source=st.sampled_from(SOURCES), quiet=st.sampled_from([1, 60, 61, 1000]))
    def expire(self, source, quiet):
        stale_after = 60 * SECOND
        self.now += quiet * SECOND
        self.naive.expire(source, stale_after, self.now)
        before = self.registry.state
        commit = self.registry.expire(source, stale_after, self.now)
        if commit is None:
            assert self.registry.state is before
        else:
            assert commit.changes == ()

    @rule(one=picks, other=picks)
    def link(self, one, other):
        self.decide(Link, one, other)

    @rule(one=picks, other=picks)
    def split(self, one, other):
        self.decide(Split, one, other)

    @rule(which=picks)
    def undo(self, which):
        verdicts = sorted(self.naive.verdicts, key=repr)
        if verdicts:
            self.judge(self.naive.verdicts - {verdicts[which % len(verdicts)]})

    @rule(which=picks, words=annotations)
    def annotate(self, which, words):
        resources = sorted(self.registry.state.by_id)
        if resources:
            resource = resources[which % len(resources)]
            self.naive.annotate(resource, words)
            self.check(self.registry.annotate, resource, words, self.tick())

    @rule()
    def restart(self):
        kept = Kept(
            annotations=self.words,
            verdicts=self.naive.verdicts,
            tenancies=tuple(self.tenancies.values()),
        )
        self.registry = Registry(self.series, kept)
        for snapshot in self.naive.restart():
            self.naive.apply(snapshot)
            self.check(self.registry.apply, snapshot)

    @invariant()
    def is_what_was_said(self):
        real = {id_: facts(resource) for id_, resource in self.registry.state.by_id.items()}
        assert real == self.naive.expected()

    @invariant()
    def has_one_line_for_each_measurement(self):
        """H-05."""
        targets = [r.series for r in self.registry.state.by_id.values() if r.series]
        assert len(targets) == len(set(targets))

    def tick(self):
        self.now += SECOND
        return self.now

    def snapshot(self, poll, complete):
        source, seen = poll
        return Snapshot(
            source=source, collected_at=self.tick(), observations=seen, complete_kinds=complete
        )

    def decide(self, verdict, one, other):
        members = sorted(thing.id for thing in self.naive.things())
        if members:
            pair = members[one % len(members)], members[other % len(members)]
            if pair[0] != pair[1]:
                self.judge(self.naive.verdicts | {verdict(*pair)})

    def judge(self, verdicts):
        self.naive.judge(verdicts)
        self.check(self.registry.judge, verdicts, self.tick())

    def check(self, act, *arguments):
        """Do it, keep what is to be kept, and look at the commit."""
        before = self.registry.state.by_id
        commit = act(*arguments)
        after = commit.state.by_id
        assert commit.state is self.registry.state
        assert commit.touched >= {
            id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)
        }
        self.keep(commit.kept)
        self.tell(commit.changes)
        self.read(commit)
        return commit

    def keep(self, kept):
        self.words |= kept.annotations
        self.tenancies |= {(t.source, t.type, t.place, t.holder): t for t in kept.tenancies}

    def tell(self, changes):
        """Each change has an id of its own, but for what parts of one poll tell twice."""
        assert len({change.id for change in changes}) == len(changes)
        assert all(self.told.get(change.id, change.at) == change.at for change in changes)
        self.told |= {change.id: change.at for change in changes}

    def read(self, commit):
        """Only what the snapshot won is written, once."""
        written = [(self.series.key(column), value) for column, value in commit.readings or ()]
        won = {
            SeriesKey(resource.series, metric): measured.value
            for resource in commit.state.by_id.values()
            for metric, measured in resource.metrics.items()
            if commit.snapshot and resource.series
            if (measured.source, measured.at)
            == (commit.snapshot.source, commit.snapshot.collected_at)
        }
        assert len(dict(written)) == len(written)
        assert dict(written).items() <= won.items()


def test_the_registry_holds_what_the_rules_make_of_what_was_said():
    """T-01, T-07: in any order of polls, withdrawals, silences, verdicts and restarts."""
    run_state_machine_as_test(
        RegistryMachine,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=12, deadline=None),
    )
