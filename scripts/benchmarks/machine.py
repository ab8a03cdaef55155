"""What a reader must know of the machine to judge the figures, and whether the peers are there."""

import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from .programs import PACKAGES

VERSION_OPTIONS = {"openssl": "version", "restic": "version", "zip": "-v"}


def describe(workdir):
    return {
        "processor": _field("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memoryBytes": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", ""),
        "kernel": platform.release(),
        "fileSystem": _file_system(workdir),
        "loadAverage": os.getloadavg(),
    }


def missing(rows):
    """The peers that the rows need and the machine lacks."""
    return sorted({peer for row in rows for peer in row.needs if not shutil.which(peer)})


def versions(rows, vault):
    peers = sorted({peer for row in rows for peer in row.needs})
    found = {peer: _version([peer, VERSION_OPTIONS.get(peer, "--version")]) for peer in peers}
    return {"vault": _version([str(vault.binary), "--version"]), **found}


def packages(peers):
    return " ".join(sorted({PACKAGES[peer] for peer in peers}))


def _version(command):
    """The first line that has a number like 1.2 in it; some programs print their copyright first."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = answer.stdout.splitlines() if answer.returncode == 0 else []
    return next((line.strip() for line in lines if re.search(r"\d\.\d", line)), None)


def _field(path, name):
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None


def _file_system(folder):
    """The type of the file system that holds a folder: of the mounts above it, the deepest, and of those the last."""
    folder, best = Path(folder).resolve(), (-1, "unknown")
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        mount = Path(before.split()[4].replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= best[0]:
            best = len(mount.parts), after.split()[0]
    return best[1]
