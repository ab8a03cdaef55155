"""tus 1.0: by hand for what it must refuse, by tuspy for what it is for. Whatever the server advertises is tried."""

import hashlib
import io

from tusclient.client import TusClient

from .resuming import Content, path_of
from .stage import API, fresh_name
from .wire import base64_of, exchange

RESUMABLE = {"Tus-Resumable": "1.0.0"}
OFFSET = "application/offset+octet-stream"
TUS = f"{API}/tus"
#: What is tried below; more must not be advertised.
TRIED = {"creation", "creation-with-upload", "termination", "expiration", "checksum"}


class Tus:
    def __init__(self, stage, service):
        self.stage, self.service = stage, service
        self.person = stage.people["super user"]
        self.own = {**self.person.headers, **RESUMABLE}

    def metadata(self, name=None, **more):
        told = {"dossier": self.stage.dossier, "requirement": "E04", "piece": "invoice", "filename": name or fresh_name(), **more}
        return ",".join(f"{key} {base64_of(value)}" for key, value in told.items())

    def create(self, length, headers=(), body=None):
        fields = {**self.own, "Upload-Metadata": self.metadata(), **dict(headers)}
        if length is not None:
            fields["Upload-Length"] = length
        return exchange(self.service.url, "POST", TUS, fields, body if body is not None else b"")

    def begun(self, length):
        answer = self.create(length)
        assert answer.status == 201, answer
        return path_of(answer["location"])

    def head(self, location):
        return exchange(self.service.url, "HEAD", location, self.own)

    def patch(self, location, offset, body, headers=()):
        fields = {**self.own, "Content-Type": OFFSET, "Upload-Offset": offset, **dict(headers)}
        return exchange(self.service.url, "PATCH", location, fields, body)


def advertised(stage, service, checks, large):
    answer = exchange(service.url, "OPTIONS", TUS)
    checks.that("OPTIONS", answer.status in (200, 204) and "1.0.0" in (answer["tus-version"] or ""), answer)
    extensions = set((answer["tus-extension"] or "").split(","))
    checks.equal("nothing is advertised that is not tried here", extensions - TRIED, set())
    checks.equal("all of it is there", TRIED - extensions, set())
    algorithms = set((answer["tus-checksum-algorithm"] or "").split(","))
    checks.equal("checksums", algorithms, {"sha1", "sha256"})
    checks.that("the largest size", int(answer["tus-max-size"] or 0) >= 5 << 30, answer)


def by_hand(stage, service, checks, large):
    tus, content = Tus(stage, service), Content(150_000, 20)
    whole, name = content.bytes(), fresh_name()
    created = tus.create(content.size, {"Upload-Metadata": tus.metadata(name)})
    checks.that("POST", created.status == 201 and created["location"] and created["tus-resumable"] == "1.0.0", created)
    checks.that("it says when it expires", "GMT" in (created["upload-expires"] or ""), created)
    location = path_of(created["location"])
    head = tus.head(location)
    told = (head.status in (200, 204), head["upload-offset"], head["upload-length"], "no-store" in (head["cache-control"] or ""))
    checks.equal("HEAD", told, (True, "0", str(content.size), True))
    step = tus.patch(location, 0, whole[:60_000])
    checks.equal("PATCH", (step.status, step["upload-offset"]), (204, "60000"))
    checks.that("PATCH says when it expires", step["upload-expires"], step)
    checks.equal("PATCH again", tus.patch(location, 0, whole[:60_000]).status, 409)
    last = tus.patch(location, 60_000, whole[60_000:])
    checks.equal("the last PATCH", (last.status, last["upload-offset"]), (204, str(content.size)))
    checks.equal("it is attached", service.attached(name), 1)
    checks.that("its bytes are there", content.sha256().hexdigest() in stage.blobs())


def refusals(stage, service, checks, large):
    tus = Tus(stage, service)
    location = tus.begun(20)
    expected = [
        ("no version", lambda: exchange(service.url, "HEAD", location, tus.person.headers), {412}),
        ("another version", lambda: exchange(service.url, "HEAD", location, {**tus.own, "Tus-Resumable": "0.2.2"}), {412}),
        ("PATCH of another media type", lambda: tus.patch(location, 0, b"x", {"Content-Type": "text/plain"}), {415}),
        ("PATCH without an offset", lambda: exchange(service.url, "PATCH", location, {**tus.own, "Content-Type": OFFSET}, b"x"), {400}),
        ("a negative offset", lambda: tus.patch(location, -1, b"x"), {400}),
        ("an offset beyond the end", lambda: tus.patch(location, 21, b"x"), {409}),
        ("more than the length", lambda: tus.patch(location, 0, b"x" * 21), {400, 413}),
        ("no length", lambda: tus.create(None), {400}),
        ("a length that is none", lambda: tus.create("ten"), {400}),
        ("a negative length", lambda: tus.create(-5), {400}),
        ("a length above what is allowed", lambda: tus.create(1 << 60), {413, 507}),
        ("metadata that are none", lambda: tus.create(5, {"Upload-Metadata": "dossier ***"}), {400, 422}),
        ("metadata without a dossier", lambda: tus.create(5, {"Upload-Metadata": f"filename {base64_of('a.pdf')}"}), {400, 422}),
        ("a dossier that is not there", lambda: tus.create(5, {"Upload-Metadata": tus.metadata(dossier="2024-LAUNCH-99")}), {404}),
        ("an upload that is not there", lambda: tus.head(f"{TUS}/01a20097-c81d-7e61-8a17-3e14adddd77d"), {404}),
        ("an upload of somebody else", lambda: exchange(service.url, "HEAD", location, {**stage.people["stranger"].headers, **RESUMABLE}), {404}),
    ]  # fmt: skip
    for description, ask, statuses in expected:
        answer = ask()
        checks.that(f"tus: {description}", answer.status in statuses, answer)
    checks.equal("none of that moved the offset", tus.head(location)["upload-offset"], "0")


def checksums(stage, service, checks, large):
    tus, content = Tus(stage, service), b"0123456789"
    for algorithm in ("sha1", "sha256"):
        location = tus.begun(2 * len(content))
        value = lambda text: {"Upload-Checksum": f"{algorithm} {base64_of(hashlib.new(algorithm, text).digest())}"}  # noqa: E731, B023
        checks.equal(f"a wrong {algorithm}", tus.patch(location, 0, content, value(b"other")).status, 460)
        checks.equal(f"a wrong {algorithm}: nothing is taken", tus.head(location)["upload-offset"], "0")
        checks.equal(f"a right {algorithm}", tus.patch(location, 0, content, value(content)).status, 204)
    for value in ("md5 AAAA", "sha1", "sha1 ***", f"sha256 {base64_of(b'short')}"):
        answer = tus.patch(tus.begun(10), 0, content, {"Upload-Checksum": value})
        checks.that(f"Upload-Checksum: {value}", answer.status in (400, 460), answer)


def termination(stage, service, checks, large):
    tus = Tus(stage, service)
    location = tus.begun(10)
    checks.equal("DELETE without a version", exchange(service.url, "DELETE", location, tus.person.headers).status, 412)
    checks.equal("DELETE", exchange(service.url, "DELETE", location, tus.own).status, 204)
    checks.that("afterwards it is not there", tus.head(location).status in (404, 410))


def with_upload(stage, service, checks, large):
    tus, content = Tus(stage, service), Content(90_000, 21)
    whole, name = content.bytes(), fresh_name()
    some = tus.create(content.size, {"Content-Type": OFFSET}, whole[:50_000])
    checks.equal("creation with a part", (some.status, some["upload-offset"]), (201, "50000"))
    checks.equal("which goes on", tus.patch(path_of(some["location"]), 50_000, whole[50_000:]).status, 204)
    full = tus.create(content.size, {"Content-Type": OFFSET, "Upload-Metadata": tus.metadata(name)}, whole)
    checks.equal("creation with all of it", (full.status, full["upload-offset"]), (201, str(content.size)))
    checks.equal("it is attached", service.attached(name), 1)
    # Where a network lets neither PATCH nor DELETE through.
    location = tus.begun(5)
    headers = {**tus.own, "X-HTTP-Method-Override": "PATCH", "Content-Type": OFFSET, "Upload-Offset": 0}
    checks.equal("PATCH in the guise of POST", exchange(service.url, "POST", location, headers, b"12345").status, 204)


def tuspy(stage, service, checks, large):
    person, content = stage.people["super user"], Content(5_000_001, 22)
    for checksummed in (False, True):
        name = fresh_name()
        client = TusClient(service.url + TUS, headers=dict(person.headers))
        uploader = client.uploader(
            file_stream=io.BytesIO(content.bytes()), chunk_size=1_000_000, upload_checksum=checksummed, retries=3, retry_delay=1,
            metadata={"dossier": stage.dossier, "requirement": "E04", "piece": "invoice", "filename": name},
        )  # fmt: skip
        uploader.upload()
        checks.equal("tuspy", uploader.offset, content.size)
        checks.equal("tuspy: it is attached", service.attached(name), 1)
        checks.that("tuspy: its bytes are there", content.sha256().hexdigest() in stage.blobs())


PARTS = [advertised, by_hand, refusals, checksums, termination, with_upload, tuspy]
