"""Rows about what leaves: blobs that nothing refers to."""

import json
import shutil

from . import programs
from .journals import facts
from .measuring import Work, WorkFailed
from .rounds import Subject
from .subjects import new_vault

FIND = "find -delete"


def blob_count(data):
    """100,000 in full, by the number of small files."""
    return 20 * data.recipe.small_files


def collect(bench, folder):
    """One vault is filled and condemned before the first round; each run works on copies of its folder."""
    count = blob_count(bench.data)
    full = new_vault(bench, folder)
    bench.untimed(bench.vault.drive_condemning(full, count, seed=bench.data.recipe.seed), folder)

    def copied(target):
        shutil.copytree(full, target / "vault")
        return target / "vault"

    def vault(target, turn):
        def inspect(output):
            removed = sum(json.loads(line)["removed"]["blobs"] for line in output.splitlines())
            if removed != count:
                raise WorkFailed(f"vault gc removed {removed} blobs of {count}")
            return {}

        return Work(bench.vault.collect_twice(copied(target)), files=count, inspect=inspect)

    def find(target, turn):
        blobs = copied(target) / "blobs"
        return Work(programs.find_delete(blobs), durable=(blobs,), files=count)

    return [Subject("vault gc", vault), Subject(FIND, find)]


def collect_beside(bench, folder):
    count = blob_count(bench.data)

    def drive(target, turn):
        command = bench.vault.drive_collecting(new_vault(bench, target), count, seed=bench.data.recipe.seed + turn)
        names = ("longestMilliseconds", "p99Milliseconds", "p50Milliseconds", "longestQuietMilliseconds", "secondsToCollect", "deposits")
        return Work(command, inspect=facts(*names))

    return [Subject("vault-bench collect", drive)]
