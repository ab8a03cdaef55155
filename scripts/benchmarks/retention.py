"""The row about lists of retention over many documents, and one fact that moves the days of many."""

import json

from .comparisons import AtMost, Reported
from .measuring import Work, WorkFailed
from .rounds import Subject

#: What walks all documents, how the table calls it, and the seconds it may take.
LISTS = {
    "due": ("what is due, all of it", 2),
    "forecast": ("forecast by year", 2),
    "simulate": ("policy simulate, all of it", 10),
}
#: The list with a row for each document has no budget of its own.
WITHOUT_BUDGET = {"simulateCSV": "policy simulate, a row a document"}
AMENDMENT_MILLISECONDS = 500
#: Above what the process holds already: more would mean that memory grows with the documents.
GROWTH_MIB = 32


def retention(bench, folder):
    """The catalog is made once; each round amends the large dossier to other days."""
    recipe, vaults = bench.data.recipe, folder / "vaults"
    documents = 200 * recipe.small_files

    def command(*options):
        return bench.vault.drive_retention(vaults, documents, documents // 500, recipe.seed, *options)

    bench.say(f"retention: making a catalog of {documents:,} documents, which takes minutes")
    bench.untimed(command("--only-make"), folder)

    def measured(target, turn):
        return Work(command("--round", str(turn)), inspect=_facts)

    return [Subject("vault-bench retention", measured)]


def retention_budgets(data):
    lines = []
    for path, (name, seconds) in LISTS.items():
        lines += [
            AtMost(name, f"{path}Seconds", seconds, "s"),
            AtMost(f"{name}, growth of memory", f"{path}GrowthMiB", GROWTH_MIB, "MiB"),
        ]
    for path, name in WITHOUT_BUDGET.items():
        lines += [
            Reported(name, f"{path}Seconds", "s"),
            AtMost(f"{name}, growth of memory", f"{path}GrowthMiB", GROWTH_MIB, "MiB"),
        ]
    return lines + [
        Reported("amend the end of the large dossier's award, p50", "amendP50", "ms"),
        AtMost("amend the end of the large dossier's award, slowest", "amendMax", AMENDMENT_MILLISECONDS, "ms"),
        AtMost("amendments, growth of memory", "amendGrowthMiB", GROWTH_MIB, "MiB"),
    ]


def _facts(output):
    try:
        facts, paths = {}, json.loads(output)["paths"]
        for path, told in paths.items():
            if not told["found"] > 0:
                raise WorkFailed(f"vault-bench retention found nothing on the path {path}")
            facts[f"{path}GrowthMiB"] = float(told["growthMiB"])
        for path in (*LISTS, *WITHOUT_BUDGET):
            facts[f"{path}Seconds"] = float(paths[path]["seconds"])
        facts["amendP50"] = float(paths["amend"]["p50Milliseconds"])
        facts["amendMax"] = float(paths["amend"]["maxMilliseconds"])
        return facts
    except (KeyError, TypeError, ValueError) as error:
        raise WorkFailed("vault-bench retention did not print one JSON object with its times") from error
