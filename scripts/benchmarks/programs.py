"""How the vault and its peers are called: one place for every option that bears on a figure."""

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

DOSSIER = "2024-BENCH-01"

#: Peer commands and the Debian package each comes from.
PACKAGES = {
    "cp": "coreutils",
    "curl": "curl",
    "nginx": "nginx",
    "sync": "coreutils",
    "wrk": "wrk",
    "openssl": "openssl",
    "restic": "restic",
    "borg": "borgbackup",
    "zip": "zip",
    "tar": "tar",
    "find": "findutils",
    "taskset": "util-linux",
    "time": "time",
    "unzip": "unzip",
}


def find_delete(folder):
    return ["find", str(folder), "-type", "f", "-delete"]


@dataclass(frozen=True)
class VaultProgram:
    """The commands of `vault`, and of the driver `vault-bench` beside it."""

    binary: Path

    @property
    def driver(self):
        return self.binary.with_name("vault-bench")

    def init(self, vault):
        return [str(self.binary), "init", "--vault", str(vault)]

    def import_dossier(self, description, vault):
        return [str(self.binary), "dossier", "import", str(description), "--vault", str(vault)]

    def attach(self, paths, requirement, vault):
        return [
            str(self.binary), "attach", *map(str, paths), "--dossier", DOSSIER, "--requirement", requirement,
            "--piece", "invoice", "--vault", str(vault), "--json",
        ]  # fmt: skip

    def export(self, archive, archive_format, vault):
        return [
            str(self.binary), "dossier", "export", DOSSIER, "--output", str(archive),
            "--format", archive_format, "--vault", str(vault),
        ]  # fmt: skip

    def list_dossiers(self, vault):
        return [str(self.binary), "dossier", "list", "--vault", str(vault)]

    def verify(self, archive):
        return [str(self.binary), "verify", str(archive)]

    def collect_twice(self, vault):
        """What is condemned goes into the trash, and then for good."""
        once = shlex.join([str(self.binary), "gc", "--now", "--json", "--vault", str(vault)])
        return ["sh", "-c", f"{once} && {once}"]

    def drive_condemning(self, vault, blobs, seed):
        return [str(self.driver), "condemn", "--vault", str(vault), "--blobs", str(blobs), "--seed", str(seed)]

    def drive_collecting(self, vault, blobs, seed):
        return [str(self.driver), "collect", "--vault", str(vault), "--blobs", str(blobs), "--seed", str(seed)]

    def drive_deposits(self, vault, writers, files, seed):
        return [
            str(self.driver), "deposit", "--vault", str(vault),
            "--writers", str(writers), "--files", str(files), "--seed", str(seed),
        ]  # fmt: skip

    def drive_portal(self, folder, small, large, seed, *options):
        return [
            str(self.driver), "portal", "--folder", str(folder),
            "--small", str(small), "--large", str(large), "--seed", str(seed), *options,
        ]  # fmt: skip

    def drive_retention(self, folder, documents, dossiers, seed, *options):
        return [
            str(self.driver), "retention", "--folder", str(folder),
            "--documents", str(documents), "--dossiers", str(dossiers), "--seed", str(seed), *options,
        ]  # fmt: skip

    def drive_acts(self, vault, writers, acts, seed):
        return [
            str(self.driver), "acts", "--vault", str(vault),
            "--writers", str(writers), "--acts", str(acts), "--seed", str(seed),
        ]  # fmt: skip

    def drive_proofs(self, vault, events, seed):
        return [str(self.driver), "proof", "--vault", str(vault), "--events", str(events), "--seed", str(seed)]


def dossier_description(requirements):
    """A dossier with as many open requirements, E01 and up, each taking any number of invoices."""
    euro = {"cents": 100, "currency": "EUR"}
    return {
        "format": "docvault-dossier/1",
        "dossier": {
            "code": DOSSIER,
            "title": {"en": "Benchmark"},
            "programme": "BENCH",
            "regimes": ["regional"],
            "state": "granted",
            "projectPeriod": {"from": "2024-01-01", "to": "2025-12-31"},
        },
        "organisations": [
            {"enterpriseNumber": _enterprise_number(2_000_000), "names": {"en": "Benchmark"}, "role": "coordinator"}
        ],
        "award": {"decreeNumber": "B-1", "decreeDate": "2024-01-01", "endDate": "2025-12-31", "amount": euro},
        "disbursements": [
            {"code": "D01", "kind": "interim", "period": {"from": "2024-01-01", "to": "2024-12-31"}, "amount": euro}
        ],
        "requirements": [
            {
                "code": requirement_code(number),
                "disbursement": "D01",
                "type": "financial",
                "title": {"en": "Financial"},
                "dueDate": "2025-02-28",
                "pieces": [{"code": "invoice", "label": {"en": "Invoice"}, "min": 0}],
            }
            for number in range(1, requirements + 1)
        ],
    }


def requirement_code(number):
    return f"E{number:02}"


def write_description(path, requirements):
    path.write_text(json.dumps(dossier_description(requirements), indent=2) + "\n")


def _enterprise_number(stem):
    """Eight digits and the check number that Belgian enterprise numbers end with."""
    digits = f"{stem:08}{97 - stem % 97:02}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def openssl_digest(paths):
    return ["openssl", "dgst", "-sha256", *map(str, paths)]


def copy(paths, folder):
    """A copy that moves the bytes: no shared extents, no holes."""
    return ["cp", "--reflink=never", "--sparse=never", *map(str, paths), str(folder)]


def zip_stored(archive, names):
    return ["zip", "-0", "-r", "-q", str(archive), *names]


def tar(archive, names):
    return ["tar", "-cf", str(archive), *names]


def unzip(archive, folder):
    return ["unzip", "-q", str(archive), "-d", str(folder)]


def pinned(cores, command):
    """A command that may run on these cores alone, as `0,1`."""
    return ["taskset", "-c", cores, *command]


def peak_memory(path, command):
    """Writes the most memory that a command held, in KiB, to a file."""
    return ["time", "-f", "%M", "-o", str(path), *command]


@dataclass(frozen=True)
class Restic:
    """restic with compression off, which takes repository format 2. It always encrypts."""

    folder: Path

    @property
    def environment(self):
        return {
            "RESTIC_REPOSITORY": str(self.folder / "restic"),
            "RESTIC_PASSWORD": "benchmark",
            "RESTIC_CACHE_DIR": str(self.folder / "restic-cache"),
        }

    def init(self):
        return ["restic", "init", "--quiet", "--repository-version", "2"]

    def backup(self, name):
        return ["restic", "backup", "--quiet", "--compression", "off", name]


@dataclass(frozen=True)
class Borg:
    """borg without compression and without encryption: its fastest, since the vault does neither."""

    folder: Path

    @property
    def environment(self):
        return {
            "BORG_REPO": str(self.folder / "borg"),
            "BORG_BASE_DIR": str(self.folder / "borg-home"),
            "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes",
        }

    def init(self):
        return ["borg", "init", "--encryption", "none"]

    def create(self, name):
        return ["borg", "create", "--compression", "none", "::benchmark", name]
