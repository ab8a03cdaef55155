"""A client of the resumable-upload draft (interop version 8) that does not give up, and content to send with it."""

import hashlib
import random
import time
from urllib.parse import urlsplit

from .wire import Closed, Connection, exchange

VERSION = {"Upload-Draft-Interop-Version": "8"}
PARTIAL = {"Content-Type": "application/partial-upload", **VERSION}
PIECE = 1 << 16
MIB = 1 << 20


class Content:
    """Bytes that are made when they are wanted: the same ones for the same seed, no two MiB of them alike."""

    def __init__(self, size, seed=0, sparse=False):
        self.size, self.seed, self.sparse = size, seed, sparse
        self._block = bytes(MIB) if sparse else random.Random(seed).randbytes(MIB)

    def piece(self, offset, size):
        """At most `size` bytes from an offset on, and never beyond the end of a MiB."""
        number, within = divmod(offset, MIB)
        block = f"{self.seed}/{number}.".encode().ljust(32, b".") + self._block[32:]
        return block[within : within + min(size, self.size - offset)]

    def pieces(self, begin=0, end=None, size=PIECE):
        end = self.size if end is None else end
        while begin < end:
            piece = self.piece(begin, min(size, end - begin))
            yield piece
            begin += len(piece)

    def bytes(self, begin=0, end=None):
        return b"".join(self.pieces(begin, end))

    def write(self, path):
        """Writes a file of it, with holes where it is sparse."""
        with path.open("wb") as file:
            if self.sparse:
                file.truncate(self.size)
            for begin in range(0, self.size, MIB):
                file.seek(begin)
                file.write(self.piece(begin, 32 if self.sparse else MIB))

    def sha256(self):
        hasher = hashlib.sha256()
        for piece in self.pieces(size=MIB):
            hasher.update(piece)
        return hasher


class GaveUp(Exception):
    """The upload did not come to an end in the time that it had."""


class Upload:
    """One upload and what became of it."""

    def __init__(self, url, target, person, content, headers=(), seconds=120):
        self.url, self.target, self.person, self.content = url, target, person, content
        self.headers = dict(headers)
        self.end = time.monotonic() + seconds
        self.location = None
        #: How far bytes were handed to the connection, and how many of them had to be handed over again.
        self.sent = self.sent_again = 0
        self.attempts = self.created = 0
        self.offsets = []

    def run(self):
        """Goes on until there is a final answer, and returns it."""
        pause = 0.05
        while True:
            if time.monotonic() > self.end:
                raise GaveUp(f"after {self.attempts} attempts, {self.location}, offsets {self.offsets}")
            self.attempts += 1
            try:
                answer = self._resume() if self.location else self.create()
                if answer is not None and answer.status != 503:
                    return answer
            except (OSError, Closed):
                pass
            time.sleep(pause)
            pause = min(pause * 1.5, 1)

    def create(self):
        """Sends all of it, and remembers where it can be resumed as soon as that is told."""
        with Connection(self.url) as connection:
            headers = {
                **self.person.headers, **VERSION, "Upload-Complete": "?1", "Upload-Length": self.content.size,
                "Content-Type": "application/octet-stream", **self.headers,
            }  # fmt: skip
            connection.send(connection.head("POST", self.target, headers, self.content.size))
            first = connection.informational_or_final()
            while first.status == 100:
                first = connection.informational_or_final()
            if first.status != 104:
                return None if first.status >= 500 else first
            self._found(first)
            return self._send(connection, 0)

    def _resume(self):
        head = exchange(self.url, "HEAD", self.location, {**self.person.headers, **VERSION})
        if head.status not in (200, 204):
            return None if head.status >= 500 else head
        if head["upload-complete"] == "?1":
            return exchange(self.url, "GET", self.location, {**self.person.headers, **VERSION})
        offset = int(head["upload-offset"])
        self.offsets.append(offset)
        self.sent_again = max(self.sent_again, self.sent - offset)
        with Connection(self.url) as connection:
            headers = {**self.person.headers, **PARTIAL, "Upload-Offset": offset, "Upload-Complete": "?1"}
            connection.send(connection.head("PATCH", self.location, headers, self.content.size - offset))
            answer = self._send(connection, offset)
        # Another offset than the one that HEAD told: something of an earlier attempt was still on its way.
        return None if answer.status == 409 else answer

    def _send(self, connection, offset):
        for piece in self.content.pieces(offset):
            connection.send(piece)
            offset += len(piece)
            self.sent = max(self.sent, offset)
        return connection.answer("POST")

    def _found(self, answer):
        if answer["location"]:
            self.created += 1
            self.location = path_of(answer["location"])


def path_of(location):
    """The target of a request to a location, be it absolute or not."""
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")
