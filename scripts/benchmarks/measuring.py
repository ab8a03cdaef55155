"""One timed process.

The clock is monotonic and runs from before the process starts until it has ended and everything in
``Work.durable`` is on disk. CPU time, peak memory and bytes written are what the kernel charged to the
process and to the children it waited for (`wait4`).

Two properties of those figures:

- Peak memory has a floor. Until it starts the program it was made for, a new process is this one, and the
  kernel counts that. A peak at or below ``memory_floor()`` means "at most".
- Bytes written are counted when a page becomes dirty, so a temporary file that is deleted again is seen too.
"""

import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

DROP_CACHES = Path("/proc/sys/vm/drop_caches")


class WorkFailed(Exception):
    """A process that failed, took too long, or did not do what it was asked for."""


@dataclass(frozen=True)
class Work:
    """A command, and what makes its result comparable."""

    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    current_folder: Path | None = None
    #: Files and folders synced inside the timing: durability the command itself does not give.
    durable: tuple[Path, ...] = ()
    #: How much was worked on; 0 where it means nothing.
    files: int = 0
    bytes: int = 0
    #: Looks at the result, outside the timing: raises `WorkFailed`, or returns what else is worth reporting.
    inspect: Callable[[str], dict] = lambda output: {}


@dataclass(frozen=True)
class Sample:
    """What one run cost."""

    seconds: float
    user_seconds: float
    system_seconds: float
    peak_memory: int
    command: list[str]
    facts: dict

    @property
    def cpu_seconds(self):
        return self.user_seconds + self.system_seconds


class Stopwatch:
    """Runs work, one at a time, with a limit on how long it may take."""

    def __init__(self, timeout, cold=False, sync=True):
        self.timeout = timeout
        self.cold = cold
        self.sync = sync

    def settle(self):
        """Lets the disk finish what earlier runs left to it, and empties the caches if that is wanted."""
        if self.sync or self.cold:
            os.sync()
        if self.cold:
            DROP_CACHES.write_text("3\n")

    def run(self, work, folder):
        """Runs work once and returns its sample. Its output goes to files in `folder`."""
        # Temporary files belong on the disk that is measured: restic, for one, packs its data in TMPDIR first.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TMPDIR": str(folder), **work.environment}
        environment.pop("VAULT_HOME", None)
        output, talk = folder / "stdout", folder / "stderr"
        with output.open("wb") as stdout, talk.open("wb") as stderr:
            begin = time.monotonic()
            process = subprocess.Popen(
                work.command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                cwd=work.current_folder, env=environment, start_new_session=True,
            )  # fmt: skip
            status, usage, in_time = self._wait(process)
            for path in work.durable if status == 0 else ():
                _sync(path)
            seconds = time.monotonic() - begin
        if not in_time:
            raise WorkFailed(f"{Path(work.command[0]).name} was stopped after {self.timeout:g} s; --timeout allows more")
        if status != 0:
            last_words = talk.read_text(errors="replace").strip().splitlines()[-5:]
            raise WorkFailed(f"{Path(work.command[0]).name} ended with status {status}: " + " / ".join(last_words))
        facts = {"filesPerSecond": work.files / seconds} if work.files else {}
        facts |= {"bytesPerSecond": work.bytes / seconds} if work.bytes else {}
        facts["writtenMiB"] = usage.ru_oublock * 512 / 2**20
        facts |= work.inspect(output.read_text(errors="replace"))
        return Sample(seconds, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024, work.command, facts)

    def _wait(self, process):
        """Waits for the end, forced if need be; nothing of the process's group outlives this."""
        in_time = True
        handle = os.pidfd_open(process.pid)
        try:
            poll = select.poll()
            poll.register(handle, select.POLLIN)
            in_time = bool(poll.poll(self.timeout * 1000))
        finally:
            # Not reaped yet, so the group's number cannot belong to anybody else.
            os.killpg(process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            os.close(handle)
        return process.returncode, usage, in_time


def memory_floor():
    """The most memory this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _sync(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
