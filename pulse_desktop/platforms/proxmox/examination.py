"""What the connection tests of the three products have in common, from the sign-in on."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.provider.step import Finding, begin, finish

V = TypeVar("V")
P = TypeVar("P")


class Server(Protocol):
    """What is signed in to."""

    async def login_page(self) -> str | None:
        """The product whose login page is served; asked for without any credential."""

    async def answer(self) -> None:
        """Have one call answered, which takes an accepted credential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Generic[V, P]):
    """The steps as one product takes them."""

    sign_in: Callable[[], Awaitable[Finding[bool]]]
    version: Callable[[], Awaitable[Finding[V]]]
    permissions: Callable[[V], Awaitable[Finding[P]]]
    preview: Callable[[], Awaitable[Finding[Snapshot]]]
    cures: tuple[StageLine, ...]
    """What lifts a refusal to tell anything."""


async def run(course: Course[V, P]) -> AsyncGenerator[Stage, None]:
    """The steps in their order, up to one that failed."""
    yield begin(StageId.SIGN_IN)
    stage, accepted = await finish(StageId.SIGN_IN, course.sign_in())
    yield stage
    if accepted is None:
        return
    yield begin(StageId.VERSION)
    stage, version = await finish(StageId.VERSION, course.version())
    yield stage
    if version is None:
        return
    yield begin(StageId.PERMISSIONS)
    stage, seen = await finish(StageId.PERMISSIONS, course.permissions(version))
    is_refused = stage.category is Category.FORBIDDEN
    yield replace(stage, lines=course.cures) if is_refused else stage
    if seen is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, course.preview())
    yield stage


async def signed_in(server: Server, own: str) -> Finding[bool]:
    """Has one call answered, unless the login page is that of a product other than ``own``.

    The page comes first, so that no credential goes to another product.
    """
    try:
        product = await server.login_page()
    except ProviderError as error:
        if error.category is not Category.PROTOCOL:
            raise
        product = None
    if product not in {None, own}:
        said = mark("Proxmox", "This looks like {product}. Create a connection for it instead.")
        raise ProviderError(Category.WRONG_PRODUCT, said.given(product=product))
    await server.answer()
    return Finding(value=True, detail=mark("Proxmox", "accepted"))


def cured(commands: Iterable[str], where: Text) -> Iterator[StageLine]:
    """Each command once; ``where`` says on which machine, with a place ``{command}``."""
    for command in dict.fromkeys(commands):
        yield StageLine(StageState.WARNING, where.given(command=command))


def previewed(snapshot: Snapshot, summary: Text, *first: StageLine) -> Finding[Snapshot]:
    """What was seen, with what could not be."""
    issues = (StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues)
    return Finding(
        value=snapshot,
        detail=summary,
        lines=(*first, *issues),
        state=StageState.WARNING if snapshot.issues else StageState.PASSED,
    )
