"""What a policy forbids, and that nobody gets past one that cannot be read."""

import pytest

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.policy import expect_demo_allowed
from pulse_desktop.settings.profile import Profile


@pytest.fixture
def own(tmp_path):
    return tmp_path / "own" / "policy.toml"


@pytest.fixture
def everybodys(tmp_path):
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir()
    return path


def test_without_a_policy_the_demo_is_allowed(own, everybodys):
    expect_demo_allowed([own, everybodys])


@pytest.mark.parametrize("text", ["", "[demo]\n", "[demo]\nallowed = true\n", "other = 1\n"])
def test_a_policy_that_does_not_forbid_it_allows_it(own, everybodys, text):
    everybodys.write_text(text)
    expect_demo_allowed([own, everybodys])


def test_one_policy_that_forbids_it_is_enough(own, everybodys):
    own.parent.mkdir()
    own.write_text("[demo]\nallowed = true\n")
    everybodys.write_text("[demo]\nallowed = false\n")
    with pytest.raises(SettingsError, match=r"not allowed on this computer .*etc/policy\.toml"):
        expect_demo_allowed([own, everybodys])


@pytest.mark.parametrize(
    "text",
    [
        "[demo]\nallowed = 'no'\n",
        "demo = false\n",
        "[demo\n",
        "allowed = \x00",
        "[demo]\nallowed = 0",
    ],
)
def test_a_policy_that_is_not_clear_forbids_it(own, everybodys, text):
    everybodys.write_text(text)
    with pytest.raises(SettingsError, match=r"policy\.toml"):
        expect_demo_allowed([own, everybodys])


def test_a_policy_that_cannot_be_read_forbids_it(own, everybodys):
    everybodys.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        expect_demo_allowed([own, everybodys])


def test_the_policies_of_the_demo_are_those_of_the_profile_it_lies_in(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    profile = Profile.below(tmp_path / "profile")
    wanted = profile.config / "policy.toml", tmp_path / "etc" / "pulse-desktop" / "policy.toml"
    assert profile.policy_files == profile.demo().policy_files == wanted
