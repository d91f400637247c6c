"""Facets can be told apart when they come back from disk."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

from pulse_desktop.model import facet


def kinds():
    return [get_args(get_type_hints(one)["kind"])[0] for one in facet.FACETS]


def test_every_facet_is_listed():
    declared = {
        one
        for one in vars(facet).values()
        if isinstance(one, type) and facet.Facet in one.__bases__
    }
    assert set(facet.FACETS) == declared


def test_no_two_facets_have_the_same_kind():
    assert len(set(kinds())) == len(facet.FACETS)


def test_a_facet_says_its_kind_without_being_told():
    assert [_default_kind(one) for one in facet.FACETS] == kinds()


def _default_kind(one):
    assert is_dataclass(one)
    return next(field.default for field in fields(one) if field.name == "kind")
