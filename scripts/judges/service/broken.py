"""Uploads over connections that break, and through a server that is killed: the list of faults is that of tusd's own tests and of
what people reported of resumable uploads: cut, reset, stalled, one direction only, slow, in crumbs, answers lost, requests repeated.
"""

import io
import threading
import time

from tusclient.client import TusClient

from .checks import wait_until
from .proxy import DOWN, Fault, Proxy
from .resuming import MIB, Content, Upload
from .single import is_kept
from .stage import fresh_name
from .tus import TUS
from .wire import exchange

#: What the design allows to be sent again after a crash, for each upload.
SENT_AGAIN = 32 * MIB
SIZE = 3 * MIB + 1
#: A head of a request is less than this.
HEAD = 1000

FAULTS = {
    "cut in the head of the request": [Fault("cut", 100)],
    "cut at the first byte of the content": [Fault("cut", HEAD)],
    "cut again and again": [Fault("cut", at) for at in (70_000, 500_000, 65_536, 1, 1_000_000)],
    "cut before the last byte": [Fault("cut", SIZE + 300)],
    "reset in the middle": [Fault("reset", SIZE // 2), Fault("reset", 400_000)],
    "stalled in the middle, then closed": [Fault("stall", SIZE // 2, seconds=3)],
    "ended in one direction only": [Fault("half", SIZE // 2)],
    "the first answer lost": [Fault("cut", 0, DOWN)],
    "the first answer cut in its middle": [Fault("cut", 60, DOWN)],
    "the first answer reset": [Fault("reset", 0, DOWN)],
    "the last answer lost": [Fault("cut", 900_000), Fault("cut", HEAD // 2, DOWN), Fault("cut", 0, DOWN)],
    "slow": [Fault("slow", 1_000_000, rate=2 * MIB)],
    "everything sent twice": [Fault("repeat"), Fault("repeat")],
    "cut, and what was sent is sent again by nobody": [Fault("cut", 2 * MIB), Fault("repeat")],
}


def proxied(stage, service, checks, large):
    """A client of the draft behind each fault: what arrives is what was sent, once."""
    person = stage.people["super user"]
    for number, (name, faults) in enumerate(FAULTS.items()):
        content, file = Content(SIZE, 100 + number), fresh_name()
        with Proxy(service.url, faults) as proxy:
            # With a key, so that a request that arrives twice is known for one.
            upload = Upload(proxy.url, stage.single(file), person, content, {"Idempotency-Key": file}, seconds=60)
            try:
                answer = upload.run()
            except Exception as failure:
                checks.that(name, False, failure)
                continue
        if checks.that(name, answer.status in (200, 201), answer):
            is_kept(checks, stage, service, person, name, answer.body, content.sha256(), SIZE)
        checks.equal(f"{name}: attached once", service.attached(file), 1)


def crumbs(stage, service, checks, large):
    """Headers and content that come a few bytes at a time."""
    person, content = stage.people["super user"], Content(100_000, 131)
    with Proxy(service.url, [Fault("slice")]) as proxy:
        answer = Upload(proxy.url, stage.single(fresh_name()), person, content).run()
    if checks.that("in crumbs", answer.status in (200, 201), answer):
        is_kept(checks, stage, service, person, "in crumbs", answer.body, content.sha256(), content.size)


def tuspy_proxied(stage, service, checks, large):
    """tuspy tries again by itself, but only from what the server says that it has."""
    person, content = stage.people["super user"], Content(SIZE, 140)
    for name, faults in {"cut": [None, Fault("cut", MIB)], "reset": [None, Fault("reset", 600_000)], "lost": [None, Fault("cut", 0, DOWN)]}.items():
        file = fresh_name()
        with Proxy(service.url, faults) as proxy:
            metadata = {"dossier": stage.dossier, "requirement": "E04", "piece": "invoice", "filename": file}
            client = TusClient(proxy.url + TUS, headers=dict(person.headers))
            uploader = client.uploader(
                file_stream=io.BytesIO(content.bytes()), chunk_size=MIB, retries=5, retry_delay=1, metadata=metadata, upload_checksum=True
            )
            for _ in range(5):
                try:
                    uploader.upload()
                    break
                except Exception:
                    # tuspy knows how to go on where it was, once it has asked where that is.
                    uploader.offset = uploader.get_offset()
        checks.equal(f"tuspy, {name}: attached once", service.attached(file), 1)


def single_cut(stage, service, checks, large):
    """A single request that breaks off leaves nothing behind."""
    person, before, file = stage.people["super user"], stage.blobs(), fresh_name()
    for kind in ("cut", "reset"):
        with Proxy(service.url, [Fault(kind, 500_000)]) as proxy:
            try:
                exchange(proxy.url, "POST", stage.single(file), person.headers, Content(SIZE, 150).bytes(), timeout=20)
            except Exception:
                pass  # that is what the proxy is there for
    checks.equal("a single request that breaks off attaches nothing", service.attached(file), 0)
    checks.equal("and stores nothing", stage.blobs() - before, set())


def killed(stage, service, checks, large):
    """50 uploads at once; the server is killed in their midst and started again; each goes on where it was."""
    person, count, size = stage.people["super user"], 50, (96 if large else 48) * MIB
    uploads = [Upload(service.url, stage.single(f"killed-{n}.bin"), person, Content(size, 1000 + n), seconds=500) for n in range(count)]
    answers = {}

    def run(number):
        try:
            answers[number] = uploads[number].run()
        except Exception as failure:
            answers[number] = failure

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    # In their midst: all have begun, and most of the bytes of an average one are on their way.
    begun = wait_until(lambda: all(upload.sent > MIB for upload in uploads) and sum(u.sent for u in uploads) > 0.6 * count * size, 240)
    under_way = sum(upload.location is not None and number not in answers for number, upload in enumerate(uploads))
    service.kill()
    checks.that("the server was killed in the midst of uploads", begun and under_way > count // 2, f"{under_way} were under way")
    time.sleep(1)
    service.start()
    end = time.monotonic() + 500
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0.1))
    for number, upload in enumerate(uploads):
        answer = answers.get(number)
        if checks.that(f"upload {number} comes to its end", getattr(answer, "status", None) in (200, 201), answer):
            is_kept(checks, stage, service, person, f"upload {number}", answer.body, upload.content.sha256(), size)
        checks.that(f"upload {number} sends little again", upload.sent_again <= SENT_AGAIN, f"{upload.sent_again / MIB:.1f} MiB")
    # One that had to be created anew has sent everything again.
    checks.equal("none began anew", sum(upload.created > 1 for upload in uploads), 0)


PARTS = [proxied, crumbs, tuspy_proxied, single_cut, killed]
