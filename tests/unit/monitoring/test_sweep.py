"""What several commits want kept becomes one transaction; nothing the user said gets lost."""

from types import MappingProxyType

from pulse_desktop.model.operator import Annotation, Kept, Link, Split, Tenancy
from pulse_desktop.monitoring.sweep import Sweep, join, of_commit
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.read_state import EMPTY


def commit(*, is_judged=False, **kept):
    return of_commit(Commit(lambda: EMPTY, frozenset(), (), None, None, Kept(**kept), is_judged))


def saying(**by_resource):
    """The sweep after the user wrote notes on resources."""
    said = {name: Annotation(notes=notes) for name, notes in by_resource.items()}
    return commit(annotations=MappingProxyType(said))


def judging(*verdicts):
    return commit(verdicts=frozenset(verdicts), is_judged=True)


def holding(place, *holders):
    held = (
        Tenancy(source="docker", type="app-container", place=place, holder=h, origin=h)
        for h in holders
    )
    return commit(tenancies=tuple(held))


def test_the_last_words_on_a_resource_are_kept():
    sweep = join([saying(a="first", b="only"), saying(a="last")])
    assert sweep.kept.annotations == {"a": Annotation(notes="last"), "b": Annotation(notes="only")}


def test_the_last_holders_of_a_place_are_kept():
    joined = join([holding("web", "c1"), holding("db", "d1"), holding("web", "c2", "c3")])
    assert {(t.place, t.holder) for t in joined.kept.tenancies} == {
        ("web", "c2"),
        ("web", "c3"),
        ("db", "d1"),
    }


def test_the_last_verdicts_are_those_in_force():
    sweep = join([judging(Link("a", "b")), judging(Split("a", "b")), saying(a="x")])
    assert (sweep.kept.verdicts, sweep.is_judged) == (frozenset({Split("a", "b")}), True)


def test_verdicts_that_were_all_taken_back_are_taken_back_on_disk_too():
    sweep = join([judging(Link("a", "b")), judging()])
    assert (sweep.kept.verdicts, sweep.is_judged) == (frozenset(), True)


def test_nothing_to_keep_makes_an_empty_sweep():
    assert join([commit()]).is_empty
    assert not join([judging()]).is_empty


def test_what_the_user_said_outlives_a_refusal_of_the_disk():
    refused = join([saying(a="x"), judging(Link("a", "b"))]).lasting
    later = join([saying(b="y")]).after(refused)
    assert later.kept.annotations == {"a": Annotation(notes="x"), "b": Annotation(notes="y")}
    assert (later.kept.verdicts, later.is_judged) == (frozenset({Link("a", "b")}), True)
    assert Sweep().after(refused) == refused
