"""What is compared with what, and the budgets: those of the design, set here and nowhere else.

Nothing is subtracted: starting the vault, opening its catalog and printing its lines are part of its time.
Peers do work that is as durable as ours: what a peer does not sync itself is synced within its time.
"""

from . import http
from .archives import ONE_CORE, TWO_CORES, VERIFY_ON_ONE, export_memory, export_pieces, verify_pieces
from .comparisons import AtLeast, AtMost, Ratio, Reported
from .deposits import COPY, WRITERS, deposit_concurrent, deposit_known, deposit_small, store_four, store_one
from .exports import TAR, ZIP, export, verify
from .journals import ACTORS, acts, proof
from .portal import budgets, portal
from .removals import FIND, collect, collect_beside
from .retention import retention, retention_budgets
from .rounds import Row
from .subjects import MIB, OPENSSL

FILE_RATE = "filesPerSecond"

COPY_NOTE = "cp moves the bytes (no shared extents); its files and their folder are synced within its time."
ARCHIVE_NOTE = (
    "The vault packs equal files once and its peer packs them each time, so its archive is the smaller one by that much. "
    "The vault re-hashes what it packs and verifies the archive; the peer does not."
)
PIECES_NOTE = "2 GiB in 5,000 pieces, none of them twice; the peer packs the same tree. The vault hashes, seals and verifies besides."
CORES_NOTE = "openssl hashes the files of the unpacked bag, in one process on one core."
HTTP_NOTE = (
    "Client and server share the machine's cores, as do nginx and its client. wrk keeps 16 connections busy for 10 s with one thread; "
    "its rate and latencies are the figures."
)
VERIFY_NOTE = (
    "openssl hashes the archive's own bytes on one core. The first line compares time on the wall; "
    "the line in s CPU compares what a core gets done."
)


def store(data):
    return [Ratio((OPENSSL, COPY), at_least=0.9), Ratio((OPENSSL,)), Ratio((COPY,))]


def small(data):
    return [
        AtLeast(FILE_RATE, 5_000, "files/s"),
        Ratio(("restic backup",), at_least=3),
        Ratio(("borg create",), at_least=3),
    ]


def concurrent(data):
    return [
        AtLeast(FILE_RATE, 3_000, "files/s"),
        Reported("p50 of a deposit", "p50Milliseconds", "ms"),
        Reported("p99 of a deposit", "p99Milliseconds", "ms"),
    ]


def known(data):
    # Catalog and journal may grow: by a hundredth of the data, or by what SQLite's log takes even for little.
    limit = max(data.large_bytes / 100, 6 * MIB) / MIB
    return [
        Ratio((OPENSSL,), at_least=0.9),
        AtMost("growth of the vault on disk", "growthMiB", limit, "MiB"),
        AtMost("written, temporary files included", "writtenMiB", limit, "MiB"),
    ]


def zipped(data):
    return [Ratio((ZIP,), at_least=2)]


def tarred(data):
    return [Ratio((TAR,), at_least=0.8)]


def compressed(data):
    return [Reported()]


def verified(data):
    return [Ratio((OPENSSL,), at_least=0.8), Ratio((OPENSSL,), of="cpu_seconds")]


def verified_on_one(data):
    return [Ratio((OPENSSL,), at_least=0.8)]


def verified_on_two(data):
    return [Ratio((VERIFY_ON_ONE,), at_least=1), Ratio((OPENSSL,))]


def remembered(data):
    return [AtMost("peak memory above idle", "growthMiB", 64, "MiB"), Reported("peak memory, idle", "idleMiB", "MiB"), Reported()]


def journaled(data):
    return [
        AtLeast("actsPerSecond", 2_000, "acts/s"),
        AtLeast("ratio", 0.8, "×"),
        Reported("the statements alone, with events", "replayedPerSecond", "acts/s"),
        Reported("the statements alone, without", "replayedWithoutPerSecond", "acts/s"),
    ]


def proven(data):
    return [
        AtMost("p99 of a proof", "p99Milliseconds", 50, "ms"),
        Reported("p50 of a proof", "p50Milliseconds", "ms"),
        # Three levels of tiles hold a million events; of each, the one on the way and the one at the right edge are read.
        AtMost("tiles read for a proof", "tilesRead", 6, "tiles"),
        Reported("events in the journal", "events", "events"),
    ]


def collected(data):
    return [Ratio((FIND,), at_least=0.5)]


def unhindered(data):
    return [
        AtMost("longest deposit while collecting", "longestMilliseconds", 50, "ms"),
        Reported("p99 of a deposit while collecting", "p99Milliseconds", "ms"),
        Reported("p50 of a deposit while collecting", "p50Milliseconds", "ms"),
        Reported("longest deposit with nobody collecting", "longestQuietMilliseconds", "ms"),
        Reported("collecting, with a depositor", "secondsToCollect", "s"),
    ]


ROWS = [
    Row("store-one", "store one large file", store_one, store, needs=("openssl", "cp"), note=COPY_NOTE),
    Row("store-four", "store four large files", store_four, store, needs=("openssl", "cp"), note=COPY_NOTE),
    Row(
        "deposit-small", "deposit a folder of small files", deposit_small, small, needs=("restic", "borg"),
        note="Each run has a new repository and a new cache, made outside the timing. restic: repository format 2, "
        "compression off; it always encrypts, and deriving its key, about half a second, is part of its time. "
        "borg: compression none, encryption none. Both sync what they store.",
    ),
    Row(
        "deposit-concurrent", f"deposit small files from {WRITERS} at once", deposit_concurrent, concurrent, needs_driver=True,
        note="The driver works inside one process; rate and latencies are its own figures, without its start.",
    ),
    Row(
        "deposit-known", "deposit large files that are there", deposit_known, known, needs=("openssl",),
        note="Each round goes into another requirement of one vault. The limits hold for every round, not for the median.",
    ),
    Row(
        "acts", f"small acts with their events, {ACTORS} at once", acts, journaled, needs_driver=True,
        note="The bytes are in memory, so that the catalog alone is measured. The ratio compares the acts' own statements, run "
        "again in turns with their events and without; above 1 the journal would cost less than nothing.",
    ),
    Row(
        "proof", "prove one event of a long journal", proof, proven, needs_driver=True,
        note="Through the vault's own call, which also looks whether the journal is published and checks the checkpoint. The "
        "first round makes the journal, outside the figures.",
    ),
    Row(
        "gc", "remove condemned blobs", collect, collected, needs=("find",), needs_driver=True,
        note="Two runs of `vault gc`, one that moves all of it into the trash and one that removes it, each with its walk through "
        "the store. find deletes the same files from a copy of the vault; its folder is synced within its time.",
    ),
    Row(
        "gc-deposits", "deposit while condemned blobs are removed", collect_beside, unhindered, needs_driver=True,
        note="One depositor over a connection of its own, one small document after the other. A deposit's time holds its own "
        "synchronisations of the disk, so the longest one with nobody collecting stands beside it.",
    ),
    Row("export-zip", "export everything, zip", export("zip"), zipped, needs=("zip",), note=ARCHIVE_NOTE),
    Row("export-tar", "export everything, tar", export("tar"), tarred, needs=("tar",), note=ARCHIVE_NOTE),
    Row("export-tar-zst", "export everything, tar.zst", export("tar.zst"), compressed),
    Row("export-pieces-zip", "export 2 GiB in 5,000 pieces, zip", export_pieces("zip"), zipped, needs=("zip",), note=PIECES_NOTE),
    Row("export-pieces-tar", "export 2 GiB in 5,000 pieces, tar", export_pieces("tar"), tarred, needs=("tar",), note=PIECES_NOTE),
    Row(
        "export-memory", "export 100,000 small pieces", export_memory, remembered, needs=("time",),
        note="What /usr/bin/time tells of the export, less what it tells of `vault dossier list`. The limit holds for every round.",
    ),
    Row("verify-zip", "verify the zip archive", verify("zip"), verified, needs=("openssl",), note=VERIFY_NOTE),
    Row("verify-tar", "verify the tar archive", verify("tar"), verified, needs=("openssl",), note=VERIFY_NOTE),
    *(
        Row(
            f"verify-{what}-{name}", f"verify the {title}, 5,000 pieces, {name} core{'s' * (name == 'two')}",
            verify_pieces(cores, unpacked=what == "bag"), comparisons, needs=("openssl", "taskset", "unzip"), note=CORES_NOTE,
        )
        for what, title in (("bag", "unpacked bag"), ("archive", "zip archive"))
        for name, cores, comparisons in (("one", ONE_CORE, verified_on_one), ("two", TWO_CORES, verified_on_two))
    ),
    Row(
        "portal", "wait in the portal, in a small and a large catalog", portal, budgets, needs_driver=True,
        note="Times of the use cases within one process, warm, each target in the small catalog (10,000 attachments) and then "
        "in the large one (1,000,000; quick: 100,000). The limits hold for every round, not for the median.",
    ),
    Row(
        "retention", "lists of retention over all documents", retention, retention_budgets, needs_driver=True,
        note="Times of the use cases within one process, warm, over 1,000,000 documents (quick: 100,000), a hundredth of them in "
        "one dossier; that dossier's award is amended. The limits hold for every round, not for the median.",
    ),
    Row(
        "http-upload", "upload 1 GiB", http.upload, http.uploaded, needs=("curl", "nginx", "openssl", "sync"),
        note="curl sends the same file to each, other bytes in each round. By hand: nginx WebDAV takes it, openssl hashes it, sync syncs "
        "the file and its folder. The vault has hashed, synced and recorded it when it answers.",
    ),
    Row("http-upload-small", "upload 50 kB, 16 at once", http.upload_small, http.uploaded_small, needs=("wrk", "curl"), note=HTTP_NOTE),
    Row("http-download", "download 1 GiB", http.download, http.downloaded, needs=("curl", "nginx")),
    Row("http-download-small", "download 50 kB", http.download_small, http.downloaded_small, needs=("wrk", "curl", "nginx"), note=HTTP_NOTE),
    Row("http-page", "a page of 50 requirements", http.page, http.paged, needs=("wrk",), note=HTTP_NOTE),
    Row(
        "http-start", "from start to ready", http.start, http.started, needs_driver=True,
        note="Over 1,000,000 documents (quick: 100,000): from before the process starts until /readyz answers 200.",
    ),
    Row(
        "http-memory", f"{http.UPLOADS} uploads at once", http.parallel, http.held,
        note=f"Each of {http.UPLOAD_MIB} MiB (quick: a tenth); BENCH_UPLOAD_MIB=1024 is the full size, which takes 110 GiB of disk. The most "
        "resident memory during the uploads, less what there was before.",
    ),
]  # fmt: skip


def chosen(names):
    """The rows of that name, or else of that family: `export` is every `export-…`. Raises `KeyError` with the first unknown one."""
    wanted = []
    for name in names:
        matches = [row for row in ROWS if row.name == name] or [row for row in ROWS if row.name.startswith(f"{name}-")]
        if not matches:
            raise KeyError(name)
        wanted += matches
    return [row for row in ROWS if row in wanted] if names else ROWS
