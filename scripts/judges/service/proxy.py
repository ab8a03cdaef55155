"""A connection that breaks: a TCP proxy on this machine that does to traffic what mobile networks do.

Each connection that the proxy takes gets the next fault of a list; when the list is used up, traffic passes
untouched. A fault strikes at an offset of the bytes of one direction, counted from the connection's first.
"""

import asyncio
import socket
import struct
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

UP, DOWN = "up", "down"
PIECE = 1 << 16


@dataclass(frozen=True)
class Fault:
    """What happens to one connection.

    kind is one of
      cut      both sides are closed in order when `at` bytes have passed
      reset    both sides are reset, as when a machine fails
      stall    nothing passes any more, and nobody is told, for `seconds`; then both sides are closed
      half     the sender is told that it may not send more (its direction ends), the other direction lives
      slow     from there on at most `rate` bytes a second pass
      slice    from there on bytes pass one to seven at a time
      repeat   all that was sent up is sent once more, on a connection of its own whose answer nobody reads
    """

    kind: str
    at: int = 0
    direction: str = UP
    seconds: float = 5
    rate: int = 1 << 20


class Proxy:
    """Runs on a thread of its own until it is closed; `url` is where it listens."""

    def __init__(self, target, faults=()):
        parts = urlsplit(target)
        self.target = parts.hostname, parts.port
        self.faults = list(faults)
        self.struck = 0
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, started):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._take, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _take(self, reader, writer):
        fault = self.faults.pop(0) if self.faults else None
        ways = [writer]
        try:
            upstream, up = await asyncio.open_connection(*self.target)
            ways.append(up)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass(UP, fault, reader, up, ways))
                group.create_task(self._pass(DOWN, fault, upstream, writer, ways))
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass  # a side that breaks off by itself, or the end of the proxy
        finally:
            for way in ways:
                way.close()

    async def _pass(self, direction, fault, reader, writer, ways):
        strikes = fault and fault.direction == direction
        passed, kept = 0, []
        while piece := await reader.read(PIECE):
            if fault and fault.kind == "repeat" and direction == UP:
                kept.append(piece)
            if strikes and fault.kind in ("cut", "reset", "stall", "half") and passed + len(piece) >= fault.at:
                writer.write(piece[: fault.at - passed])
                await writer.drain()
                return await self._break(fault, writer, ways)
            if strikes and passed + len(piece) > fault.at and fault.kind in ("slow", "slice"):
                await self._trickle(fault, piece, writer)
            else:
                writer.write(piece)
                await writer.drain()
            passed += len(piece)
        if kept:
            self._loop.create_task(self._repeat(b"".join(kept)))
        if writer.can_write_eof():
            writer.write_eof()

    async def _break(self, fault, writer, ways):
        self.struck += 1
        if fault.kind == "half":
            writer.write_eof()
            return
        if fault.kind == "stall":
            await asyncio.sleep(fault.seconds)
        for way in ways:
            if fault.kind == "reset":
                way.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            way.transport.abort() if fault.kind == "reset" else way.close()

    async def _trickle(self, fault, piece, writer):
        step = max(fault.rate // 20, 1) if fault.kind == "slow" else 7
        for begin in range(0, len(piece), step):
            writer.write(piece[begin : begin + step])
            await writer.drain()
            await asyncio.sleep(0.05 if fault.kind == "slow" else 0)

    async def _repeat(self, sent):
        self.struck += 1
        try:
            reader, writer = await asyncio.open_connection(*self.target)
            writer.write(sent)
            await writer.drain()
            await asyncio.wait_for(reader.read(1 << 16), 30)
            writer.close()
        except (OSError, TimeoutError):
            pass
