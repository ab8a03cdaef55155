"""Uploads many files at once, each in pieces of a MiB, and tells by how much the server's memory grew meanwhile.

usage: http_parallel.py URL PID TARGET LABEL HEADERS-AS-JSON COUNT BYTES     LABEL: in names and bytes, to tell rounds apart
"""

import json
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

sys.path.pop(0)  # this folder has an http of its own
import http.client  # noqa: E402

PIECE = 1 << 20


def main():
    url, pid, target, label, headers, count, size = sys.argv[1:]
    headers, count, size = json.loads(headers), int(count), int(size)
    before = _memory(pid, "VmRSS")
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the highest so far is forgotten
    statuses = [None] * count
    threads = [threading.Thread(target=_upload, args=(number, url, f"{target}&name={label}-{number}.bin", f"{label}/{number}.", headers, size, statuses)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    growth = _memory(pid, "VmHWM") - before
    print(json.dumps({"growthMiB": growth / 1024, "idleMiB": before / 1024, "attached": statuses.count(201)}))
    sys.exit(0 if statuses.count(201) == count else 1)


def _upload(number, url, target, mark, headers, size, statuses):
    block = mark.encode().ljust(PIECE, b"x")
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=3600)
    try:
        connection.request("POST", target, _pieces(block, size), {**headers, "Content-Length": str(size)})
        statuses[number] = connection.getresponse().status
    finally:
        connection.close()


def _pieces(block, size):
    while size > 0:
        yield block[:size]
        size -= len(block)


def _memory(pid, name):
    """In KiB."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


if __name__ == "__main__":
    main()
