"""The row about what people wait for in the portal, whatever the size of the catalog."""

import json

from .comparisons import AtMost, Reported
from .measuring import Work, WorkFailed
from .rounds import Subject

SMALL = 10_000
#: What has a budget, and how the table calls it. A deposit as a whole waits for the disk, and has none.
PATHS = {
    "due": "open requirements of one organisation",
    "requirement": "one requirement with completeness",
    "queue": "a page of the agent's queue",
    "lookup": "double-funding look-up of one deposit",
}
WITHOUT_BUDGET = {"deposit": "one deposit that raises findings"}
MILLISECONDS, TIMES = 10, 2


def portal(bench, folder):
    """The two catalogs are made once; each round draws other targets in them."""
    recipe, vaults = bench.data.recipe, folder / "vaults"
    large = 200 * recipe.small_files

    def command(*options):
        return bench.vault.drive_portal(vaults, SMALL, large, recipe.seed, *options)

    bench.say(f"portal: making catalogs of {SMALL:,} and {large:,} attachments, which takes minutes")
    bench.untimed(command("--only-make"), folder)

    def measured(target, turn):
        return Work(command("--round", str(turn)), inspect=_facts)

    return [Subject("vault-bench portal", measured)]


def budgets(data):
    lines = []
    for path, name in PATHS.items():
        lines += [
            Reported(f"{name}, p50", f"{path}P50", "ms"),
            AtMost(f"{name}, p99", f"{path}P99", MILLISECONDS, "ms"),
            AtMost(f"{name}, p50 over that in the small catalog", f"{path}P50Ratio", TIMES, "×"),
            AtMost(f"{name}, p99 over that in the small catalog", f"{path}P99Ratio", TIMES, "×"),
        ]
    for path, name in WITHOUT_BUDGET.items():
        lines += [Reported(f"{name}, p50", f"{path}P50", "ms"), Reported(f"{name}, p99", f"{path}P99", "ms")]
    return lines


def _facts(output):
    try:
        facts = {}
        for path, told in json.loads(output)["paths"].items():
            for size in ("small", "large"):
                if not told[size]["foundOnAverage"] > 0:
                    raise WorkFailed(f"vault-bench portal found nothing on the path {path}")
            for quantile in ("50", "99"):
                facts[f"{path}P{quantile}"] = float(told["large"][f"p{quantile}Milliseconds"])
                facts[f"{path}P{quantile}InTheSmall"] = float(told["small"][f"p{quantile}Milliseconds"])
                facts[f"{path}P{quantile}Ratio"] = float(told[f"p{quantile}Ratio"])
        return facts
    except (KeyError, TypeError, ValueError) as error:
        raise WorkFailed("vault-bench portal did not print one JSON object with its latencies") from error
