"""Whether a namespace of copies is that of an instance: they are named alike, by people."""


def is_namespace_of(namespace: str, instance: str) -> bool:
    """Whether one is the other or its ending, but for case and punctuation (Pulse 6)."""
    one, other = _letters(namespace), _letters(instance)
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()
