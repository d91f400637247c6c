"""The user's words on a resource as they are typed, and what is wrong with them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.web import is_web_address

MOST_TAGS = 32
LONGEST_TAG = 64
LONGEST_LINE = 500
LONGEST_NOTES = 50_000
"""In characters; everything a user says is held in memory while the program runs."""

_BETWEEN_TAGS = re.compile(r"[,;\n]")
_BLANKS = re.compile(r"\s+")


class Entry(StrEnum):
    """What can be filled in."""

    LINK = "link"
    DESCRIPTION = "description"
    TAGS = "tags"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The entries as they stand."""

    link: str = ""
    has_no_link: bool = False
    """No link is wanted, not even the one that a platform gives."""

    description: str = ""
    tags: str = ""
    """Separated by commas."""

    notes: str = ""


def draft_of(words: Annotation) -> Draft:
    """What was said, to be changed."""
    return Draft(
        link=words.web_url or "",
        has_no_link=words.web_url == "",
        description=words.description or "",
        tags=", ".join(words.tags or ()),
        notes=words.notes or "",
    )


def words_of(draft: Draft) -> Annotation:
    """What is said by it. An empty entry says nothing; no link at all has to be said."""
    link = _written(draft.link).strip()
    return Annotation(
        web_url="" if draft.has_no_link else link or None,
        description=_BLANKS.sub(" ", _written(draft.description)).strip() or None,
        tags=tags_in(draft.tags) or None,
        notes=_written(draft.notes).strip() or None,
    )


def tags_in(text: str) -> tuple[str, ...]:
    """``"prod, Web ,prod"`` as ``("prod", "Web")``: trimmed, each once whatever its case."""
    found: dict[str, str] = {}
    for part in _BETWEEN_TAGS.split(_written(text)):
        tag = _BLANKS.sub(" ", part).strip()
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def problems(draft: Draft) -> dict[Entry, Text]:
    """What keeps it from being saved, in a sentence an entry."""
    words = words_of(draft)
    found = {
        Entry.LINK: _link_problem(words.web_url),
        Entry.DESCRIPTION: _length_problem(words.description, LONGEST_LINE),
        Entry.TAGS: _tags_problem(words.tags or ()),
        Entry.NOTES: _length_problem(words.notes, LONGEST_NOTES),
    }
    return {entry: problem for entry, problem in found.items() if problem is not None}


def _link_problem(link: str | None) -> Text | None:
    if not link:
        return None
    if not is_web_address(link):
        return mark("Annotation", "Enter a link that begins with http:// or https://.")
    return _length_problem(link, LONGEST_LINE)


def _tags_problem(tags: tuple[str, ...]) -> Text | None:
    if len(tags) > MOST_TAGS:
        return mark("Annotation", "Enter up to {n} tags.").given(n=MOST_TAGS)
    longest = max(tags, key=len, default="")
    if len(longest) > LONGEST_TAG:
        return mark("Annotation", "Shorten the tag that begins with “{start}”.").given(
            start=longest[:16]
        )
    return None


def _length_problem(text: str | None, most: int) -> Text | None:
    if text is None or len(text) <= most:
        return None
    return mark("Annotation", "Shorten this to {most} characters; it has {n}.").given(
        most=most, n=len(text)
    )


def _written(text: str) -> str:
    """``text`` without what cannot be written to a file: half characters and zeros."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
