"""Uploads by one request, with curl and by hand: every size that is a border of something, digests, doing it twice."""

import hashlib
import json
import subprocess

from .resuming import MIB, Content
from .stage import API, fresh_name
from .wire import base64_of, digest_field, exchange

#: Around the size of a chunk, where reading in pieces goes wrong.
SIZES = (1, 65_535, 65_536, 65_537)


def curl(stage, *arguments, input=None):
    """Runs curl; returns the status, the body and how it ended."""
    command = ["curl", "-sS", "--max-time", "900", "-w", "\n%{http_code}", *map(str, arguments)]
    done = subprocess.run(command, input=input, capture_output=True, timeout=960)
    body, _, status = done.stdout.rpartition(b"\n")
    return int(status or 0), body, done


def headers_of(person):
    return [part for name, value in person.headers.items() for part in ("-H", f"{name}: {value}")]


def document_of(answer):
    """The document that an answer to an attaching tells of; a list of one is as good as the one."""
    told = answer if isinstance(answer, dict) else json.loads(answer)
    if isinstance(told.get("items"), list):
        told = told["items"][0]
    document = told["document"]
    return document["id"] if isinstance(document, dict) else document


def is_kept(checks, stage, service, person, what, body, digest, size):
    """Fetches what an answer says was attached, and compares it with what was sent."""
    try:
        document = document_of(body)
    except (ValueError, KeyError, IndexError, TypeError):
        return checks.that(f"{what}: the answer names a document", False, body)
    path = stage.folder / "fetched"
    status, _, _ = curl(stage, *headers_of(person), "-o", path, f"{service.url}{API}/documents/{document}/content")
    if not path.exists():
        return checks.equal(f"{what}: it comes back", status, 200)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    length = path.stat().st_size
    path.unlink()
    return checks.equal(f"{what}: it comes back as it went", (status, length, found), (200, size, digest.hexdigest()))


def sizes(stage, service, checks, large):
    person = stage.people["super user"]
    # The large one is sparse on disk and all of it on the wire.
    for content in [*(Content(size, size) for size in SIZES), Content(5 * 1024 * MIB if large else 256 * MIB, 5, sparse=True)]:
        path = stage.folder / "content"
        content.write(path)
        digest = content.sha256()
        status, body, done = curl(
            stage, *headers_of(person), "-H", "Content-Type: application/octet-stream", "-T", path, "-X", "POST",
            "-H", f"Repr-Digest: {_field(digest)}", service.url + stage.single(f"{content.size}.bin"),
        )  # fmt: skip
        told = done.stderr.decode() + body.decode(errors="replace")
        if checks.that(f"{content.size} bytes by curl are attached", status == 201, f"{status}\n{told}"):
            is_kept(checks, stage, service, person, f"{content.size} bytes by curl", body, digest, content.size)
        path.unlink()


def nothing(stage, service, checks, large):
    """A file without bytes is no proof of anything: it is refused as the command refuses it, or attached as what it is."""
    person = stage.people["super user"]
    answer = exchange(service.url, "POST", stage.single("nothing.bin"), person.headers, b"")
    if answer.status == 201:
        is_kept(checks, stage, service, person, "0 bytes", answer.body, hashlib.sha256(), 0)
    else:
        checks.that("0 bytes are refused with a reason", answer.status == 422 and answer.problem, answer)


def unknown_length(stage, service, checks, large):
    person, content = stage.people["super user"], Content(300_000, 31)
    status, body, done = curl(
        stage, *headers_of(person), "-H", "Transfer-Encoding: chunked", "-H", "Content-Type: application/octet-stream",
        "-X", "POST", "--data-binary", "@-", service.url + stage.single("chunked.bin"), input=content.bytes(),
    )  # fmt: skip
    if checks.equal("chunked, by curl", status, 201):
        is_kept(checks, stage, service, person, "chunked", body, content.sha256(), content.size)


def digests(stage, service, checks, large):
    person, content, other = stage.people["super user"], b"the digest of something else", b"something else"
    before = stage.blobs()

    def post(name, headers):
        return exchange(service.url, "POST", stage.single(name), {**person.headers, **headers}, content)

    for field in ("Repr-Digest", "Content-Digest"):
        for algorithm in ("sha-256", "sha-512"):
            answer = post("wrong.bin", {field: digest_field(other, algorithm)})
            # An algorithm that is not checked may be passed over (RFC 9530, 2), but not one that is asked for in Want-….
            if algorithm == "sha-256" or answer.status != 201:
                checks.that(f"a wrong {field} by {algorithm} is refused", answer.status in (400, 422) and answer.problem, answer)
    checks.equal("what has a wrong digest is not kept", stage.blobs() - before, set())
    for value in ("sha-256=:bm9uc2Vuc2U=:", "sha-256=nonsense", ":::"):
        answer = post("nonsense.bin", {"Repr-Digest": value})
        checks.that(f"Repr-Digest: {value} is refused", answer.status in (400, 422) and answer.problem, answer)
    answer = post("right.bin", {"Repr-Digest": digest_field(content), "Content-Digest": digest_field(content)})
    checks.equal("right digests are taken", answer.status, 201)


def twice(stage, service, checks, large):
    """A key that names the request: doing it again is no second act, and another body is none either."""
    person, key = stage.people["super user"], {"Idempotency-Key": fresh_name("")}
    post = lambda content: exchange(service.url, "POST", stage.single("twice.bin"), {**person.headers, **key}, content)  # noqa: E731
    first, again, other = post(b"once"), post(b"once"), post(b"other")
    checks.equal("with a key", first.status, 201)
    checks.equal("again: the same answer", (again.status, again.body), (201, first.body))
    checks.equal("which says that it is one", again["idempotency-replayed"], "?1")
    checks.that("another body with the same key is refused", other.status == 422 and other.problem, other)


def downloads(stage, service, checks, large):
    """What was uploaded is continued by curl where it broke off, and told by its digest."""
    person, content = stage.people["super user"], Content(3 * MIB + 17, 77)
    answer = exchange(service.url, "POST", stage.single("ranged.bin"), person.headers, content.bytes())
    url = f"{API}/documents/{document_of(answer.body)}/content"
    whole = content.bytes()
    full, head = service.get(person, url), exchange(service.url, "HEAD", url, person.headers)
    same = lambda name: (full[name], head[name])  # noqa: E731
    for name in ("content-length", "etag", "content-type", "repr-digest", "accept-ranges", "content-disposition"):
        checks.that(f"HEAD and GET say the same {name}", full[name] and full[name] == head[name], same(name))
    checks.equal("its digest", full["repr-digest"], digest_field(whole))
    checks.that("its validator is strong", (full["etag"] or "").startswith('"'), full["etag"])
    checks.equal("it is not looked into", full["x-content-type-options"], "nosniff")
    checks.that("it does nothing in a browser", "sandbox" in (full["content-security-policy"] or ""), full)
    checks.that("it is saved, not shown", (full["content-disposition"] or "").startswith("attachment"), full)
    checks.that("no shared cache keeps it", "private" in (full["cache-control"] or "") or "no-store" in (full["cache-control"] or ""), full)
    half = stage.folder / "half"
    half.write_bytes(whole[: MIB + 5])
    status, _, _ = curl(stage, *headers_of(person), "-C", "-", "-o", half, service.url + url)
    checks.equal("curl -C -", (status, half.read_bytes() == whole), (206, True))
    ranges = {
        "bytes=0-0": (206, whole[:1]), "bytes=-5": (206, whole[-5:]), "bytes=3145728-": (206, whole[3145728:]),
        "bytes=0-99999999": (206, whole), f"bytes={len(whole)}-": (416, None), "lines=1-2": (200, whole),
    }  # fmt: skip
    for value, (status, bytes_) in ranges.items():
        part = service.get(person, url, {"Range": value})
        checks.that(f"Range: {value}", part.status == status and (bytes_ is None or part.body == bytes_), part)
        if status == 416:
            checks.equal("416 says how long it is", part["content-range"], f"bytes */{len(whole)}")
    backwards = service.get(person, url, {"Range": "bytes=5-2"})
    checks.that("a range that ends before it begins is passed over or refused", backwards.status in (200, 416), backwards)
    several = service.get(person, url, {"Range": "bytes=0-9,20-29"})
    checks.that("two ranges", several.status == 206 and whole[20:30] in several.body, several)
    checks.equal("If-None-Match", service.get(person, url, {"If-None-Match": full["etag"]}).status, 304)
    checks.equal("If-Range of another", service.get(person, url, {"Range": "bytes=0-1", "If-Range": '"other"'}).status, 200)
    checks.equal("If-Range of this", service.get(person, url, {"Range": "bytes=0-1", "If-Range": full["etag"]}).status, 206)
    checks.equal("If-Match of another", service.get(person, url, {"If-Match": '"other"'}).status, 412)


def _field(hasher):
    return f"sha-256=:{base64_of(hasher.digest())}:"


PARTS = [sizes, nothing, unknown_length, digests, twice, downloads]
