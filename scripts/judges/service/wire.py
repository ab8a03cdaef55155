"""HTTP/1.1 over bare sockets: informational answers are seen, and what is sent is sent as it is written."""

import base64
import hashlib
import json
import socket
import struct
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TIMEOUT = 60


class Closed(Exception):
    """The other side closed the connection before its answer was whole."""


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""
    #: The informational answers before it, 100 left out.
    early: list["Answer"] = field(default_factory=list)

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def __getitem__(self, name):
        """The value of a header, or nothing."""
        return next(iter(self.all(name)), None)

    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        """The problem document, or nothing if it is none."""
        if (self["content-type"] or "").split(";")[0].strip() != "application/problem+json":
            return None
        try:
            document = json.loads(self.body)
        except ValueError:
            return None
        return document if isinstance(document, dict) else None

    def __str__(self):
        head = "\n".join([str(self.status), *(f"{name}: {value}" for name, value in self.headers)])
        return f"{head}\n\n{self.body[:600].decode(errors='replace')}"


class Connection:
    """One connection, used for one request after the other."""

    def __init__(self, url, timeout=TIMEOUT, receive_buffer=None):
        parts = urlsplit(url)
        self.host = parts.netloc
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect((parts.hostname, parts.port or 80))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def reset(self):
        """Ends the connection as a machine that fails does: without saying goodbye."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def send(self, raw):
        self.socket.sendall(raw)

    def head(self, method, target, headers=(), length=None):
        """The head of a request; `Host` comes first, and `Content-Length` last where a length is given."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}", *(f"{name}: {value}" for name, value in dict(headers).items())]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def request(self, method, target, headers=(), body=None):
        length = len(body) if body is not None else None
        self.send(self.head(method, target, headers, length) + (body or b""))
        return self.answer(method)

    def answer(self, method="GET"):
        """The final answer to what was sent, with the informational ones before it."""
        early = []
        while True:
            answer = self.informational_or_final()
            if answer.status >= 200:
                break
            if answer.status != 100:
                early.append(answer)
        answer.early = early
        if method != "HEAD" and answer.status not in (204, 304):
            answer.body = self._body(answer)
        return answer

    def informational_or_final(self):
        """The next head that comes, without a body."""
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        return Answer(status, [(name, value.strip()) for name, _, value in (line.partition(":") for line in head[1:])])

    def _body(self, answer):
        if "chunked" in (answer["transfer-encoding"] or "").lower():
            body = b""
            while size := int(self._until(b"\r\n").split(b";")[0], 16):
                body += self._exactly(size)
                self._exactly(2)
            while self._until(b"\r\n"):
                pass
            return body
        if (length := answer["content-length"]) is not None:
            return self._exactly(int(length))
        body = self.left
        while chunk := self.socket.recv(1 << 20):
            body += chunk
        self.left = b""
        return body

    def _more(self):
        chunk = self.socket.recv(1 << 20)
        if not chunk:
            raise Closed(f"closed after {self.left[:200]!r}")
        self.left += chunk

    def _until(self, mark):
        while mark not in self.left:
            self._more()
        before, _, self.left = self.left.partition(mark)
        return before

    def _exactly(self, size):
        parts, left = [], size
        while left:
            if not self.left:
                self._more()
            part, self.left = self.left[:left], self.left[left:]
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def exchange(url, method, target, headers=(), body=None, timeout=TIMEOUT):
    """One request on a connection of its own."""
    with Connection(url, timeout) as connection:
        return connection.request(method, target, {**dict(headers), "Connection": "close"}, body)


def raw(url, request, method="GET", timeout=TIMEOUT):
    """Sends bytes as they are; returns the answer, or nothing when the connection is closed without one; of status 0 when neither comes."""
    with Connection(url, timeout) as connection:
        try:
            connection.send(request)
        except OSError:
            pass  # who refuses may stop listening before all is said
        try:
            return connection.answer(method)
        except TimeoutError:
            return Answer(0, [], b"nothing came")
        except (Closed, ConnectionError):
            return None


def digest_field(content, algorithm="sha-256"):
    """A value of Repr-Digest or Content-Digest (RFC 9530)."""
    made = hashlib.new(algorithm.replace("-", ""), content).digest()
    return f"{algorithm}=:{base64.b64encode(made).decode()}:"


def base64_of(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()
