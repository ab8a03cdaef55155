"""From samples to the lines of the table.

A ratio is taken within a round, between runs of the same minute, and the median of these ratios is
reported. The quotient of two medians would compare minutes in which the machine was not the same.
Above 1 the vault is faster.
"""

import statistics
from dataclasses import dataclass

#: The times a ratio may be taken of, and how the table calls them.
UNITS = {"seconds": "s", "cpu_seconds": "s CPU"}
#: The finest time the kernel tells; what cost nothing is taken to have cost this.
CLOCK_STEP = 1e-6


@dataclass(frozen=True)
class Spread:
    """A median and the range it comes from."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values):
        return Spread(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Line:
    """One line of the table. `met` is None where there is no budget."""

    compared_with: str
    unit: str
    ours: Spread
    peer: Spread | None = None
    ratio: Spread | None = None
    ratios: tuple[float, ...] = ()
    budget: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Ratio:
    """The time of a peer over ours; of several peers, the slowest one's in each round."""

    peers: tuple[str, ...]
    at_least: float | None = None
    #: Which time of a sample: a key of `UNITS`.
    of: str = "seconds"

    def line(self, ours, samples):
        times = {name: [getattr(sample, self.of) for sample in turns] for name, turns in samples.items()}
        own = times[ours]
        theirs = [max(turn) for turn in zip(*(times[peer] for peer in self.peers))]
        ratios = tuple(peer / max(our, CLOCK_STEP) for peer, our in zip(theirs, own))
        spread = Spread.of(ratios)
        return Line(
            compared_with=self.peers[0] if len(self.peers) == 1 else "slower of " + ", ".join(self.peers),
            unit=UNITS[self.of],
            ours=Spread.of(own),
            peer=Spread.of(theirs),
            ratio=spread,
            ratios=ratios,
            budget="" if self.at_least is None else f"≥ {self.at_least:g} ×",
            met=None if self.at_least is None else spread.median >= self.at_least,
        )


@dataclass(frozen=True)
class AtLeast:
    """A figure of ours by itself, which has to reach something."""

    fact: str
    limit: float
    unit: str

    def line(self, ours, samples):
        spread = Spread.of([sample.facts[self.fact] for sample in samples[ours]])
        return Line("—", self.unit, spread, budget=f"≥ {self.limit:,g} {self.unit}", met=spread.median >= self.limit)


@dataclass(frozen=True)
class AtMost:
    """A figure of ours which must not pass something, in any round."""

    label: str
    fact: str
    limit: float
    unit: str

    def line(self, ours, samples):
        spread = Spread.of([sample.facts[self.fact] for sample in samples[ours]])
        return Line(self.label, self.unit, spread, budget=f"≤ {self.limit:,.1f} {self.unit}", met=spread.high <= self.limit)


@dataclass(frozen=True)
class FactRatio:
    """A figure of ours over a peer's, where more is better."""

    fact: str
    peer: str
    unit: str
    at_least: float | None = None

    def line(self, ours, samples):
        own, theirs = ([sample.facts[self.fact] for sample in samples[name]] for name in (ours, self.peer))
        ratios = tuple(our / max(peer, CLOCK_STEP) for our, peer in zip(own, theirs))
        spread = Spread.of(ratios)
        return Line(
            compared_with=self.peer,
            unit=self.unit,
            ours=Spread.of(own),
            peer=Spread.of(theirs),
            ratio=spread,
            ratios=ratios,
            budget="" if self.at_least is None else f"≥ {self.at_least:g} ×",
            met=None if self.at_least is None else spread.median >= self.at_least,
        )


@dataclass(frozen=True)
class Reported:
    """A figure of ours without a budget."""

    label: str = "—"
    fact: str | None = None
    unit: str = "s"

    def line(self, ours, samples):
        values = [sample.facts[self.fact] if self.fact else sample.seconds for sample in samples[ours]]
        return Line(self.label, self.unit, Spread.of(values))
