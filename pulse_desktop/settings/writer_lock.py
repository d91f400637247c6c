"""The operating system's lock that marks a profile's one writer. No crash can leave it behind."""

from pathlib import Path

from filelock import FileLock, Timeout

from pulse_desktop.model.errors import ProfileInUse
from pulse_desktop.model.text import mark


class WriterLock:
    """Held by the process that writes. Owner of the lock file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False)

    @property
    def is_held(self) -> bool:
        """Whether this process is the writer, through this lock."""
        return self._lock.is_locked

    def acquire(self) -> None:
        """Become the writer.

        Raises:
            ProfileInUse: Another process is.
            OSError: The lock file cannot be made.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise ProfileInUse(
                mark("Profile", "Another Pulse Desktop writes this profile ({path}).").given(
                    path=str(self._path.parent),
                )
            ) from error

    def release(self) -> None:
        """Let another process write."""
        self._lock.release()
