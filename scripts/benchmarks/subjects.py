"""What several rows share: vaults in a known state, attaching to them, hashing by hand."""

from . import programs
from .measuring import Work, WorkFailed
from .programs import requirement_code

MIB = 1 << 20
OPENSSL = "openssl dgst"


def new_vault(bench, folder, requirements=1):
    """Makes a vault with one dossier and nothing in it."""
    vault, description = folder / "vault", folder / "dossier.json"
    programs.write_description(description, requirements)
    bench.untimed(bench.vault.init(vault), folder)
    bench.untimed(bench.vault.import_dossier(description, vault), folder)
    return vault


def full_vault(bench, folder):
    """Makes a vault which holds the whole data set."""
    vault = new_vault(bench, folder)
    bench.untimed(bench.vault.attach([bench.data.small, *bench.data.large], requirement_code(1), vault), folder)
    return vault


def attach(bench, paths, vault, requirement=requirement_code(1)):
    files, size = contents(paths)

    def inspect(output):
        told = len(output.splitlines())
        if told < files:
            raise WorkFailed(f"vault attach told of {told} files, and there are {files}")
        return {}

    return Work(bench.vault.attach(paths, requirement, vault), files=files, bytes=size, inspect=inspect)


def digest(paths):
    files, size = contents(paths)
    return Work(programs.openssl_digest(paths), files=files, bytes=size)


def contents(paths):
    """How many files there are at the paths and below, and how many bytes in them."""
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files)
