"""The Markdown tables on standard output and the JSON file with every sample."""

import json
import shlex
import statistics
from dataclasses import asdict

MIB = 1 << 20
FORMAT = "docvault-bench/1"


def markdown(outcomes, facts):
    floor = facts["peakMemoryFloorBytes"]
    parts = [_heading(facts), _results(outcomes), _costs(outcomes), _notes(outcomes, floor)]
    return "\n\n".join(part for part in parts if part)


def _heading(facts):
    machine, data = facts["machine"], facts["data"]
    return (
        f"{facts['date'][:10]}; {machine['processor']}, {machine['cores']} cores, {machine['memoryBytes'] / 2**30:.0f} GiB; "
        f"{machine['system']}, Linux {machine['kernel']}, {machine['fileSystem']}; {facts['runs']} rounds, caches {facts['caches']}.\n"
        f"Data: {data['smallFiles']:,} small files, {data['smallBytes'] / 1e6:,.0f} MB; {data['largeFiles']} large files, "
        f"{data['largeBytes'] / 1e6:,.0f} MB; seed {data['seed']}."
        + ("\n\n**A quick run shows that everything works; its figures are no measure of the budgets.**" if facts["quick"] else "")
    )


def _results(outcomes):
    rows = []
    for outcome in outcomes:
        for line in outcome.lines:
            rows.append([
                outcome.row.name,
                line.compared_with,
                _spread(line.ours, line.unit),
                _spread(line.peer, line.unit) if line.peer else "—",
                f"{line.ratio.median:.2f} × [{line.ratio.low:.2f}–{line.ratio.high:.2f}]" if line.ratio else "—",
                line.budget or "reported",
                {True: "yes", False: "**no**", None: "—"}[line.met],
            ])  # fmt: skip
        if not outcome.lines:
            rows.append([outcome.row.name, "left out" if outcome.left_out else "**failed**", *["—"] * 5])
    return _table(["row", "compared with", "ours, median [min–max]", "peer, median [min–max]", "ratio", "budget", "met"], rows)


def _costs(outcomes):
    rows = []
    for outcome in outcomes:
        for subject, samples in outcome.samples.items() if outcome.lines else ():
            rates = [sample.facts["bytesPerSecond"] / 1e6 for sample in samples if "bytesPerSecond" in sample.facts]
            rows.append([
                outcome.row.name,
                subject,
                f"{statistics.median(rates):,.0f} MB/s" if rates else "—",
                f"{statistics.median(sample.user_seconds for sample in samples):.2f} s",
                f"{statistics.median(sample.system_seconds for sample in samples):.2f} s",
                f"{max(sample.peak_memory for sample in samples) / MIB:.0f} MiB",
                f"{max(sample.facts['writtenMiB'] for sample in samples):,.0f} MiB",
            ])  # fmt: skip
    return _table(["row", "who", "throughput", "user CPU", "system CPU", "peak memory", "written"], rows) if rows else ""


def _notes(outcomes, floor):
    notes = ["A ratio is the median of the rounds' own ratios: a peer's time over the vault's; above 1 the vault is faster."]
    if any(outcome.lines for outcome in outcomes):
        notes.append(
            "Peak memory and bytes written are the highest of all rounds, throughput and CPU times are medians. "
            f"A peak of up to {floor / MIB:.0f} MiB may be less in truth: so much has the process that measures."
        )
    by_text = {}
    for outcome in outcomes:
        by_text.setdefault(_remark(outcome), []).append(outcome.row.name)
    notes += [f"{', '.join(names)}: {text}" for text, names in by_text.items() if text]
    return "\n".join(f"- {note}" for note in notes)


def _remark(outcome):
    if outcome.left_out:
        return f"left out: {outcome.left_out}"
    return f"failed: {outcome.failure}" if outcome.failure else outcome.row.note


def _spread(spread, unit):
    digits = 0 if spread.high >= 1_000 else 1 if spread.high >= 100 else 3
    return f"{spread.median:,.{digits}f} {unit} [{spread.low:,.{digits}f}–{spread.high:,.{digits}f}]"


def _table(head, rows):
    """A Markdown table that can be read in a terminal as well."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines)


def as_json(outcomes, facts, workdir):
    def sample(one):
        command = shlex.join(one.command).replace(str(workdir), "$WORKDIR")
        return {
            "seconds": one.seconds,
            "userSeconds": one.user_seconds,
            "systemSeconds": one.system_seconds,
            "peakMemoryBytes": one.peak_memory,
            "command": command,
            "facts": one.facts,
        }

    def line(one):
        fields = asdict(one)
        return {"comparedWith": fields.pop("compared_with"), **fields}

    def outcome(one):
        return {
            "name": one.row.name,
            "title": one.row.title,
            "note": one.row.note,
            "leftOut": one.left_out,
            "failure": one.failure,
            "lines": [line(each) for each in one.lines],
            "samples": {subject: [sample(each) for each in samples] for subject, samples in one.samples.items()},
        }

    document = {"format": FORMAT, **facts, "rows": [outcome(one) for one in outcomes]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

