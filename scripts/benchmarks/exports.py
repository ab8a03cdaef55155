"""Rows about what goes out: exporting a dossier that holds everything, and verifying the archive."""

from . import programs
from .measuring import Work, WorkFailed
from .rounds import Subject
from .subjects import MIB, OPENSSL, contents, digest, full_vault

ZIP, TAR = "zip -0 + fsync", "tar + fsync"
PEERS = {"zip": (ZIP, programs.zip_stored), "tar": (TAR, programs.tar)}


def export(archive_format):
    """Exports in a format; the peer, if there is one, packs the files of the data set."""

    def subjects(bench, folder):
        data = bench.data
        vault = full_vault(bench, folder)

        def ours(target, turn):
            archive = target / f"dossier.{archive_format}"
            command = bench.vault.export(archive, archive_format, vault)
            return Work(command, bytes=data.bytes, inspect=archive_facts(archive, data.unique_bytes))

        def theirs(target, turn):
            archive = target / f"peer.{archive_format}"
            return Work(
                pack(archive, [data.small.name, data.large_folder.name]),
                current_folder=data.folder,
                durable=(archive, target),
                bytes=data.bytes,
                inspect=archive_facts(archive, data.bytes),
            )

        if archive_format not in PEERS:
            return [Subject("vault export", ours)]
        name, pack = PEERS[archive_format]
        return [Subject("vault export", ours), Subject(name, theirs)]

    return subjects


def archive_facts(archive, at_least):
    def inspect(output):
        size = archive.stat().st_size if archive.exists() else 0
        if size < at_least:
            raise WorkFailed(f"the archive has {size} bytes, and no fewer than {at_least} went in")
        return {"archiveMiB": size / MIB}

    return inspect


def verify(archive_format):
    """Verifies one archive again and again; hashing the archive's own bytes is the limit."""

    def subjects(bench, folder):
        archive = folder / f"dossier.{archive_format}"
        bench.untimed(bench.vault.export(archive, archive_format, full_vault(bench, folder)), folder)
        _, size = contents([archive])

        def ours(target, turn):
            return Work(bench.vault.verify(archive), bytes=size)

        def openssl(target, turn):
            return digest([archive])

        return [Subject("vault verify", ours), Subject(OPENSSL, openssl)]

    return subjects
