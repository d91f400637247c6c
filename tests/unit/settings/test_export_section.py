"""The export dialog's section of the preferences."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.settings import export_section, preferences_file
from pulse_desktop.settings.export_choice import SCALES, ExportChoice, ExportFormat
from pulse_desktop.settings.preferences import Preferences

choices = st.builds(ExportChoice, scale=st.sampled_from(SCALES), folder=st.text(max_size=20))


@given(choices)
def test_a_choice_comes_back_as_it_was_written(choice):
    assert export_section.read(export_section.write(choice)) == choice


@pytest.mark.parametrize("field", [field.name for field in fields(ExportChoice)])
@pytest.mark.parametrize("damage", ["no such word", 7, 1.5, [], {}, "x" * 5000])
def test_a_word_that_cannot_be_read_costs_only_itself(field, damage):
    written = export_section.write(ExportChoice()) | {field: damage}
    read = export_section.read(written)
    assert replace(read, **{field: getattr(ExportChoice(), field)}) == ExportChoice()
    assert type(getattr(read, field)) is type(getattr(ExportChoice(), field))


@pytest.mark.parametrize("section", [None, 3, "png", []])
def test_a_section_that_is_none_is_the_default(section):
    assert export_section.read(section) == ExportChoice()


def test_the_section_travels_with_the_preferences(tmp_path):
    chosen = Preferences(export=ExportChoice(format=ExportFormat.SVG, scale=4))
    preferences_file.save(tmp_path / "p.toml", chosen)
    assert preferences_file.load(tmp_path / "p.toml") == chosen


def test_preferences_of_an_earlier_program_have_the_defaults(tmp_path):
    (tmp_path / "p.toml").write_text("version = 1\n")
    assert preferences_file.load(tmp_path / "p.toml").export == ExportChoice()
