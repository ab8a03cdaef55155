"""Rows about the journal: what it costs an act, and how long a proof takes."""

import json

from .measuring import Work, WorkFailed
from .rounds import Subject
from .subjects import new_vault

ACTORS = 16


def acts(bench, folder):
    """The acts are as many as there are small files, four times over."""
    recipe = bench.data.recipe

    def act(target, turn):
        command = bench.vault.drive_acts(new_vault(bench, target), ACTORS, 4 * recipe.small_files, seed=recipe.seed + turn)
        return Work(command, inspect=facts("actsPerSecond", "ratio", "replayedPerSecond", "replayedWithoutPerSecond"))

    return [Subject("vault-bench acts", act)]


def proof(bench, folder):
    """One journal of 200 events for each small file, a million in full, which is made in the first round and kept."""
    recipe = bench.data.recipe
    vault = new_vault(bench, folder)

    def prove(target, turn):
        command = bench.vault.drive_proofs(vault, 200 * recipe.small_files, seed=recipe.seed + turn)
        return Work(command, inspect=facts("events", "p50Milliseconds", "p99Milliseconds", "tilesRead"))

    return [Subject("vault-bench proof", prove)]


def facts(*names):
    def inspect(output):
        try:
            found = json.loads(output)
            return {name: float(found[name]) for name in names}
        except (KeyError, TypeError, ValueError) as error:
            raise WorkFailed(f"vault-bench did not print one JSON object with {', '.join(names)}") from error

    return inspect
