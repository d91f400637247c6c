"""The list of estates as TOML: what is saved is loaded, and nonsense is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.estates_file import load, save

HEAD = 'version = 1\ncurrent = "default"\n'


@pytest.fixture
def path(tmp_path):
    return tmp_path / "estates.toml"


@pytest.fixture(scope="session")
def any_path(tmp_path_factory):
    return tmp_path_factory.mktemp("estates") / "estates.toml"


def entry(**values):
    return "[[estate]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def test_without_a_file_there_is_one_estate(path):
    assert load(path) == EstateList()


@given(st.lists(st.integers(0, 999), unique=True, max_size=5), st.data())
@settings(max_examples=30)
def test_what_is_saved_is_loaded(any_path, numbers, data):
    made = EstateList()
    for number in numbers:
        made = made.with_new(f"Estate {number}")
    made = made.turned_to(data.draw(st.sampled_from(made.living)).id)
    gone = [estate.id for estate in made.living if data.draw(st.booleans())]
    for identifier in set(gone) - {made.current}:
        made = made.without(identifier, made.current)
    save(any_path, made)
    assert load(any_path) == made


def test_a_comment_stays_when_the_list_is_saved(path):
    path.write_text("# mine\n" + HEAD + entry(id="default", name="Home"))
    save(path, load(path).with_new("Cabin"))
    assert path.read_text().startswith("# mine\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "there is no estate in it"),
        (HEAD + "estate = [1]\n", "an estate is not a table"),
        (HEAD + entry(id="../..", name="Up"), "an estate cannot have the id '../..'"),
        (HEAD + entry(id="", name="Up"), "an estate cannot have the id ''"),
        (HEAD + entry(id="default"), "the name of default cannot be used"),
        (HEAD + entry(id="cabin", name="Cabin"), "the current estate 'default' is not in it"),
        (HEAD + entry(id="default", name="A") * 2, "two estates have the same id"),
        (
            HEAD + entry(id="default", name="A") + entry(id="b", name="a"),
            "two estates have the same name",
        ),
    ],
)
def test_a_damaged_list_is_said_in_a_sentence_and_left_alone(path, text, said):
    path.write_text(text)
    with pytest.raises(SettingsError) as refused:
        load(path)
    assert said in str(refused.value)
    assert path.read_text() == text


def test_a_list_of_a_newer_version_is_not_overwritten(path):
    path.write_text("version = 2\n")
    with pytest.raises(SettingsError, match="newer"):
        save(path, EstateList())
    assert path.read_text() == "version = 2\n"
