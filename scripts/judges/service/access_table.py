"""The tables of docs/access.md, as far as they say who may do what."""

from dataclasses import dataclass

SIDES = ("The agency's side", "The beneficiary's side")
SPECIAL = "Special cases"


@dataclass(frozen=True)
class Cell:
    act: str
    who: str
    #: yes, hidden, or the word of a refusal.
    answer: str
    when: str = ""


def cells(page):
    """Every cell of both sides, in the order of the acts, and the special cases after them."""
    found = {side: [] for side in (*SIDES, SPECIAL)}
    section, heading = None, None
    for line in page.splitlines():
        if line.startswith("## "):
            section, heading = line[3:].strip(), None
        if section not in found or not line.startswith("|"):
            continue
        row = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if heading is None:
            heading = row
        elif not set(row[0]) <= set("-: "):
            found[section].append((heading, row))
    ordinary = []
    for heading, row in [*found[SIDES[0]], *found[SIDES[1]]]:
        ordinary += [Cell(row[0].strip("`"), who, _answer(text)) for who, text in zip(heading[1:], row[1:])]
    special = [Cell(row[0].strip("`"), row[1], _answer(row[3]), row[2]) for _, row in found[SPECIAL]]
    return ordinary, special


def _answer(text):
    return text.split("`")[1] if text.startswith("no") else text
