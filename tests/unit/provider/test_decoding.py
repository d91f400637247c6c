"""JSON into typed shapes: one bad row costs itself, a bad body is a failure."""

import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.provider.decoding import SMALL_BYTES, Decoder


class Row(msgspec.Struct, frozen=True):
    """A shape with one key."""

    name: str


@pytest.fixture
def decoder():
    with ThreadPoolExecutor(1) as workers:
        yield Decoder(workers, "there")


async def test_a_body_becomes_its_shape(decoder):
    assert await decoder.one(b'{"name":"a","more":1}', Row) == Row("a")


async def test_rows_of_another_shape_are_counted_and_left_out(decoder):
    rows = await decoder.rows(b'[{"name":"a"},{"name":7},{},null,"x",{"name":"b"}]', Row)
    assert [row.name for row in rows.found] == ["a", "b"]
    assert (rows.refused, rows.are_complete) == (4, False)


async def test_null_and_an_empty_list_are_no_rows(decoder):
    for body in (b"null", b"[]"):
        rows = await decoder.rows(body, Row)
        assert (rows.found, rows.are_complete) == ((), True)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{}", b"7", b'"x"', b"\xff", b"[" * 50_000, b'[{"name":"a"}']
)
async def test_what_is_no_list_is_an_unexpected_reply(decoder, body):
    with pytest.raises(ProviderError) as caught:
        await decoder.rows(body, Row)
    assert caught.value.category is Category.PROTOCOL
    assert "there" in str(caught.value)


async def test_large_bodies_leave_the_loops_thread(decoder):
    seen = []

    class Telling(Row, frozen=True):
        def __post_init__(self):
            seen.append(threading.current_thread())

    row = b'{"name":"a"}'
    large = b"[" + row + b" " * SMALL_BYTES + b"]"
    await decoder.rows(large, Telling)
    await decoder.rows(b"[" + row + b"]", Telling)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()
