"""Runs the subjects of a row in turns: A B C, A B C, … each on a fresh target, removed when the row is done."""

import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .datasets import DataSet
from .measuring import Sample, Stopwatch, Work, WorkFailed
from .programs import VaultProgram


#: ext4 gives an inode number that was freed less than five seconds ago to nobody, and making files beside many of them
#: means searching past each: what one row removes must not slow the next one down.
SECONDS_AFTER_REMOVAL = 6


@dataclass(frozen=True)
class Subject:
    """Somebody who does the work of a row: the vault, which comes first, or a peer."""

    name: str
    #: Makes what the run needs in a fresh folder, outside the timing, and returns the work to time.
    prepare: Callable[[Path, int], Work]


@dataclass(frozen=True)
class Row:
    """One experiment of the table."""

    name: str
    title: str
    #: Prepares what all rounds share in a folder of the row and returns the subjects, ours first.
    subjects: Callable[["Bench", Path], list[Subject]]
    #: The lines of the table. Called with the data set, for limits that depend on its size.
    comparisons: Callable[[DataSet], list]
    needs: tuple[str, ...] = ()
    needs_driver: bool = False
    note: str = ""


@dataclass
class Outcome:
    """What came of a row: samples by subject, in the order of the rounds, or why there are none."""

    row: Row
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    lines: list = field(default_factory=list)
    left_out: str | None = None
    failure: str | None = None


@dataclass(frozen=True)
class Bench:
    """What every row has at hand."""

    vault: VaultProgram
    data: DataSet
    stopwatch: Stopwatch
    runs: int
    #: Where runs take place; everything in it may be removed.
    scratch: Path
    say: Callable[[str], None]
    #: What a row has started beside its runs: ended when the row is done.
    running: ExitStack = field(default_factory=ExitStack)

    def measure(self, row):
        """Measures a row. A failure of one row is kept in its outcome and leaves the others alone."""
        outcome = Outcome(row)
        if row.needs_driver and not self.vault.driver.exists():
            outcome.left_out = f"there is no {self.vault.driver.name} beside the vault's binary"
            return outcome
        self.data.warm()
        try:
            # Closing ends what the row started and leaves the stack empty for the next row.
            with fresh_folder(self.scratch / row.name) as folder, closing(self.running):
                self._take_turns(row, folder, outcome)
            time.sleep(SECONDS_AFTER_REMOVAL)
            outcome.lines = [
                comparison.line(next(iter(outcome.samples)), outcome.samples) for comparison in row.comparisons(self.data)
            ]
        except (WorkFailed, OSError, subprocess.SubprocessError) as failure:
            outcome.failure = str(failure)
            self.say(f"{row.name}: failed: {failure}")
        return outcome

    def _take_turns(self, row, folder, outcome):
        self.say(f"{row.name}: preparing")
        subjects = row.subjects(self, folder)
        outcome.samples.update({subject.name: [] for subject in subjects})
        for turn in range(self.runs):
            for number, subject in enumerate(subjects):
                target = folder / f"run-{turn}-{number}"
                target.mkdir()
                work = subject.prepare(target, turn)
                self.stopwatch.settle()
                sample = self.stopwatch.run(work, target)
                outcome.samples[subject.name].append(sample)
                self.say(
                    f"{row.name}: round {turn + 1}/{self.runs}  {subject.name:<20} {sample.seconds:8.3f} s"
                    f"  cpu {sample.cpu_seconds:7.3f} s  peak {sample.peak_memory / 2**20:5.0f} MiB"
                )

    def untimed(self, command, folder, environment=None):
        """Does preparatory work, under the same limit of time."""
        self.stopwatch.run(Work(command, environment=environment or {}), folder)


@contextmanager
def fresh_folder(path):
    """Lends an empty folder and removes it with all that is in it."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
