"""Many at once: equal bytes from 64 clients, and clients that are slow on purpose while others want to work."""

import statistics
import threading
import time

from .resuming import MIB, Content
from .single import document_of
from .stage import API, fresh_name
from .wire import Connection, exchange

CLIENTS = 64
SLOW = 200
#: What a request of somebody else may take while the slow ones hang, in seconds. Far more than it takes: a debug binary is slow too.
PATIENCE = 3.0
#: What the slow ones may cost: a connection has its buffers and no more.
MEMORY = 160 * MIB


def equal_bytes(stage, service, checks, large):
    """64 clients upload the same bytes under 64 names: one blob, 64 attachments."""
    person, content = stage.people["super user"], Content(2 * MIB + 3, 500).bytes()
    before, answers, together = stage.blobs(), {}, threading.Barrier(CLIENTS)

    def upload(number):
        with Connection(service.url) as connection:
            together.wait(30)
            answers[number] = connection.request("POST", stage.single(f"equal-{number}.bin", "E01"), person.headers, content)

    threads = [threading.Thread(target=upload, args=(number,), daemon=True) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    statuses = [getattr(answers.get(number), "status", None) for number in range(CLIENTS)]
    if not checks.equal("64 clients upload equal bytes", statuses, [201] * CLIENTS):
        return checks.that("the first refusal", False, next((a for a in answers.values() if a.status != 201), None))
    checks.equal("one blob", len(stage.blobs() - before), 1)
    # A document is bytes with a name, within a dossier: bytes are kept once, and names lose nothing by it.
    checks.equal("a document for each name", len({document_of(answer.body) for answer in answers.values()}), CLIENTS)
    checks.equal("64 attachments", service.attached("equal-", "E01"), CLIENTS)


class Slow:
    """Connections that send or read next to nothing, each a byte a second, until they are told to end."""

    def __init__(self, open_one, drip):
        self.open_one, self.drip = open_one, drip
        self.connections, self.refused, self.ended = [], 0, False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        for _ in range(SLOW):
            try:
                self.connections.append(self.open_one())
            except OSError:
                self.refused += 1
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended = True
        self.thread.join()
        for connection in self.connections:
            connection.close()

    def _run(self):
        while not self.ended:
            for connection in self.connections:
                try:
                    self.drip(connection)
                except OSError:
                    pass  # the server had enough of it, which is its right
            time.sleep(1)


def slow_heads(stage, service, checks, large):
    def open_one():
        connection = Connection(service.url)
        connection.send(b"GET /api/v1/dossiers HTTP/1.1\r\nHost: slow\r\nX-Slow: ")
        return connection

    _beside(stage, service, checks, "heads that do not end", Slow(open_one, lambda connection: connection.send(b"x")))


def slow_writers(stage, service, checks, large):
    person = stage.people["super user"]

    def open_one():
        connection = Connection(service.url)
        connection.send(connection.head("POST", stage.single(fresh_name()), person.headers, 100_000_000) + b"slow")
        return connection

    _beside(stage, service, checks, "writers who hardly write", Slow(open_one, lambda connection: connection.send(b"x")))


def slow_readers(stage, service, checks, large):
    person = stage.people["super user"]
    answer = exchange(service.url, "POST", stage.single(fresh_name()), person.headers, Content(32 * MIB, 600).bytes())
    target = f"{API}/documents/{document_of(answer.body)}/content"

    def open_one():
        connection = Connection(service.url, receive_buffer=4096)
        connection.send(connection.head("GET", target, person.headers))
        return connection

    _beside(stage, service, checks, "readers who hardly read", Slow(open_one, lambda connection: connection.socket.recv(1)))


def _beside(stage, service, checks, what, slow):
    """Others work as ever while the slow ones hang, and memory does not grow with what the slow ones could have sent."""
    person, before = stage.people["agent"], service.memory()
    with slow:
        took = []
        for number in range(60):
            begin = time.monotonic()
            try:
                if number % 3 == 0:
                    answer = exchange(service.url, "POST", stage.single(fresh_name()), stage.people["editor"].headers, b"quick" * 1000, PATIENCE)
                    done = answer.status == 201
                else:
                    done = exchange(service.url, "GET", f"{API}/dossiers/{stage.dossier}", person.headers, timeout=PATIENCE).status == 200
            except OSError:
                done = False
            took.append(time.monotonic() - begin if done else float("inf"))
        grown = service.memory() - before
    checks.that(f"{what}: all others are served", max(took) < PATIENCE, f"{took.count(float('inf'))} were not, the slowest took {max(took):.2f} s")
    checks.that(f"{what}: and soon", statistics.median(took) < 0.5, f"{statistics.median(took):.3f} s")
    checks.that(f"{what}: memory", grown < MEMORY, f"{grown / MIB:.0f} MiB")
    checks.equal(f"{what}: the server is well", exchange(service.url, "GET", "/readyz").status, 200)


PARTS = [equal_bytes, slow_heads, slow_writers, slow_readers]
