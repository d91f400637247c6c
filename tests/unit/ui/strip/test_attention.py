"""Whose line stands out: chart before row before selection before group before page."""

from pulse_desktop.ui.strip.attention import MOST, Attention


def test_the_chart_counts_more_than_the_row_and_the_row_more_than_the_selection():
    assert Attention(chart="c", row="r", selected="s", group=("g",)).names == ("c",)
    assert Attention(row="r", selected="s", group=("g",)).names == ("r",)
    assert Attention(selected="s", group=("g",)).names == ("s",)


def test_a_group_stands_out_where_no_row_does():
    assert Attention(group=("a", "b")).names == ("a", "b")


def test_of_a_large_group_as_many_lines_are_drawn_as_can_be_told_apart():
    assert len(Attention(group=tuple(map(str, range(99)))).names) == MOST


def test_nobody_stands_out_for_the_page_as_a_whole():
    assert Attention().names == ()
