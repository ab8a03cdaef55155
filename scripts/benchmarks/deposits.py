"""Rows about what comes in: large files, many small files, bytes that are there already."""

import json
import os

from . import programs
from .measuring import Work, WorkFailed
from .programs import Borg, Restic, requirement_code
from .rounds import Subject
from .subjects import MIB, OPENSSL, attach, contents, digest, new_vault

COPY = "cp + fsync"
WRITERS = 32


def store_one(bench, folder):
    return _store(bench, bench.data.large[:1])


def store_four(bench, folder):
    return _store(bench, bench.data.large)


def _store(bench, paths):
    files, size = contents(paths)

    def vault(target, turn):
        return attach(bench, paths, new_vault(bench, target))

    def openssl(target, turn):
        return digest(paths)

    def copy(target, turn):
        copies = target / "copies"
        copies.mkdir()
        durable = (*(copies / path.name for path in paths), copies)
        return Work(programs.copy(paths, copies), durable=durable, files=files, bytes=size)

    return [Subject("vault attach", vault), Subject(OPENSSL, openssl), Subject(COPY, copy)]


def deposit_small(bench, folder):
    small = bench.data.small
    files, size = contents([small])

    def vault(target, turn):
        return attach(bench, [small], new_vault(bench, target))

    def restic(target, turn):
        repository = Restic(target)
        return into(repository, repository.backup(small.name), target)

    def borg(target, turn):
        repository = Borg(target)
        return into(repository, repository.create(small.name), target)

    def into(repository, command, target):
        bench.untimed(repository.init(), target, repository.environment)
        return Work(command, environment=repository.environment, current_folder=small.parent, files=files, bytes=size)

    return [Subject("vault attach", vault), Subject("restic backup", restic), Subject("borg create", borg)]


def deposit_concurrent(bench, folder):
    recipe = bench.data.recipe

    def deposits(target, turn):
        vault = new_vault(bench, target)
        command = bench.vault.drive_deposits(vault, WRITERS, recipe.small_files, seed=recipe.seed + turn)
        return Work(command, inspect=_driver_facts)

    return [Subject("vault-bench deposit", deposits)]


def _driver_facts(output):
    try:
        facts = json.loads(output)
        return {name: float(facts[name]) for name in ("filesPerSecond", "seconds", "p50Milliseconds", "p99Milliseconds")}
    except (KeyError, TypeError, ValueError) as error:
        raise WorkFailed("vault-bench did not print one JSON object with its rate and latencies") from error


def deposit_known(bench, folder):
    """The large files are in E01 before the first round; each round deposits them into a requirement of its own."""
    paths = bench.data.large
    vault = new_vault(bench, folder, requirements=1 + bench.runs)
    bench.untimed(bench.vault.attach(paths, requirement_code(1), vault), folder)

    def again(target, turn):
        os.sync()
        before = _allocated(vault)
        work = attach(bench, paths, vault, requirement_code(2 + turn))

        def inspect(output):
            os.sync()
            return {**work.inspect(output), "growthMiB": (_allocated(vault) - before) / MIB}

        return Work(work.command, files=work.files, bytes=work.bytes, inspect=inspect)

    def openssl(target, turn):
        return digest(paths)

    return [Subject("vault attach", again), Subject(OPENSSL, openssl)]


def _allocated(folder):
    """The bytes a folder takes on disk, as `du` counts them."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))
