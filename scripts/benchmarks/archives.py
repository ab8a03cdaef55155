"""Rows about archives of many pieces: 2 GiB in 5,000 of them, written and verified, and the memory that 100,000 take."""

import random
import shutil

from . import programs
from .exports import PEERS, archive_facts
from .measuring import Work, WorkFailed
from .programs import requirement_code
from .rounds import Subject
from .subjects import MIB, OPENSSL, contents, new_vault

SIZE_OF_PIECES = 2 << 30
ONE_CORE, TWO_CORES = "0", "0,1"
VERIFY_ON_ONE = "vault verify, one core"


def _vault_of_pieces(bench, folder):
    """Makes as many pieces as there are small files, which come to 2 GiB in full, and a vault that holds them."""
    count = bench.data.recipe.small_files
    mean = SIZE_OF_PIECES // 5_000
    chance = random.Random(f"{bench.data.recipe.seed} pieces")
    tree = folder / "tree"
    for number in range(count):
        path = tree / f"{number // 100:03}" / f"piece-{number:05}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chance.randbytes(chance.randint(mean // 2, mean + mean // 2)))
    vault = new_vault(bench, folder)
    bench.untimed(bench.vault.attach([tree], requirement_code(1), vault), folder)
    return tree, vault


def export_pieces(archive_format):
    """No piece is there twice, so both pack the same bytes."""
    name, pack = PEERS[archive_format]

    def subjects(bench, folder):
        tree, vault = _vault_of_pieces(bench, folder)
        _, size = contents([tree])

        def gone(archive):
            """Archives of 2 GiB are not kept until the row is done."""

            def inspect(output):
                facts = archive_facts(archive, size)(output)
                archive.unlink()
                return facts

            return inspect

        def ours(target, turn):
            archive = target / f"dossier.{archive_format}"
            return Work(bench.vault.export(archive, archive_format, vault), bytes=size, inspect=gone(archive))

        def theirs(target, turn):
            archive = target / f"peer.{archive_format}"
            command = pack(archive, [tree.name])
            return Work(command, current_folder=folder, durable=(archive, target), bytes=size, inspect=gone(archive))

        return [Subject("vault export", ours), Subject(name, theirs)]

    return subjects


def verify_pieces(cores, unpacked):
    """Verifies the archive or its unpacked bag on so many cores. openssl hashes the unpacked bag, on one."""

    def subjects(bench, folder):
        _, vault = _vault_of_pieces(bench, folder)
        archive = folder / "dossier.zip"
        bench.untimed(bench.vault.export(archive, "zip", vault), folder)
        shutil.rmtree(vault)
        bench.untimed(programs.unzip(archive, folder / "unpacked"), folder)
        bag = next((folder / "unpacked").iterdir())
        files, size = contents([bag])
        subject = bag if unpacked else archive

        def vault_on(these):
            return lambda target, turn: Work(programs.pinned(these, bench.vault.verify(subject)), bytes=size)

        def openssl(target, turn):
            paths = [path for path in sorted(bag.rglob("*")) if path.is_file()]
            return Work(programs.pinned(ONE_CORE, programs.openssl_digest(paths)), files=files, bytes=size)

        if cores == ONE_CORE:
            return [Subject("vault verify", vault_on(ONE_CORE)), Subject(OPENSSL, openssl)]
        return [Subject("vault verify", vault_on(cores)), Subject(VERIFY_ON_ONE, vault_on(ONE_CORE)), Subject(OPENSSL, openssl)]

    return subjects


def export_memory(bench, folder):
    """Peaks are taken by a small process, so that this one is no floor to them: see `measuring`."""
    count = 20 * bench.data.recipe.small_files
    tree = folder / "tree"
    for number in range(count):
        path = tree / f"{number // 1_000:03}" / f"piece-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"piece {number}\n")
    vault = new_vault(bench, folder)
    bench.untimed(bench.vault.attach([tree], requirement_code(1), vault), folder)
    shutil.rmtree(tree)
    idle = folder / "idle"
    bench.untimed(programs.peak_memory(idle, bench.vault.list_dossiers(vault)), folder)

    def ours(target, turn):
        archive, peak = target / "dossier.zip", target / "peak"

        def inspect(output):
            facts = archive_facts(archive, count)(output)
            grown = (_kibibytes(peak) - _kibibytes(idle)) / 1024
            return {**facts, "growthMiB": grown, "idleMiB": _kibibytes(idle) / 1024}

        return Work(programs.peak_memory(peak, bench.vault.export(archive, "zip", vault)), files=count, inspect=inspect)

    return [Subject("vault export", ours)]


def _kibibytes(path):
    try:
        return int(path.read_text())
    except ValueError as error:
        raise WorkFailed(f"time told no peak of memory: {path.read_text()}") from error
