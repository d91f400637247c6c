"""A recorded body with some of it exchanged. Pure, and the same for the same chance."""

import json

GARBAGE = ("N/A", "unknown", "-", "", "NaN", "0x", "\u0000", "ten", "9" * 400)
"""No numbers, in any reading."""

_ODD = (
    *(None, True, False, [], {}, [[]], {"a": None}, [None], float("nan"), float("inf")),
    *(float("-inf"), -1, 0, 2**63, -(2**63), 2**70, 10**300, 1e308, -1e308, 1e-308, 0.1),
    *("12", "-12", " 7 ", "1e9", "1e999", "2,425", "/", "a" * 3000, "\ud800", "://", "[::1]:8006"),
    *GARBAGE,
)


def mutated(body, chance, most=4):
    """``body`` with up to ``most`` places exchanged, dropped, doubled or cut."""
    if chance.random() < 0.02:
        return body[: chance.randrange(len(body) + 1)]
    tree = json.loads(body)
    for _ in range(chance.randint(1, most)):
        tree = _exchanged(tree, chance)
    return json.dumps(tree).encode("utf-8", "surrogatepass")


def without_numbers(body, garbage, keep):
    """``body`` with ``garbage`` for every number but those under the keys ``keep``.

    ``garbage`` of ``...`` drops them.
    """
    return json.dumps(_stripped(json.loads(body), garbage, keep)).encode()


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
        made.append(tree[key])
    elif luck < 0.95 and isinstance(made, dict):
        made[chance.choice(keys)] = tree[key]
    else:
        made[key] = _odd(tree[key], chance)
    return made


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
