"""A real Docker Engine of its own, on a socket in a folder. Needs root, dockerd and busybox."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

IMAGE = "lab"
"""A static busybox and nothing else; made here, so that no registry is asked."""

_READY_S = 30.0
_NEEDED = ("dockerd", "docker", "busybox", "tar")


def obstacle() -> str | None:
    """Why no engine can be started here; ``None`` when one can."""
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    return None if os.geteuid() == 0 else "only root can start an engine"


class RealEngine:
    """One ``dockerd`` with its own data, containerd and socket.

    Use it as a context: it starts on entering and leaves neither processes nor files behind.
    """

    def __init__(self, folder: Path | None = None) -> None:
        # Paths of sockets are short (108 bytes), and those of test folders often are not.
        self.folder = folder or Path(tempfile.mkdtemp(prefix="engine-"))
        self.socket = self.folder / "engine.sock"
        self._daemon: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """As a connection spells it."""
        return f"unix://{self.socket}"

    def __enter__(self):
        try:
            self.start()
            self._make_image()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        with contextlib.suppress(RuntimeError, subprocess.SubprocessError):
            if self._daemon is not None:
                self._empty()
        self.stop()
        self._unmount()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the daemon and wait until it answers."""
        log = (self.folder / "log").open("ab")
        command = ["dockerd", *_flags(self.folder, self.socket)]
        with log:
            self._daemon = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + _READY_S
        while not self._answers():
            if self._daemon.poll() is not None or time.monotonic() > deadline:
                log_text = (self.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"dockerd did not start: {log_text[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the daemon; its containers end with it."""
        daemon, self._daemon = self._daemon, None
        if daemon is None:
            return
        daemon.send_signal(signal.SIGTERM)
        try:
            daemon.wait(20)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()

    def kill(self) -> None:
        """End the daemon as a crash would: its socket stays, and so may its containers."""
        daemon, self._daemon = self._daemon, None
        if daemon is not None:
            daemon.kill()
            daemon.wait()

    def docker(self, *arguments: str) -> str:
        """Run the docker command against this engine; what it printed, stripped.

        Raises:
            RuntimeError: It failed; with what it said.
        """
        command = ["docker", "-H", self.address, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"docker {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def run(self, name: str, *command: str, options: tuple[str, ...] = ()) -> str:
        """Start a container without a network of its own; its id."""
        shared = ("--network", "host", "--stop-timeout", "1")
        return self.docker("run", "-d", "--name", name, *shared, *options, IMAGE, *command)

    def state(self, name: str) -> str:
        """A container's state, as the engine gives it."""
        return self.docker("inspect", "-f", "{{.State.Status}}", name)

    def form_swarm(self) -> None:
        """Make this engine the manager of a Swarm of one, on a free port of this computer."""
        port = _free_port()
        self.docker(
            "swarm", "init",
            "--advertise-addr", f"127.0.0.1:{port}",
            "--listen-addr", f"127.0.0.1:{port}",
        )  # fmt: skip

    def create_service(self, name: str, replicas: int) -> str:
        """Start a service that sleeps; its id."""
        return self.docker(
            "service", "create", "--quiet", "--detach", "--network", "host",
            "--stop-grace-period", "1s", "--replicas", str(replicas), "--name", name,
            IMAGE, "/bin/sleep", "100000",
        ).splitlines()[0]  # fmt: skip

    def _empty(self) -> None:
        """Without containers the daemon ends at once instead of waiting for each."""
        info = json.loads(self.docker("info", "--format", "{{json .Swarm}}"))
        if info.get("LocalNodeState") == "active":
            self.docker("swarm", "leave", "--force")
        names = self.docker("ps", "-aq").split()
        if names:
            self.docker("rm", "-f", *names)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket))
                client.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
                return client.recv(64).startswith(b"HTTP/1.0 200")
            except OSError:
                return False

    def _make_image(self) -> None:
        root = self.folder / "root" / "bin"
        root.mkdir(parents=True)
        shutil.copy(shutil.which("busybox") or "busybox", root / "busybox")
        for applet in ("sh", "sleep", "true", "false", "dd", "cat", "kill", "test"):
            (root / applet).symlink_to("busybox")
        packed = subprocess.run(
            ["tar", "-C", str(root.parent), "-c", "."], capture_output=True, check=True
        )
        subprocess.run(
            ["docker", "-H", self.address, "import", "-", IMAGE],
            input=packed.stdout,
            capture_output=True,
            check=True,
        )

    def _unmount(self) -> None:
        """A daemon that was killed leaves mounts below its folder."""
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
        below = [one.split()[1] for one in mounts if one.split()[1].startswith(f"{self.folder}/")]
        for point in sorted(below, reverse=True):
            subprocess.run(["umount", "-l", point], check=False, capture_output=True)


def _flags(folder: Path, socket_path: Path) -> tuple[str, ...]:
    return (
        "--data-root", str(folder / "data"),
        "--exec-root", str(folder / "exec"),
        "--pidfile", str(folder / "pid"),
        "--host", f"unix://{socket_path}",
        "--storage-driver", "vfs",
        "--iptables=false",
        "--bridge=none",
        "--shutdown-timeout", "2",
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
