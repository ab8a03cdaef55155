"""Rows about the service: what comes in and goes out over HTTP, beside nginx on the same disk; how soon it is there; what it holds."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from . import serving
from .comparisons import AtLeast, AtMost, FactRatio, Ratio, Reported
from .measuring import Work, WorkFailed
from .programs import DOSSIER, requirement_code
from .rounds import Subject
from .subjects import MIB, new_vault

API = "/api/v1"
BY_HAND, NGINX = "PUT + openssl + sync", "nginx"
CONNECTIONS, SECONDS = 16, 10
SMALL = 50_000
REQUIREMENTS, PAGE = 50, 50
UPLOADS = 100
#: Each of the parallel uploads, in MiB. The budget is about 1,024, which takes 110 GiB of disk: BENCH_UPLOAD_MIB=1024.
UPLOAD_MIB = int(os.environ.get("BENCH_UPLOAD_MIB", "64"))


class Service:
    """A served vault with one dossier, and somebody of its beneficiary."""

    def __init__(self, bench, folder, requirements=1):
        self.vault = new_vault(bench, folder, requirements)
        number = json.loads((folder / "dossier.json").read_text())["organisations"][0]["enterpriseNumber"]
        self.headers = serving.director(bench.vault.binary, self.vault, number)
        self.served = serving.serve(bench.vault.binary, self.vault)
        bench.running.callback(self.served.stop)
        self.served.wait_until_it_answers()
        self.requirements = f"{API}/dossiers/{DOSSIER}/requirements"
        self.attachments = f"{self.requirements}/{requirement_code(1)}/attachments?piece=invoice"

    @property
    def options(self):
        return [part for name, value in self.headers.items() for part in ("-H", f"{name}: {value}")]

    def attach(self, path):
        """Attaches a file outside the timing; returns the target of its content."""
        command = ["curl", "-fsS", "-X", "POST", "-T", str(path), *self.options, f"{self.served.url}{self.attachments}&name={path.name}"]
        told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=600).stdout)
        return f"{API}/documents/{told['document']}/content"


def _large_file(bench, folder):
    """A GiB (quick: a tenth) that is another one in each round."""
    path = folder / "large.bin"
    with path.open("wb") as whole:
        for part in bench.data.large:
            with part.open("rb") as file:
                while piece := file.read(MIB):
                    whole.write(piece)
    return path


def _mark(path, turn):
    with path.open("r+b") as file:
        file.write(f"round {turn}".encode().ljust(64))
        os.fsync(file.fileno())


def upload(bench, folder):
    path = _large_file(bench, folder)
    size = path.stat().st_size
    service = Service(bench, folder)
    peer = serving.nginx(folder / "nginx")
    bench.running.callback(peer.stop)

    def ours(target, turn):
        _mark(path, turn)
        command = ["curl", "-fsS", "-X", "POST", "-T", str(path), *service.options, f"{service.served.url}{service.attachments}&name={turn}.bin"]
        return Work(command, bytes=size, inspect=_attached)

    def theirs(target, turn):
        copy = folder / "nginx/files" / f"{turn}.bin"
        url, name = shlex.quote(f"{peer.url}/{turn}.bin"), shlex.quote(str(copy))
        by_hand = f"curl -fsS -T {shlex.quote(str(path))} {url} && openssl dgst -sha256 {name} && sync {name} {shlex.quote(str(copy.parent))}"
        return Work(["sh", "-c", by_hand], bytes=size)

    return [Subject("vault serve", ours), Subject(BY_HAND, theirs)]


def _attached(output):
    try:
        return {"attached": len(json.loads(output)["document"])}
    except (ValueError, KeyError, TypeError) as error:
        raise WorkFailed("the server did not say what was attached") from error


def download(bench, folder):
    path = _large_file(bench, folder)
    service = Service(bench, folder)
    content = service.attach(path)
    peer = serving.nginx(folder / "nginx")
    bench.running.callback(peer.stop)
    os.rename(path, folder / "nginx/files/large.bin")

    def get(url, options):
        def work(target, turn):
            return Work(["curl", "-fsS", "-o", "/dev/null", *options, url], bytes=bench.data.large_bytes)

        return work

    return [
        Subject("vault serve", get(service.served.url + content, service.options)),
        Subject(NGINX, get(f"{peer.url}/large.bin", [])),
    ]


#: Each request brings 50 kB that were never there: the middle is random, and a name is counted up.
WRK_UPLOAD = """\
local name, body, made = "{name}", nil, 0
local threads = 0
function setup(thread) threads = threads + 1; thread:set("number", threads) end
function init(arguments)
    local file = io.open("{body}", "rb")
    body = file:read("*a")
    file:close()
end
function request()
    made = made + 1
    local mark = string.format("%s %d %d ", name, number, made)
    return wrk.format("POST", "{target}&name=" .. name .. "-" .. number .. "-" .. made .. ".bin", wrk.headers, mark .. body:sub(#mark + 1))
end
"""


def upload_small(bench, folder):
    service = Service(bench, folder)
    body = folder / "body"
    body.write_bytes(os.urandom(SMALL))

    def ours(target, turn):
        script = target / "upload.lua"
        script.write_text(WRK_UPLOAD.format(name=f"round-{turn}", body=body, target=service.attachments))
        return _wrk(service.served.url, service.options, "-s", str(script))

    return [Subject("vault serve", ours)]


def download_small(bench, folder):
    service = Service(bench, folder)
    peer = serving.nginx(folder / "nginx")
    bench.running.callback(peer.stop)
    path = folder / "nginx/files/small.bin"
    path.write_bytes(os.urandom(SMALL))
    content = service.attach(path)
    return [
        Subject("vault serve", lambda target, turn: _wrk(service.served.url + content, service.options)),
        Subject(NGINX, lambda target, turn: _wrk(f"{peer.url}/small.bin", [])),
    ]


def page(bench, folder):
    service = Service(bench, folder, REQUIREMENTS)
    url = f"{service.served.url}{service.requirements}?limit={PAGE}"
    return [Subject("vault serve", lambda target, turn: _wrk(url, service.options))]


def _wrk(url, options, *more):
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "--timeout", "10s", "--latency", *options, *more, url]
    return Work(command, inspect=_rate)


def _rate(output):
    rate, p50, p99 = (re.search(pattern, output) for pattern in (r"Requests/sec:\s+([\d.]+)", r"50%\s+([\d.]+)(us|ms|s)", r"99%\s+([\d.]+)(us|ms|s)"))
    if not (rate and p50 and p99):
        raise WorkFailed("wrk did not print its rate and latencies")
    if refused := re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", output):
        raise WorkFailed(f"wrk: {refused[0]}")
    milliseconds = lambda found: float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]]  # noqa: E731
    return {"requestsPerSecond": float(rate[1]), "p50Milliseconds": milliseconds(p50), "p99Milliseconds": milliseconds(p99)}


def start(bench, folder):
    """The catalog of the row about retention, which is made once."""
    recipe, vaults = bench.data.recipe, folder / "vaults"
    documents = 200 * recipe.small_files
    bench.say(f"http-start: making a catalog of {documents:,} documents, which takes minutes")
    bench.untimed(bench.vault.drive_retention(vaults, documents, documents // 500, recipe.seed, "--only-make"), folder)
    command = [sys.executable, str(Path(serving.__file__)), str(bench.vault.binary), str(vaults / "vault-retention")]
    return [Subject("vault serve", lambda target, turn: Work(command, inspect=_figures("milliseconds")))]


def parallel(bench, folder):
    service = Service(bench, folder)
    size = UPLOAD_MIB * MIB * bench.data.large_bytes // (1 << 30)
    script = str(Path(__file__).with_name("http_parallel.py"))

    def ours(target, turn):
        where = [service.served.url, str(service.served.pid), service.attachments, f"round-{turn}"]
        command = [sys.executable, script, *where, json.dumps(service.headers), str(UPLOADS), str(size)]
        return Work(command, bytes=UPLOADS * size, inspect=_figures("growthMiB", "idleMiB"))

    return [Subject("vault serve", ours)]


def _figures(*names):
    def inspect(output):
        try:
            found = json.loads(output)
            return {name: float(found[name]) for name in names}
        except (KeyError, TypeError, ValueError) as error:
            raise WorkFailed(f"no JSON object with {', '.join(names)} was printed") from error

    return inspect


def uploaded(data):
    return [Ratio((BY_HAND,), at_least=1)]


def uploaded_small(data):
    return [
        AtLeast("requestsPerSecond", 1_500, "uploads/s"),
        AtMost("p99 of an upload", "p99Milliseconds", 50, "ms"),
        Reported("p50 of an upload", "p50Milliseconds", "ms"),
    ]


def downloaded(data):
    return [Ratio((NGINX,), at_least=0.9)]


def downloaded_small(data):
    return [FactRatio("requestsPerSecond", NGINX, "requests/s", at_least=0.5), Reported("p99 of a download", "p99Milliseconds", "ms")]


def paged(data):
    return [
        AtLeast("requestsPerSecond", 2_000, "requests/s"),
        AtMost("p99 of a page", "p99Milliseconds", 20, "ms"),
        Reported("p50 of a page", "p50Milliseconds", "ms"),
    ]


def started(data):
    return [AtMost("from start to ready", "milliseconds", 300, "ms")]


def held(data):
    return [AtMost("memory above idle", "growthMiB", 64, "MiB"), Reported("memory, idle", "idleMiB", "MiB"), Reported()]
