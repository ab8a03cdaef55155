"""What passed and what failed; each check is counted, and a failure does not end the judging."""

import sys
import time
import traceback


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, description, holds, found=""):
        """Counts a check; `found` is printed when it does not hold."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {description}", *(f"    {line}" for line in str(found)[:2000].splitlines()), sep="\n", file=sys.stderr)
        return bool(holds)

    def equal(self, description, found, wanted):
        return self.that(description, found == wanted, f"found {found!r}, wanted {wanted!r}")

    def run(self, parts):
        """Runs parts that check something; one that breaks off counts as a failure, and the next one goes on."""
        for part in parts:
            begin = time.monotonic()
            try:
                part()
            except Exception:
                self.that(part.__name__, False, traceback.format_exc())
            print(f"{time.monotonic() - begin:6.1f} s: {part.__name__}", file=sys.stderr)
        print(f"judges: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def wait_until(holds, seconds, step=0.05):
    """Waits until something holds, for no longer than that; returns whether it does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True
