"""A body with some of it exchanged. Pure, and the same for the same chance."""

import json
import re

GARBAGE = ("N/A", "unknown", "-", "", "NaN", "0x", "\u0000", "ten", "9" * 400)
"""No numbers, in any reading."""

_DEEP = "@deep@"
_DEPTHS = (20, 500, 100_000)
"""How many arrays stand within each other for ``_DEEP``; parsers give up somewhere between."""

_RAW = {"@long@": b"9" * 5000, "@1e999@": b"1e999", "@-0@": b"-0", "@zeros@": b"0.0000000001"}
"""Numbers that no library would write."""

_ODD = (
    *(None, True, False, [], {}, [[]], {"a": None}, [None], float("nan"), float("inf")),
    *(float("-inf"), -1, 0, 2**63, -(2**63), 2**70, 10**300, 1e308, -1e308, 1e-308, 0.1),
    *("12", "-12", " 7 ", "1e9", "1e999", "2,425", "/", "a" * 3000, "\ud800", "://", "[::1]:8006"),
    *(
        "../..",
        "a\r\nX: y",
        "%00",
        "{0}",
        "{mem}",
        "\u202e",
        "\U0001f4a9",
        "null",
        "1_0",
        "9" * 5000,
    ),
    *(-0.0, 5e-324, 2**53 + 1, 2**31, -(2**31), 253402300800, -62135596801, _DEEP, *_RAW),
    *GARBAGE,
)
_FLOODS = (20, 100, 400)
_NAMES = frozenset({"id", "name", "node", "storage", "store", "upid", "volid", "devpath", "sid"})
"""What tells a row from others; a number that does is made another one anyway."""

_KEY = re.compile(rb'("(?:[^"\\]|\\.)*"): ')
_NO_UTF8 = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\x00", b"\xc3")


def mutated(body, chance, most=4):
    """``body`` with up to ``most`` places exchanged, dropped, doubled or cut."""
    luck = chance.random()
    if body[:1] != b"{":
        luck *= 0.05  # no JSON in which to exchange anything
    if luck < 0.02:
        return body[: chance.randrange(len(body) + 1)]
    if luck < 0.05:
        return _reencoded(body, chance)
    tree = json.loads(body)
    for _ in range(chance.randint(1, most)):
        tree = _exchanged(tree, chance)
    return _spelled(tree, chance, doubles_key=luck > 0.95)


def without_numbers(body, garbage, keep):
    """``body`` with ``garbage`` for every number but those under the keys ``keep``.

    ``garbage`` of ``...`` drops them.
    """
    return json.dumps(_stripped(json.loads(body), garbage, keep)).encode()


def _spelled(tree, chance, *, doubles_key):
    body = json.dumps(tree).encode("utf-8", "surrogatepass")
    for mark, number in _RAW.items():
        body = body.replace(f'"{mark}"'.encode(), number)
    if _DEEP.encode() in body:
        depth = chance.choice(_DEPTHS)
        opened, closed = chance.choice(((b"[", b"]"), (b'{"a": ', b"}")))
        nested = opened * depth + b"1" + closed * depth
        body = body.replace(f'"{_DEEP}"'.encode(), nested, 1)
    return _with_doubled_key(body, chance) if doubles_key else body


def _with_doubled_key(body, chance):
    """One key under the name of the one before it, which so is there twice."""
    keys = list(_KEY.finditer(body[:20_000]))
    if len(keys) < 2:
        return body
    at = chance.randrange(1, len(keys))
    start, end = keys[at].span(1)
    return body[:start] + keys[at - 1][1] + body[end:]


def _reencoded(body, chance):
    """Bytes that are no UTF-8, or not that of JSON."""
    luck = chance.random()
    if luck < 0.1:
        return b"\xef\xbb\xbf" + body
    if luck < 0.2:
        return body.decode("utf-8", "replace").encode("utf-16")
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(_NO_UTF8) + body[at:]


def _exchanged(tree, chance):
    if not isinstance(tree, dict | list) or not tree:
        return _odd(tree, chance)
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    key, made = chance.choice(keys), tree.copy()
    luck = chance.random()
    if luck < 0.75:
        made[key] = _exchanged(tree[key], chance)
    elif luck < 0.85:
        del made[key]
    elif luck < 0.9 and isinstance(made, list):
        made += _more(tree[key], chance)
    elif luck < 0.95:
        return _columns(made, chance) if isinstance(made, list) else _swapped(made, key, chance)
    else:
        made[key] = _odd(tree[key], chance)
    return made


def _more(row, chance):
    """The same once more, or many like it."""
    if chance.random() < 0.8 or not isinstance(row, dict):
        return [row]
    return [_like(row, at) for at in range(1, chance.choice(_FLOODS))]


def _like(row, at):
    """Another one: its names and numbers go on."""
    told = {key: value + at for key, value in row.items() if type(value) is int}
    names = {key: f"{value}{at}" for key, value in row.items() if key in _NAMES}
    return row | told | names


def _swapped(made, key, chance):
    made[chance.choice(list(made))] = made[key]
    return made


def _columns(rows, chance):
    """The same key with the same oddity in all rows."""
    keys = [key for row in rows[:1] if isinstance(row, dict) for key in row]
    if not keys:
        return rows
    key, odd = chance.choice(keys), _odd(None, chance)
    return [row | {key: odd} if isinstance(row, dict) else row for row in rows]


def _odd(value, chance):
    """Another type, the number as text, an array for an object; or anything."""
    luck = chance.random()
    if luck < 0.1:
        return [value]
    if luck < 0.2:
        return {"value": value}
    if luck < 0.35 and isinstance(value, int | float):
        return str(value)
    return chance.choice(_ODD)


def _stripped(tree, garbage, keep):
    if isinstance(tree, list):
        return [_stripped(each, garbage, keep) for each in tree if not _is_dropped(each, garbage)]
    if isinstance(tree, dict):
        return {
            key: value if key in keep else _stripped(value, garbage, keep)
            for key, value in tree.items()
            if key in keep or not _is_dropped(value, garbage)
        }
    is_number = isinstance(tree, int | float) and not isinstance(tree, bool)
    return garbage if is_number else tree


def _is_dropped(value, garbage):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return garbage is ... and is_number
