"""The vault, its people and the server in front of it."""

import json
import os
import signal
import subprocess
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from .checks import wait_until
from .wire import Closed, exchange

API = "/api/v1"
#: Judges ask faster than people: what limits the number of requests is judged by itself.
UNLIMITED = ("--set", "limits.perAddressPerMinute=1000000", "--set", "limits.perAccountPerMinute=1000000")


@dataclass(frozen=True)
class Person:
    email: str
    organisation: str | None
    token: str

    @property
    def headers(self):
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        if self.organisation:
            headers["X-Organisation"] = self.organisation.replace(".", "")
        return headers


class Stage:
    """What `make_stage` of scripts/lib/serving.sh left in a folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        told = json.loads((self.folder / "stage.json").read_text())
        self.binary, self.home = told["binary"], Path(told["home"])
        self.dossier, self.partner, self.other = told["dossier"], told["partner"], told["other"]
        self.people = {word: Person(**person) for word, person in told["people"].items()}

    def vault(self, *arguments):
        """Runs a command as the operator, and returns what it prints."""
        return subprocess.run(
            [self.binary, *arguments], capture_output=True, text=True, timeout=120, check=True,
            env={**os.environ, "VAULT_HOME": str(self.home), "VAULT_LANGUAGE": "en"},
        ).stdout  # fmt: skip

    def lines(self, *arguments):
        """The same with --json: one object a line."""
        return [json.loads(line) for line in self.vault(*arguments, "--json").splitlines()]

    def blobs(self):
        """The names of the blobs in the store."""
        return {path.name for path in (self.home / "blobs").rglob("*") if path.is_file() and len(path.name) == 64}

    def attachments(self, requirement="E04", query="", dossier=None):
        return f"{API}/dossiers/{dossier or self.dossier}/requirements/{requirement}/attachments{query}"

    def single(self, name, requirement="E04", piece="invoice"):
        """Where a file is attached by a single request."""
        return self.attachments(requirement, f"?piece={piece}&name={quote(name)}")


class Service:
    """`vault serve` on a port of its own."""

    def __init__(self, stage, *options):
        self.stage, self.options = stage, options or UNLIMITED
        self.process = self.url = None

    def start(self, seconds=30):
        """Starts it, on the same port as before if it ran before, and waits until it is ready."""
        bind = urlsplit(self.url).netloc if self.url else "127.0.0.1:0"
        log = (self.stage.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [self.stage.binary, "serve", "--vault", str(self.stage.home), "--bind", bind, "--json", *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        # A server that says nothing, and does not end either, is ended.
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        for line in self.process.stdout:
            told = _object(line)
            if "url" in told:
                self.url = told["url"].rstrip("/")
                break
        timer.cancel()
        if self.url is None or self.process.poll() is not None:
            raise RuntimeError("the server did not start:\n" + (self.stage.folder / "log").read_text()[-2000:])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        if not wait_until(self.is_ready, seconds):
            raise RuntimeError("the server is not ready")
        return self

    def is_ready(self):
        try:
            return exchange(self.url, "GET", "/readyz", timeout=5).status == 200
        except (OSError, ValueError, Closed):
            return False

    def kill(self):
        """Ends it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=30):
        """Ends it as an operator does; returns its status, or nothing when it had to be killed."""
        if not self.process or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def memory(self):
        """What it holds in memory, in bytes."""
        return _status(self.process.pid, "VmRSS")

    def most_memory(self):
        return _status(self.process.pid, "VmHWM")

    def get(self, person, target, headers=()):
        return exchange(self.url, "GET", target, {**person.headers, **dict(headers)})

    def attached(self, name, requirement="E04"):
        """How many attachments of a requirement have a name; all pages are read."""
        person, found, after = self.stage.people["super user"], 0, ""
        while True:
            answer = self.get(person, self.stage.attachments(requirement, f"?limit=200{after}"))
            if answer.status != 200:
                raise RuntimeError(f"the attachments cannot be listed: {answer}")
            told = answer.json()
            found += sum(name in json.dumps(item) for item in told["items"])
            if not told.get("next"):
                return found
            after = f"&after={quote(told['next'])}"


def fresh_name(suffix=".bin"):
    return f"{uuid.uuid4().hex}{suffix}"


def _object(line):
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _status(pid, name):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0
