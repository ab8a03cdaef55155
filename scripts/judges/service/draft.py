"""The IETF draft of resumable uploads, interop version 8 (draft-ietf-httpbis-resumable-upload), by bare sockets."""

from .resuming import PARTIAL, VERSION, Content, path_of
from .single import is_kept
from .stage import fresh_name
from .wire import Connection, digest_field, exchange

PROBLEMS = "https://iana.org/assignments/http-problem-types#"


class Draft:
    """Requests of the draft, as one person."""

    def __init__(self, stage, service):
        self.stage, self.service = stage, service
        self.person = stage.people["super user"]
        self.own = {**self.person.headers, **VERSION}

    def create(self, body=b"", complete="?0", headers=(), target=None, **more):
        fields = {**self.own, "Upload-Complete": complete, "Content-Type": "application/octet-stream", **dict(headers), **more}
        return exchange(self.service.url, "POST", target or self.stage.single(fresh_name()), fields, body)

    def head(self, location, person=None):
        return exchange(self.service.url, "HEAD", location, {**(person or self.person).headers, **VERSION})

    def patch(self, location, offset, body, complete="?0", headers=()):
        fields = {**self.own, **PARTIAL, "Upload-Offset": offset, "Upload-Complete": complete, **dict(headers)}
        return exchange(self.service.url, "PATCH", location, fields, body)

    def begun(self, content=b"", length=None):
        """An upload that has begun with this, and where it is."""
        answer = self.create(content, **({"Upload-Length": length} if length is not None else {}))
        assert answer.status in (201, 204) and answer["location"], answer
        return path_of(answer["location"])


def is_problem(checks, description, answer, status, word):
    """A problem document of a type that the draft registers, or of one of our own with the same word."""
    kind = str((answer.problem or {}).get("type", ""))
    return checks.that(description, answer.status == status and kind.endswith(word), answer)


def creation(stage, service, checks, large):
    draft, content = Draft(stage, service), Content(200_000, 1)
    with Connection(service.url) as connection:
        headers = {**draft.own, "Upload-Complete": "?1", "Upload-Length": content.size, "Content-Type": "application/octet-stream"}
        connection.send(connection.head("POST", stage.single("early.bin"), headers, content.size))
        # Not one byte of content was sent yet.
        early = connection.informational_or_final()
        while early.status == 100:
            early = connection.informational_or_final()
        checks.that("104 comes before the content", early.status == 104 and early["location"], early)
        checks.equal("104 tells its version", early["upload-draft-interop-version"], "8")
        connection.send(content.bytes())
        answer = connection.answer()
    checks.that("all in one request", answer.status == 201 and answer["upload-complete"] == "?1", answer)
    is_kept(checks, stage, service, draft.person, "resumable in one request", answer.body, content.sha256(), content.size)
    plain = exchange(service.url, "POST", stage.single("plain.bin"), draft.person.headers, b"plain")
    checks.equal("who does not speak the draft gets no 104", [one.status for one in plain.early], [])
    old = draft.create(b"old", "?1", {"Upload-Draft-Interop-Version": "3"})
    checks.equal("nor does who speaks an old version", [one.status for one in old.early if one["upload-draft-interop-version"] == "8"], [])


def steps(stage, service, checks, large):
    draft, content = Draft(stage, service), Content(150_000, 2)
    whole = content.bytes()
    first = draft.create(whole[:50_000], **{"Upload-Length": content.size})
    checks.that("a part of it", first.status == 201 and first["upload-complete"] == "?0" and first["location"], first)
    location = path_of(first["location"])
    head = draft.head(location)
    checks.that("HEAD", head.status in (200, 204), head)
    told = (head["upload-offset"], head["upload-complete"], head["upload-length"])
    checks.equal("HEAD tells how far it is", told, ("50000", "?0", str(content.size)))
    checks.that("HEAD is not kept by caches", "no-store" in (head["cache-control"] or ""), head)
    checks.that("HEAD tells limits", "max-" in (head["upload-limit"] or ""), head)
    second = draft.patch(location, 50_000, whole[50_000:100_000], headers={"Content-Digest": digest_field(whole[50_000:100_000])})
    checks.that("the next part", second.status in (200, 201, 204) and second["upload-complete"] == "?0", second)
    last = draft.patch(location, 100_000, whole[100_000:], "?1")
    checks.that("the last part has the final answer", last.status == 201 and last["upload-complete"] == "?1", last)
    is_kept(checks, stage, service, draft.person, "in three steps", last.body, content.sha256(), content.size)
    again = exchange(service.url, "GET", location, draft.own)
    checks.equal("the final answer can be fetched again", (again.status, again.body), (200, last.body))
    head = draft.head(location)
    checks.equal("HEAD says that it is complete", (head["upload-complete"], head["upload-offset"]), ("?1", str(content.size)))
    # The client has lost the answer and sends the last part once more: one attachment, the same answer or a refusal.
    more = draft.patch(location, content.size, b"more")
    checks.that("nothing is added to what is complete", more.status in (400, 409, 422), more)
    repeated = draft.patch(location, 100_000, whole[100_000:], "?1")
    checks.that("a repeated end is no second deposit", repeated.status in (201, 400, 409), repeated)


def empty_end(stage, service, checks, large):
    """The end may be said by a request without content, and a whole upload may have none of its own."""
    draft, content = Draft(stage, service), Content(70_000, 3)
    location = draft.begun(content.bytes())
    last = draft.patch(location, content.size, b"", "?1")
    checks.that("an end without content", last.status == 201, last)
    is_kept(checks, stage, service, draft.person, "an end without content", last.body, content.sha256(), content.size)


def refusals(stage, service, checks, large):
    draft = Draft(stage, service)
    location = draft.begun(b"0123456789", length=20)
    for offset in (0, 9, 11, 1 << 40):
        answer = draft.patch(location, offset, b"x")
        if is_problem(checks, f"offset {offset} where 10 is expected", answer, 409, "mismatching-upload-offset"):
            told = (answer.problem.get("expected-offset"), answer.problem.get("provided-offset"))
            checks.equal(f"offset {offset}: both are told", told, (10, offset))
            checks.equal(f"offset {offset}: the header as well", answer["upload-offset"], "10")
    for offset in ("-1", "1.5", "ten", "99999999999999999999", ""):
        answer = draft.patch(location, offset, b"x")
        checks.that(f"offset {offset!r} is none", answer.status == 400 and answer.problem, answer)
    answer = draft.patch(location, 10, b"0123456789A")
    is_problem(checks, "more than was announced", answer, 400, "inconsistent-upload-length")
    location = draft.begun(b"0123456789", length=20)
    answer = draft.patch(location, 10, b"01234", "?1")
    is_problem(checks, "less than was announced", answer, 400, "inconsistent-upload-length")
    location = draft.begun(b"0123456789")
    answer = draft.patch(location, 10, b"x", headers={"Upload-Length": "5"})
    is_problem(checks, "a length behind the offset", answer, 400, "inconsistent-upload-length")
    answer = draft.patch(location, 10, b"x", headers={"Content-Type": "application/octet-stream"})
    checks.that("PATCH of another media type", answer.status == 415 and answer.problem, answer)
    answer = exchange(service.url, "PATCH", location, {**draft.own, **PARTIAL}, b"x")
    checks.that("PATCH without an offset", answer.status == 400 and answer.problem, answer)
    answer = draft.create(b"x", "yes")
    checks.that("Upload-Complete that is no boolean", answer.status == 400 and answer.problem, answer)
    answer = draft.create(b"", **{"Upload-Length": 1 << 60})
    checks.that("longer than is allowed", answer.status in (400, 413, 507) and answer.problem, answer)
    checks.equal("nothing of that moved the offset", draft.head(location)["upload-offset"], "10")


def digests(stage, service, checks, large):
    draft = Draft(stage, service)
    before = stage.blobs()
    location = draft.begun(b"0123456789")
    answer = draft.patch(location, 10, b"0123456789", headers={"Content-Digest": digest_field(b"other")})
    checks.that("a wrong Content-Digest of a part", answer.status in (400, 422) and answer.problem, answer)
    checks.equal("its bytes are not taken", draft.head(location)["upload-offset"], "10")
    answer = draft.patch(location, 10, b"x", "?1", {"Content-Digest": digest_field(b"x")})
    checks.that("the right part afterwards", answer.status == 201, answer)
    answer = draft.create(b"all of it", "?1", {"Repr-Digest": digest_field(b"other")})
    checks.that("a wrong Repr-Digest, in one request", answer.status in (400, 422) and answer.problem, answer)
    answer = draft.create(b"all ", headers={"Repr-Digest": digest_field(b"other")})
    location = path_of(answer["location"])
    answer = draft.patch(location, 4, b"of it", "?1")
    checks.that("a wrong Repr-Digest, in two", answer.status in (400, 422) and answer.problem, answer)
    head = draft.head(location)
    checks.that("which failed for good", head.status in (200, 204, 400, 404, 410) and head["upload-complete"] != "?0", head)
    checks.equal("only what was right is kept", len(stage.blobs() - before), 1)


def ending(stage, service, checks, large):
    draft = Draft(stage, service)
    location = draft.begun(b"0123456789")
    other = stage.people["stranger"]
    for person in (other, stage.people["auditor"]):
        checks.equal("the upload of somebody else is not there", draft.head(location, person).status, 404)
        answer = exchange(service.url, "DELETE", location, {**person.headers, **VERSION})
        checks.equal("and cannot be ended", answer.status, 404)
    absent = exchange(service.url, "GET", location[:-4] + "0000", other.headers)
    hidden = exchange(service.url, "GET", location, other.headers)
    without = lambda answer: {name: value for name, value in (answer.problem or {}).items() if name != "instance"}  # noqa: E731
    checks.equal("hidden is as absent", without(hidden), without(absent))
    checks.equal("DELETE", exchange(service.url, "DELETE", location, draft.own).status, 204)
    checks.that("afterwards it is not there", draft.head(location).status in (404, 410), draft.head(location))
    answer = draft.patch(location, 10, b"x")
    checks.that("and takes nothing", answer.status in (404, 410), answer)


def newer_wins(stage, service, checks, large):
    """A request that hangs is ended by a newer one, and what it still sends counts no more."""
    draft, content = Draft(stage, service), Content(400_000, 9)
    whole = content.bytes()
    location = draft.begun(whole[:100_000], length=content.size)
    with Connection(service.url, timeout=20) as hanging:
        headers = {**draft.own, **PARTIAL, "Upload-Offset": 100_000, "Upload-Complete": "?1"}
        hanging.send(hanging.head("PATCH", location, headers, 300_000) + whole[100_000:200_000])
        offset = int(draft.head(location)["upload-offset"])
        checks.that("HEAD answers though another request hangs", 100_000 <= offset <= 200_000, offset)
        try:
            hanging.send(whole[200_000:300_000])
        except OSError:
            pass
        offset = int(draft.head(location)["upload-offset"])
        last = draft.patch(location, offset, whole[offset:], "?1")
    checks.that("the newer request ends it", last.status == 201, last)
    is_kept(checks, stage, service, draft.person, "after a request that hung", last.body, content.sha256(), content.size)


PARTS = [creation, steps, empty_end, refusals, digests, ending, newer_wins]
