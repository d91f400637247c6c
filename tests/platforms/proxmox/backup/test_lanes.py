"""One credential that several connections share."""

import pytest

from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.credential import Password, Token
from pulse_desktop.platforms.proxmox.lanes import _Share, _Sharing


def posted(sent):
    """Grants a new ticket for each form."""

    def post(path, form):
        sent.append(form["password"])
        return b'{"data":{"ticket":"PBS:%d"}}' % len(sent)

    return post


@pytest.fixture
def two(estate):
    """Two connections' shares in a password."""
    sharing = _Sharing(Password("PBS", "pulse@pbs", Secret("secret"), lambda: estate.now))
    return _Share(sharing), _Share(sharing)


def test_a_ticket_that_one_gave_up_is_not_given_up_again_by_the_other(two):
    one, other = two
    sent = []
    for share in two:
        share.headers(posted(sent))
    assert one.renounce()
    renewed = one.headers(posted(sent))
    assert other.renounce(), "another try is worth it"
    assert other.headers(posted(sent)) == renewed
    assert sent == ["secret", "secret"]


def test_a_token_that_was_rejected_is_worth_no_other_try():
    sharing = _Sharing(Token("PBS", "pulse@pbs!desktop", Secret("value")))
    shares = _Share(sharing), _Share(sharing)
    for share in shares:
        share.headers(posted([]))
    assert not any(share.renounce() for share in shares)
