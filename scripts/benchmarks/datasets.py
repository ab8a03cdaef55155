"""The files that are deposited: made from a seed, kept, and reused while their stamp matches.

    small/00/00/piece-00000.bin …   20–60 kB each; three in ten repeat an earlier one byte for byte under a name of their own
    large/scan-0.bin …              four big ones
    stamp.json                      written last, so a set that was cut short is made again

All content is random, so nobody gains by compressing it.
"""

import json
import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

FORMAT = "docvault-bench-data/1"
LARGE_FILES = 4
SHARE_OF_DUPLICATES = 0.3
CHUNK = 1 << 20  # made and written piece by piece: what this process holds is the floor of every peak memory it measures


@dataclass(frozen=True)
class Recipe:
    """What a data set is made from; equal recipes make equal bytes."""

    seed: int
    small_files: int
    large_bytes: int

    @staticmethod
    def full(seed):
        return Recipe(seed, small_files=5_000, large_bytes=256 << 20)

    @staticmethod
    def tenth(seed):
        return Recipe(seed, small_files=500, large_bytes=(256 << 20) // 10)


@dataclass(frozen=True)
class DataSet:
    """A data set on disk, with what the rows need to know of it."""

    folder: Path
    recipe: Recipe
    small_bytes: int
    small_unique_bytes: int

    @property
    def small(self):
        return self.folder / "small"

    @property
    def large_folder(self):
        return self.folder / "large"

    @property
    def large(self):
        return [self.large_folder / f"scan-{number}.bin" for number in range(LARGE_FILES)]

    @property
    def large_bytes(self):
        return LARGE_FILES * self.recipe.large_bytes

    @property
    def unique_bytes(self):
        return self.small_unique_bytes + self.large_bytes

    @property
    def bytes(self):
        return self.small_bytes + self.large_bytes

    def files(self):
        yield from sorted(path for path in self.small.rglob("*") if path.is_file())
        yield from self.large

    def warm(self):
        """Reads every file once, so that no subject pays for being the first."""
        for path in self.files():
            with path.open("rb", buffering=0) as file:
                while file.read(CHUNK):
                    pass

    def describe(self):
        return {
            "seed": self.recipe.seed,
            "smallFiles": self.recipe.small_files,
            "smallBytes": self.small_bytes,
            "smallUniqueBytes": self.small_unique_bytes,
            "largeFiles": LARGE_FILES,
            "largeBytes": self.large_bytes,
        }


def obtain(recipe, workdir, say):
    """Returns the data set of a recipe, making it if it is not there or is not whole."""
    folder = workdir / f"data-{recipe.seed}-{recipe.small_files}"
    kept = _kept(recipe, folder)
    if kept:
        say(f"data set {folder.name} is there, reusing it")
        return kept
    say(f"making data set {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    all_bytes, unique_bytes = _make_small(recipe, folder / "small")
    _make_large(recipe, folder / "large")
    os.sync()
    data = DataSet(folder, recipe, all_bytes, unique_bytes)
    (folder / "stamp.json").write_text(json.dumps({"format": FORMAT, **data.describe()}, indent=2) + "\n")
    return data


def _kept(recipe, folder):
    try:
        stamp = json.loads((folder / "stamp.json").read_text())
        data = DataSet(folder, recipe, stamp["smallBytes"], stamp["smallUniqueBytes"])
        if stamp != {"format": FORMAT, **data.describe()}:
            return None
        sizes = [path.stat().st_size for path in data.files()]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = len(sizes) == recipe.small_files + LARGE_FILES and sum(sizes) == data.bytes
    return data if whole else None


def _make_small(recipe, folder):
    chance = random.Random(f"{recipe.seed} small")
    duplicates = set(chance.sample(range(1, recipe.small_files), round(SHARE_OF_DUPLICATES * recipe.small_files)))
    originals, all_bytes, unique_bytes = [], 0, 0
    for number in range(recipe.small_files):
        path = folder / f"{number // 500:02}" / f"{number // 50 % 10:02}" / f"piece-{number:05}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number in duplicates:
            content = chance.choice(originals).read_bytes()
        else:
            content = chance.randbytes(chance.randint(20_000, 60_000))
            originals.append(path)
            unique_bytes += len(content)
        all_bytes += len(content)
        path.write_bytes(content)
    return all_bytes, unique_bytes


def _make_large(recipe, folder):
    folder.mkdir()
    for number in range(LARGE_FILES):
        chance = random.Random(f"{recipe.seed} large {number}")
        with (folder / f"scan-{number}.bin").open("wb", buffering=0) as file:
            left = recipe.large_bytes
            while left:
                size = min(left, CHUNK)
                file.write(chance.randbytes(size))
                left -= size
