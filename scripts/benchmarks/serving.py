"""A vault served over HTTP, and nginx beside it on the same disk, for as long as a row runs.

Run by itself, as `serving.py VAULT-BINARY FOLDER`, it starts the server once, waits until it is ready, and prints how long that took.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from urllib.parse import urlsplit

#: What a start, a stop or an answer may take, in seconds.
PATIENCE = 60
DIRECTOR = "director@bench.example"
#: One client asks as often as a thousand would.
UNLIMITED = ["--set", "limits.perAddressPerMinute=1000000", "--set", "limits.perAccountPerMinute=1000000"]


class Served:
    """A process that listens; `url` is where."""

    def __init__(self, command, url=None, environment=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})}, start_new_session=True,
        )  # fmt: skip
        self.url = url or self._told()

    def _told(self):
        for line in self.process.stdout:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                return json.loads(line)["url"].rstrip("/")
        raise OSError("the server ended without saying where it listens")

    @property
    def pid(self):
        return self.process.pid

    def wait_until_it_answers(self, target="/readyz", step=0.02):
        end = time.monotonic() + PATIENCE
        while status(self.url, target) != 200:
            if time.monotonic() > end or self.process.poll() is not None:
                raise OSError("the server does not become ready")
            time.sleep(step)
        return self

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def status(url, target):
    """The status of one GET, or nothing when nobody answers."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode())
            return int(connection.recv(4096).split(b" ")[1])
    except (OSError, IndexError, ValueError):
        return None


def serve(binary, vault):
    return Served([str(binary), "serve", "--vault", str(vault), "--bind", "127.0.0.1:0", "--json", *UNLIMITED])


def director(binary, vault, number):
    """Registers somebody who may work on the dossiers of an organisation, and returns the headers of their requests."""

    def run(*arguments):
        command = [str(binary), *arguments, "--vault", str(vault), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode != 0:
            raise OSError(f"vault {arguments[0]} {arguments[1]} ended with status {done.returncode}: {done.stderr.strip()[-300:]}")
        return done.stdout

    national = vault.parent / "number"
    national.write_text("80010100107")
    run("organisation", "register", number, "--email", DIRECTOR, "--given-name", "A", "--family-name", "Director", "--speaks", "en",
        "--national-number-file", str(national))  # fmt: skip
    expires = str(date.today() + timedelta(days=30))
    made = run("token", "create", "bench", "--scope", "write", "--expires", expires, "--as", DIRECTOR)
    return {"Authorization": f"Bearer {json.loads(made)['secret']}"}


NGINX = """\
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
{user}
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=10000;
    client_max_body_size 0;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/files;
        location / {{ dav_methods PUT; create_full_put_path on; }}
    }}
}}
"""


def nginx(folder):
    """nginx with WebDAV over FOLDER/files, on the disk that the folder is on."""
    (folder / "files").mkdir(parents=True)
    (folder / "files/ready").write_text("ready")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, user="user root;" if os.geteuid() == 0 else ""))
    served = Served(["nginx", "-c", str(configuration), "-e", f"{folder}/start.log"], f"http://127.0.0.1:{port}")
    return served.wait_until_it_answers("/ready")


def main():
    binary, vault = sys.argv[1:]
    begin = time.monotonic()
    served = serve(binary, vault)
    try:
        served.wait_until_it_answers(step=0.001)
        print(json.dumps({"milliseconds": 1000 * (time.monotonic() - begin)}))
    finally:
        served.stop()


if __name__ == "__main__":
    main()
